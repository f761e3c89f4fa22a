"""Writes an exchange file: the journal, or the subjects chosen, for another laptop or for the prefecture."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from checklist.chain import Stub, heads
from checklist.event import Event, row_of
from checklist.evidence import EvidenceStore
from checklist.exchange_errors import ExchangeIncomplete, ExchangeTooLarge, ExchangeUnwritable
from checklist.files import put_in_place
from checklist.parcel import (
    EVENTS,
    FORMAT,
    FORMAT_VERSION,
    MANIFEST,
    NAMES,
    STUBS,
    TABLE_LIMIT,
    WORDINGS,
    ZIP_LIMITS,
    Parcel,
    evidence_member,
    is_wording,
)
from checklist.parcel_reading import read_parcel
from checklist.profile import read_profile
from checklist.record import Record
from checklist.zip_reading import open_zip


@dataclass(frozen=True, slots=True)
class Choice:
    """What goes into the file: these subjects (None: all), with the files kept as proof or without."""

    subjects: frozenset[str] | None = None
    evidence: bool = True


@dataclass(frozen=True, slots=True)
class Exported:
    """What was counted in the finished file; `missing` are files of the record that the store no longer has."""

    path: Path
    events: int
    evidence: int
    missing: tuple[str, ...]


def export_exchange(record: Record, target: Path, choice: Choice | None = None) -> Exported:
    """Write the exchange file, open it again, count it, and only then give it its name.

    Raises ExchangeUnwritable, ExchangeTooLarge, ExchangeIncomplete, RecordDamaged; the target is then as it was.
    """
    choice = choice or Choice()
    store = EvidenceStore(record.folder)
    wanted = _evidence_of(record, choice) if choice.evidence else {}
    present = {sha256: size for sha256, size in wanted.items() if store.has(sha256)}
    parcel = _parcel(record, target, choice, present)
    temporary = target.with_name(f"{target.name}.tmp")
    try:
        _write(temporary, parcel, store)
        _check(temporary, parcel)
        put_in_place(temporary, target)
    except OSError as error:
        raise ExchangeUnwritable(target, str(error)) from error
    finally:
        _clear(temporary)
    missing = tuple(sha256 for sha256 in wanted if sha256 not in present)
    return Exported(target, len(parcel.events), len(parcel.evidence), missing)


def _parcel(record: Record, target: Path, choice: Choice, evidence: dict[str, int]) -> Parcel:
    everything, subjects = record.journal.events(), choice.subjects
    events = tuple(one for one in everything if subjects is None or one.subject in subjects)
    chosen = {one.id for one in events}
    held_back = (Stub(one.device, one.seq, one.prev, one.hash) for one in everything if one.id not in chosen)
    stubs = (*record.journal.stubs(), *held_back)
    bases = {one.basis for one in events}
    known = record.journal.wordings().items()
    wordings = {basis: text for basis, text in known if basis in bases and is_wording(basis, text)}
    county, made_at = read_profile(record.state).county, record.journal.today().isoformat(timespec="seconds")
    named = record.journal.device, county, made_at
    return Parcel(target, "", *named, events, _needed(stubs, events), wordings, evidence)


def _needed(stubs: Iterable[Stub], events: tuple[Event, ...]) -> tuple[Stub, ...]:
    """Each device's links up to its last event in the file; what comes behind proves nothing."""
    last: dict[str, int] = {}
    for event in events:
        last[event.device] = max(event.seq, last.get(event.device, 0))
    held = {(event.device, event.seq) for event in events}
    wanted = (one for one in stubs if one.seq < last.get(one.device, 0) and (one.device, one.seq) not in held)
    return tuple(sorted(wanted, key=lambda one: (one.device, one.seq)))


def _evidence_of(record: Record, choice: Choice) -> dict[str, int]:
    return {
        evidence.sha256: evidence.size
        for duty, progress in tuple(record.progress.items())
        if choice.subjects is None or duty in choice.subjects
        for evidence in progress.evidence
    }


def _write(temporary: Path, parcel: Parcel, store: EvidenceStore) -> None:
    tables = {
        EVENTS: _lines(row_of(one) for one in parcel.events),
        STUBS: _lines((one.device, one.seq, one.prev, one.hash) for one in parcel.stubs),
        WORDINGS: _lines(parcel.wordings.items()),
    }
    _check_sizes(parcel, tables)
    members = {name: {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()} for name, body in tables.items()}
    members |= {evidence_member(one): {"size": size, "sha256": one} for one, size in parcel.evidence.items()}
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        archive.writestr(zipfile.ZipInfo(MANIFEST), _manifest(parcel, members))
        for name, body in tables.items():
            archive.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
        for sha256 in parcel.evidence:
            archive.write(store.path(sha256), evidence_member(sha256), zipfile.ZIP_STORED)


def _manifest(parcel: Parcel, members: dict[str, dict[str, object]]) -> str:
    found = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "device": parcel.device,
        "county": parcel.county,
        "made_at": parcel.made_at,
        "counts": {"events": len(parcel.events), "stubs": len(parcel.stubs), "evidence": len(parcel.evidence)},
        "members": members,
        "heads": heads(parcel.events, parcel.stubs),
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _check_sizes(parcel: Parcel, tables: dict[str, bytes]) -> None:
    total = sum(map(len, tables.values())) + sum(parcel.evidence.values())
    many = len(parcel.evidence) + len(tables) + 1 > ZIP_LIMITS.members
    if many or total > ZIP_LIMITS.total * 0.95 or max(map(len, tables.values())) > TABLE_LIMIT:
        raise ExchangeTooLarge(parcel.path, f"{len(parcel.evidence)} files, {total} bytes")


def _lines(rows: Iterable[Iterable[object]]) -> bytes:
    return "".join(json.dumps(list(row), ensure_ascii=False) + "\n" for row in rows).encode()


def _check(temporary: Path, parcel: Parcel) -> None:
    """What stands in the file must be what should, and each kept file must be the one of its hash."""
    found = read_parcel(temporary)
    if replace(found, path=parcel.path, sha256="") != parcel:
        raise ExchangeIncomplete(temporary)
    with open_zip(temporary, NAMES, ZIP_LIMITS) as archive:
        for sha256 in parcel.evidence:
            with archive.open(evidence_member(sha256)) as member:
                if hashlib.file_digest(member, "sha256").hexdigest() != sha256:
                    raise ExchangeIncomplete(temporary, f"{sha256}: changed in the store")


def _clear(temporary: Path) -> None:
    """Best effort: on a stick that was pulled there is nothing to clear."""
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        return
