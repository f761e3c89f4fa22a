"""Zips that lie, burst or break off; targets that cannot be written; evidence that vanished on the way."""

from __future__ import annotations

import errno
import hashlib
import json
import random
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from checklist import exchange
from checklist.actions import put_evidence
from checklist.evidence import EvidenceStore
from checklist.exchange import export_exchange
from checklist.exchange_errors import (
    ExchangeDamaged,
    ExchangeForeign,
    ExchangeIncomplete,
    ExchangeRefused,
    ExchangeTooLarge,
    ExchangeUnreadable,
    ExchangeUnsafe,
    ExchangeUnwritable,
)
from checklist.merging import merge, preview
from checklist.parcel_reading import read_parcel
from checklist.record import Record, open_record
from checklist.zip_reading import Limits


@pytest.fixture
def sent(record: Record, tmp_path: Path) -> Path:
    source = tmp_path / "说明.txt"
    source.write_bytes(b"proof" * 40)
    put_evidence(record, "d1", EvidenceStore(record.folder).take_in(source, date(2026, 3, 1)), "")
    record.set_step("d1", "1", True, "")
    export_exchange(record, tmp_path / "sent.zip")
    return tmp_path / "sent.zip"


def added(name: str, body: bytes, method: int = zipfile.ZIP_DEFLATED) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(name, body, method)

    return change


def link(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo("evidence/ab/" + "ab" * 32)
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")


def commented(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"x"


def twice(path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("events.jsonl", b"")


def overlapping(path: Path) -> None:
    """A second name in the directory for the bytes of the first."""
    whole = path.read_bytes()
    start = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entry_length = 46 + sum(struct.unpack("<3H", whole[start + 28 : start + 34]))
    entry = whole[start : start + entry_length].replace(b"manifest.json", b"wordings.json")
    entry = entry[:28] + struct.pack("<H", 14) + entry[30:46] + b"wordings.jsonl" + entry[59:]
    count = struct.unpack("<H", whole[end + 10 : end + 12])[0] + 1
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, end + len(entry) - start, start, 0)
    path.write_bytes(whole[:end] + entry + tail)


def encrypted(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(mark) + offset] |= 1
    path.write_bytes(bytes(whole))


def claims(members: int) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        whole = bytearray(path.read_bytes())
        end = whole.rindex(b"PK\x05\x06")
        whole[end + 8 : end + 12] = struct.pack("<2H", members, members)
        path.write_bytes(bytes(whole))

    return change


def edged(before: bytes, behind: bytes) -> Callable[[Path], None]:
    return lambda path: (path.write_bytes(before + path.read_bytes() + behind), None)[1]


def holding(body: bytes) -> Callable[[Path], None]:
    return lambda path: (path.write_bytes(body), None)[1]


ZIPS = [
    ("empty", holding(b""), ExchangeForeign),
    ("text", holding("这是一份台账".encode() * 50), ExchangeForeign),
    ("a picture", holding(b"\x89PNG\r\n\x1a\n" + bytes(500)), ExchangeForeign),
    ("an empty zip", holding(b"PK\x05\x06" + bytes(18)), ExchangeForeign),
    ("bytes before", edged(b"MZ" + bytes(100), b""), ExchangeForeign),
    ("bytes behind", edged(b"", b"junk"), ExchangeDamaged),
    ("a comment", commented, ExchangeDamaged),
    ("a link", link, ExchangeUnsafe),
    ("one name twice", twice, ExchangeUnsafe),
    ("members that overlap", overlapping, ExchangeUnsafe),
    ("encrypted", encrypted, ExchangeUnsafe),
    ("packed by another method", added("evidence/ab/" + "ab" * 32, b"", zipfile.ZIP_BZIP2), ExchangeUnsafe),
    ("65,535 members claimed", claims(65_535), ExchangeTooLarge),
    ("fewer members claimed", claims(2), ExchangeDamaged),
    ("a bomb of 300 MB", added("evidence/ab/" + "ab" * 32, bytes(300 << 20)), ExchangeTooLarge),
]


@pytest.mark.parametrize(("spoil", "error"), [pytest.param(*row[1:], id=row[0]) for row in ZIPS])
def test_a_zip_that_lies_is_refused_at_once(sent: Path, spoil: Callable[[Path], None], error: type[Exception]) -> None:
    spoil(sent)
    begun = time.monotonic()
    with pytest.raises(error):
        read_parcel(sent)
    assert time.monotonic() - begun < 1


def test_a_file_that_is_gone_or_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.zip"):
        with pytest.raises(ExchangeUnreadable):
            read_parcel(path)


def test_cut_or_flipped_anywhere_it_is_refused_or_the_same(record: Record, sent: Path) -> None:
    """200 cuts and 400 flipped bits, seed 7; a flip in what says nothing (a time, a flag) may pass unharmed."""
    chance, whole = random.Random(7), sent.read_bytes()
    other, refused = open_record(sent.parent / "other", "乙"), 0
    for n in range(600):
        place = chance.randrange(len(whole))
        flipped = whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :]
        sent.write_bytes(whole[:place] if n < 200 else flipped)
        try:
            merge(other, preview(other, sent))
        except ExchangeRefused:
            assert other.journal.events() == ()
            refused += 1
        else:
            assert other.of("d1") == record.of("d1")
            other.close()
            other = open_record(sent.parent / f"other-{n}", "乙")
    other.close()
    assert 500 < refused < 600


def test_a_file_whose_evidence_was_exchanged_brings_nothing(sent: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(sent) as archive:
        found = {one.filename: archive.read(one.filename) for one in archive.infolist()}
    name = next(one for one in found if one.startswith("evidence/"))
    with zipfile.ZipFile(sent, "w") as archive:
        for member, body in found.items():
            archive.writestr(member, b"other" * 40 if member == name else body)
    other = open_record(tmp_path / "other", "乙")
    with pytest.raises(ExchangeDamaged):
        merge(other, preview(other, sent))
    assert other.journal.events() == ()
    assert [path for path in (tmp_path / "other" / "evidence").rglob("*") if path.is_file()] == []
    other.close()


def test_evidence_that_is_lost_is_told_and_what_changed_is_not_sent(record: Record, sent: Path) -> None:
    store = EvidenceStore(record.folder)
    (evidence,) = record.of("d1").evidence
    store.path(evidence.sha256).write_bytes(b"other" * 40)
    before = sent.read_bytes()
    with pytest.raises(ExchangeIncomplete):
        export_exchange(record, sent)
    assert sent.read_bytes() == before
    store.path(evidence.sha256).unlink()
    assert export_exchange(record, sent).missing == (evidence.sha256,)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_target_that_cannot_be_written_stays_as_it_was(
    record: Record, sent: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(temporary: Path, target: Path) -> None:
        raise OSError(number, "disk")

    before = sent.read_bytes()
    monkeypatch.setattr(exchange, "put_in_place", failing)
    with pytest.raises(ExchangeUnwritable):
        export_exchange(record, sent)
    with pytest.raises(ExchangeUnwritable):
        export_exchange(record, sent.parent / "no such folder" / "x.zip")
    assert sent.read_bytes() == before
    assert not list(sent.parent.glob("*.tmp"))


def test_more_than_a_file_may_hold_is_not_written(record: Record, sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "ZIP_LIMITS", Limits(members=4))
    with pytest.raises(ExchangeTooLarge):
        export_exchange(record, sent)


def test_the_manifest_says_what_is_inside(record: Record, sent: Path) -> None:
    with zipfile.ZipFile(sent) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        for name, said in manifest["members"].items():
            body = archive.read(name)
            assert said == {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    assert manifest["counts"] == {"events": 3, "stubs": 0, "evidence": 1}
    assert manifest["device"] == record.journal.device
    assert manifest["heads"] == {device: list(head) for device, head in record.journal.heads().items()}
