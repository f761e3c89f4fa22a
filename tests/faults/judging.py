"""Opens a record after a fault and holds it against the diary: all that was acknowledged, and nothing half."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checklist.backup import FOLDER
from checklist.errors import ChecklistError
from checklist.evidence import EvidenceStore, check_evidence
from checklist.exchange_errors import ExchangeRefused
from checklist.journal import Journal
from checklist.parcel_reading import read_parcel
from checklist.record import FILE_NAME, Record, open_record
from checklist.standing import Evidence
from tests.faults.diary import Diary


@dataclass(frozen=True, slots=True)
class Judge:
    """`newest` is how many backups are opened, from the newest; they are copied to a folder in `home`."""

    home: Path
    newest: int = 1

    def complaints(self, folder: Path, diary: Diary) -> list[str]:
        """What is wrong with the record in `folder`; it is left with one tick more."""
        try:
            record = open_record(folder, "检验员")
        except ChecklistError as error:
            return [f"does not open: {type(error).__name__} {reason(error)}"]
        try:
            return [*self._found(record, folder, diary)]
        except ChecklistError as error:
            return [f"{type(error).__name__}: {reason(error)}"]
        finally:
            record.close()

    def _found(self, record: Record, folder: Path, diary: Diary) -> Iterator[str]:
        record.verify()
        yield from _history(record.journal, diary)
        yield from _evidence(record, diary)
        yield from _exports(folder, diary)
        yield from self._backups(folder, diary)
        before = len(record.journal.events())
        record.set_step("after", "1", "1" not in record.of("after").steps, "")
        if len(record.journal.events()) == before:
            yield "does not go on"

    def _backups(self, folder: Path, diary: Diary) -> Iterator[str]:
        """Each acknowledged one is there; the newest open and hold."""
        there = sorted((folder / FOLDER).glob("*.db"))
        yield from (f"backup is gone ({len(there)} there)" for _ in diary.backups - {one.name for one in there})
        for path in there[-self.newest :] if self.newest else ():
            with tempfile.TemporaryDirectory(dir=self.home) as scratch:
                shutil.copyfile(path, Path(scratch) / FILE_NAME)
                try:
                    copy = open_record(Path(scratch), "检验员")
                    copy.verify()
                    copy.close()
                except ChecklistError as error:
                    yield f"backup is no record: {reason(error)}"


def _history(journal: Journal, diary: Diary) -> Iterator[str]:
    events = journal.events()
    lost = diary.held - {event.hash for event in events}
    if lost:
        yield f"{len(lost)} events that were there are gone"
    own = Counter(event.action for event in events if event.device == journal.device)
    for action, (count, arrived) in diary.begun.items():
        found = own.get(action, 0), len(journal.arrived_by(action))
        if found == (0, 0):
            if action in diary.done:
                yield "an acknowledged action is gone"
        elif found != (count, arrived):
            yield f"an action is half there: {found} of {(count, arrived)}"


def _evidence(record: Record, diary: Diary) -> Iterator[str]:
    store = EvidenceStore(record.folder)
    yield from (f"evidence of a duty is {one.fault}" for one in check_evidence(store, record.progress.values()))
    for sha256 in diary.evidence:
        fault = store.fault(Evidence(sha256, "", 0, date.min))
        if fault is not None:
            yield f"evidence that was taken in is {fault}"


def _exports(folder: Path, diary: Diary) -> Iterator[str]:
    """What stands under an export's name is a whole one."""
    for path in folder.rglob("*.zip"):
        try:
            read_parcel(path)
        except ExchangeRefused as error:
            yield f"an export is no export: {reason(error)}"
    yield from (f"export {name} is gone" for name in diary.exports if not (folder / name).exists())


def reason(error: ChecklistError) -> str:
    """Without the path, which differs from run to run."""
    return str(getattr(error, "reason", "") or error)[-90:]
