"""内容更新: what is installed, a pack looked at and installed, and the way back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from content.packs.installing import Proposal
from ui.handing.drop_field import DropField
from ui.handing.files import documents_folder
from ui.handing.pieces import CLOSE, GAP, MARGIN, Outcome, Waiting, button, fit, label
from ui.packs import words
from ui.packs.edition_table import Edition, EditionTable
from ui.packs.preview import Preview
from ui.packs.reason_form import ReasonForm
from ui.packs.updating import Updating

_NOTHING, _FIELD, _PREVIEW = range(3)


class PackDialog(QDialog):
    """One pack at a time. One that is refused says why; what is installed is then as it was."""

    def __init__(self, updating: Updating, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._updating, self._is_done = updating, False
        self.editions, self.preview = EditionTable(), Preview()
        self.drop = DropField(words.WISH, words.REMARK, words.CHOOSE)
        self.stack, self.outcome = QStackedWidget(), Outcome()
        self.waiting = Waiting(updating.looking, words.WORKING["look"])
        self.back, self.other = button(words.BACK), button(words.OTHER)
        self.install, self.leave = button(words.INSTALL, is_default=True), button(words.CLOSE)
        self.form: ReasonForm | None = None
        self.setWindowTitle(words.TITLE)
        self._lay_out()
        self._connect()
        self.stack.setCurrentIndex(_FIELD if updating.takes_packs else _NOTHING)
        fit(self, 58, 40)
        self._settle()
        (self.drop.choose if updating.takes_packs else self.leave).setFocus()
        updating.list()

    def look(self, path: Path) -> None:
        """Verify and preview a file."""
        self._is_done = False
        self.outcome.say(words.WORKING["look"])
        self._updating.look(path)
        self._settle()

    def done(self, result: int) -> None:
        """Looking is given up; installing is waited for."""
        if not self._updating.doing.is_running:
            self._updating.looking.stop()
            super().done(result)

    # building

    def _lay_out(self) -> None:
        for page in (_nothing(), self.drop, self.preview):
            self.stack.addWidget(page)
        kept = QHBoxLayout()
        kept.addWidget(label(words.NOW_HEAD, "cardTitle"), 1)
        kept.addWidget(self.back)
        buttons = QHBoxLayout()
        buttons.setSpacing(CLOSE)
        buttons.addWidget(self.other)
        buttons.addWidget(self.waiting)
        buttons.addStretch()
        for one in (self.leave, self.install):
            buttons.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addLayout(kept)
        column.addWidget(self.editions)
        column.addWidget(self.stack, 1)
        column.addWidget(self.outcome)
        column.addLayout(buttons)
        self.waiting.words.hide()

    def _connect(self) -> None:
        updating = self._updating
        updating.listed.connect(self.editions.show_editions)
        updating.seen.connect(self._on_seen)
        updating.installed.connect(self._on_installed)
        updating.switched.connect(self._on_switched)
        updating.refused.connect(self._on_refused)
        updating.looking.stopped.connect(self._on_stopped)
        self.editions.chosen_changed.connect(self._settle)
        self.drop.wished.connect(self._choose)
        self.drop.given.connect(self._on_given)
        self.other.clicked.connect(self._choose)
        self.install.clicked.connect(self._install)
        self.back.clicked.connect(self._ask_reason)
        self.leave.clicked.connect(self.reject)

    # wishes

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, words.TITLE, str(documents_folder()), words.FILES)
        if name:
            self.look(Path(name))

    def _on_given(self, files: tuple[Path, ...]) -> None:
        self.look(files[0])

    def _install(self) -> None:
        self.outcome.say(words.WORKING["install"])
        self._updating.install()
        self._settle()

    def _ask_reason(self) -> None:
        chosen = self.editions.chosen
        if chosen is not None:
            question = words.switch_question(chosen.serial, chosen.issued)
            self.form = form = ReasonForm(question, self)
            form.given.connect(self._on_reason)
            form.finished.connect(form.deleteLater)
            form.open()

    def _on_reason(self, reason: str) -> None:
        chosen = self.editions.chosen
        assert self.form is not None
        self.form.settle("")
        if chosen is not None:
            self._updating.switch(chosen, reason)
            self._settle()

    # what happened

    def _on_seen(self, seen: Proposal, touched: str) -> None:
        self.preview.show_seen(seen, touched)
        self.stack.setCurrentIndex(_PREVIEW)
        self.outcome.say("")
        self._settle()
        (self.install if self.install.isEnabled() else self.leave).setFocus()

    def _on_installed(self, seen: Proposal) -> None:
        self._is_done = True
        self.outcome.praise(words.installed_words(seen))
        self._settle()
        self.leave.setFocus()

    def _on_switched(self, edition: Edition) -> None:
        self.outcome.praise(words.switched_words(edition.serial, edition.issued))
        self._settle()

    def _on_refused(self, sentence: str) -> None:
        if self._updating.now is None and self.stack.currentIndex() == _PREVIEW:
            self.stack.setCurrentIndex(_FIELD)
        self.outcome.refuse(sentence)
        self._settle()

    def _on_stopped(self) -> None:
        self.outcome.say(words.STOPPED)
        self._settle()

    def _settle(self) -> None:
        """What can be pressed now."""
        idle, is_preview = not self._updating.is_busy, self.stack.currentIndex() == _PREVIEW
        seen, chosen = self._updating.now, self.editions.chosen
        self.install.setVisible(is_preview and not self._is_done)
        self.install.setEnabled(idle and seen is not None and not seen.is_known)
        self.other.setVisible(is_preview)
        self.other.setEnabled(idle)
        self.drop.setEnabled(idle)
        self.leave.setEnabled(not self._updating.doing.is_running)
        can_use = chosen is not None and not chosen.is_next and words.DAMAGED not in chosen.cells
        self.back.setEnabled(idle and can_use)


def _nothing() -> QWidget:
    """The page of a build that trusts no key."""
    page = QFrame()
    page.setObjectName("handingDrop")
    title, why = label(words.NO_KEYS, "handingWish"), label(words.NO_KEYS_WHY, "quiet")
    column = QVBoxLayout(page)
    column.setContentsMargins(32, 32, 32, 32)
    column.setSpacing(GAP)
    column.addStretch()
    for part in (title, why):
        _centre(part)
        column.addWidget(part)
    column.addStretch()
    return page


def _centre(part: QLabel) -> None:
    part.setAlignment(Qt.AlignmentFlag.AlignCenter)
