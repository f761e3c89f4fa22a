"""A line that says what was just done, with the way back; it stays until it is used or closed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget


class UndoBar(QFrame):
    """Hidden while there is nothing to take back."""

    undo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.words = QLabel()
        self.undo = QPushButton("撤销")
        self.close_button = QPushButton("知道了")
        self.undo.clicked.connect(self._on_undo)
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.undo)
        row.addWidget(self.close_button)
        self.hide()

    def show_words(self, words: str) -> None:
        self.words.setText(words)
        self.show()

    def _on_undo(self) -> None:
        self.hide()
        self.undo_requested.emit()
