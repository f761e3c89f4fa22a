"""Backs the open record up: soon after it was opened, then every half hour where it changed. Knows no widget."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from checklist.errors import ChecklistError
from checklist.journal import Journal
from checklist.keeping import Kept, back_up_if_changed
from ui.jobs import Job
from ui.ledger.session import ChecklistSession
from ui.messages import sentence

_SOON_MS = 4_000  # the first screen is not to wait for it
_EVERY_MS = 30 * 60 * 1000


class BackupKeeper(QObject):
    """In the background. `failed` is told once, until a backup was made again."""

    made = Signal(object)  # path
    failed = Signal(str)

    def __init__(self, session: ChecklistSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._is_told = self._is_running = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._every = QTimer(self, interval=_EVERY_MS)
        for timer in (self._soon, self._every):
            timer.timeout.connect(self.back_up)
        session.opened.connect(self._on_opened)
        session.closing.connect(self.stop)

    def back_up(self) -> None:
        """Back up where something changed."""
        record = self._session.record
        if record is None or self._is_running:
            return
        self._is_running = True
        job = Job(partial(_back_up, record.journal))
        job.done.connect(partial(self._on_done, record.journal))
        job.failed.connect(self._on_failed)
        job.start()

    def stop(self) -> None:
        """The record is about to be closed; a backup under way gives up by itself."""
        self._soon.stop()
        self._every.stop()

    def _on_opened(self) -> None:
        if self._session.is_open:
            self._soon.start()
            self._every.start()

    def _on_done(self, journal: Journal, outcome: Kept | ChecklistError | None) -> None:
        self._is_running = False
        record = self._session.record
        if record is None or record.journal is not journal:  # closed meanwhile: what could not be done is no news
            return
        if isinstance(outcome, Kept):
            self._is_told = False
            self.made.emit(outcome.path)
        elif isinstance(outcome, ChecklistError) and not self._is_told:
            self._is_told = True
            self.failed.emit(sentence(outcome))

    def _on_failed(self, error: Exception) -> None:
        self._is_running = False


def _back_up(journal: Journal) -> Kept | ChecklistError | None:
    try:
        return back_up_if_changed(journal, journal.today())
    except ChecklistError as error:
        return error
