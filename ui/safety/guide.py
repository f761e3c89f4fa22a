"""The window's safety half: backups kept, the record recovered, moved and carried out, the proof of being offline."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from checklist.copies import Copy, copies
from checklist.errors import ChecklistError, RecordDamaged, RecordForeign, RecordMissing
from checklist.journal import now
from checklist.record import FILE_NAME
from checklist.record_place import place_of, read_memory
from content.library import Library
from ui.actions import Command
from ui.ledger.session import ChecklistSession
from ui.safety import words
from ui.safety.chain_words import TITLE as CHAIN_TITLE
from ui.safety.keeper import BackupKeeper
from ui.safety.places import place_at

if TYPE_CHECKING:
    from ui.safety.chain_page import ChainPage
    from ui.safety.offline_page import OfflinePage
    from ui.safety.record_work import RecordWork
    from ui.safety.restore import RestoreDialog

_LONG = timedelta(days=30)


class SafetyGuide(QObject):
    """`warned` carries sentences that stay above the text, `said` those that pass.

    A restore or a move closes the session's record and attaches another one: its `closing` and `opened` tell of it.
    """

    warned = Signal(str)
    said = Signal(str)

    def __init__(self, library: Library, session: ChecklistSession, data: Path, parent: QWidget) -> None:
        """`data` is the folder of the settings, which remembers where the record is."""
        super().__init__(parent)
        self._library, self._session, self._data, self._over = library, session, data, parent
        self._trouble: ChecklistError | None = None
        self.keeper = BackupKeeper(session, self)
        self.work: RecordWork | None = None
        self.dialog: RestoreDialog | None = None
        self.page: OfflinePage | None = None
        self.chain: ChainPage | None = None
        self.keeper.failed.connect(self.warned)
        session.opened.connect(self._on_opened)

    def commands(self) -> tuple[Command, ...]:
        """What the menu 帮助 offers."""
        return (
            Command(f"{words.RECORD_TITLE}…", "", self.open_record),
            Command(f"{CHAIN_TITLE}…", "", self.open_chain),
            Command(f"{words.OFFLINE_TITLE}…", "", self.open_proof),
        )

    # what the start asks for

    def warn_of_place(self) -> None:
        """A stick, a share or a synchronised folder is no place for a record."""
        warning = words.place_warning(place_at(place_of(self._data)))
        if warning:
            self.warned.emit(warning)

    def meet(self, error: ChecklistError) -> None:
        """The record could not be opened: say why and offer the way back."""
        self._trouble = error
        self.warned.emit(words.trouble_words(error))
        if self._may_replace:
            self.open_record()

    # what the menu asks for

    def open_record(self) -> None:
        """记录与备份."""
        from ui.safety.restore import RestoreDialog  # not before it is asked for

        own = len(self._session.own)
        self.dialog = dialog = RestoreDialog(len(self._library.duties) + own, self._over)
        self._connect(dialog, self._work())
        dialog.finished.connect(self._on_closed)
        self._renew()
        dialog.open()
        self._work().look()

    def open_proof(self) -> None:
        """离线自证."""
        from content.shelf import CONTENT_FOLDER
        from ui.safety.offline_page import OfflinePage  # not before it is asked for

        self.page = page = OfflinePage(self._library.folder or CONTENT_FOLDER, self._over)
        page.finished.connect(page.deleteLater)
        page.open()

    def open_chain(self) -> None:
        """流水核对."""
        from ui.safety.chain_page import ChainPage  # not before it is asked for

        record = self._session.record
        self.chain = page = ChainPage(record.journal if record is not None else None, self._over)
        page.finished.connect(page.deleteLater)
        page.open()

    # inside

    def _work(self) -> RecordWork:
        from ui.safety.record_work import RecordWork

        if self.work is None:
            self.work = work = RecordWork(self._session, self._data, self)
            work.lost.connect(self._on_lost)
            work.done.connect(self._on_done)
            work.refused.connect(self._on_refused)
        return self.work

    def _connect(self, dialog: RestoreDialog, work: RecordWork) -> None:
        work.listed.connect(dialog.show_copies)
        work.looked.connect(dialog.show_looked)
        work.present_known.connect(dialog.show_now)
        work.busy_changed.connect(dialog.set_busy)
        work.began.connect(dialog.say)
        dialog.back_up_wished.connect(work.back_up)
        dialog.carry_wished.connect(self._carry)
        dialog.bring_wished.connect(self._bring)
        dialog.restore_wished.connect(self._restore)
        dialog.anew_wished.connect(self._begin_anew)
        dialog.place.move_wished.connect(self._move)

    def _renew(self) -> None:
        """Place, trouble and reminder as they are now."""
        if self.dialog is None:
            return
        folder = self._work().folder
        self.dialog.place.show_place(folder, place_at(folder))
        self.dialog.show_trouble(words.trouble_words(self._trouble) if self._trouble else "")
        self.dialog.place.show_carried(words.carried_words(read_memory(self._data).carried), self._is_late())

    def _is_late(self) -> bool:
        """Whether it is long since a copy went to a stick, or, where none did, since the oldest backup."""
        since = read_memory(self._data).carried or min((one.at for one in copies(place_of(self._data))), default=now())
        return self._session.is_open and now() - since > _LONG

    @property
    def _may_replace(self) -> bool:
        """An open record, which is backed up first, or one that is no good: never one that cannot be opened today."""
        return self._session.is_open or isinstance(self._trouble, RecordDamaged | RecordForeign | RecordMissing)

    def _carry(self) -> None:
        from ui.safety.asking import choose_folder

        assert self.dialog is not None
        target = choose_folder(self.dialog, words.STICK_TITLE)
        if target is not None:
            self._work().carry(target / words.STICK_FOLDER, self.dialog.chosen)

    def _bring(self) -> None:
        from ui.safety.asking import choose_backup

        assert self.dialog is not None
        path = choose_backup(self.dialog)
        if path is not None:
            self._work().bring(path)

    def _restore(self, copy: Copy) -> None:
        from ui.safety.asking import ask

        assert self.dialog is not None
        if not self._may_replace:
            self.dialog.say(words.NOT_NOW, is_bad=True)
            return
        question = words.restore_question(copy, self._session.is_open)
        if not self._session.is_open and self._work().has_file:
            question = words.aside_question(self._work().folder / FILE_NAME)
        ask(self.dialog, question, words.RESTORE_YES, partial(self._work().restore, copy))

    def _begin_anew(self) -> None:
        from ui.safety.asking import ask

        assert self.dialog is not None
        if not self._may_replace:
            self.dialog.say(words.NOT_NOW, is_bad=True)
            return
        question = words.anew_question(self._work().folder / FILE_NAME)
        ask(self.dialog, question, words.ANEW_YES, self._work().start_anew)

    def _move(self) -> None:
        from ui.safety.asking import ask, choose_folder

        assert self.dialog is not None
        chosen = choose_folder(self.dialog, words.FOLDER_TITLE)
        if chosen is not None:
            target = chosen / words.SUBFOLDER
            question = words.move_question(target, place_at(target))
            ask(self.dialog, question, words.MOVE_YES, partial(self._work().move, target))

    # what happened

    def _on_opened(self) -> None:
        if self._session.is_open:
            self._trouble = None
            self._renew()
            if self._is_late():
                self.said.emit(words.LONG_AGO)

    def _on_lost(self, error: ChecklistError) -> None:
        self._trouble = error
        self.warned.emit(words.trouble_words(error))
        self._renew()

    def _on_done(self, sentence: str) -> None:
        self._renew()
        if self.dialog is not None:
            self.dialog.say(sentence)
        elif sentence:
            self.said.emit(sentence)

    def _on_refused(self, sentence: str) -> None:
        if self.dialog is not None:
            self.dialog.say(sentence, is_bad=True)
        else:
            self.warned.emit(sentence)

    def _on_closed(self) -> None:
        """What is under way goes on, and is told in the window."""
        self._work().stop_looking()
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
