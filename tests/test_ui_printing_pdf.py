"""The PDF: every clause in it found by a search, an outline that leads there, a target that is never half written."""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from content.document import Document
from content.library import Library
from ui.fonts import FALLBACK, Role, install_fallback
from ui.printing import pdf
from ui.printing.errors import PrintCancelled, PrintTargetUnwritable, Unwritable
from ui.printing.layout import lay_out
from ui.printing.pdf import print_document_pdf
from ui.printing.printer import send
from ui.printing.request import DutyMarks, PrintRequest

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NUMBER = re.compile(r"— \d+ —")
MARK = re.compile(r"\[编注\d+\]")
RADICALS = re.compile("[\u2e80-\u2fdf]")


@pytest.fixture(autouse=True)
def fallback(qapp: QApplication) -> None:
    install_fallback()


@pytest.fixture(params=["machine", "shipped"])
def faces(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The typefaces of this machine, and the one we ship alone."""
    if request.param == "shipped":
        for role in Role:
            monkeypatch.setattr(role, "families", (FALLBACK,))
    return str(request.param)


def pages_of(path: Path) -> list[str]:
    """The text of each page as a reader of PDF finds it."""
    opened = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in opened]
    finally:
        opened.close()


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def body(pages: list[str]) -> str:
    """What stands above the page numbers, from page to page."""
    return folded("".join(NUMBER.split(page)[0] for page in pages))


def duties(document: Document) -> DutyMarks:
    return {clause.id: (("推进中", "某事"),) for clause in document.clauses if clause.kind == "paragraph"}


def entries(outline: list[Any], depth: int = 0) -> Iterator[tuple[int, Any]]:
    for entry in outline:
        if isinstance(entry, list):
            yield from entries(entry, depth + 1)
        else:
            yield depth, entry


@pytest.mark.parametrize("ours", [False, True])
def test_every_clause_is_found_in_the_pdf(library: Library, tmp_path: Path, faces: str, ours: bool) -> None:
    compared = 0
    for document in library.documents:
        path = tmp_path / f"{document.id}.pdf"
        request = PrintRequest(document, NOON, with_notes=ours, duties=duties(document) if ours else None)
        pages = pages_of(path) if print_document_pdf(request, path) else []
        text = MARK.sub("", body(pages))
        for clause in document.clauses:
            for cell in map(folded, clause.text.split("\t")):
                assert cell in text, clause.id
                compared += len(cell)
        assert not RADICALS.search("".join(pages))
        assert all(f"— {number} —" in page for number, page in enumerate(pages, 1))
    assert compared > 39_000


def test_a_whole_document_holds_its_text_and_nothing_else_but_the_foot(library: Library, tmp_path: Path) -> None:
    for document in library.documents:
        if any(clause.kind == "row" for clause in document.clauses):
            continue  # a table's head is shown again
        path = tmp_path / f"{document.id}.pdf"
        print_document_pdf(PrintRequest(document, NOON), path)
        assert body(pages_of(path)) == folded(
            "".join(clause.text or "".join(_ours(clause.html)) for clause in document.clauses)
        )


def _ours(html: str) -> list[str]:
    return re.findall(r"[^<>]+(?=<|$)", html)


def test_notes_and_duties_stand_at_the_end_and_only_when_asked_for(library: Library, tmp_path: Path) -> None:
    document = library.documents[0]
    bare, full = tmp_path / "bare.pdf", tmp_path / "full.pdf"
    print_document_pdf(PrintRequest(document, NOON), bare)
    print_document_pdf(PrintRequest(document, NOON, with_notes=True, duties={"5-3": (("推进中", "某事"),)}), full)
    without, having = folded("".join(pages_of(bare))), folded("".join(pages_of(full)))
    assert "编注" not in without
    assert "本县事项" not in without
    for number, note in enumerate(document.notes, 1):
        assert f"[编注{number}]" in having
        assert folded(f"编注{number}〔{note.kind}〕{note.text}") in MARK.sub("", body(pages_of(full)))
    assert having.index("编者注、非官方解读") > having.index("本县事项") > having.index("2018年7月31日")
    assert "事1〔推进中〕某事" in having
    assert having.count("推进中") == 2  # in the list and as a sign in the margin


def test_an_excerpt_holds_what_was_chosen(library: Library, tmp_path: Path) -> None:
    document, path = library.document("cbf-2016-71"), tmp_path / "part.pdf"
    assert print_document_pdf(PrintRequest(document, NOON, ("5-4", "annex-25")), path) == 2
    text = folded("".join(pages_of(path)))
    for clause in ("plan", "5", "5-4", "annex", "annex-title", "annex-head", "annex-25"):
        assert all(folded(cell) in text for cell in document.clause(clause).text.split("\t"))
    assert folded("（节选）") in text
    assert folded(document.clause("5-3").text) not in text
    assert folded(document.clause("annex-24").text.split("\t")[3]) not in text
    assert folded("非官方排印，以发文机关正式文本为准") in text


def test_a_reader_of_pdf_finds_common_words(library: Library, tmp_path: Path, faces: str) -> None:
    path = tmp_path / "a.pdf"
    print_document_pdf(PrintRequest(library.documents[0], NOON), path)
    opened = pypdfium2.PdfDocument(path)
    for words in ("人民政府", "意见", "二、重点任务", "科技成果转移转化"):
        assert any(page.get_textpage().search(words).get_next() for page in opened), words
    opened.close()


def test_the_outline_leads_to_every_heading(library: Library, tmp_path: Path) -> None:
    for document in library.documents:
        path = tmp_path / f"{document.id}.pdf"
        print_document_pdf(PrintRequest(document, NOON), path)
        reader, pages = PdfReader(path), pages_of(path)
        found = list(entries(list(reader.outline)))
        headings = [clause.text.rstrip("。") for clause in document.clauses if clause.is_heading]
        assert [entry.title for _, entry in found if entry.title in headings] == headings
        for depth, entry in found:
            number = reader.get_destination_page_number(entry)
            assert number is not None
            assert folded(entry.title) in folded(pages[number])
            assert 90 < float(entry.top) < 760
            assert depth <= 3
        assert reader.metadata is not None
        assert reader.metadata.title == document.metadata.title


def test_pages_are_a4(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    count = print_document_pdf(PrintRequest(library.documents[0], NOON), path)
    reader = PdfReader(path)
    assert len(reader.pages) == count
    for page in reader.pages:
        assert [float(side) for side in page.mediabox[2:]] == pytest.approx([595, 842], abs=1)


def refuse(number: int, kind: type[OSError] = OSError) -> Any:
    def refusing(*whatever: object) -> None:
        raise kind(number, os.strerror(number))

    return refusing


@pytest.mark.parametrize(
    ("patched", "replacement", "reason"),
    [
        ((os, "fsync"), refuse(errno.ENOSPC), Unwritable.NO_ROOM),
        ((os, "fsync"), refuse(errno.EIO), Unwritable.OTHER),
        ((Path, "open"), refuse(errno.EROFS), Unwritable.READ_ONLY),
        ((Path, "replace"), refuse(errno.EACCES, PermissionError), Unwritable.IN_USE),
        ((pdf, "_put"), lambda data, path: path.write_bytes(data[: len(data) // 2]), Unwritable.DAMAGED),
        ((pdf, "_put"), lambda data, path: path.write_bytes(b"%PDF-1.4"), Unwritable.DAMAGED),
    ],
)
def test_what_stood_there_stays_when_writing_fails(
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    patched: Any,
    replacement: Any,
    reason: Unwritable,
) -> None:
    path = tmp_path / "台账.pdf"
    path.write_bytes(b"before")
    owner, name = patched
    monkeypatch.setattr(owner, name, replacement)
    with pytest.raises(PrintTargetUnwritable) as refused:
        print_document_pdf(PrintRequest(library.documents[4], NOON, ("1",)), path)
    monkeypatch.undo()
    assert (refused.value.path, refused.value.reason) == (path, reason)
    assert path.read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["台账.pdf"]


@pytest.mark.parametrize(
    ("place", "reason"),
    [("no/such/a.pdf", Unwritable.NO_FOLDER), ("file/a.pdf", Unwritable.NO_FOLDER), ("folder", Unwritable.IN_USE)],
)
def test_a_place_that_is_none(library: Library, tmp_path: Path, place: str, reason: Unwritable) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(PrintTargetUnwritable) as refused:
        print_document_pdf(PrintRequest(library.documents[4], NOON, ("1",)), tmp_path / place)
    assert refused.value.reason is reason
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]


def test_stopping_leaves_what_was(library: Library, tmp_path: Path) -> None:
    path, seen = tmp_path / "a.pdf", []

    def stop_at_third(index: int, count: int) -> None:
        seen.append((index, count))
        if index == 2:
            raise PrintCancelled

    path.write_bytes(b"before")
    with pytest.raises(PrintCancelled):
        print_document_pdf(PrintRequest(library.documents[0], NOON), path, stop_at_third)
    assert [index for index, _ in seen] == [0, 1, 2]
    assert path.read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["a.pdf"]


def test_a_title_that_is_hostile_is_text(library: Library, tmp_path: Path) -> None:
    document = library.documents[0]
    clause = replace(document.clauses[0], text="<b>题</b>(\\)%", html="&lt;b&gt;题&lt;/b&gt;(\\)%")
    path = tmp_path / "a.pdf"
    print_document_pdf(PrintRequest(replace(document, clauses=(clause,), notes=()), NOON), path)
    assert "<b>题</b>(\\)%" in pages_of(path)[0]
    assert [entry.title for _, entry in entries(list(PdfReader(path).outline))] == ["<b>题</b>(\\)%"]


def test_the_printer_gets_the_pages_chosen(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setFromTo(2, 3)
    assert send(printer, lay_out(PrintRequest(library.documents[0], NOON)).sheet)
    pages = pages_of(path)
    assert [f"— {number} —" in page for number, page in enumerate(pages, 2)] == [True, True]
