"""One bar: its name, its share drawn, and four numbers that each lead to their rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.board.figures import Bar
from ui.board.pieces import TEXT_INDENT, paint_focus, paint_hover, sized
from ui.board.stripes import paint_bar
from ui.board.words import APPLYING, DONE, GOING, IDLE, bar_line
from ui.plain import tip
from ui.theme import Size, Theme

HEIGHT, _BAR, _INDENT, _NUMBER, _SWATCH = 30, 12, 16, 62, 10
_ORDER = (1, 2, 3, 0)  # done, going, idle, all: from left to right
_HEADINGS = {1: DONE, 2: GOING, 3: IDLE, 0: APPLYING}
_NAME_SHARE, _WIDEST_NAME = 0.44, 300
PLAIN, HEAD, BELOW = range(3)  # a row among others, one above rows of its own, one of those
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class _Columns:
    """Where name, bar and numbers stand in a row of this width; heading and rows share it."""

    def __init__(self, width: int, size: Size, indent: int = 0) -> None:
        numbers = size.px(_NUMBER) * len(_ORDER)
        self._left = width - numbers
        self._number = size.px(_NUMBER)
        free = max(0, self._left - size.px(8))
        name = min(free * _NAME_SHARE, size.px(_WIDEST_NAME))
        self.name = QRectF(TEXT_INDENT + indent, 0, name - indent, size.px(HEIGHT))
        begin = round(name) + 8
        self.bar = QRectF(begin, 0, max(0, round(free) - begin), size.px(HEIGHT))

    def number(self, part: int) -> QRectF:
        return QRectF(self._left + _ORDER.index(part) * self._number, 0, self._number, self.name.height())


class BarRow(QAbstractButton):
    """Left and right go from number to number, Enter or a click opens the rows of the one that is marked."""

    chosen = Signal(object)

    def __init__(self, bar: Bar, look: tuple[Theme, Size], level: int = PLAIN) -> None:
        super().__init__()
        self.bar = bar
        self._theme, self._size = look
        self._level = level
        self._part = 0
        self._hovered: int | None = None
        self.setFixedHeight(self._size.px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setToolTip(tip(bar.title))
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(self._size.px(360), self._size.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, columns = QPainter(self), self._columns()
        if self._hovered is not None:
            paint_hover(painter, self._room(self._hovered), self._theme)
        painter.setPen(QColor(self._theme.text))
        painter.setFont(sized(self.font(), 1.0, is_bold=self._level == HEAD))
        middle = Qt.AlignmentFlag.AlignVCenter
        name = painter.fontMetrics().elidedText(self.bar.title, Qt.TextElideMode.ElideRight, int(columns.name.width()))
        painter.drawText(columns.name, middle | Qt.AlignmentFlag.AlignLeft, name)
        high = self._size.px(_BAR)
        top = round((columns.bar.height() - high) / 2)
        paint_bar(painter, QRectF(columns.bar.left(), top, columns.bar.width(), high), self.bar.counts, self._theme)
        painter.setFont(self.font())
        for part, count in enumerate(self.bar.counts):
            painter.setPen(QColor(self._theme.text if count else self._theme.quiet))
            painter.drawText(
                columns.number(part).adjusted(0, 0, -8, 0), middle | Qt.AlignmentFlag.AlignRight, str(count)
            )
        if self.hasFocus():
            paint_focus(painter, self._room(self._part), self._theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}.get(event.key())
        if by is not None:
            order = (0, *_ORDER[:-1])
            self._part = order[(order.index(self._part) + by) % len(order)]
            self._tell()
            self.update()
        elif event.key() in _ENTERS:
            self._choose(self._part)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._part = 0 if event.reason() != Qt.FocusReason.MouseFocusReason else self._part
        self._tell()
        super().focusInEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._part_at(event.position().x())
        is_link = self.bar.counts[self._hovered] > 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._part = self._part_at(event.position().x())
            self._choose(self._part)

    def part_room(self, part: int) -> QRectF:
        """Where a number stands: 0 all, 1 done, 2 going, 3 idle."""
        return self._columns().number(part)

    def _choose(self, part: int) -> None:
        if self.bar.counts[part]:
            self.chosen.emit(self.bar.parts[part].filter)

    def _part_at(self, x: float) -> int:
        columns = self._columns()
        return next((part for part in _ORDER if columns.number(part).left() <= x < columns.number(part).right()), 0)

    def _room(self, part: int) -> QRectF:
        """What is marked: the number; for all of them the row."""
        return QRectF(self.rect()) if part == 0 else self._columns().number(part)

    def _columns(self) -> _Columns:
        return _Columns(self.width(), self._size, self._size.px(_INDENT) if self._level == BELOW else 0)

    def _tell(self) -> None:
        part = self.bar.parts[self._part]
        marked = "" if self._part == 0 else f"；当前：{part.title} {part.count} 项"
        self.setAccessibleName(bar_line(self.bar.title, self.bar.counts) + marked)


class BarHeading(QWidget):
    """Above the numbers: what they count, with the look of their part of the bar."""

    def __init__(self, look: tuple[Theme, Size], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._size = look
        self.setFixedHeight(self._size.px(HEIGHT - 6))
        self.setAccessibleName("，".join(_HEADINGS[part] for part in _ORDER))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, columns = QPainter(self), _Columns(self.width(), self._size)
        painter.setFont(sized(self.font(), 0.9))
        for part in _ORDER:
            room = columns.number(part).adjusted(0, 0, -8, 0)
            room.setHeight(self.height())
            painter.setPen(QColor(self._theme.quiet))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, _HEADINGS[part])
            wide = painter.fontMetrics().horizontalAdvance(_HEADINGS[part])
            self._paint_swatch(painter, QPointF(room.right() - wide, room.center().y()), part)

    def _paint_swatch(self, painter: QPainter, end: QPointF, part: int) -> None:
        """What the part looks like in a bar, left of its word."""
        side = self._size.px(_SWATCH)
        counts = {1: (1, 1, 0, 0), 2: (1, 0, 1, 0), 3: (1, 0, 0, 1)}.get(part)
        if counts is not None:
            paint_bar(
                painter, QRectF(round(end.x()) - side - 3, round(end.y() - side / 2), side, side), counts, self._theme
            )
