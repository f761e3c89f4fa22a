"""A dashed field for files to be dropped on, with a button for those who would rather choose."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui.file_drop import ONLY_FILES, dropped_files, show_over
from ui.handing.pieces import GAP, button, label


class DropField(QFrame):
    """`given` carries local files, `wished` asks for a file dialog."""

    given = Signal(tuple)
    wished = Signal()

    def __init__(self, words: str, remark: str, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remark = remark
        self.setObjectName("handingDrop")
        self.setAcceptDrops(True)
        self.words, self.remark = label(words, "handingWish"), label(remark, "quiet")
        self.choose: QPushButton = button(action, is_default=True)
        self.choose.clicked.connect(self.wished)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(GAP)
        column.addStretch()
        for part in (self.words, self.remark):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            show_over(self, True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        show_over(self, False)

    def dropEvent(self, event: QDropEvent) -> None:
        show_over(self, False)
        files = dropped_files(event)
        self.remark.setText(self._remark if files else ONLY_FILES)
        if files:
            self.given.emit(files)
