"""历史: who changed what when, from what to what, newest first; each action can be taken back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from checklist.history import HistoryRow
from content.duty import Duty
from ui.ledger.parts import words_label
from ui.ledger.recalling import Recalled
from ui.ledger.value_words import field_words, value_words

EMPTY = "还没有任何改动。"
_AT_ONCE = 20


class HistoryList(QWidget):
    """Groups the changes of one action; draws no more than is asked for."""

    undo_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deeds: tuple[tuple[HistoryRow, ...], ...] = ()
        self._duty: Duty | None = None
        self._recalled = Recalled()
        self._shown = 0
        self.buttons: dict[str, QPushButton] = {}
        self.more = QPushButton("更早的改动")
        self.more.clicked.connect(self._show_more)
        self._holder = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._holder)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch()

    def show_history(self, rows: tuple[HistoryRow, ...], duty: Duty, recalled: Recalled) -> None:
        """Rows oldest first, as the record gives them."""
        deeds: dict[str, list[HistoryRow]] = {}
        for row in rows:
            deeds.setdefault(row.action, []).append(row)
        self._deeds = tuple(tuple(one) for one in reversed(deeds.values()))
        self._duty, self._recalled = duty, recalled
        self._shown = 0
        self.buttons = {}
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if not rows:
            column.addWidget(words_label(EMPTY, "quiet"))
        self._column.replaceWidget(self._holder, holder)
        self._holder.deleteLater()
        self._holder = holder
        self._show_more()

    def _show_more(self) -> None:
        layout = self._holder.layout()
        assert isinstance(layout, QVBoxLayout)
        for deed in self._deeds[self._shown : self._shown + _AT_ONCE]:
            layout.addWidget(self._build_row(deed))
        self._shown += _AT_ONCE
        self.more.setVisible(self._shown < len(self._deeds))

    def _build_row(self, deed: tuple[HistoryRow, ...]) -> QWidget:
        first, row = deed[0], QFrame()
        row.setObjectName("row")
        column = QVBoxLayout()
        column.setSpacing(4)
        mark = self._mark(first.action)
        column.addWidget(words_label(f"{first.at[:16].replace('T', ' ')}　{first.actor}{mark}", "quiet"))
        for change in deed:
            column.addWidget(words_label(self._told(change), "struck" if mark else ""))
        line = QHBoxLayout(row)
        line.setContentsMargins(12, 8, 8, 8)
        line.setSpacing(12)
        line.addLayout(column, 1)
        if first.action not in self._recalled.undone:
            line.addWidget(self._build_button(first), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _build_button(self, row: HistoryRow) -> QPushButton:
        button = QPushButton("恢复" if row.action in self._recalled.undoing else "撤销此项")
        button.setAccessibleName(f"{button.text()}：{row.at[:16]} {field_words(row.field, self._duty)}")
        button.clicked.connect(partial(self._on_undo, row.action))
        self.buttons[row.action] = button
        return button

    def _mark(self, deed: str) -> str:
        if deed in self._recalled.undone:
            return "　已撤销"
        return "　撤销了一项" if deed in self._recalled.undoing else ""

    def _told(self, row: HistoryRow) -> str:
        before, after = value_words(row.field, row.before), value_words(row.field, row.after)
        return f"{field_words(row.field, self._duty)}：{before} → {after}"

    def _on_undo(self, deed: str, checked: bool = False) -> None:
        self.undo_requested.emit(deed)
