"""A file from elsewhere: looked at, taken in as one action after a backup, and given back. Knows no Qt.

All of it may run in the background. Writing holds the record's lock, so that a window that closes waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from checklist.actions import Edit, edit
from checklist.copies import Occasion
from checklist.gone import gone_duties
from checklist.ledger import LedgerFilter, ledger_rows
from checklist.merging import ImportPreview, merge, preview
from checklist.own_duties import own_duties
from checklist.papers.cover import Cover
from checklist.papers.ledger_sheet import ledger_sheet
from checklist.papers.returned import ReturnedProblem, read_returned
from checklist.papers.returned_changes import ReturnedChange, changes
from checklist.profile import read_profile
from checklist.record import Record
from checklist.review import bases_of
from checklist.state import State
from content.duty import Duty
from content.library import Library
from ui.handing.lines import Line, exchange_lines, returned_lines

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et")


@dataclass(frozen=True)
class SeenExchange:
    """A colleague's exchange file, checked; `lines` say what taking it in would do."""

    path: Path
    preview: ImportPreview
    lines: tuple[Line, ...]

    @property
    def is_known(self) -> bool:
        """Whether the record has all of it already."""
        return not self.preview.new_events and not self.preview.new_evidence


@dataclass(frozen=True)
class SeenSheet:
    """A ledger that came back filled in: changes with their lines, and what is not taken."""

    path: Path
    changes: tuple[ReturnedChange, ...]
    problems: tuple[ReturnedProblem, ...]
    strange: tuple[str, ...]
    lines: tuple[Line, ...]


Seen = SeenExchange | SeenSheet


@dataclass(frozen=True, slots=True)
class Taken:
    """What was written: the action to undo it by (None where nothing was new), what it is about, and the backup."""

    action: str | None
    subjects: frozenset[str]
    count: int
    files: int = 0
    backup: Path | None = None


def look(path: Path, library: Library, record: Record, day: date) -> Seen:
    """What the file at `path` would change; nothing is changed.

    Raises the errors of exchange_errors for an exchange file, ReturnedRefused for a workbook.
    """
    duties = known_duties(library, record.state)
    if path.suffix.lower() in _WORKBOOKS:
        cover = Cover(library, day, read_profile(record.state).county)
        now = ledger_sheet(ledger_rows(library, record, LedgerFilter(), day), cover)
        returned = read_returned(path)
        found, problems = changes(returned, now)
        ordered = tuple(sorted(problems, key=lambda one: one.row))
        return SeenSheet(path, found, ordered, returned.strange, returned_lines(found, duties))
    seen = preview(record, path)
    return SeenExchange(path, seen, exchange_lines(seen.fields, duties))


def take_exchange(record: Record, seen: SeenExchange) -> Taken:
    """Raises the errors of exchange_errors and of evidence, BackupFailed, RecordUnwritable; nothing was taken then."""
    with record.journal.lock:
        done = merge(record, seen.preview)
        _find_disputes(record)
    subjects = frozenset(one.subject for one in seen.preview.fields)
    return Taken(done.action, subjects, done.events, done.evidence, done.backup)


def take_sheet(record: Record, library: Library, wanted: Iterable[ReturnedChange]) -> Taken:
    """These changes, all or none, after a backup. Raises BackupFailed, refusals of values, RecordUnwritable."""
    bases = bases_of(library)
    edits = tuple(Edit(one.duty, one.field, one.value, bases.get(one.duty, "")) for one in wanted)
    if not edits:
        return Taken(None, frozenset(), 0)
    with record.journal.lock:
        backup = record.journal.backup(Occasion.IMPORT)
        before = record.journal.deeds()[:1]
        edit(record, *edits)
        after = record.journal.deeds()[:1]
    action = after[0] if after != before else None  # somebody may have typed the same meanwhile
    return Taken(action, frozenset(one.duty for one in edits), len(edits), 0, backup)


def give_back(record: Record, taken: Taken) -> Taken:
    """Undo what was taken in. Raises UndoOverlaid, UndoUnknown, RecordUnwritable."""
    assert taken.action is not None
    with record.journal.lock:
        record.undo(taken.action)
        _find_disputes(record)
    return replace(taken, action=None)


def _find_disputes(record: Record) -> frozenset[str]:
    """Here, where nobody waits: of a long history it takes a second, and the window asks at once."""
    return record.disputed


def known_duties(library: Library, state: State) -> Mapping[str, Duty]:
    """The duties of the texts, the county's own and those that the texts have no more, by id."""
    gone = {one.id: one for one in gone_duties(library, state)}
    own = {one.id: one.duty for one in own_duties(state)}
    return {**gone, **{one.id: one for one in library.duties}, **own}
