"""The county's record as the program uses it: actions in, progress out."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from checklist.chain import fingerprint
from checklist.conflicts import Conflict, conflicts, decision, disputed
from checklist.errors import RecordMissing, RecordUnwritable
from checklist.event import Change, Event
from checklist.fields import DECIDED, STEP
from checklist.history import HistoryRow, history_rows
from checklist.journal import Arrivals, Journal, now
from checklist.progress import Progress
from checklist.standing import Status
from checklist.state import State
from checklist.status import status_changes
from checklist.subjects import ACTION
from checklist.traces import has_traces
from checklist.undo import inverse, last_to_redo, last_to_undo

FILE_NAME = "record.db"


class Record:
    """What one county keeps. Every action is one committed transaction before the method returns."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.state = State(journal.events())
        self.progress: Mapping[str, Progress] = self.state.progress
        self._disputed: frozenset[str] | None = None  # found when first asked for

    @property
    def folder(self) -> Path:
        """Where the record is; evidence and backups are kept beside it."""
        return self.journal.path.parent

    @property
    def head(self) -> str:
        """The fingerprint of all history, to be printed on ledgers: 16 hexadecimal digits, empty for no history."""
        return fingerprint(self.journal.heads())

    def of(self, duty: str) -> Progress:
        return self.state.of(duty)

    def write(self, *changes: Change) -> tuple[Event, ...]:
        """The changes of one action; none, where nothing would change. Raises RecordUnwritable."""
        if not changes:
            return ()
        with self.journal.lock:  # a job may be merging
            events = self.journal.append(changes)
            self.state.add(events)
        if self._disputed:
            self._disputed = None
        return events

    def take_in(self, arrivals: Arrivals, note: Change) -> tuple[Event, ...]:
        """What another device sent, as one action. Raises RecordUnwritable."""
        with self.journal.lock:
            events = self.journal.take_in(arrivals, note)
            self.state.renew(self.journal.events())
            self._disputed = None
        return events

    def set_step(self, duty: str, step: str, done: bool, basis: str) -> Progress:
        """Tick or untick a step. The first tick starts the duty; an untick reopens it. Raises RecordUnwritable."""
        before = self.of(duty)
        steps = before.steps | {step} if done else before.steps - {step}
        if steps == before.steps:
            return before
        status = _started(bool(steps)) if not done or before.status is Status.NOT_STARTED else before.status
        ticked = Change(duty, STEP + step, not done, done, basis)
        self.write(ticked, *status_changes(before, status, self.journal.today().date(), basis))
        return self.of(duty)

    def set_done(self, duty: str, done: bool, basis: str) -> Progress:
        """Say that a duty is done, or take that back. Raises RecordUnwritable."""
        before = self.of(duty)
        if done or before.status is Status.DONE:
            status = Status.DONE if done else _started(bool(before.steps))
            self.write(*status_changes(before, status, self.journal.today().date(), basis))
        return self.of(duty)

    def undo(self, action: str) -> tuple[Event, ...]:
        """Take an action back, as a new action. Raises UndoUnknown, UndoOverlaid, RecordUnwritable."""
        return self.write(*inverse(self.journal, action))

    def undo_last(self) -> tuple[Event, ...]:
        """Take back the latest action of this device that stands. Raises as `undo`."""
        return self.undo(last_to_undo(self.journal))

    def redo_last(self) -> tuple[Event, ...]:
        """Do again what was undone last, unless something new was done since. Raises as `undo`."""
        return self.undo(last_to_redo(self.journal))

    def history(self, subject: str | None = None) -> tuple[HistoryRow, ...]:
        """Every change of a subject, or of everything, oldest first."""
        return history_rows(self.journal.events(subject))

    def conflicts(self, subject: str | None = None) -> tuple[Conflict, ...]:
        """Values of two people that stand against each other, of a subject or of everything, until one decides."""
        if subject is None:
            return conflicts(self.journal.events())
        return conflicts((*self.journal.events(subject), *self.journal.events_under(ACTION)))

    @property
    def disputed(self) -> frozenset[str]:
        """The subjects that have conflicts."""
        if self._disputed is None:
            self._disputed = disputed(self.journal.events())
        return self._disputed

    def decide(self, conflict: Conflict, event: str, basis: str = "") -> tuple[Event, ...]:
        """Settle a conflict for the value of one of its events. Raises RecordUnwritable."""
        aside = self.state.value(conflict.subject, DECIDED + conflict.field)
        before = tuple(str(one) for one in aside) if isinstance(aside, list) else ()
        return self.write(*decision(conflict, event, before, basis))

    def verify(self) -> None:
        """Check the chain of the journal. Raises RecordDamaged."""
        self.journal.verify()

    def close(self) -> None:
        self.journal.close()


def _started(any_step: bool) -> Status:
    return Status.IN_PROGRESS if any_step else Status.NOT_STARTED


def open_record(folder: Path, actor: str, clock: Callable[[], datetime] = now) -> Record:
    """Open the record in `folder`, making it where there never was one.

    Raises RecordMissing where there was, and the errors of checklist.schema.open_database.
    """
    if not (folder / FILE_NAME).exists() and has_traces(folder):
        raise RecordMissing(folder / FILE_NAME, "gone, while its backups or files are there")
    return Record(Journal(folder / FILE_NAME, actor, clock))


def read_progress(folder: Path) -> Mapping[str, Progress]:
    """Progress of a record that cannot be written. Raises the errors of checklist.errors."""
    return read_state(folder).progress


def read_state(folder: Path) -> State:
    """A record that cannot be written, read from a copy; empty where there is none. Raises as `read_progress`."""
    with tempfile.TemporaryDirectory() as scratch:
        try:
            for path in folder.glob(f"{FILE_NAME}*"):
                shutil.copyfile(path, Path(scratch) / path.name)
        except OSError as error:
            raise RecordUnwritable(folder, str(error)) from error
        if not (Path(scratch) / FILE_NAME).exists():
            return State()
        journal = Journal(Path(scratch) / FILE_NAME, "")
        try:
            return State(journal.events())
        finally:
            journal.close()
