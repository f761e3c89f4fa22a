"""What stands above a duty on screen: force, title, who and until when, and how far it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from checklist.progress import Progress, Status
from content.duty import Duty
from ui.fonts import Role, font_of
from ui.labels import FORCE, STATUS
from ui.reading.marks import paint_mark
from ui.theme import Theme


class DutyHead(QWidget):
    """Shows one duty's facts; `scale` sets their type in pixels."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._force, self._title, self._facts = plain_label(), plain_label(), plain_label("quiet")
        self._mark, self.status = _Mark(self), plain_label()
        self._title.setWordWrap(True)
        self._facts.setWordWrap(True)
        first = QHBoxLayout()
        first.setSpacing(16)
        for part, stretch in ((self._force, 0), (self._title, 1), (self._mark, 0), (self.status, 0)):
            first.addWidget(part, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(self._facts)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def scale(self, pixels: int) -> None:
        """Type of the given size; the title half as large again."""
        for label in (self._force, self._facts, self.status):
            label.setFont(sized(Role.INTERFACE, pixels))
        title = sized(Role.HEADING, round(pixels * 1.5))
        title.setBold(True)
        self._title.setFont(title)
        self._mark.setFixedSize(QSize(pixels, pixels))

    def show_duty(self, duty: Duty) -> None:
        color = self._theme.force(duty.force)
        self._force.setText(FORCE[duty.force])
        self._force.setStyleSheet(f"color: {color}; border: 2px solid {color}; border-radius: 6px; padding: 2px 10px;")
        self._title.setText(duty.title)
        facts = (("主体", duty.actor), ("适用", duty.applies_to), ("时限", duty.deadline or duty.recurring))
        told = [f"{name}　{value}" for name, value in (*facts, ("指标", duty.indicator)) if value]
        self._facts.setText("　　".join(told))

    def show_progress(self, duty: Duty, progress: Progress) -> None:
        ticked = sum(step.id in progress.steps for step in duty.steps)
        self.status.setText(f"{STATUS[progress.status]}　{ticked}/{len(duty.steps)}")
        is_done = progress.status is Status.DONE
        self._mark.show_status(progress.status, self._theme.encourage if is_done else self._theme.quiet)


class _Mark(QWidget):
    """The shape of a status, as in the margin of the text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._status, self._color = Status.NOT_STARTED, ""

    def show_status(self, status: Status, color: str) -> None:
        self._status, self._color = status, color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), QRectF(self.rect()), self._status, QColor(self._color))


def plain_label(name: str = "") -> QLabel:
    """A label that shows every character as it is."""
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def sized(role: Role, pixels: int) -> QFont:
    font = font_of(role)
    font.setPixelSize(pixels)
    return font
