"""A scroll bar that shows where in the whole document things stand; a click on a mark goes there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QToolTip, QWidget

from ui.plain import tip
from ui.theme import Theme

# Kind, token of its colour, lane: which third of the bar it is drawn in, so that no kind is told by colour alone.
_KINDS = (
    ("duty", "must", 0),
    ("annotation", "target", 2),
    ("hit", "accent", 1),
    ("find", "promote", 1),
)
_LANES = 3
_THICK = 2
_CURRENT_THICK = 6
_REACH = 4


@dataclass(frozen=True, slots=True)
class ScrollMark:
    """Something `place` (0 to 1) down the document, at a character of a clause; the pointer shows `label`."""

    place: float
    clause: str
    offset: int = 0
    label: str = ""


class MarkedScrollBar(QScrollBar):
    """Marks are drawn in lanes over the bar's whole length, those of one row of pixels as one."""

    place_requested = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self._marks: dict[str, tuple[ScrollMark, ...]] = {}
        self._in_order: list[ScrollMark] = []
        self._bars: dict[str, list[QRect]] = {}
        self._current: ScrollMark | None = None
        self._pressed: ScrollMark | None = None
        self.setMouseTracking(True)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def relocate(self, place_of: Callable[[str, int], float]) -> None:
        """The lines have moved: ask anew how far down each mark's character stands."""
        for kind, marks in tuple(self._marks.items()):
            self.set_marks(kind, tuple(replace(mark, place=place_of(mark.clause, mark.offset)) for mark in marks))

    def set_marks(self, kind: str, marks: tuple[ScrollMark, ...]) -> None:
        """Replace the marks of one kind: duty, annotation, hit or find."""
        assert any(kind == known for known, _, _ in _KINDS), kind
        self._marks[kind] = marks
        self._in_order = sorted((one for every in self._marks.values() for one in every), key=_place)
        self._lay_out()
        self.update()

    def set_current(self, mark: ScrollMark | None) -> None:
        """The one mark that the reader is at, drawn over all others; None for none."""
        self._current = mark
        self.update()

    def mark_at(self, y: float) -> ScrollMark | None:
        """The nearest mark within reach of a height in the bar."""
        reach = _REACH / max(1, self.height())
        place = y / max(1, self.height())
        first = bisect_left(self._in_order, place - reach, key=_place)
        last = bisect_left(self._in_order, place + reach, key=_place)
        return min(self._in_order[first:last], key=lambda one: abs(one.place - place), default=None)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        for kind, token, _ in _KINDS:
            painter.setBrush(QColor(str(getattr(self._theme, token))))
            painter.drawRects(self._bars.get(kind, []))
        if self._current is not None:
            self._paint_current(painter, self._current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A mark beside the handle is gone to; on the handle the press begins to drag, as ever."""
        self._pressed = None if self._is_on_handle(event.position()) else self.mark_at(event.position().y())
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.place_requested.emit(self._pressed.clause, self._pressed.offset)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
        is_mark = not self._is_on_handle(event.position()) and self.mark_at(event.position().y()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_mark else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self.mark_at(event.pos().y())
            QToolTip.showText(event.globalPos(), tip(mark.label) if mark else "", self)
            return True
        return super().event(event)

    def _lay_out(self) -> None:
        lane = max(2, (self.width() - 2) // _LANES)
        for kind, _, nth in _KINDS:
            rows = sorted({self._row(one) for one in self._marks.get(kind, ())})
            self._bars[kind] = [QRect(1 + nth * lane, top, lane, high) for top, high in _runs(rows)]

    def _row(self, mark: ScrollMark) -> int:
        return round(mark.place * (self.height() - _THICK))

    def _paint_current(self, painter: QPainter, mark: ScrollMark) -> None:
        """Across all lanes, thicker, and pointed at the text: a shape no other mark has."""
        middle = self._row(mark) + _THICK / 2
        top, bottom = middle - _CURRENT_THICK / 2, middle + _CURRENT_THICK / 2
        right = self.width() - 1
        shape = [QPointF(0, middle), QPointF(4, top), QPointF(right, top), QPointF(right, bottom), QPointF(4, bottom)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.paper), 1))
        painter.setBrush(QColor(self._theme.text))
        painter.drawPolygon(QPolygonF(shape))

    def _is_on_handle(self, point: QPointF) -> bool:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        complex_control, handle = QStyle.ComplexControl.CC_ScrollBar, QStyle.SubControl.SC_ScrollBarSlider
        return self.style().subControlRect(complex_control, option, handle, self).contains(point.toPoint())


def _place(mark: ScrollMark) -> float:
    return mark.place


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Rising rows of marks as (top, height): marks that touch or overlap become one bar."""
    ordered = list(rows)
    starts = [n for n, (one, following) in enumerate(pairwise(ordered), 1) if following > one + _THICK]
    edges = [0, *starts, len(ordered)]
    return [(ordered[a], ordered[b - 1] - ordered[a] + _THICK) for a, b in pairwise(edges)] if ordered else []
