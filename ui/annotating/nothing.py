"""What the panel shows in place of a list: how annotations are made, or that the filter lets none pass."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

_NONE_YET = "还没有批注。\n\n在正文中选中文字，旁边会出现工具条：选一种颜色即为高亮，也可加下划线、写批注、设书签。"
_NONE_PASSES = "没有符合筛选条件的批注。"


class Nothing(QWidget):
    """One sentence, one action."""

    clearing_requested = Signal()
    reading_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel()
        self.words.setObjectName("quiet")
        self.words.setWordWrap(True)
        self.action = QPushButton()
        self.action.clicked.connect(self._act)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.words)
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        self.show_for(False)

    def show_for(self, has_any: bool) -> None:
        """Whether there are annotations at all."""
        self._has_any = has_any
        self.words.setText(_NONE_PASSES if has_any else _NONE_YET)
        self.action.setText("清除筛选" if has_any else "回到正文")

    def _act(self) -> None:
        (self.clearing_requested if self._has_any else self.reading_requested).emit()
