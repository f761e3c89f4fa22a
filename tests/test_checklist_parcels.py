"""Exchange files at the edge of their limits, and what a merge takes and leaves: small files made by hand."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checklist import exchange, parcel, parcel_reading
from checklist.actions import put_evidence
from checklist.chain import Stub
from checklist.event import Event, row_of, sealed
from checklist.evidence import EvidenceStore
from checklist.exchange import Choice, export_exchange
from checklist.exchange_errors import (
    ExchangeDamaged,
    ExchangeForged,
    ExchangeForked,
    ExchangeMalformed,
    ExchangeRefused,
    ExchangeTooLarge,
    ExchangeTooNew,
    ExchangeUnwritable,
)
from checklist.journal import Change
from checklist.merging import FILE, merge, preview
from checklist.parcel_reading import read_parcel
from checklist.record import Record, open_record
from checklist.subjects import IMPORT
from checklist.zip_reading import Limits
from content.normal_form import normal_form

DEVICE = "0" * 8 + "-0000-0000-0000-" + "0" * 12
WORDS = "支持县（市、区）建立后备库"
BASIS = hashlib.sha256(normal_form(WORDS).encode()).hexdigest()


def told(count: int, device: str = DEVICE) -> list[Event]:
    """A chain of so many events of one duty."""
    found: list[Event] = []
    for seq in range(1, count + 1):
        name = f"{seq:08}-0000-0000-0000-{int(device[:8]):012}"
        prev = found[-1].hash if found else ""
        said = "2026-05-06T07:08:09+08:00", "甲", "d1", f"step/{seq}", "false", "true"
        found.append(sealed(Event(name, device, seq, seq, *said, BASIS, prev, "")))
    return found


def event_row(event: Event) -> list[object]:
    return list(row_of(event))


def made(path: Path, events: list[Event], stubs: Sequence[Stub] = (), **manifest: object) -> Path:
    rows: dict[str, list[list[object]]] = {
        "events.jsonl": [event_row(one) for one in events],
        "stubs.jsonl": [[one.device, one.seq, one.prev, one.hash] for one in stubs],
        "wordings.jsonl": [[BASIS, WORDS]],
    }
    tables = {name: "".join(json.dumps(row) + "\n" for row in found).encode() for name, found in rows.items()}
    members = {name: {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()} for name, body in tables.items()}
    links: list[Event | Stub] = [*events, *stubs]
    last = {one.device: [one.seq, one.hash] for one in sorted(links, key=lambda each: each.seq)}
    said = {
        "format": "xiance-exchange",
        "version": 1,
        "device": DEVICE,
        "county": "",
        "made_at": "2026-05-06",
        "heads": last,
    }
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("manifest.json"), json.dumps({**said, "members": members, **manifest}))
        for name, body in tables.items():
            archive.writestr(zipfile.ZipInfo(name), body)
    return path


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Record]:
    opened = open_record(tmp_path / "other", "同事")
    yield opened
    opened.close()


def test_a_file_made_by_hand_is_read(tmp_path: Path) -> None:
    """The format, word for word, as it is on the sticks of other counties already."""
    found = read_parcel(made(tmp_path / "a.zip", told(2), county="青川县"))
    assert (found.device, found.county, found.made_at) == (DEVICE, "青川县", "2026-05-06")
    assert (found.events, found.stubs, found.wordings, found.evidence) == (tuple(told(2)), (), {BASIS: WORDS}, {})
    again = read_parcel(made(tmp_path / "b.zip", told(2), made_at="later"))
    assert again.sha256 == found.sha256 != read_parcel(made(tmp_path / "c.zip", told(1))).sha256
    assert len(found.sha256) == 64


SIZES = [
    ("MANIFEST_LIMIT", lambda path: zip_size(path, "manifest.json")),
    ("TABLE_LIMIT", lambda path: zip_size(path, "events.jsonl")),
    ("LINE_LIMIT", lambda path: max(len(json.dumps(event_row(one))) for one in told(3))),
    ("EVENT_LIMIT", lambda path: 3),
    ("FIELD_LIMIT", lambda path: 3),
]


def zip_size(path: Path, name: str) -> int:
    with zipfile.ZipFile(path) as archive:
        return archive.getinfo(name).file_size


@pytest.mark.parametrize(("limit", "size_of"), SIZES, ids=[row[0] for row in SIZES])
def test_as_much_as_the_limit_is_taken(
    tmp_path: Path, limit: str, size_of: Callable[[Path], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "a.zip", told(3))
    size = size_of(path)
    monkeypatch.setattr(parcel_reading, limit, size)
    assert len(read_parcel(path).events) == 3
    monkeypatch.setattr(parcel_reading, limit, size - 1)
    with pytest.raises(ExchangeTooLarge):
        read_parcel(path)


def test_the_limits_of_an_exchange_file() -> None:
    limits = (parcel.MANIFEST_LIMIT, parcel.TABLE_LIMIT, parcel.LINE_LIMIT, parcel.EVENT_LIMIT, parcel.FIELD_LIMIT)
    assert limits == (4 << 20, 64 << 20, 1 << 20, 500_000, 2_000)
    assert Limits() == parcel.ZIP_LIMITS


NAMED = ("device", "county", "made_at")
NO_MEMBERS: dict[str, Any] = {"events.jsonl": {}, "stubs.jsonl": {}, "wordings.jsonl": {}}
WRONG: list[tuple[str, dict[str, Any], type[ExchangeRefused]]] = [
    *((f"{name} of another kind", {name: 1}, ExchangeMalformed) for name in (*NAMED, "members", "heads")),
    *((f"{name} not clean", {name: "a\x1b"}, ExchangeRefused) for name in NAMED),
    *((f"{name} too long", {name: "a" * 201}, ExchangeRefused) for name in NAMED),
    ("a version that is text", {"version": "1"}, ExchangeMalformed),
    ("version 2", {"version": 2}, ExchangeTooNew),
    ("a table more", {"members": {**NO_MEMBERS, "x": {}}}, ExchangeDamaged),
    ("a table of another size", {"members": NO_MEMBERS}, ExchangeDamaged),
    ("another head", {"heads": {DEVICE: [2, "x"]}}, ExchangeDamaged),
]  # fmt: skip


@pytest.mark.parametrize(("name", "manifest", "refusal"), WRONG, ids=[row[0] for row in WRONG])
def test_a_manifest_that_does_not_hold(
    tmp_path: Path, name: str, manifest: dict[str, Any], refusal: type[ExchangeRefused]
) -> None:
    with pytest.raises(refusal):
        read_parcel(made(tmp_path / "a.zip", told(2), **manifest))


STUBS = [
    Stub("no uuid", 2, "p" * 64, "c" * 64),
    Stub(DEVICE, 0, "", "c" * 64),
    Stub(DEVICE, 2, "x", "c" * 64),
    Stub(DEVICE, 2, "", "x"),
]


@pytest.mark.parametrize("stub", STUBS)
def test_a_stub_that_is_none(tmp_path: Path, stub: Stub) -> None:
    with pytest.raises(ExchangeMalformed):
        read_parcel(made(tmp_path / "a.zip", told(1), [stub]))


def test_gaps_are_carried_and_filled(tmp_path: Path, other: Record) -> None:
    """Events held back come as links; when they come themselves they take their place, and are counted as new."""
    first, second, third = told(3)
    gap = Stub(DEVICE, 2, second.prev, second.hash)
    seen = preview(other, made(tmp_path / "a.zip", [first, third], [gap]))
    assert (seen.new_events, seen.new_evidence) == (2, ())
    assert merge(other, seen).events == 2
    assert (other.journal.stubs(), other.journal.wordings()) == ((gap,), {BASIS: WORDS})
    whole = made(tmp_path / "b.zip", [first, second, third])
    done = merge(other, preview(other, whole))
    assert (done.events, done.evidence) == (1, 0)
    assert done.backup is not None
    other.verify()
    again = merge(other, preview(other, whole))
    assert (again.action, again.events, again.evidence, again.backup) == (None, 0, 0, None)


def test_an_import_says_what_it_brought(tmp_path: Path, other: Record) -> None:
    path = made(tmp_path / "a.zip", told(2))
    done = merge(other, preview(other, path))
    last = other.journal.events()[-1]
    assert last.subject.startswith(IMPORT)
    assert (last.field, last.action) == (FILE, done.action)
    said = {"sha256": read_parcel(path).sha256, "device": DEVICE, "made_at": "2026-05-06", "events": 2}
    assert json.loads(last.after) == said
    assert [one.id for one in other.journal.arrived_by(str(done.action))] == [one.id for one in told(2)]


def test_another_history_under_the_same_numbers_is_a_fork(tmp_path: Path, other: Record) -> None:
    merge(other, preview(other, made(tmp_path / "a.zip", told(2))))
    first, second = told(2)
    forked = [first, sealed(replace(second, id=second.id[:-1] + "9", actor="乙"))]
    with pytest.raises(ExchangeForked):
        preview(other, made(tmp_path / "b.zip", forked))
    stranger = told(1, "1" + DEVICE[1:])[0]
    with pytest.raises(ExchangeForged):
        preview(other, made(tmp_path / "c.zip", [sealed(replace(stranger, id=first.id))]))


def kept(record: Record, folder: Path, duty: str, words: bytes) -> str:
    (folder / "佐证.txt").write_bytes(words)
    evidence = EvidenceStore(record.folder).take_in(folder / "佐证.txt", date(2026, 3, 1))
    put_evidence(record, duty, evidence, "")
    return evidence.sha256


def test_files_that_were_lost_come_back_with_a_file_that_brings_no_event(
    record: Record, other: Record, tmp_path: Path
) -> None:
    sha256 = kept(record, tmp_path, "d1", b"proof")
    sent = export_exchange(record, tmp_path / "sent.zip")
    assert (sent.events, sent.evidence, sent.missing) == (1, 1, ())
    assert merge(other, preview(other, sent.path)).evidence == 1
    store = EvidenceStore(other.folder)
    store.path(sha256).unlink()
    done = merge(other, preview(other, sent.path))
    assert (done.action, done.events, done.evidence) == (None, 0, 1)
    assert done.backup is not None
    assert store.has(sha256)


def test_a_file_of_the_record_that_is_gone_is_named(record: Record, tmp_path: Path) -> None:
    gone, there = (kept(record, tmp_path, duty, duty.encode()) for duty in ("d1", "d2"))
    EvidenceStore(record.folder).path(gone).unlink()
    sent = export_exchange(record, tmp_path / "sent.zip")
    assert (sent.evidence, sent.missing) == (1, (gone,))
    assert read_parcel(sent.path).evidence == {there: 2}
    chosen = export_exchange(record, tmp_path / "sent.zip", Choice(frozenset({"d2"})))
    assert (chosen.events, chosen.evidence, chosen.missing) == (1, 1, ())
    bare = export_exchange(record, tmp_path / "sent.zip", Choice(evidence=False))
    assert (bare.events, bare.evidence, bare.missing) == (2, 0, ())


def test_a_file_that_nothing_speaks_of_is_not_taken(record: Record, other: Record, tmp_path: Path) -> None:
    kept(record, tmp_path, "d1", b"proof")
    path = export_exchange(record, tmp_path / "sent.zip").path
    strange = hashlib.sha256(b"strange").hexdigest()
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members["manifest.json"])
    manifest["members"][f"evidence/{strange[:2]}/{strange}"] = {"size": 7, "sha256": strange}
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in {**members, "manifest.json": json.dumps(manifest).encode()}.items():
            archive.writestr(zipfile.ZipInfo(name), body)
        archive.writestr(zipfile.ZipInfo(f"evidence/{strange[:2]}/{strange}"), b"strange")
    assert merge(other, preview(other, path)).evidence == 1
    assert not EvidenceStore(other.folder).has(strange)


def test_a_kept_file_of_any_date_is_sent(record: Record, tmp_path: Path) -> None:
    """A clock that was never set says 1970, which a zip cannot."""
    sha256 = kept(record, tmp_path, "d1", b"proof")
    os.utime(EvidenceStore(record.folder).path(sha256), (0, 0))
    assert export_exchange(record, tmp_path / "sent.zip").evidence == 1


@pytest.mark.parametrize(("limit", "fits"), [(6, True), (5, False)])
def test_a_file_of_too_many_members_is_not_written(
    record: Record, tmp_path: Path, limit: int, fits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for duty in ("d1", "d2"):
        kept(record, tmp_path, duty, duty.encode())
    monkeypatch.setattr(exchange, "ZIP_LIMITS", Limits(members=limit))
    if fits:
        assert export_exchange(record, tmp_path / "sent.zip").evidence == 2
        return
    with pytest.raises(ExchangeTooLarge):
        export_exchange(record, tmp_path / "sent.zip")
    assert not list(tmp_path.glob("sent*"))


def test_links_behind_the_last_event_chosen_prove_nothing(record: Record, tmp_path: Path) -> None:
    for duty in ("d1", "d2", "d1", "d2"):
        record.write(Change(duty, "lead", None, f"{duty}{len(record.journal.events())}"))
    sent = export_exchange(record, tmp_path / "sent.zip", Choice(frozenset({"d1"})))
    found = read_parcel(sent.path)
    assert [one.seq for one in found.events] == [1, 3]
    assert [one.seq for one in found.stubs] == [2]
    with pytest.raises(ExchangeUnwritable):
        export_exchange(record, tmp_path / "none" / "sent.zip")
