"""Where there is nothing to compare yet, or nothing could be: one sentence and one button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.proofing.words import DROP_HERE
from ui.theme import Theme

_INSET, _RADIUS = 24, 6


class DropArea(QWidget):
    """A dashed field; it is brighter while a file is held over the page."""

    file_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_over = False
        self.sentence = QLabel(DROP_HERE)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton("选择文件…")
        self.button.clicked.connect(self.file_wished)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * _INSET, 2 * _INSET, 2 * _INSET, 2 * _INSET)
        column.setSpacing(16)
        column.addStretch()
        column.addWidget(self.sentence)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def say(self, words: str) -> None:
        """Show a sentence, the usual one where it is empty."""
        self.sentence.setText(words or DROP_HERE)

    def set_over(self, is_over: bool) -> None:
        self._is_over = is_over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        color = self._theme.accent if self._is_over else self._theme.quiet
        painter.setPen(QPen(QColor(color), 2 if self._is_over else 1, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(self._theme.selected if self._is_over else self._theme.paper))
        painter.drawRoundedRect(field, _RADIUS, _RADIUS)
