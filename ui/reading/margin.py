"""The margin beside the text: a tick mark at the very sentence of each duty, clicked or toggled by key."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from checklist.progress import Status
from ui.reading.marks import MARK_SIZE, paint_mark
from ui.theme import Theme

WIDTH = 64
_STEP = MARK_SIZE + 4


@dataclass(frozen=True, slots=True)
class DutyMark:
    """One duty as the margin shows it; `y` is the top of its sentence's first line in the viewport."""

    duty: str
    label: str
    status: Status
    color: str
    y: float


class Margin(QWidget):
    """Draws duty marks, several in one line side by side. Space or a click asks to toggle; ↑ and ↓ move."""

    toggle_requested = Signal(str)
    duty_focused = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marks: tuple[DutyMark, ...] = ()
        self._boxes: dict[str, QRectF] = {}
        self._current: str | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("页边事项标记")

    @property
    def current(self) -> str | None:
        """The duty whose mark has the keyboard."""
        return self._current

    def box_of(self, duty: str) -> QRectF | None:
        """Where a duty's mark is drawn, or None when it is out of sight."""
        return self._boxes.get(duty)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 0)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_marks(self, marks: tuple[DutyMark, ...]) -> None:
        """Replace all marks, in reading order, those out of sight included."""
        self._marks = marks
        self._boxes = _boxes(marks)
        self.update()

    def focus_duty(self, duty: str) -> None:
        self._current = duty
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for mark in self._marks:
            box = self._boxes[mark.duty]
            if box.bottom() < 0 or box.top() > self.height():
                continue
            paint_mark(painter, box, mark.status, QColor(mark.color))
            if mark.duty == self._current and self.hasFocus():
                painter.setPen(QPen(QColor(self._theme.accent), 2))
                painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 4, 4)

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
            QToolTip.showText(event.globalPos(), label, self)
            return True
        return super().event(event)

    def _move(self, step: int) -> None:
        duties = [mark.duty for mark in self._marks]
        at = duties.index(self._current) + step if self._current in duties else self._first_in_sight()
        self._current = duties[max(0, min(len(duties) - 1, at))]
        self.duty_focused.emit(self._current)
        self.update()

    def _first_in_sight(self) -> int:
        return next((n for n, mark in enumerate(self._marks) if mark.y >= 0), 0)

    def _duty_at(self, point: QPointF) -> str | None:
        return next((d for d, box in self._boxes.items() if box.adjusted(-6, -6, 6, 6).contains(point)), None)


def _boxes(marks: tuple[DutyMark, ...]) -> dict[str, QRectF]:
    """Right-aligned against the text; marks of one line move left, a fourth and later below."""
    boxes: dict[str, QRectF] = {}
    taken: dict[int, int] = {}
    for mark in marks:
        line = round(mark.y)
        slot = taken.get(line, 0)
        taken[line] = slot + 1
        left = WIDTH - _STEP * (slot % 3 + 1)
        boxes[mark.duty] = QRectF(left, mark.y + _STEP * (slot // 3), MARK_SIZE, MARK_SIZE)
    return boxes
