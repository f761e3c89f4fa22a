"""The right margin: signs of editor's notes, of the reader's own annotations and bookmarks, at their lines."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from ui.plain import tip
from ui.reading.layers import SideMark
from ui.theme import Theme

_WIDTH = 32
_SIGN = 20


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A sign, where its character stands on the page, and the middle of its line in the viewport.

    `y` is None where the line is out of sight.
    """

    mark: SideMark
    position: int
    y: float | None


class SideMargin(QWidget):
    """Signs one below another where several share a line. A click, Space or Return activates; ↑ and ↓ move."""

    activated = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        """Shows nothing before `set_look`."""
        super().__init__(parent)
        self._scale = 1.0
        self._marks: tuple[SideMark, ...] = ()
        self._boxes: tuple[QRectF, ...] = ()
        self._current: tuple[str, str] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("页边编注与批注标记")

    def sizeHint(self) -> QSize:
        return QSize(round(_WIDTH * self._scale), 0)

    def set_look(self, theme: Theme, scale: float) -> None:
        """Colours, and how much larger than at 中 everything is."""
        self._theme, self._scale = theme, scale
        self.update()

    def box_of(self, kind: str, key: str) -> QRectF | None:
        """Where a sign is drawn."""
        signs = zip(self._marks, self._boxes, strict=True)
        return next((box for mark, box in signs if (mark.kind, mark.key) == (kind, key)), None)

    def show_marks(self, placed: tuple[PlacedMark, ...]) -> None:
        """Replace all signs, those out of sight included."""
        ordered = _notes_together(sorted(placed, key=_position))
        self._marks = tuple(one.mark for one in ordered)
        self._boxes = _stacked(ordered, _SIGN * self._scale)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() and self._current is None:
            painter.fillRect(QRectF(0, 0, 2, self.height()), QColor(self._theme.accent))
        for mark, box in zip(self._marks, self._boxes, strict=True):
            if box.bottom() >= 0 and box.top() <= self.height():
                self._paint_sign(painter, mark, box)
                if (mark.kind, mark.key) == self._current and self.hasFocus():
                    painter.setPen(QPen(QColor(self._theme.accent), 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 4, 4)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position())
        if mark is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = (mark.kind, mark.key)
            self.activated.emit(mark.kind, mark.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps and self._marks:
            self._move(steps[key])
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return) and self._current is not None:
            self.activated.emit(*self._current)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self._mark_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip(mark.label) if mark else "", self)
            return True
        return super().event(event)

    def _move(self, step: int) -> None:
        keys = [(mark.kind, mark.key) for mark in self._marks]
        first = next((n for n, box in enumerate(self._boxes) if box.top() >= 0), 0)
        at = keys.index(self._current) + step if self._current in keys else first
        self._current = keys[max(0, min(len(keys) - 1, at))]
        self.activated.emit(*self._current)
        self.update()

    def _mark_at(self, point: QPointF) -> SideMark | None:
        signs = zip(self._marks, self._boxes, strict=True)
        return next((mark for mark, box in signs if box.adjusted(-6, -1, 6, 1).contains(point)), None)

    def _paint_sign(self, painter: QPainter, mark: SideMark, box: QRectF) -> None:
        color = QColor(mark.color)
        if mark.kind == "note":
            painter.setPen(color)
            painter.setFont(_small(self.font()))
            count = mark.label.count("\n") + 1
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "注" if count == 1 else f"注{count}")
        elif mark.kind == "bookmark":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawPolygon(_ribbon(box))
        else:
            painter.setPen(QPen(QColor(self._theme.quiet), 1))
            painter.setBrush(color)
            painter.drawRoundedRect(box.adjusted(4, 5, -4, -5), 2, 2)


def _position(placed: PlacedMark) -> int:
    return placed.position


def _notes_together(ordered: list[PlacedMark]) -> list[PlacedMark]:
    """Editor's notes of one line share a sign, named after the first; its label has a line for each."""
    kept: list[PlacedMark] = []
    for one in ordered:
        last = kept[-1] if kept else None
        if last and one.y is not None and last.y == one.y and last.mark.kind == one.mark.kind == "note":
            kept[-1] = replace(last, mark=replace(last.mark, label=f"{last.mark.label}\n{one.mark.label}"))
        else:
            kept.append(one)
    return kept


def _stacked(placed: list[PlacedMark], size: float) -> tuple[QRectF, ...]:
    boxes: list[QRectF] = []
    free = float("-inf")
    for one in placed:
        if one.y is None:
            boxes.append(QRectF(4, -size * 2, size, size))
            continue
        top = max(one.y - size / 2, free)
        boxes.append(QRectF(4, top, size, size))
        free = top + size
    return tuple(boxes)


def _ribbon(box: QRectF) -> QPolygonF:
    left, right = box.left() + 6, box.right() - 6
    notch = QPointF(box.center().x(), box.bottom() - 7)
    return QPolygonF(
        [
            QPointF(left, box.top() + 3),
            QPointF(right, box.top() + 3),
            QPointF(right, box.bottom() - 3),
            notch,
            QPointF(left, box.bottom() - 3),
        ]
    )


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * 0.85)
    return made
