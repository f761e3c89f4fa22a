"""流水核对: whether history holds together, and whether it is still the one that a printed ledger stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from checklist.anchoring import Anchor, anchor_of, read_fingerprint
from checklist.chain import fingerprint
from checklist.errors import ChecklistError
from checklist.journal import Journal
from ui.jobs import Job
from ui.ledger.parts import words_label
from ui.safety import chain_words as words

_SIZE = (720, 600)
_MONO = "code"


@dataclass(frozen=True, slots=True)
class History:
    """What was found: how many events, the fingerprint of all, and where the chain breaks, if it does."""

    count: int
    fingerprint: str
    trouble: ChecklistError | None = None


class ChainPage(QDialog):
    """Checks `journal` when it is opened; None where no record is open."""

    def __init__(self, journal: Journal | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self.history: History | None = None
        self.verdict, self.code = words_label(words.CHECKING, "verdict"), words_label("", _MONO)
        self.copy_button = QPushButton(words.COPY)
        self.printed, self.compare = QLineEdit(), QPushButton(words.COMPARE)
        self.answer = words_label("", "quiet")
        self.close_button = QPushButton(words.CLOSE)
        self.setWindowTitle(words.TITLE)
        self._lay_out()
        self.copy_button.clicked.connect(self._copy)
        self.printed.textChanged.connect(self._on_typed)
        self.printed.returnPressed.connect(self._compare)
        self.compare.clicked.connect(self._compare)
        self.close_button.clicked.connect(self.reject)
        self.resize(*_SIZE)
        self.answer.hide()
        self._set_ready(False)
        self._check()

    # building

    def _lay_out(self) -> None:
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.printed.setPlaceholderText(words.PAPER_HINT)
        self.printed.setAccessibleName(words.PAPER_HINT)
        for button in (self.copy_button, self.compare, self.close_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.verdict)
        column.addWidget(_card(words.CODE_HEAD, _row(self.code, self.copy_button)))
        column.addWidget(_card(words.PAPER_HEAD, _row(self.printed, self.compare), self.answer))
        column.addWidget(_card(words.WHAT_HEAD, *(words_label(line) for line in words.WHAT)))
        column.addStretch()
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.close_button)
        column.addLayout(row)

    # checking

    def _check(self) -> None:
        if self._journal is None:
            self._say(words.NOT_OPEN, is_well=False)
            return
        self._run(partial(_look, self._journal), self._show)

    def _show(self, history: History) -> None:
        self.history = history
        if history.trouble is not None:
            self._say(words.broken(history.trouble), is_well=False)
        else:
            self._say(words.whole(history.count) if history.count else words.EMPTY, is_well=True)
        self.code.setText(words.code(history.fingerprint))
        self._set_ready(bool(history.count) and history.trouble is None)
        self.printed.setFocus()

    def _compare(self) -> None:
        if self._journal is None or not self.compare.isEnabled():
            return
        wanted = read_fingerprint(self.printed.text())
        if wanted is None:
            self._answer(words.MALFORMED, is_well=False)
            return
        self.compare.setEnabled(False)
        self._run(partial(_find, self._journal, wanted), self._tell)

    def _tell(self, anchor: Anchor | None) -> None:
        self.compare.setEnabled(True)
        if anchor is None:
            self._answer(words.NEVER, is_well=False)
        else:
            self._answer(words.matched(anchor), is_well=True)

    def _run(self, work: Callable[[], object], done: Callable[[Any], object]) -> None:
        job = Job(work)
        job.done.connect(done)
        job.start()

    # saying

    def _say(self, sentence: str, is_well: bool) -> None:
        self.verdict.setText(f"{'✓' if is_well else '!'} {sentence}")
        self.verdict.setProperty("isClean", is_well)
        self.verdict.style().polish(self.verdict)

    def _answer(self, sentence: str, is_well: bool) -> None:
        self.answer.setObjectName("quiet" if is_well else "warning")
        self.answer.setText(f"{'✓' if is_well else '!'} {sentence}")
        self.answer.style().polish(self.answer)
        self.answer.show()

    def _on_typed(self, typed: str) -> None:
        self.answer.hide()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code.text())
        self._answer(words.COPIED, is_well=True)

    def _set_ready(self, is_ready: bool) -> None:
        for part in (self.copy_button, self.printed, self.compare):
            part.setEnabled(is_ready)


def _look(journal: Journal) -> History:
    try:
        events = journal.events()
        found = History(len(events), fingerprint(journal.heads()))
        journal.verify()
    except ChecklistError as error:
        return History(0, "", error)
    return found


def _find(journal: Journal, printed: str) -> Anchor | None:
    return anchor_of(printed, journal.arrived(), journal.stubs())


def _card(title: str, *parts: QWidget) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(8)
    column.addWidget(words_label(title, "cardTitle"))
    for part in parts:
        column.addWidget(part)
    return card


def _row(first: QWidget, button: QPushButton) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(first, 1)
    row.addWidget(button)
    return holder
