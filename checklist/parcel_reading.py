"""Reads an exchange file: measured, hashed, chained and understood before any of it is believed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from checklist.chain import Stub, first_break, heads
from checklist.event import COLUMNS, Event, event_hash
from checklist.event_checks import check_event, is_count, is_sha256, is_uuid, json_value
from checklist.exchange_errors import (
    ExchangeChainBroken,
    ExchangeDamaged,
    ExchangeForeign,
    ExchangeForged,
    ExchangeMalformed,
    ExchangeTooLarge,
    ExchangeTooNew,
    ExchangeUnsafe,
    ExchangeValueBad,
)
from checklist.parcel import (
    EVENT_LIMIT,
    EVENTS,
    EVIDENCE_FOLDER,
    FIELD_LIMIT,
    FORMAT,
    FORMAT_VERSION,
    LINE_LIMIT,
    MANIFEST,
    MANIFEST_LIMIT,
    NAMES,
    STUBS,
    TABLE_LIMIT,
    TABLES,
    WORDINGS,
    ZIP_LIMITS,
    Parcel,
    is_wording,
)
from checklist.refusals import ValueRefused
from checklist.values import SHORT, clean
from checklist.zip_reading import Zip, open_zip


def read_parcel(path: Path) -> Parcel:
    """What the exchange file at `path` says. Raises the errors of checklist.exchange_errors, ExchangeOtherCounty aside.

    The bytes of the evidence are not read here; whoever takes them out holds them against their SHA-256.
    """
    with open_zip(path, NAMES, ZIP_LIMITS) as archive:
        manifest = _manifest(path, archive)
        tables = {name: _table(path, archive, manifest["members"], name) for name in TABLES}
        evidence = _evidence(path, archive, manifest["members"])
    events = tuple(_event(path, number, row) for number, row in _rows(path, tables, EVENTS, len(COLUMNS)))
    stubs = tuple(_stub(path, row) for _, row in _rows(path, tables, STUBS, 4))
    wordings = dict(_wording(path, row) for _, row in _rows(path, tables, WORDINGS, 2))
    _check_events(path, events, stubs)
    _check_heads(path, manifest, heads(events, stubs))
    named = manifest["device"], manifest["county"], manifest["made_at"]
    return Parcel(path, _digest(tables), *named, events, stubs, wordings, evidence)


def _manifest(path: Path, archive: Zip) -> dict[str, Any]:
    if MANIFEST not in archive.sizes:
        raise ExchangeForeign(path, "no manifest")
    found = _json(path, MANIFEST, archive.read(MANIFEST, MANIFEST_LIMIT))
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ExchangeForeign(path, "not an exchange file")
    version = found.get("version")
    if type(version) is not int or version < 1:
        raise ExchangeMalformed(path, f"{MANIFEST}: version")
    if version > FORMAT_VERSION:
        raise ExchangeTooNew(path, f"version {version}, known up to {FORMAT_VERSION}")
    for name, kind in (("device", str), ("county", str), ("made_at", str), ("members", dict), ("heads", dict)):
        if not isinstance(found.get(name), kind):
            raise ExchangeMalformed(path, f"{MANIFEST}: {name}")
    _clean(path, found)
    if set(found["members"]) != set(archive.sizes) - {MANIFEST} or not set(TABLES) <= set(archive.sizes):
        raise ExchangeDamaged(path, "members are not those of the manifest")
    return found


def _clean(path: Path, found: dict[str, Any]) -> None:
    try:
        for name in ("device", "county", "made_at"):
            clean(name, found[name], SHORT)
    except ValueRefused as refusal:
        raise ExchangeValueBad(path, 0, refusal) from refusal


def _table(path: Path, archive: Zip, members: Mapping[str, Any], name: str) -> bytes:
    body = archive.read(name, TABLE_LIMIT)
    said = members[name]
    if said != {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()}:
        raise ExchangeDamaged(path, name)
    return body


def _evidence(path: Path, archive: Zip, members: Mapping[str, Any]) -> dict[str, int]:
    found = {}
    for name, size in archive.sizes.items():
        if name.startswith(EVIDENCE_FOLDER):
            _, first, sha256 = name.split("/")
            if not sha256.startswith(first):
                raise ExchangeUnsafe(path, name)
            if members[name] != {"size": size, "sha256": sha256}:
                raise ExchangeDamaged(path, name)
            found[sha256] = size
    return found


def _rows(path: Path, tables: Mapping[str, bytes], name: str, width: int) -> Iterator[tuple[int, list[Any]]]:
    """The lines of a table, numbered from 1."""
    lines = tables[name].split(b"\n")
    if lines.pop() != b"":
        raise ExchangeDamaged(path, name)
    if len(lines) > EVENT_LIMIT:
        raise ExchangeTooLarge(path, f"{name}: {len(lines)} lines")
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_LIMIT:
            raise ExchangeTooLarge(path, f"{name}: line {number}")
        row = _json(path, f"{name}: line {number}", line)
        if not isinstance(row, list) or len(row) != width:
            raise ExchangeMalformed(path, f"{name}: line {number}")
        yield number, row


def _json(path: Path, place: str, body: bytes) -> object:
    try:
        return json_value(place, body.decode("utf-8"))
    except (UnicodeDecodeError, ValueRefused) as error:
        raise ExchangeMalformed(path, place) from error


def _event(path: Path, number: int, row: list[Any]) -> Event:
    event = Event(*row)
    try:
        check_event(event)
    except ValueRefused as refusal:
        raise ExchangeValueBad(path, number, refusal) from refusal
    if event_hash(event) != event.hash:
        raise ExchangeForged(path, f"{EVENTS}: line {number}")
    return event


def _stub(path: Path, row: list[Any]) -> Stub:
    stub = Stub(*row)
    hashes = is_sha256(stub.hash) and (stub.prev == "" or is_sha256(stub.prev))
    if not hashes or not is_uuid(stub.device) or not is_count(stub.seq):
        raise ExchangeMalformed(path, STUBS)
    return stub


def _wording(path: Path, row: list[Any]) -> tuple[str, str]:
    """A clause text under its hash, which is that of the words under the normal form."""
    basis, text = row
    if not isinstance(text, str) or not is_wording(basis, text):
        raise ExchangeForged(path, WORDINGS)
    return basis, text


def _check_events(path: Path, events: tuple[Event, ...], stubs: tuple[Stub, ...]) -> None:
    if len({event.id for event in events}) != len(events):
        raise ExchangeForged(path, "one id for two events")
    fields = Counter(subject for subject, _ in {(event.subject, event.field) for event in events})
    if any(count > FIELD_LIMIT for count in fields.values()):
        raise ExchangeTooLarge(path, "fields of one subject")
    broken = first_break(events, stubs)
    if broken is not None:
        raise ExchangeChainBroken(path, f"event {broken.seq} of device {broken.device[:8]}")


def _check_heads(path: Path, manifest: Mapping[str, Any], found: Mapping[str, tuple[int, str]]) -> None:
    if manifest["heads"] != {device: list(head) for device, head in found.items()}:
        raise ExchangeDamaged(path, "the heads of the chains are not those of the manifest")


def _digest(tables: Mapping[str, bytes]) -> str:
    """One hash for all that the file says, the time of its making aside."""
    return hashlib.sha256(b"\0".join(tables[name] for name in TABLES)).hexdigest()
