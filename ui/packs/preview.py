"""A verified pack before it is installed: who signed it, what is new, what becomes of each document and its duties."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QTableWidget, QVBoxLayout, QWidget

from content.packs.installing import Proposal
from ui.handing.pieces import CLOSE, label
from ui.packs.edition_table import dress, fill
from ui.packs.words import CHANGE_COLUMNS, CHANGES_HEAD, NEWS_HEAD, change_row, seen_words

_NUMBERS = frozenset(range(2, len(CHANGE_COLUMNS)))
_NEWS_LINES = 4.6


class Preview(QWidget):
    """Nothing in it can be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.touched = label("", "handingTold"), label("")
        self.news, self.table = QPlainTextEdit(), QTableWidget(0, len(CHANGE_COLUMNS))
        self.news.setReadOnly(True)
        self.news.setTabChangesFocus(True)
        self.news.setAccessibleName(NEWS_HEAD)
        line = self.news.fontMetrics().lineSpacing()
        self.news.setMinimumHeight(2 * line)
        self.news.setMaximumHeight(round(_NEWS_LINES * line))
        self.table.setMinimumHeight(7 * line)
        self.table.setObjectName("changeTable")
        self.table.setAccessibleName(CHANGES_HEAD)
        self.table.setHorizontalHeaderLabels(CHANGE_COLUMNS)
        dress(self.table, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(CLOSE)
        for part in (self.head, label(NEWS_HEAD, "fieldTitle"), self.news, label(CHANGES_HEAD, "fieldTitle")):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.touched)

    def show_seen(self, seen: Proposal, touched: str) -> None:
        """`touched` says what becomes of the county's own work."""
        self.head.setText(seen_words(seen))
        self.news.setPlainText(seen.opened.manifest.news)
        fill(self.table, [change_row(one) for one in seen.changes], _NUMBERS)
        self.touched.setText(touched)
