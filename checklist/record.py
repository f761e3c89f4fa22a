"""The county's record as the program uses it: actions in, progress out."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from checklist.errors import RecordUnwritable
from checklist.journal import Change, Journal, now
from checklist.progress import STATUS, STEP, Progress, Status, apply, fold

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_NAME = "record.db"


class Record:
    """Progress of one county. Every action is one committed transaction before the method returns."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._progress = fold(journal.events())

    @property
    def progress(self) -> Mapping[str, Progress]:
        return MappingProxyType(self._progress)

    def of(self, duty: str) -> Progress:
        return self._progress.get(duty, Progress(duty))

    def set_step(self, duty: str, step: str, done: bool, basis: str) -> Progress:
        """Tick or untick a step. The first tick starts the duty; an untick reopens it. Raises RecordUnwritable."""
        before = self.of(duty)
        steps = before.steps | {step} if done else before.steps - {step}
        if steps == before.steps:
            return before
        changes = [Change(duty, STEP + step, not done, done, basis)]
        status = _started(bool(steps)) if not done or before.status is Status.NOT_STARTED else before.status
        if status is not before.status:
            changes.append(Change(duty, STATUS, before.status, status, basis))
        return self._write(duty, tuple(changes))

    def set_done(self, duty: str, done: bool, basis: str) -> Progress:
        """Say that a duty is done, or take that back. Raises RecordUnwritable."""
        before = self.of(duty)
        status = Status.DONE if done else _started(bool(before.steps))
        if status is before.status or (not done and before.status is not Status.DONE):
            return before
        return self._write(duty, (Change(duty, STATUS, before.status, status, basis),))

    def verify(self) -> None:
        """Check the chain of the journal. Raises RecordDamaged."""
        self._journal.verify()

    def close(self) -> None:
        self._journal.close()

    def _write(self, duty: str, changes: tuple[Change, ...]) -> Progress:
        for event in self._journal.append(changes):
            self._progress[duty] = apply(self.of(duty), event)
        return self.of(duty)


def _started(any_step: bool) -> Status:
    return Status.IN_PROGRESS if any_step else Status.NOT_STARTED


def open_record(folder: Path, actor: str, clock: Callable[[], datetime] = now) -> Record:
    """Open the record in `folder`, making it where there is none. Raises the errors of checklist.errors."""
    return Record(Journal(folder / FILE_NAME, actor, clock))


def read_progress(folder: Path) -> dict[str, Progress]:
    """Progress of a record that cannot be written, read from a copy. Raises the errors of checklist.errors."""
    with tempfile.TemporaryDirectory() as scratch:
        try:
            for path in folder.glob(f"{FILE_NAME}*"):
                shutil.copyfile(path, Path(scratch) / path.name)
        except OSError as error:
            raise RecordUnwritable(folder, str(error)) from error
        if not (Path(scratch) / FILE_NAME).exists():
            return {}
        journal = Journal(Path(scratch) / FILE_NAME, "")
        try:
            return fold(journal.events())
        finally:
            journal.close()
