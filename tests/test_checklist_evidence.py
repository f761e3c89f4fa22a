"""Files kept as proof: whole, once, under what they hold; nothing of them leads out of the store."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections import namedtuple
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pytest

from checklist import evidence as evidence_module
from checklist.actions import put_evidence
from checklist.errors import (
    EvidenceChanging,
    EvidenceNoRoom,
    EvidenceTooLarge,
    EvidenceUnreadable,
    EvidenceVanished,
    RecordUnwritable,
)
from checklist.evidence import EvidenceStore, Fault, check_evidence
from checklist.file_names import safe_name
from checklist.record import Record

DAY = date(2026, 3, 1)


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "data")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "佐证 一.pdf"
    path.write_bytes(b"proof" * 1000)
    return path


def kept(store: EvidenceStore) -> list[Path]:
    return sorted(path for path in store._folder.rglob("*") if path.is_file()) if store._folder.exists() else []


def test_a_file_is_kept_once_under_what_it_holds(store: EvidenceStore, source: Path, tmp_path: Path) -> None:
    first = store.take_in(source, DAY)
    assert (first.name, first.size, first.added) == ("佐证 一.pdf", 5000, DAY)
    assert first.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    again = tmp_path / "另一个名字.pdf"
    shutil.copyfile(source, again)
    assert store.take_in(again, DAY).sha256 == first.sha256
    assert kept(store) == [tmp_path / "data" / "evidence" / first.sha256[:2] / first.sha256]
    source.unlink()
    opened = store.open_path(first.sha256, first.name)
    assert (opened.name, opened.read_bytes()) == ("佐证 一.pdf", b"proof" * 1000)
    assert not opened.stat().st_mode & 0o222


def test_an_empty_file_is_a_file_too(store: EvidenceStore, tmp_path: Path) -> None:
    (tmp_path / "空.txt").touch()
    assert store.take_in(tmp_path / "空.txt", DAY).size == 0


def test_sizes_are_told_before_anything_is_copied(
    store: EvidenceStore, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_module, "LARGEST", 4999)
    with pytest.raises(EvidenceTooLarge) as caught:
        store.take_in(source, DAY)
    assert (caught.value.size, caught.value.limit, kept(store)) == (5000, 4999, [])
    monkeypatch.setattr(evidence_module, "LARGEST", 5000)
    assert store.take_in(source, DAY).size == 5000


@pytest.mark.parametrize("what", ["missing", "folder", "pipe", "device", "nul"])
def test_what_is_no_file_is_refused(store: EvidenceStore, tmp_path: Path, what: str) -> None:
    path = {"device": Path("/dev/zero"), "nul": Path("a\0b")}.get(what, tmp_path / what)
    if what == "folder":
        path.mkdir()
    if what == "pipe":
        os.mkfifo(path)
    with pytest.raises(EvidenceVanished if what == "missing" else EvidenceUnreadable):
        store.take_in(path, DAY)
    assert kept(store) == []


@pytest.mark.parametrize(
    ("meanwhile", "error"),
    [
        ("grow", EvidenceChanging),
        ("shrink", EvidenceChanging),
        ("rewrite", EvidenceChanging),
        ("vanish", EvidenceVanished),
        ("swap", EvidenceChanging),
    ],
)
def test_a_file_that_changes_while_copied_is_refused(
    store: EvidenceStore, source: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: str, error: type[Exception]
) -> None:
    monkeypatch.setattr(evidence_module, "_CHUNK", 1000)
    real, read = evidence_module._read, []

    def reading(file: BinaryIO, length: int, path: Path) -> bytes:
        read.append(length)
        if len(read) == 3:
            _disturb(source, meanwhile)
        return real(file, length, path)

    monkeypatch.setattr(evidence_module, "_read", reading)
    with pytest.raises(error):
        store.take_in(source, DAY)
    assert all(not path.name.startswith("new-") for path in kept(store))


def _disturb(source: Path, meanwhile: str) -> None:
    match meanwhile:
        case "grow":
            with source.open("ab") as file:
                file.write(b"more" * 1000)
        case "shrink":
            os.truncate(source, 2500)
        case "rewrite":
            stamp = source.stat()
            source.write_bytes(b"other" * 1000)
            os.utime(source, ns=(stamp.st_atime_ns, stamp.st_mtime_ns + 1_000_000))
        case "vanish":
            source.unlink()
        case "swap":
            source.rename(source.with_suffix(".old"))
            source.write_bytes(b"proof" * 1000)


def test_a_stick_pulled_while_reading(store: EvidenceStore, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pulled:
        def read(self, size: int, /) -> bytes:
            raise OSError(errno.EIO, "pulled")

    with pytest.raises(EvidenceUnreadable):
        store.keep(Pulled(), 10, source)
    assert kept(store) == []


def test_no_room_is_told_beforehand(store: EvidenceStore, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9, 6000))
    with pytest.raises(EvidenceNoRoom) as caught:
        store.take_in(source, DAY)
    assert caught.value.free == 6000
    assert kept(store) == []


@pytest.mark.parametrize(("number", "error"), [(errno.ENOSPC, EvidenceNoRoom), (errno.EIO, RecordUnwritable)])
def test_a_disk_that_fails_meanwhile(
    store: EvidenceStore, source: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    def failing(temporary: Path, target: Path) -> None:
        raise OSError(number, "disk")

    monkeypatch.setattr(evidence_module, "put_in_place", failing)
    with pytest.raises(error):
        store.take_in(source, DAY)
    assert kept(store) == []


def test_loss_and_change_are_found_and_mended_by_bringing_the_file_again(record: Record, source: Path) -> None:
    store = EvidenceStore(record.folder)
    for n in range(3):
        source.write_bytes(f"proof {n}".encode())
        put_evidence(record, f"d{n}", store.take_in(source, DAY), "")
    assert list(check_evidence(store, record.progress.values())) == []
    first, second, third = (record.of(f"d{n}").evidence[0].sha256 for n in range(3))
    store.path(first).unlink()
    store.path(second).write_bytes(b"proof 9")
    found = [(one.duty, one.evidence.name, one.fault) for one in check_evidence(store, record.progress.values())]
    assert found == [("d0", source.name, Fault.MISSING), ("d1", source.name, Fault.CHANGED)]
    with pytest.raises(EvidenceVanished):
        store.open_path(first, "x.pdf")
    for n in range(2):
        source.write_bytes(f"proof {n}".encode())
        store.take_in(source, DAY)
    assert list(check_evidence(store, record.progress.values())) == []
    assert store.has(third)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("说明.pdf", "说明.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\a.txt", "a.txt"),
        ("\\\\srv\\share\\x.doc", "x.doc"),
        ("a:b?.txt", "a_b_.txt"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("nul .txt", "_nul.txt"),
        ("LPT1", "_LPT1"),
        ("报告.", "报告"),
        ("报告 ", "报告"),
        ("..", "_"),
        ("", "_"),
        ("a\0b\n.txt", "ab.txt"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("e\u0301.txt", "é.txt"),
        ("\ud800.txt", "_.txt"),
        ("许" * 200 + ".pdf", "许" * 38 + ".pdf"),
        ("a" * 300, "a" * 120),
    ],
)
def test_names_are_fit_for_any_system(name: str, expected: str) -> None:
    assert safe_name(name) == expected
    assert len(safe_name(name).encode()) <= 120
