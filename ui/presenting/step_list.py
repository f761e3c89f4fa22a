"""The steps of a duty on screen: digit key, box, words."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from checklist.progress import Progress, Status
from content.duty import Basis, Step
from ui.fonts import Role
from ui.presenting.duty_head import sized
from ui.reading.marks import paint_mark
from ui.theme import Theme

_ENLARGED = 1.15
_FLAGS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


class StepRow(QAbstractButton):
    """Drawn as ticked only once that is on disk: a click is a wish, `setChecked` the answer."""

    def __init__(self, number: int, step: Step, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step.id
        self._number, self._theme = number, theme
        ours = "" if step.basis is Basis.TEXT else "（编者建议）"
        self.setText(step.text + ours)
        self.setCheckable(True)
        self.setAccessibleName(f"{number}　{self.text()}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← and → turn the slide, as everywhere; a button would move the focus."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """A click changes nothing by itself."""

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(self.font())
        room = QRect(0, 0, width - self._text_left(), 10_000)
        return metrics.boundingRect(room, _FLAGS, self.text()).height() + metrics.height() // 2

    def sizeHint(self) -> QSize:
        width = max(self.width(), 400)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().height() * 3 // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = self.fontMetrics().height()
        top = unit // 4
        ink = QColor(self._theme.quiet)
        painter.setPen(ink)
        painter.drawText(QRect(0, top, unit, unit), Qt.AlignmentFlag.AlignCenter, str(self._number))
        size = unit * 0.8
        status = Status.DONE if self.isChecked() else Status.NOT_STARTED
        color = QColor(self._theme.encourage if self.isChecked() else self._theme.quiet)
        paint_mark(painter, QRectF(unit * 1.15, top + (unit - size) / 2, size, size), status, color)
        painter.setPen(QColor(self._theme.quiet if self.isChecked() else self._theme.text))
        painter.drawText(self.rect().adjusted(self._text_left(), top, 0, 0), _FLAGS, self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _text_left(self) -> int:
        return round(self.fontMetrics().height() * 2.3)


class StepList(QWidget):
    """The steps of one duty, one below the other. Emits the place of the one that a person wants ticked or not."""

    wished = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pixels = 0
        self.rows: tuple[StepRow, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def scale(self, pixels: int) -> None:
        self._pixels = round(pixels * _ENLARGED)
        for row in self.rows:
            row.setFont(sized(Role.INTERFACE, self._pixels))

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Replace what is shown."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = tuple(StepRow(number, step, self._theme, self) for number, step in enumerate(steps, 1))
        for number, row in enumerate(self.rows):
            row.setFont(sized(Role.INTERFACE, self._pixels))
            row.clicked.connect(partial(self._on_clicked, number))
            self._column.addWidget(row)
        self.setVisible(bool(steps))

    def show_progress(self, progress: Progress) -> None:
        for row in self.rows:
            row.setChecked(row.step in progress.steps)

    def _on_clicked(self, number: int, checked: bool = False) -> None:
        self.wished.emit(number)
