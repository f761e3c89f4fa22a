"""Where a paper cannot be written, or is not what it should be, what stood there stays, and nothing else."""

from __future__ import annotations

import csv
import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checklist.papers import csv_file, docx_file, xlsx_file
from checklist.papers.csv_file import write_csv
from checklist.papers.docx_file import write_docx
from checklist.papers.errors import PaperNotEqual, PaperTargetUnwritable, Unwritable
from checklist.papers.paper import Look, Page, Paper, Table, Words
from checklist.papers.sheet import Sheet
from checklist.papers.xlsx_file import write_xlsx
from checklist.papers.xlsx_fit import fit
from tests.paper_samples import nasty_sheet

SHEET = replace(nasty_sheet(4, 30), name="台账")


def paper(sheet: Sheet) -> Paper:
    return Paper("台账", (Page((Words(Look.TITLE, "台账"), Table(sheet)), wide=True),))


WRITERS: dict[str, Callable[[Path], Any]] = {
    "xlsx": lambda path: write_xlsx(path, [SHEET]),
    "docx": lambda path: write_docx(path, paper(SHEET)),
    "csv": lambda path: write_csv(path, SHEET),
}


@contextmanager
def _full_disk(_: Path) -> Iterator[None]:
    """The system takes the first thousand bytes of any file and no more."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def _lost_at_the_end(_: Path) -> Iterator[None]:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        yield


@contextmanager
def _held(target: Path) -> Iterator[None]:
    """As Windows does while an office program has the file open."""

    def fail(self: Path, other: Path) -> None:
        raise PermissionError(errno.EACCES, "held", str(self), 5, str(other))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        yield


@contextmanager
def _open_beside(target: Path, mark: str) -> Iterator[None]:
    (target.parent / mark.format(target.name)).touch()
    yield
    (target.parent / mark.format(target.name)).unlink()


@contextmanager
def _read_only_folder(_: Path) -> Iterator[None]:
    def fail(*_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, "denied")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "mkdtemp", fail)
        yield


@contextmanager
def _read_only_file(target: Path) -> Iterator[None]:
    target.chmod(0o444)
    yield
    target.chmod(0o644)


@contextmanager
def _read_only_disk(_: Path) -> Iterator[None]:
    def fail(*_: object, **__: object) -> str:
        raise OSError(errno.EROFS, "read-only")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "mkdtemp", fail)
        yield


TROUBLES: dict[str, tuple[Callable[[Path], Any], Unwritable]] = {
    "full disk": (_full_disk, Unwritable.NO_ROOM),
    "full at the end": (_lost_at_the_end, Unwritable.NO_ROOM),
    "open on Windows": (_held, Unwritable.IN_USE),
    "open in LibreOffice": (lambda target: _open_beside(target, ".~lock.{}#"), Unwritable.IN_USE),
    "open in WPS": (lambda target: _open_beside(target, ".~{}"), Unwritable.IN_USE),
    "open in Office": (lambda target: _open_beside(target, "~${}"), Unwritable.IN_USE),
    "read-only folder": (_read_only_folder, Unwritable.READ_ONLY),
    "read-only file": (_read_only_file, Unwritable.READ_ONLY),
    "read-only disk": (_read_only_disk, Unwritable.READ_ONLY),
}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_stood_there_stays(tmp_path: Path, kind: str, trouble: str) -> None:
    target = tmp_path / f"台账.{kind}"
    target.write_bytes(b"before")
    happens, reason = TROUBLES[trouble]
    with happens(target), pytest.raises(PaperTargetUnwritable) as caught:
        WRITERS[kind](target)
    assert (caught.value.reason, caught.value.path) == (reason, target)
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("kind", WRITERS)
def test_there_must_be_a_folder(tmp_path: Path, kind: str) -> None:
    with pytest.raises(PaperTargetUnwritable) as caught:
        WRITERS[kind](tmp_path / "没有" / f"a.{kind}")
    assert caught.value.reason is Unwritable.NO_FOLDER


@pytest.mark.parametrize("kind", WRITERS)
def test_the_old_file_is_replaced_whole(tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"台账.{kind}"
    target.write_bytes(b"before" * 100_000)
    WRITERS[kind](target)
    assert b"before" not in target.read_bytes()
    assert list(tmp_path.iterdir()) == [target]


def _one_changed(sheet: Sheet) -> Sheet:
    rows = [list(row) for row in sheet.rows]
    rows[6][1] = "别的字"
    return replace(sheet, rows=tuple(tuple(row) for row in rows))


def _blanked(sheet: Sheet) -> Sheet:
    rows = [list(row) for row in sheet.rows]
    rows[6][0] = None
    return replace(sheet, rows=tuple(tuple(row) for row in rows))


SPOILED: dict[str, tuple[Callable[[Sheet], Sheet], int, str]] = {
    "a cell changed": (_one_changed, 7, "县级任务"),
    "a cell lost": (_blanked, 7, "序号"),
    "a column lost": (lambda sheet: sheet.without("amount"), 0, "金额"),
    "a row lost": (lambda sheet: replace(sheet, rows=sheet.rows[:29]), 30, "序号"),
    "a row too many": (lambda sheet: replace(sheet, rows=(*sheet.rows, sheet.rows[0])), 31, "序号"),
}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("fault", SPOILED)
def test_a_file_that_differs_is_told_and_not_kept(
    tmp_path: Path, kind: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil, row, column = SPOILED[fault]
    sheet = replace(SHEET, notes=())
    spoiled = spoil(sheet)
    _write_another(monkeypatch, spoiled)
    target = tmp_path / f"台账.{kind}"
    with pytest.raises(PaperNotEqual) as caught:
        _write(kind, target, sheet)
    assert caught.value.path == target
    assert (caught.value.row, caught.value.column) == (row, column)
    assert list(tmp_path.iterdir()) == []


def _cut(data: bytes) -> bytes:
    return data[:-30]


def _flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 0xFF]) + data[middle + 1 :]


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("spoil", [_cut, _flipped])
def test_a_disk_that_loses_bytes_is_found_out(
    tmp_path: Path, kind: str, spoil: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(path: Path, data: bytes) -> None:
        path.write_bytes(spoil(data))

    for module in (xlsx_file, docx_file, csv_file):
        monkeypatch.setattr(module, "write_bytes", write)
    with pytest.raises(PaperNotEqual):
        WRITERS[kind](tmp_path / f"台账.{kind}")
    assert list(tmp_path.iterdir()) == []


def _write(kind: str, target: Path, sheet: Sheet) -> None:
    if kind == "xlsx":
        write_xlsx(target, [sheet])
    elif kind == "docx":
        write_docx(target, paper(sheet))
    else:
        write_csv(target, sheet)


def _write_another(monkeypatch: pytest.MonkeyPatch, spoiled: Sheet) -> None:
    """The libraries write something else than they are given."""
    workbook, document, lines = xlsx_file._workbook, docx_file._document, list(csv_file._lines(spoiled, 0))
    real = csv.writer
    fitted = fit(spoiled)[0]
    monkeypatch.setattr(xlsx_file, "_workbook", lambda sheets, titles: workbook([fitted, *sheets[1:]], titles))
    monkeypatch.setattr(docx_file, "_document", lambda _: document(paper(spoiled)))

    class Writer:
        def __init__(self, file: Any) -> None:
            self.real = real(file)

        def writerows(self, _: object) -> None:
            self.real.writerows(lines)

    monkeypatch.setattr(csv, "writer", Writer)
