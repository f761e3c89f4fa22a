"""What stands in place of the table where no row is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.grid.words import NO_ROWS, NOTHING_HELD


class Nothing(QWidget):
    """One sentence, one action."""

    clearing_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel()
        self.words.setObjectName("quiet")
        self.action = QPushButton("清除筛选")
        self.action.clicked.connect(self.clearing_wished)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self.words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_for(self, has_rows: bool) -> None:
        """Whether there are rows that the filter could hold."""
        self.words.setText(NOTHING_HELD if has_rows else NO_ROWS)
        self.action.setVisible(has_rows)
