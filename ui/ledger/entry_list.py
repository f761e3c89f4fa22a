"""进展情况: dated entries, one a matter; corrected or struck out, and what they said before stays in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from checklist.actions import new_entry
from checklist.standing import Entry
from ui.ledger.entry_editor import EntryEditor
from ui.ledger.entry_history import EntryPasts, Past
from ui.ledger.parts import words_label

EMPTY = "还没有进展。每做一件事记一条，上报时按日期列入台账。"

_SHORT = 30  # characters that fit on a line with what stands behind them


class EntryList(QWidget):
    """Emits entries as they are to be; draws what is on disk."""

    put = Signal(object)  # an Entry
    struck = Signal(str)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._entries: tuple[Entry, ...] = ()
        self._correcting: tuple[Entry, EntryEditor] | None = None
        self.composer = EntryEditor("添加", today, self)
        self.composer.drop.hide()
        self.composer.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.composer.given.connect(self._on_new)
        self.rows: dict[str, _EntryRow] = {}
        self._holder = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.composer)
        column.addWidget(self._holder)
        column.addStretch()

    @property
    def editors(self) -> tuple[EntryEditor, ...]:
        """Where something may be typed that is not on disk."""
        return (self.composer, self._correcting[1]) if self._correcting else (self.composer,)

    def begin(self) -> None:
        """Another duty: nothing typed is left."""
        self._correcting = None
        self._entries = ()
        self.composer.begin(self._today(), "")

    def show_entries(self, entries: tuple[Entry, ...], pasts: EntryPasts) -> None:
        """Newest first. What is being corrected goes on being corrected."""
        self._entries = entries
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.rows = {}
        for entry in reversed(entries):
            column.addWidget(self._build_row(entry, pasts.earlier.get(entry.id, ())))
        if not entries:
            column.addWidget(words_label(EMPTY, "quiet"))
        if pasts.struck:
            column.addWidget(words_label(f"已划去　{len(pasts.struck)}", "fieldTitle"))
        for past in pasts.struck:
            column.addWidget(_struck_label(past))
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(self._holder, holder)
        self._holder.deleteLater()
        self._holder = holder

    def settle(self, entry: Entry, refusal: str) -> None:
        """What became of an entry that was given."""
        if self._correcting is not None and self._correcting[0].id == entry.id:
            self._correcting[1].show_fault(refusal)
            if not refusal:
                self._stop_correcting()
        elif refusal:
            self.composer.show_fault(refusal)
        else:
            self.composer.begin(self._today(), "")

    def _build_row(self, entry: Entry, earlier: tuple[Past, ...]) -> QWidget:
        row = _EntryRow(entry, earlier)
        if self._correcting is not None and self._correcting[0].id == entry.id:
            row.hold(self._correcting[1])
        row.correct.clicked.connect(partial(self._correct, entry))
        row.strike.clicked.connect(partial(self._strike, entry.id))
        self.rows[entry.id] = row
        return row

    def _correct(self, entry: Entry, checked: bool = False) -> None:
        self._stop_correcting()
        editor = EntryEditor("保存", self._today, self)
        editor.begin(entry.day, entry.text)
        editor.given.connect(partial(self._on_corrected, entry))
        editor.dropped.connect(self._stop_correcting)
        self._correcting = entry, editor
        self.rows[entry.id].hold(editor)
        editor.words.setFocus()

    def _stop_correcting(self) -> None:
        if self._correcting is None:
            return
        entry, editor = self._correcting
        self._correcting = None
        editor.hide()
        editor.setParent(None)
        editor.deleteLater()
        if entry.id in self.rows:
            self.rows[entry.id].body.show()
            self.rows[entry.id].correct.setFocus(Qt.FocusReason.OtherFocusReason)

    def _strike(self, key: str, checked: bool = False) -> None:
        self.struck.emit(key)

    def _on_new(self, day: date, words: str) -> None:
        self.put.emit(new_entry(day, words))

    def _on_corrected(self, entry: Entry, day: date, words: str) -> None:
        self.put.emit(replace(entry, day=day, text=words))


class _EntryRow(QFrame):
    """A day, what was done, and what it said before."""

    def __init__(self, entry: Entry, earlier: tuple[Past, ...]) -> None:
        super().__init__()
        self.setObjectName("row")
        self.correct, self.strike = QPushButton("更正"), QPushButton("划去")
        for button, verb in ((self.correct, "更正"), (self.strike, "划去")):
            button.setAccessibleName(f"{verb}：{entry.day.isoformat()} {entry.text[:20]}")
        self.body = QWidget()
        line = QHBoxLayout(self.body)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(words_label(entry.day.isoformat(), "rowDay", wraps=False), 0, Qt.AlignmentFlag.AlignTop)
        words = words_label(entry.text, "rowWords")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.correct, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.strike, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.body)
        for past in earlier:
            column.addWidget(_past_label(past))

    def hold(self, editor: QWidget) -> None:
        """The editor in place of the words."""
        self.body.hide()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, editor)


def _past_label(past: Past) -> QWidget:
    return words_label(f"原：{past.words}（{past.actor} {past.at} 更正）", "quiet")


def _struck_label(past: Past) -> QWidget:
    holder, words = QWidget(), words_label(past.words, "struck", wraps=len(past.words) > _SHORT)
    font = words.font()
    font.setStrikeOut(True)
    words.setFont(font)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(words)
    row.addWidget(words_label(f"{past.actor} {past.at} 划去", "quiet"), 1)
    return holder
