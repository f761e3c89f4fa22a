"""The search box at the top right of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

WIDTH = 340
HELP = """空格：同时含有；"…"：逐字；-词：不含；OR：任一
文件:60号　单位:科技厅　年份:2018　力度:必须　类型:正文/事项/编注/我的批注
拼音、拼音首字母、简称、文号都可以直接输入"""


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
        self.setToolTip(HELP)
        self.setClearButtonEnabled(True)
        self.setFixedWidth(WIDTH)
        self.textChanged.connect(self.query_changed)
        self.returnPressed.connect(self.landing_requested)

    def toggle_word(self, word: str, is_on: bool) -> None:
        """Put a filter into the query, in place of another of its kind, or take it out."""
        others = [one for one in self.text().split() if _kind_of(one) != _kind_of(word)]
        self.setText(" ".join([*others, word] if is_on else others))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closing_requested.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.list_requested.emit()
        else:
            super().keyPressEvent(event)


def _kind_of(word: str) -> str:
    """文件 of 文件:60号, with either colon; the word itself where it is no filter."""
    name, colon, _ = word.replace("：", ":").partition(":")
    return name + colon if colon else word
