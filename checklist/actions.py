"""What people do to a duty's progress: one field, many fields at once, an entry, a file. Each call is one action."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from checklist.event import Change
from checklist.fields import BLOCKED, ENTRY, EVIDENCE, REASON, REVIEW, STATUS, read
from checklist.journal import new_id
from checklist.progress import Progress
from checklist.record import Record
from checklist.refusals import TextMissing
from checklist.standing import Entry, Evidence, Status
from checklist.status import status_changes


@dataclass(frozen=True, slots=True)
class Edit:
    """One field of one duty as it is to be. `value` is a JSON value: days as 2026-02-28, texts, lists of texts."""

    duty: str
    field: str
    value: object
    basis: str = ""


def edit(record: Record, *edits: Edit) -> None:
    """Set fields, of one duty or of many, as one action: all or none.

    Raises the refusals of checklist.refusals before anything is written, or RecordUnwritable. A duty that does not
    apply needs a reason (TextMissing), which may be among the edits.
    """
    for one in edits:
        read(one.field, one.value)
    last_words = tuple({(one.duty, one.field): one for one in edits}.values())
    _check_reasons(record, last_words)
    record.write(*_changes(record, last_words))


def set_status(record: Record, duty: str, status: Status, basis: str, reason: str = "") -> None:
    """Say how far a duty is; for NOT_APPLICABLE with the reason. Raises as `edit`."""
    why = (Edit(duty, REASON, reason, basis),) if status is Status.NOT_APPLICABLE and reason else ()
    edit(record, Edit(duty, STATUS, status, basis), *why)


def new_entry(day: date, text: str) -> Entry:
    return Entry(new_id(), day, text)


def put_entry(record: Record, duty: str, entry: Entry, basis: str) -> None:
    """Add an entry, or correct the one of that id; history keeps what it said. Raises as `edit`."""
    edit(record, Edit(duty, ENTRY + entry.id, {"date": entry.day.isoformat(), "text": entry.text}, basis))


def strike_entry(record: Record, duty: str, entry: str, basis: str) -> None:
    """Strike an entry out; history keeps it. Raises RecordUnwritable."""
    edit(record, Edit(duty, ENTRY + entry, None, basis))


def put_evidence(record: Record, duty: str, evidence: Evidence, basis: str) -> None:
    """Put a file of the store to a duty. Raises as `edit`."""
    kept = {"name": evidence.name, "size": evidence.size, "added": evidence.added.isoformat()}
    edit(record, Edit(duty, EVIDENCE + evidence.sha256, kept, basis))


def drop_evidence(record: Record, duty: str, sha256: str, basis: str) -> None:
    """Take a file off a duty; the store keeps it. Raises RecordUnwritable."""
    edit(record, Edit(duty, EVIDENCE + sha256, None, basis))


def _check_reasons(record: Record, edits: Iterable[Edit]) -> None:
    reasons: dict[str, object] = {}
    statuses: dict[str, object] = {}
    for one in edits:
        if one.field == REASON:
            reasons[one.duty] = one.value
        elif one.field == STATUS:
            statuses[one.duty] = one.value
    for duty in dict.fromkeys((*reasons, *statuses)):
        before = record.of(duty)
        status = statuses.get(duty, before.status)
        reason = str(reasons.get(duty, before.reason) or "")
        if status == Status.NOT_APPLICABLE and not reason.strip():
            raise TextMissing(REASON, reason)


def _changes(record: Record, edits: Iterable[Edit]) -> Iterator[Change]:
    for one in edits:
        before = record.of(one.duty)
        if one.field == STATUS:
            status = cast("Status", read(STATUS, one.value))
            yield from status_changes(before, status, record.journal.today().date(), one.basis)
            yield from _review(before, one.basis)
        else:
            yield from _change(record, one)


def _change(record: Record, one: Edit) -> Iterator[Change]:
    before, after = record.state.value(one.duty, one.field), _plain(one)
    if read(one.field, before) != read(one.field, after):
        yield Change(one.duty, one.field, before, after, one.basis)


def _plain(one: Edit) -> object:
    """Nothing said is null, whichever way it was left empty; a list names each once."""
    if isinstance(one.value, tuple):
        return list(dict.fromkeys(one.value)) or None
    return one.value if one.value or one.field == BLOCKED or type(one.value) in (int, float) else None


def _review(before: Progress, basis: str) -> Iterator[Change]:
    """Who says anew how far a duty is has read its words as they are now."""
    if before.basis and basis and before.basis != basis:
        yield Change(before.duty, REVIEW, before.basis, basis, basis)
