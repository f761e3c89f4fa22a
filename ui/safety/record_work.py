"""What is done to the record's files, in the background, one thing at a time. Knows no widget."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from checklist.copies import Copy, Occasion, copies
from checklist.errors import ChecklistError
from checklist.holding import look_into
from checklist.journal import now
from checklist.keeping import back_up
from checklist.moving import move_record
from checklist.record import FILE_NAME, Record
from checklist.record_place import open_where_kept, place_of, read_memory, remember, write_memory
from checklist.recovery import restore
from ui.jobs import Job
from ui.ledger.session import ChecklistSession
from ui.safety import words
from ui.safety.deeds import (
    Carried,
    Outcome,
    begin_anew,
    bring_in,
    carry_copy,
    carry_fresh,
    caught,
    outcome_of,
    present,
    restore_aside,
)


class RecordWork(QObject):
    """`busy_changed` frames each piece of work; `done` and `refused` say what came of it.

    What needs the record closed closes the session's and attaches the next one; `lost` carries the error that left
    none open.
    """

    busy_changed = Signal(bool)
    listed = Signal(object)  # copies
    looked = Signal(object, object)  # copy, holding or error
    present_known = Signal(object)  # holding, or None
    began = Signal(str)
    done = Signal(str)
    refused = Signal(str)
    lost = Signal(object)  # error

    def __init__(self, session: ChecklistSession, data: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self.data = session, data
        self._to_look: list[Copy] = []
        self._is_busy = self._is_looking = False

    @property
    def folder(self) -> Path:
        """The record's, open or not."""
        record = self._session.record
        return record.folder if record is not None else place_of(self.data)

    @property
    def has_file(self) -> bool:
        """Whether something stands in the record's place."""
        return (self.folder / FILE_NAME).exists()

    # looking

    def look(self) -> None:
        """List the backups, open each in turn, the newest first, and say what the open record holds."""
        found = copies(self.folder)
        self.listed.emit(found)
        self._to_look = list(found)
        self._look_at_next()
        record = self._session.record
        if record is None:
            self.present_known.emit(None)
        else:
            self._run(partial(present, record.journal), self._on_present)

    def stop_looking(self) -> None:
        self._to_look.clear()

    # doing

    def back_up(self) -> None:
        record = self._session.record
        if record is not None:
            self._begin("back_up", partial(back_up, record.journal, Occasion.ASKED, now()), self._on_backed_up)

    def carry(self, target: Path, chosen: Copy | None) -> None:
        """A fresh backup, or the chosen one where no record is open, with the evidence that `target` lacks."""
        record = self._session.record
        if record is not None:
            self._begin("carry", partial(carry_fresh, record.journal, target), self._on_carried)
        elif chosen is not None:
            self._begin("carry", partial(carry_copy, chosen.path, self.folder, target), self._on_carried)

    def bring(self, path: Path) -> None:
        """Take a backup from elsewhere in, with evidence that lies beside it."""
        self._begin("bring", partial(bring_in, path, self.folder), self._on_brought)

    def restore(self, copy: Copy) -> None:
        """Back up what is open, close it, then put the backup in its place; what cannot be opened is put aside."""
        record = self._session.record
        if record is not None:
            then = partial(self._restore_closed, copy)
            self._begin("restore", partial(back_up, record.journal, Occasion.RESTORE, now()), then)
        else:
            self._begin("restore", partial(restore_aside, self.folder, copy.path), partial(self._on_restored, copy))

    def start_anew(self) -> None:
        self._begin("restore", partial(begin_anew, self.folder), self._on_begun)

    def move(self, target: Path) -> None:
        """Back up, close, move, open there."""
        record = self._session.record
        if record is not None:
            first = partial(back_up, record.journal, Occasion.MOVE, now())
            self._begin("move", first, partial(self._move_closed, target))

    # inside

    def _begin(self, name: str, work: Callable[[], object], then: Callable[[object], None]) -> None:
        if self._is_busy:
            self.refused.emit(words.BUSY)
            return
        self._set_busy(True)
        self.began.emit(words.WORKING[name])
        self._run(work, then)

    def _run(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        job = Job(partial(outcome_of, work))
        job.done.connect(partial(self._on_outcome, then))
        job.failed.connect(self._on_failed)
        job.start()

    def _on_outcome(self, then: Callable[[object], None], outcome: Outcome) -> None:
        if outcome.error is None:
            then(outcome.value)
        else:
            self._on_failed(outcome.error)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.refused.emit(words.refusal_words(error))

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.busy_changed.emit(is_busy)

    def _finish(self, sentence: str) -> None:
        self._set_busy(False)
        self.done.emit(sentence)
        self.look()

    def _look_at_next(self) -> None:
        if self._to_look and not self._is_looking:
            self._is_looking = True
            copy = self._to_look.pop(0)
            self._run(partial(caught, partial(look_into, copy.path)), partial(self._on_looked, copy))

    def _on_looked(self, copy: Copy, looked: object) -> None:
        self._is_looking = False
        self.looked.emit(copy, looked)
        self._look_at_next()

    def _on_present(self, present: object) -> None:
        self.present_known.emit(present)

    def _on_backed_up(self, kept: object) -> None:
        self._finish(words.backed_up(copies(self.folder)[0].path))

    def _on_carried(self, carried: object) -> None:
        assert isinstance(carried, Carried)
        memory = replace(read_memory(self.data), carried=now())
        outcome_of(partial(write_memory, self.data, memory))  # a reminder that comes too early does no harm
        self._finish(words.carried(carried.path, carried.sha256, carried.evidence))

    def _on_brought(self, path: object) -> None:
        assert isinstance(path, Path)
        self._finish(words.backed_up(path))

    def _restore_closed(self, copy: Copy, kept: object) -> None:
        self._session.close()
        work = partial(restore, self.folder, copy.path, getpass.getuser())
        self._run(partial(caught, work), partial(self._on_restored, copy))

    def _on_restored(self, copy: Copy, record: object) -> None:
        if isinstance(record, Record):
            self._open(record)
            self._finish(words.restored(copy))
        else:
            self._return(record)

    def _on_begun(self, record: object) -> None:
        assert isinstance(record, Record)
        self._open(record)
        self._finish("")

    def _move_closed(self, target: Path, kept: object) -> None:
        self._session.close()
        work = partial(move_record, self.data, target, now())
        self._run(partial(caught, work), self._on_moved)

    def _on_moved(self, moved: object) -> None:
        """Opened where it is kept: in the new place, or, where that failed, in the old one."""
        self._return(moved)
        if not isinstance(moved, Exception):
            self._finish(words.moved(getattr(moved, "folder", self.folder), getattr(moved, "kept", None)))

    def _return(self, came_in_the_way: object) -> None:
        """Open what is kept, after work that needed it closed."""
        back = caught(partial(open_where_kept, self.data, getpass.getuser()))
        if isinstance(back, Record):
            self._open(back)
        elif isinstance(back, ChecklistError):
            self.lost.emit(back)
        if isinstance(came_in_the_way, Exception):
            self._on_failed(came_in_the_way)

    def _open(self, record: Record) -> None:
        remember(self.data, record)
        self._session.attach(record)
