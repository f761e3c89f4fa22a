"""Content packs in the background: listed, looked at, installed, gone back from, one thing at a time. No widget."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from content.library import Library
from content.packs import bundled
from content.packs.errors import PackRefused
from content.packs.installing import Packs, Proposal
from content.packs.opening import is_whole
from content.packs.state import Kept
from ui.handing.errand import Errand
from ui.handing.handing_out import Report
from ui.ledger.session import ChecklistSession
from ui.packs.deeds import install, look, switch
from ui.packs.edition_table import Edition
from ui.packs.words import (
    DAMAGED,
    IN_USE,
    KEPT,
    NEXT,
    NOT_OPEN,
    edition_words,
    refusal_words,
    source_words,
    touched_words,
)


class Updating(QObject):
    """`looking` can be stopped, what is `doing` cannot be had by halves.

    `seen` carries the Proposal and what becomes of the county's work, `listed` the editions, `installed` the Proposal,
    `switched` the Edition, `refused` a sentence.
    """

    listed = Signal(tuple)
    seen = Signal(object, str)
    installed = Signal(object)
    switched = Signal(object)
    refused = Signal(str)

    def __init__(self, packs: Packs, library: Library, session: ChecklistSession, parent: QObject) -> None:
        super().__init__(parent)
        self._packs, self._library, self._session = packs, library, session
        self.looking, self.doing, self._listing = Errand(self), Errand(self), Errand(self)
        self.now: Proposal | None = None
        self._next: Edition | None = None
        self.looking.finished.connect(self._on_seen)
        self.doing.finished.connect(self._on_done)
        self._listing.finished.connect(self.listed)
        for errand in (self.looking, self.doing, self._listing):
            errand.refused.connect(self.refused)

    @property
    def takes_packs(self) -> bool:
        """Whether any key is trusted."""
        return bool(self._packs.ring.trusted)

    @property
    def is_busy(self) -> bool:
        return self.looking.is_running or self.doing.is_running

    def list(self) -> None:
        """Every edition on this laptop, each held against its hash."""
        self._listing.start(partial(_listed, self._packs, self._library))

    def look(self, path: Path) -> None:
        """Verify a file and say what it would change."""
        self.now = None
        self.looking.start(partial(look, self._packs, path, self._library))

    def install(self) -> None:
        """What was looked at last, after a backup of the record."""
        record = self._session.record
        if record is None:
            self.refused.emit(NOT_OPEN)
        elif self.now is not None:
            self.doing.start(partial(_install, self._packs, self.now, self._library, self._session))

    def switch(self, edition: Edition, reason: str) -> None:
        """Use another edition from the next start on."""
        self._next = edition
        self.doing.start(partial(_switch, self._packs, edition.sha256, reason))

    # what happened

    def _on_seen(self, found: Proposal | PackRefused) -> None:
        if isinstance(found, PackRefused):
            self.refused.emit(refusal_words(found))
            return
        self.now = found
        self.seen.emit(found, touched_words(found, self._session.progress))

    def _on_done(self, done: Proposal | PackRefused | None) -> None:
        if isinstance(done, PackRefused):
            self.refused.emit(refusal_words(done))
        elif done is None:
            self.switched.emit(self._next)
        else:
            self.now = None
            self.installed.emit(done)
        self.list()


def _listed(packs: Packs, library: Library, report: Report) -> tuple[Edition, ...]:
    state, used = packs.state, library.folder.name if library.folder else ""
    chosen = state.in_use
    wanted = chosen.sha256 if chosen else ""
    kept: list[Kept | None] = [*state.kept, None]
    kept.sort(key=lambda one: bundled.SERIAL if one is None else one.serial, reverse=True)
    return tuple(_edition(packs, one, used, wanted) for one in kept)


def _edition(packs: Packs, kept: Kept | None, used: str, wanted: str) -> Edition:
    sha256, serial, issued = (kept.sha256, kept.serial, kept.issued) if kept else ("", bundled.SERIAL, bundled.ISSUED)
    is_good = kept is None or is_whole(packs.folder / sha256, kept)
    status = DAMAGED if not is_good else IN_USE if sha256 == used else NEXT if sha256 == wanted else KEPT
    installed = kept.installed[:16].replace("T", " ") if kept else "—"
    name = edition_words(serial, issued).partition("（")[0]
    cells = (name, issued, source_words(kept), installed, status)
    return Edition(sha256, serial, issued, cells, kept.news if kept else "", sha256 == wanted)


def _install(
    packs: Packs, seen: Proposal, library: Library, session: ChecklistSession, report: Report
) -> Proposal | PackRefused:
    record = session.record
    return install(packs, seen, library, record.journal if record is not None else None)


def _switch(packs: Packs, sha256: str, reason: str, report: Report) -> PackRefused | None:
    return switch(packs, sha256, reason)
