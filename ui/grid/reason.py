"""Asks, where the status was chosen, why a duty does not apply."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.grid.words import ASK_REASON

_WIDTH = 380


class ReasonAsker(QFrame):
    """Over the table; `given` carries the reason, Esc leaves everything as it was."""

    given = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("asker")
        self.line = QLineEdit()
        self.line.setMaxLength(2000)
        self.line.setAccessibleName("不适用的理由")
        self.line.setPlaceholderText("例如：本县没有产业园区")
        self.save_button, self.leave_button = QPushButton("保存"), QPushButton("不改了")
        self.save_button.setEnabled(False)
        self.line.textChanged.connect(self._on_text)
        self.line.returnPressed.connect(self._on_save)
        self.save_button.clicked.connect(self._on_save)
        self.leave_button.clicked.connect(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(QLabel(ASK_REASON))
        column.addWidget(self.line)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.leave_button)
        row.addWidget(self.save_button)
        column.addLayout(row)
        self.hide()

    def ask(self, at: QPoint, width: int) -> None:
        """Show below `at`, inside the parent."""
        parent = self.parentWidget()
        assert parent is not None
        self.line.clear()
        self.resize(max(width, self.sizeHint().width()), self.sizeHint().height())
        left = max(0, min(at.x(), parent.width() - self.width()))
        top = max(0, min(at.y(), parent.height() - self.height()))
        self.move(left, top)
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _on_text(self, text: str) -> None:
        self.save_button.setEnabled(bool(text.strip()))

    def _on_save(self) -> None:
        if self.line.text().strip():
            self.hide()
            self.given.emit(self.line.text().strip())
            self.closed.emit()

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()
