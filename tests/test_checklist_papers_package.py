"""报送包: everything in it is what the list says, under names that any system takes."""

from __future__ import annotations

import csv
import hashlib
import io
import tracemalloc
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from checklist.evidence import EvidenceStore
from checklist.papers import package
from checklist.papers.errors import PackageEvidenceMissing, PaperNotEqual, PaperTargetUnwritable, Unwritable
from checklist.papers.package import Contents, package_contents, write_package
from checklist.papers.proof_names import Proof, proof_names
from checklist.standing import Evidence
from content.library import Library
from tests.paper_samples import DAY, cover, ledger


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "record")


@pytest.fixture
def contents(tmp_path: Path, library: Library, store: EvidenceStore) -> Contents:
    """Three duties with five files, one of them kept twice, some with names from a bad dream."""
    names = ("会议纪要.pdf", "会议纪要.pdf", "CON.txt", "a/b\\c:d?.docx", "无后缀")
    kept = []
    for number, name in enumerate(names):
        source = tmp_path / f"{number}.bin"
        source.write_bytes(b"same" if number == 4 else f"content {min(number, 3)}".encode() * 1000)
        kept.append(replace(store.take_in(source, DAY), name=name))
    rows = ledger(library)[:3]
    shared = ((kept[0], kept[1]), (kept[2],), (kept[3], kept[4]))
    titled = zip(rows, shared, ("一/二:三", "CON", "长" * 200), strict=True)
    filled = [replace(row, evidence=files, title=title) for row, files, title in titled]
    return package_contents(filled, cover(library))


def test_a_package_is_what_its_list_says(tmp_path: Path, contents: Contents, store: EvidenceStore) -> None:
    packed = write_package(tmp_path / "报送包.zip", contents, store)
    assert (packed.files, packed.missing) == (8, ())
    with zipfile.ZipFile(tmp_path / "报送包.zip") as archive:
        names = archive.namelist()
        listed = list(csv.DictReader(io.StringIO(archive.read("清单.csv").decode("utf-8-sig"))))
        for row in listed:
            data = archive.read(row["文件"])
            assert (row["SHA-256"], row["大小（字节）"]) == (hashlib.sha256(data).hexdigest(), str(len(data)))
            assert row["核对"] == "完好"
        assert all(info.flag_bits & 0x800 for info in archive.infolist())
        assert [one["原文件名"] for one in listed[2:]] == [
            "会议纪要.pdf",
            "会议纪要.pdf",
            "CON.txt",
            "a/b\\c:d?.docx",
            "无后缀",
        ]
        ledger_page = load_workbook(io.BytesIO(archive.read("台账.xlsx")))["台账"]
        assert ledger_page.cell(4, 3).value == "一/二:三"
        assert Document(io.BytesIO(archive.read("情况报告.docx"))).paragraphs
    assert names == ["台账.xlsx", "情况报告.docx", *(row["文件"] for row in listed[2:]), "清单.csv"]
    assert names[2:4] == ["佐证材料/001-一_二_三-1.pdf", "佐证材料/001-一_二_三-2.pdf"]
    assert names[6].endswith("-2")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(
    ("number", "title", "name", "expected"),
    [
        (3, "建立后备库", "照片.JPG", "003-建立后备库-1.JPG"),
        (12, "CON", "a.txt", "012-_CON-1.txt"),
        (1, "甲:乙*丙?", "a", "001-甲_乙_丙_-1"),
        (1, "../../etc", ".bashrc", "001-_._etc-1"),
        (1, "尾 . ", "a.", "001-尾-1"),
        (1, "反\u202e向\x07", "a.p\u202edf", "001-反向-1.pdf"),
        (1, "名", "a.很长很长很长很长的后缀", "001-名-1"),
        (1, "", "a.pdf", "001-_-1.pdf"),
    ],
)
def test_names_are_fit_for_any_system(number: int, title: str, name: str, expected: str) -> None:
    assert proof_names([proof(number, title, name)]) == [expected]


def proof(number: int, title: str, name: str) -> Proof:
    return Proof(number, title, f"d.{number}", Evidence("0" * 64, name, 1, date(2026, 1, 1)))


def test_names_are_short_and_none_stands_twice() -> None:
    titles = ("长" * 300, "長é", "e\u0301" * 90, "ABC", "abc", "😀" * 80)
    named = proof_names([proof(n % 2, title, f"x{n}.PDF") for n, title in enumerate(titles * 30)])
    assert max(len(name.encode()) for name in named) <= 120
    assert len({unicodedata.normalize("NFC", name).casefold() for name in named}) == len(named) == 180
    assert all(name.endswith(".PDF") for name in named)


def _gone(path: Path) -> None:
    path.unlink()


def _changed(path: Path) -> None:
    path.write_bytes(b"other")


@pytest.mark.parametrize("happens", [_gone, _changed])
def test_missing_evidence_is_refused_or_named(
    tmp_path: Path, contents: Contents, store: EvidenceStore, happens: Callable[[Path], None]
) -> None:
    happens(store.path(contents.proofs[2].evidence.sha256))
    target = tmp_path / "报送包.zip"
    with pytest.raises(PackageEvidenceMissing) as caught:
        write_package(target, contents, store)
    assert caught.value.names == ("CON.txt",)
    assert not target.exists()
    packed = write_package(target, contents, store, allow_missing=True)
    assert (packed.files, packed.missing) == (7, ("CON.txt",))
    with zipfile.ZipFile(target) as archive:
        listed = list(csv.DictReader(io.StringIO(archive.read("清单.csv").decode("utf-8-sig"))))
    assert [(row["文件"], row["核对"]) for row in listed if row["核对"] != "完好"] == [("", "缺失，未收入本包")]


@pytest.mark.parametrize("allow_missing", [False, True])
def test_evidence_that_changes_while_it_is_packed_ends_the_whole(
    tmp_path: Path, contents: Contents, store: EvidenceStore, monkeypatch: pytest.MonkeyPatch, allow_missing: bool
) -> None:
    real = package._pack

    def pack(copy: Path, members: Any, path: Path) -> None:
        store.path(contents.proofs[0].evidence.sha256).write_bytes(b"other")
        real(copy, members, path)

    monkeypatch.setattr(package, "_pack", pack)
    (tmp_path / "报送包.zip").write_bytes(b"before")
    with pytest.raises(PackageEvidenceMissing):
        write_package(tmp_path / "报送包.zip", contents, store, allow_missing)
    assert (tmp_path / "报送包.zip").read_bytes() == b"before"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_package_that_reads_back_otherwise_is_not_kept(
    tmp_path: Path, contents: Contents, store: EvidenceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = package._check

    def check(copy: Path, members: Any) -> None:
        data = bytearray(copy.read_bytes())
        at = data.index(b"content 3")
        data[at : at + 9] = b"CONTENT 3"
        copy.write_bytes(data)
        real(copy, members)

    monkeypatch.setattr(package, "_check", check)
    with pytest.raises(PaperNotEqual) as caught:
        write_package(tmp_path / "报送包.zip", contents, store)
    assert caught.value.path == tmp_path / "报送包.zip"
    assert not (tmp_path / "报送包.zip").exists()


def test_too_little_room_is_told_before_anything_is_written(
    tmp_path: Path, contents: Contents, store: EvidenceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package.shutil, "disk_usage", lambda _: SimpleNamespace(free=1 << 20))  # type: ignore[attr-defined]
    with pytest.raises(PaperTargetUnwritable) as caught:
        write_package(tmp_path / "报送包.zip", contents, store)
    assert (caught.value.reason, caught.value.path) == (Unwritable.NO_ROOM, tmp_path / "报送包.zip")


def test_no_evidence_is_held_in_memory_whole(tmp_path: Path, library: Library, store: EvidenceStore) -> None:
    source = tmp_path / "大.mp4"
    with source.open("wb") as file:
        file.truncate(80 << 20)
    kept = store.take_in(source, DAY)
    contents = package_contents([replace(ledger(library)[0], evidence=(kept,))], cover(library))
    write_package(tmp_path / "先.zip", replace(contents, proofs=()), store)  # what the libraries take once
    tracemalloc.start()
    write_package(tmp_path / "报送包.zip", contents, store)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 << 20
