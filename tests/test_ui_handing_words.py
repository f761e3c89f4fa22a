"""Sentences for every refusal, filters in words, names of files; and a PDF that holds whatever a county writes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from checklist.annotation_errors import ExportIncomplete, ExportUnwritable
from checklist.errors import ChecklistError
from checklist.ledger import Flag, LedgerFilter
from checklist.merging import FieldPreview
from checklist.merging import Kind as Merging
from checklist.papers import errors
from checklist.papers.errors import (
    PackageEvidenceMissing,
    PaperNotEqual,
    PaperTargetUnwritable,
    PaperTooLong,
    ReturnedRefused,
    ReturnedTooLarge,
    Unwritable,
)
from checklist.papers.ledger_papers import ledger_paper
from checklist.papers.returned import ReturnedProblem
from checklist.papers.returned_cells import Trouble
from checklist.standing import Entry, Status
from content.duty import Force
from content.library import Library
from tests.paper_samples import NASTY, cover, ledger
from ui.fonts import install_fallback
from ui.grid.choice import RowFilter
from ui.handing import ledger_pdf
from ui.handing.errors import NoRecord, PdfDiffers
from ui.handing.kinds import FORMS, Kind, file_name, with_ending
from ui.handing.ledger_pdf import write_ledger_pdf
from ui.handing.lines import Mark, exchange_lines
from ui.handing.paper_layout import lay_out
from ui.handing.paper_words import problem_words, told
from ui.handing.scope import scope_words

PATH = Path("/data/县/台账.xlsx")


def examples() -> Iterator[Exception]:
    special: dict[type, Exception] = {
        PaperNotEqual: PaperNotEqual(PATH, "台账", 3),
        PaperTooLong: PaperTooLong(PATH, 2_000_000, 1_000_000),
        PackageEvidenceMissing: PackageEvidenceMissing(PATH, ("a.pdf", "b.pdf", "c.pdf", "d.pdf")),
        ReturnedTooLarge: ReturnedTooLarge(PATH, "rows", 20_000),
    }
    yield from (PaperTargetUnwritable(PATH, reason) for reason in Unwritable)
    yield from (ExportUnwritable(PATH, "x"), ExportIncomplete(PATH, 1, 2), NoRecord(), PdfDiffers(), ValueError("x"))
    found: list[tuple[str, type]] = inspect.getmembers(errors, inspect.isclass)
    for _, kind in found:
        known = issubclass(kind, ChecklistError) and kind not in (ChecklistError, PaperTargetUnwritable)
        if known and kind is not ReturnedRefused:
            yield special.get(kind) or kind(PATH, "reason")


@pytest.mark.parametrize("error", list(examples()), ids=lambda error: f"{type(error).__name__} {error}"[:60])
def test_every_error_has_its_sentence(error: Exception) -> None:
    words = told(error)
    assert words.endswith("。")
    assert len(re.findall("[\u4e00-\u9fff]", words)) > 12
    assert type(error).__name__ not in words
    assert "/data" not in words
    if "path" in dir(error) and not isinstance(error, PackageEvidenceMissing):
        assert "台账.xlsx" in words


def test_every_trouble_has_its_words() -> None:
    said = {problem_words(ReturnedProblem(7, "完成时限", trouble, "2月30日")) for trouble in Trouble}
    assert len(said) == len(Trouble)
    assert all(words.startswith("第 7 行“完成时限”：") and words.endswith("（2月30日）") for words in said)


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (LedgerFilter(), ""),
        (LedgerFilter(statuses=frozenset({Status.DONE, Status.IN_PROGRESS})), "状态：推进中、已办结"),
        (LedgerFilter(forces=frozenset({Force.MUST}), text=" 孵化器 "), "力度：必须；含“孵化器”"),
        (LedgerFilter(documents=frozenset({"cbf-2018-60", "own"})), "文件：川办发〔2018〕60号、本地事项"),
        (LedgerFilter(units=frozenset({""}), flags=frozenset({Flag.OVERDUE})), "单位：未分工；情形：已逾期"),
        (RowFilter(leads=frozenset({"县科技局"}), applies=True), "牵头：县科技局；应办事项"),
        (RowFilter(duties=frozenset({"a", "b"}), called="3月到期"), "3月到期"),
        (LedgerFilter(without=frozenset({Flag.NOT_OURS})), "不含：本县不适用"),
    ],
)
def test_a_filter_in_words(library: Library, choice: LedgerFilter, words: str) -> None:
    assert scope_words(choice, library) == words


def test_a_long_filter_is_cut(library: Library) -> None:
    assert len(scope_words(LedgerFilter(units=frozenset(f"单位{n}" for n in range(500))), library)) == 200


@pytest.mark.parametrize(
    ("kind", "typed", "name"),
    [
        (Kind.XLSX, "台账", "台账.xlsx"),
        (Kind.XLSX, "台账.XLSX", "台账.XLSX"),
        (Kind.PDF, "v1.2 稿", "v1.2 稿.pdf"),
        (Kind.EXCHANGE, "给市局.zip", "给市局.zip"),
        (Kind.NOTES, "批注.md", "批注.md"),
    ],
)
def test_a_name_gets_the_ending_of_its_kind(kind: Kind, typed: str, name: str) -> None:
    assert with_ending(kind, Path("/x") / typed) == Path("/x") / name


def test_names_to_begin_with_are_fit_for_any_system() -> None:
    day = date(2026, 11, 22)
    assert file_name(Kind.XLSX, "青川县", day) == "青川县政策任务落实台账-20261122.xlsx"
    assert "/" not in file_name(Kind.PACKAGE, "../../etc", day)
    assert set(FORMS) == set(Kind)


@pytest.mark.parametrize(
    ("subject", "field", "theirs", "title", "name", "words"),
    [
        ("profile", "unit/县科技局", True, "县情", "单位“县科技局”", "是"),
        ("profile", "fact/industrial_park", False, "县情", "县情“本县有产业园区”", "否"),
        ("annotation/x", "note", "报市局", "批注", "批注内容", "报市局"),
        ("annotation/x", "place", {"pieces": [{"exact": "建设平台"}]}, "批注", "位置", "“建设平台”"),
        ("annotation/x", "place", {"pieces": "?"}, "批注", "位置", "（空）"),
        ("indicator/x", "value", 3.5, "本县实际值", "本县实际值", "3.5"),
        ("own/x", "title", "市委任务", "市委任务", "title", "市委任务"),
        ("later/x", "other", None, "later/x", "other", "（空）"),
    ],
)
def test_lines_name_what_they_are_about(
    subject: str, field: str, theirs: object, title: str, name: str, words: str
) -> None:
    seen = FieldPreview(subject, field, None, theirs, theirs, "2026-03-01T08:00:00+08:00", "王五", Merging.NEW)
    (line,) = exchange_lines((seen,), {})
    assert (line.title, line.theirs, line.when, line.mark) == (title, words, "2026-03-01 08:00", Mark.NEW)
    assert line.name == name or field == "title"


def test_a_pdf_holds_whatever_a_county_writes(qapp: QApplication, library: Library, tmp_path: Path) -> None:
    install_fallback()
    rows = ledger(library)[:6]
    texts = [text[:900] for text in NASTY]
    filled = [replace(row, problems="\n".join(texts[at::6]), lead="<b>县</b>&amp;") for at, row in enumerate(rows)]
    entries = tuple(Entry(str(n), date(2026, 3, 1), "会议纪要。" * 60) for n in range(60))  # a row over several pages
    filled[2] = replace(filled[2], entries=entries)
    told_of: list[tuple[int, int]] = []
    paper = ledger_paper(filled, cover(library))
    pages = write_ledger_pdf(tmp_path / "a.pdf", paper, lambda done, count: told_of.append((done, count)))
    assert (told_of[0], told_of[-1]) == ((1, pages), (pages, pages))
    shown = "".join(page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages).replace("\n", "")
    assert "<b>县</b>&amp;" in shown
    assert shown.count("纪") >= 3600


def test_a_pdf_that_lacks_a_row_is_not_kept(
    qapp: QApplication, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, plain = ledger(library), ledger_pdf._painted
    fewer = lay_out(ledger_paper(rows[:5], cover(library)))
    monkeypatch.setattr(ledger_pdf, "_painted", lambda sheet, title, report: plain(fewer, title, report))
    with pytest.raises(PdfDiffers):
        write_ledger_pdf(tmp_path / "a.pdf", ledger_paper(rows[:6], cover(library)), lambda done, count: None)
