"""The search box at the top right of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

WIDTH = 340


class SearchBar(QLineEdit):
    """Emits the query while it is typed, and what Enter, ↓ and Esc ask for."""

    query_changed = Signal(str)
    landing_requested = Signal()
    list_requested = Signal()
    closing_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("检索全文　Ctrl+K")
        self.setAccessibleName("检索")
        self.setClearButtonEnabled(True)
        self.setFixedWidth(WIDTH)
        self.textChanged.connect(self.query_changed)
        self.returnPressed.connect(self.landing_requested)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closing_requested.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.list_requested.emit()
        else:
            super().keyPressEvent(event)
