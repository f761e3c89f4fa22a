"""A dashed field for files to be dropped on, with a button for those who would rather choose."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui.handing.pieces import GAP, button, label

_ONLY_FILES = "只能拖入本机上的文件。"


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
            self._set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_over(False)
        files = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        self.remark.setText(self._remark if files else _ONLY_FILES)
        if files:
            event.acceptProposedAction()
            self.given.emit(files)

    def _set_over(self, is_over: bool) -> None:
        self.setProperty("over", is_over)
        self.style().unpolish(self)
        self.style().polish(self)
