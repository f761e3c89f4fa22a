"""Takes a colleague's exchange file in: looked at field by field, then merged as one action that can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import cast

from checklist.chain import Stub, first_break
from checklist.conflicts import conflicts
from checklist.copies import Occasion
from checklist.event import Change, Event
from checklist.evidence import EvidenceStore
from checklist.exchange_errors import (
    ExchangeChainBroken,
    ExchangeDamaged,
    ExchangeForged,
    ExchangeForked,
    ExchangeOtherCounty,
)
from checklist.fields import EVIDENCE
from checklist.journal import Arrivals, new_id
from checklist.parcel import NAMES, ZIP_LIMITS, Parcel, evidence_member
from checklist.parcel_reading import read_parcel
from checklist.profile import read_profile
from checklist.record import Record
from checklist.subjects import ACTION, IMPORT
from checklist.zip_reading import open_zip

FILE = "file"


class Kind(StrEnum):
    """What merging does to a field."""

    NEW = "new"
    SAME = "same"
    OLDER = "older"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class FieldPreview:
    """One field that the file speaks of. Values are JSON values, None where nothing was said.

    NEW: theirs is taken; SAME: both say the same; OLDER: mine was said knowing theirs, and stays; CONFLICT: neither
    knew of the other, both are kept, `result` is shown until someone decides. `at` and `actor` are of theirs.
    """

    subject: str
    field: str
    mine: object
    theirs: object
    result: object
    at: str
    actor: str
    kind: Kind


@dataclass(frozen=True)
class ImportPreview:
    """What merging the file would do. `new_events` 0 means that the record has all of it already."""

    parcel: Parcel
    fields: tuple[FieldPreview, ...]
    new_events: int
    new_evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging did: the action to undo it by (None where nothing was new), and the backup made before."""

    action: str | None
    events: int
    evidence: int
    backup: Path | None


def preview(record: Record, path: Path) -> ImportPreview:
    """Read and check an exchange file against the record; changes nothing. Raises the errors of exchange_errors."""
    parcel = read_parcel(path)
    _check_county(record, parcel)
    arrivals = _arrivals(record, parcel)
    fields = tuple(_fields(record.journal.events(), parcel.events, arrivals.events))
    store = EvidenceStore(record.folder)
    lacking = tuple(one for one in _named(parcel, record) if not store.has(one))
    return ImportPreview(parcel, fields, len(arrivals.events), lacking)


def merge(record: Record, seen: ImportPreview) -> Merged:
    """Take in what was previewed: a backup, the files, then every new event in one transaction.

    The same file again changes nothing. Raises the errors of exchange_errors, of evidence, BackupFailed,
    RecordUnwritable; the history is then as it was.
    """
    parcel = seen.parcel
    arrivals = _arrivals(record, parcel)
    if not (arrivals.events or seen.new_evidence):
        return Merged(None, 0, 0, None)
    backup = record.journal.backup(Occasion.IMPORT)
    _take_evidence(record, parcel, seen.new_evidence)
    if not arrivals.events:
        return Merged(None, 0, len(seen.new_evidence), backup)
    told = {"sha256": parcel.sha256, "device": parcel.device, "made_at": parcel.made_at, "events": len(arrivals.events)}
    written = record.take_in(arrivals, Change(IMPORT + new_id(), FILE, None, told))
    return Merged(written[-1].action, len(arrivals.events), len(seen.new_evidence), backup)


def _check_county(record: Record, parcel: Parcel) -> None:
    mine = read_profile(record.state).county
    if mine and parcel.county and mine != parcel.county:
        raise ExchangeOtherCounty(parcel.path, mine, parcel.county)


def _arrivals(record: Record, parcel: Parcel) -> Arrivals:
    """What is new, held against what is known: no id twice, no place in a chain taken by another event."""
    mine, stubs = record.journal.events(), record.journal.stubs()
    by_id = {event.id: event.hash for event in mine}
    links = {(link.device, link.seq): link.hash for link in _links(mine, stubs)}
    for link in _links(parcel.events, parcel.stubs):
        if links.get((link.device, link.seq), link.hash) != link.hash:
            raise ExchangeForked(parcel.path, f"event {link.seq} of device {link.device[:8]}")
    if any(by_id.get(event.id, event.hash) != event.hash for event in parcel.events):
        raise ExchangeForged(parcel.path, "an id that is known for another event")
    fresh = tuple(event for event in parcel.events if event.id not in by_id)
    fresh_stubs = tuple(stub for stub in parcel.stubs if (stub.device, stub.seq) not in links)
    broken = first_break((*mine, *fresh), (*stubs, *fresh_stubs))
    if broken is not None:
        raise ExchangeChainBroken(parcel.path, f"event {broken.seq} of device {broken.device[:8]}")
    known = record.journal.wordings()
    return Arrivals(fresh, fresh_stubs, tuple((key, text) for key, text in parcel.wordings.items() if key not in known))


def _links(events: tuple[Event, ...], stubs: tuple[Stub, ...]) -> list[Event | Stub]:
    return [*events, *stubs]


def _fields(mine: tuple[Event, ...], theirs: tuple[Event, ...], fresh: tuple[Event, ...]) -> Iterable[FieldPreview]:
    """One row for each field that new events speak of, in their order; how actions were undone is left out."""
    touched = dict.fromkeys((one.subject, one.field) for one in fresh if not one.subject.startswith((ACTION, IMPORT)))
    both = sorted((*mine, *fresh), key=lambda one: one.order)
    union = [one for one in both if (one.subject, one.field) in touched]
    standing, own = _last(mine), _last(theirs)
    result = _last(union)
    before = {(one.subject, one.field): len(one.lost) for one in conflicts(mine)}
    after = {(one.subject, one.field): len(one.lost) for one in conflicts(both)}
    for place in touched:
        mine_now, theirs_now, shown = (_value(found.get(place)) for found in (standing, own, result))
        more = after.get(place, 0) > before.get(place, 0)
        kind = _kind(mine_now == theirs_now, more, shown == theirs_now)
        yield FieldPreview(*place, mine_now, theirs_now, shown, own[place].at, own[place].actor, kind)


def _kind(same: bool, more_conflicts: bool, taken: bool) -> Kind:
    if same:
        return Kind.SAME
    if more_conflicts:
        return Kind.CONFLICT
    return Kind.NEW if taken else Kind.OLDER


def _last(events: Iterable[Event]) -> Mapping[tuple[str, str], Event]:
    return {(one.subject, one.field): one for one in sorted(events, key=lambda each: each.order)}


def _value(event: Event | None) -> object:
    return None if event is None else cast("object", json.loads(event.after))


def _named(parcel: Parcel, record: Record) -> tuple[str, ...]:
    """The files of the parcel that its events, or ours, speak of; others are not taken."""
    events = (*parcel.events, *record.journal.events())
    spoken = {event.field.removeprefix(EVIDENCE) for event in events if event.field.startswith(EVIDENCE)}
    return tuple(sha256 for sha256 in parcel.evidence if sha256 in spoken)


def _take_evidence(record: Record, parcel: Parcel, wanted: tuple[str, ...]) -> None:
    """Files first: a file without an event is harmless, an event without its file is not."""
    store = EvidenceStore(record.folder)
    if wanted:
        with open_zip(parcel.path, NAMES, ZIP_LIMITS) as archive:
            for sha256 in wanted:
                with archive.open(evidence_member(sha256)) as member:
                    kept = store.keep(member, parcel.evidence[sha256], parcel.path)
                if kept != sha256:
                    store.path(kept).unlink(missing_ok=True)
                    raise ExchangeDamaged(parcel.path, sha256)
