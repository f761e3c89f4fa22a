"""The left margin: a tick mark at the very sentence of each duty, clicked or toggled by key.

In 县级视角 it widens, and each mark carries its duty's force and actor in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from checklist.progress import Status
from ui.plain import tip
from ui.reading.marks import MARK_SIZE, paint_mark
from ui.theme import Theme

_NARROW, _WIDE, _BETWEEN = 64, 136, 4
_TAGGED_HEIGHT = 2.5


@dataclass(frozen=True, slots=True)
class DutyMark:
    """One duty as the margin shows it.

    `y` is the middle of its sentence's first line in the viewport, None where that is out of sight.
    """

    duty: str
    label: str
    status: Status
    color: str
    y: float | None


@dataclass(frozen=True, slots=True)
class Tag:
    """What stands beside a duty's mark in the wide margin."""

    force: str
    actor: str


class Margin(QWidget):
    """Draws duty marks, several in one line side by side. Space or a click asks to toggle; ↑ and ↓ move."""

    toggle_requested = Signal(str)
    duty_focused = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Shows nothing before `set_look`."""
        super().__init__(parent)
        self._scale = 1.0
        self._marks: tuple[DutyMark, ...] = ()
        self._boxes: dict[str, QRectF] = {}
        self._tags: Mapping[str, Tag] | None = None
        self._current: str | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("页边事项标记")

    @property
    def current(self) -> str | None:
        """The duty whose mark has the keyboard."""
        return self._current

    @property
    def width_wanted(self) -> int:
        return round((_NARROW if self._tags is None else _WIDE) * self._scale)

    @property
    def is_wide(self) -> bool:
        """Whether there are words beside the marks."""
        return self._tags is not None

    def box_of(self, duty: str) -> QRectF | None:
        """Where a duty's mark is drawn, or None when it is out of sight."""
        return self._boxes.get(duty)

    def sizeHint(self) -> QSize:
        return QSize(self.width_wanted, 0)

    def set_look(self, theme: Theme, scale: float) -> None:
        """Colours, and how much larger than at 中 everything is."""
        self._theme, self._scale = theme, scale
        self._mark_size = MARK_SIZE * scale
        self.update()

    def set_tags(self, tags: Mapping[str, Tag] | None) -> None:
        """Words beside the marks by duty id; a duty without one shows its mark alone. None: no words, narrow."""
        self._tags = tags

    def show_marks(self, marks: tuple[DutyMark, ...]) -> None:
        """Replace all marks, in reading order, those out of sight included."""
        self._marks = marks
        self._boxes = self._side_by_side(marks) if self._tags is None else self._one_below_another(marks)
        self.update()

    def focus_duty(self, duty: str) -> None:
        self._current = duty
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.hasFocus() and self._current not in self._boxes:
            painter.fillRect(QRectF(self.width() - 2, 0, 2, self.height()), QColor(self._theme.accent))
        for mark in self._marks:
            box = self._boxes.get(mark.duty)
            if box is None:
                continue
            paint_mark(painter, box, mark.status, QColor(mark.color))
            if mark.duty == self._current and self.hasFocus():
                painter.setPen(QPen(QColor(self._theme.accent), 2))
                painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 4, 4)
            if self._tags and mark.duty in self._tags:
                self._paint_tag(painter, box, self._tags[mark.duty], mark.color)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        duty = self._duty_at(event.position())
        if duty is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = duty
            self.toggle_requested.emit(duty)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps and self._marks:
            self._move(steps[key])
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return) and self._current is not None:
            self.toggle_requested.emit(self._current)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            duty = self._duty_at(QPointF(event.pos()))
            label = next((mark.label for mark in self._marks if mark.duty == duty), "")
            QToolTip.showText(event.globalPos(), tip(label), self)
            return True
        return super().event(event)

    def _move(self, step: int) -> None:
        duties = [mark.duty for mark in self._marks]
        at = duties.index(self._current) + step if self._current in duties else self._first_in_sight()
        self._current = duties[max(0, min(len(duties) - 1, at))]
        self.duty_focused.emit(self._current)
        self.update()

    def _first_in_sight(self) -> int:
        return next((n for n, mark in enumerate(self._marks) if mark.duty in self._boxes), 0)

    def _duty_at(self, point: QPointF) -> str | None:
        return next((d for d, box in self._boxes.items() if box.adjusted(-6, -6, 6, 6).contains(point)), None)

    def _one_below_another(self, marks: tuple[DutyMark, ...]) -> dict[str, QRectF]:
        """Each with room for two lines of words; one that would overlap the one above moves down."""
        boxes: dict[str, QRectF] = {}
        free = float("-inf")
        for mark in marks:
            if mark.y is None:
                continue
            top = max(mark.y - self._mark_size / 2, free)
            boxes[mark.duty] = self._box(0, top)
            free = top + self._mark_size * _TAGGED_HEIGHT
        return boxes

    def _side_by_side(self, marks: tuple[DutyMark, ...]) -> dict[str, QRectF]:
        """Right-aligned against the text; marks of one line move left, a fourth and later below."""
        boxes: dict[str, QRectF] = {}
        taken: dict[int, int] = {}
        for mark in marks:
            if mark.y is None:
                continue
            line = round(mark.y)
            slot = taken.get(line, 0)
            taken[line] = slot + 1
            below = (self._mark_size + _BETWEEN) * (slot // 3)
            boxes[mark.duty] = self._box(slot % 3, mark.y - self._mark_size / 2 + below)
        return boxes

    def _box(self, slot: int, top: float) -> QRectF:
        """A mark's box, so many marks away from the text."""
        left = self.width_wanted - (self._mark_size + _BETWEEN) * (slot + 1)
        return QRectF(left, top, self._mark_size, self._mark_size)

    def _paint_tag(self, painter: QPainter, box: QRectF, tag: Tag, color: str) -> None:
        room = QRectF(4, box.top(), box.left() - 12, self._mark_size)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(_bold(self.font()))
        painter.setPen(QColor(color))
        painter.drawText(room, right, tag.force)
        painter.setFont(_small(self.font()))
        painter.setPen(QColor(self._theme.quiet))
        actor = painter.fontMetrics().elidedText(tag.actor, Qt.TextElideMode.ElideRight, self.width() - 12)
        painter.drawText(QRectF(4, box.bottom() + 1, self.width() - 8, self._mark_size), right, actor)


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setBold(True)
    return made


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * 0.88)
    return made
