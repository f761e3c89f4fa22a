"""The papers say what the ledger says: its numbers, its words, and nothing of our making."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from checklist.board import summary
from checklist.ledger import LedgerRow
from checklist.papers.assignment import assignment_paper
from checklist.papers.cover import Cover
from checklist.papers.docx_file import write_docx
from checklist.papers.handover import handover_paper
from checklist.papers.ledger_papers import breakdown_paper, ledger_paper
from checklist.papers.ledger_sheet import about_sheet, breakdown_sheet, ledger_sheet
from checklist.papers.paper import Form, Paper, Table, Words
from checklist.papers.report import report_paper
from checklist.papers.words import RESULT, STATUS
from checklist.papers.xlsx_file import write_xlsx
from checklist.standing import Entry, Status
from content.library import Library
from tests.paper_samples import DAY, cover, ledger

DEFAULT = (
    "序号 条款 任务原文 县级任务 牵头单位 配合单位 责任人 完成时限 "
    "状态 进展情况 资金使用 存在问题 下一步措施 佐证材料 办结日期 备注"
)


@pytest.fixture(scope="module")
def rows(library: Library) -> list[LedgerRow]:
    return ledger(library)


@pytest.fixture(scope="module")
def told(library: Library) -> Cover:
    return cover(library)


def words_of(paper: Paper) -> str:
    parts = [part for page in paper.pages for part in page.parts]
    return "\n".join(part.text for part in parts if isinstance(part, Words))


def test_the_ledger_has_the_columns_that_officials_are_told_to_keep(rows: list[LedgerRow], told: Cover) -> None:
    titles = [column.title for column in ledger_sheet(rows, told).columns]
    assert set(DEFAULT.split()) <= set(titles)
    assert titles[-1] == "编号（勿改）"


def test_every_row_says_what_the_record_says(rows: list[LedgerRow], told: Cover) -> None:
    sheet = ledger_sheet(rows, told)
    for row, cells in zip(rows, sheet.rows, strict=True):
        found = dict(zip(sheet.keys, cells, strict=True))
        assert (found["id"], found["quote"], found["title"], found["due"]) == (row.duty, row.quote, row.title, row.due)
        assert (found["status"], found["result"]) == (STATUS[row.status], RESULT[row.result])
        assert all(entry.text in str(found["entries"]) for entry in row.entries)
        assert all(proof.name in str(found["evidence"]) for proof in row.evidence)
        assert str(found["clause"]).startswith(told.document(row.document))
    assert sheet.title == "青川县政策任务落实台账"
    assert sheet.subtitle == "截至2026年3月5日　　状态：推进中"


def test_an_own_duty_is_marked_as_such(rows: list[LedgerRow], told: Cover) -> None:
    own = replace(rows[0], clause="", document="own", chapter="", duty="own:1")
    assert (
        dict(zip(ledger_sheet([own], told).keys, ledger_sheet([own], told).rows[0], strict=True))["clause"]
        == "本地事项"
    )
    assert "本地事项" in words_of(report_paper([own], told))


def test_the_sheet_about_says_whose_and_of_which_day(rows: list[LedgerRow], told: Cover) -> None:
    about = {str(row[0]): row[1] for row in about_sheet(ledger_sheet(rows, told), told).rows}
    assert about["县（市、区）"] == "青川县"
    assert about["制表日期"] == "2026年3月5日"
    assert about["导出范围"] == "状态：推进中"
    assert about["事项数"] == str(len(rows))
    assert about["流水校验码"] == told.chain
    assert "非官方" in str(about["声明"])


def test_the_report_counts_as_the_board_counts(rows: list[LedgerRow], told: Cover) -> None:
    text = words_of(report_paper(rows, told))
    whole = summary(rows).whole
    assert f"纳入台账的事项共{len(rows)}项，其中应办{whole.total}项、不适用{whole.not_applicable}项" in text
    assert f"已办结{whole.done}项，推进中{whole.in_progress}项" in text
    assert f"办结率{100 * whole.done / whole.total:.1f}%" in text
    assert "逾期未办结" in text
    for tally in summary(rows).by_chapter:
        assert f"应办{tally.total}项，已办结{tally.done}项，推进中{tally.in_progress}项" in text


def test_the_report_holds_every_entry_and_no_other_sentence(rows: list[LedgerRow], told: Cover) -> None:
    text = words_of(report_paper(rows, told))
    written = [entry.text for row in rows for entry in row.entries]
    written += [word for row in rows for word in (row.problems, row.funds, row.reason, row.title) if word]
    assert all(word in text for word in written)
    for word in sorted(set(written), key=len, reverse=True):
        text = text.replace(word, "")
    for known in summary(rows).by_chapter:
        text = text.replace(f"{told.document(known.key[0])}“{known.key[1]}”", "")
    allowed = words_of(report_paper([], told)) + _frames()
    left = {line for line in re.sub(r"[\d.%]+", "", text).split("\n") if line.strip(" 。；：（），、")}
    assert not [line for line in left if not _made_of(line, re.sub(r"[\d.%]+", "", allowed))]


def _frames() -> str:
    """What stands around numbers and entries, for a duty of each status."""
    counted = "应办项，已办结项，推进中项，未启动项。另有不适用项。佐证材料份。办结日期：年月日。"
    statuses = "".join(f"（{one}）。（{one}，{two}）。" for one in STATUS.values() for two in RESULT.values())
    return counted + statuses + "以下项台账未填写进展情况：；不适用原因：年月日：（一）（二十一）"


def _made_of(line: str, allowed: str) -> bool:
    """Whether a line is put together from allowed pieces of punctuation to punctuation."""
    pieces = [piece for piece in re.split(r"[，。；：（）、　]", line) if piece.strip()]
    return all(piece.strip() in allowed or re.fullmatch("[一二三四五六七八九十]+", piece) for piece in pieces)


def test_a_report_of_nothing_says_so(told: Cover) -> None:
    text = words_of(report_paper([], told))
    assert "事项共0项" in text
    assert "办结率—" in text
    assert text.count("台账未填写。") == 3


def test_each_unit_gets_a_page_with_its_duties_and_a_line_to_sign(rows: list[LedgerRow], told: Cover) -> None:
    paper = assignment_paper(rows, told)
    units = list(dict.fromkeys(unit for row in rows for unit in (row.lead, *row.supporting) if unit))
    assert len(paper.pages) == len(units) + 1
    for unit, page in zip(units, paper.pages, strict=False):
        table = next(part for part in page.parts if isinstance(part, Table))
        mine = [row for row in rows if unit in (row.lead, *row.supporting)]
        assert [cells[1] for cells in table.sheet.rows] == [row.title for row in mine]
        assert all(row.quote in str(cells[2]) for row, cells in zip(mine, table.sheet.rows, strict=True))
        assert f"{unit}：" in words_of(Paper("", (page,)))
        assert any("签收日期" in row for part in page.parts if isinstance(part, Form) for row in part.rows)
        assert page.starts_anew
    left = next(part for part in paper.pages[-1].parts if isinstance(part, Table))
    assert len(left.sheet.rows) == sum(not row.lead for row in rows)


def test_reports_that_come_round_are_on_the_lists(rows: list[LedgerRow], told: Cover, library: Library) -> None:
    stated = {duty.id: duty.recurring for duty in library.duties if duty.recurring}
    assert stated
    sheet = breakdown_sheet(rows, told)
    shown = [cells[sheet.keys.index("recurring")] for cells in sheet.rows]
    assert shown == [stated.get(row.duty, "") for row in rows]


def test_a_handover_lists_what_is_open_and_every_file(rows: list[LedgerRow], told: Cover) -> None:
    paper = handover_paper(rows, told)
    tables = [part.sheet for page in paper.pages for part in page.parts if isinstance(part, Table)]
    still = [row.title for row in rows if row.status in (Status.NOT_STARTED, Status.IN_PROGRESS)]
    assert [cells[1] for cells in tables[0].rows] == still
    assert [cells[4] for cells in tables[1].rows] == [proof.sha256 for row in rows for proof in row.evidence]
    form = next(part for page in paper.pages for part in page.parts if isinstance(part, Form))
    assert [row[0] for row in form.rows] == ["", "移交人", "接收人", "监交人"]
    assert words_of(handover_paper([], told)).count("无。") == 2


@pytest.mark.parametrize("make", [ledger_paper, breakdown_paper, report_paper, assignment_paper, handover_paper])
def test_each_paper_is_written_with_its_words(tmp_path: Path, rows: list[LedgerRow], told: Cover, make: object) -> None:
    assert callable(make)
    paper = make(rows, told)
    write_docx(tmp_path / "a.docx", paper)
    document = Document(str(tmp_path / "a.docx"))
    shown = {one.text for one in document.paragraphs}
    assert {line for line in words_of(paper).split("\n") if line.strip()} <= shown
    assert len(document.sections) == len(paper.pages)


def test_no_paper_needs_a_county_or_a_row(tmp_path: Path, library: Library) -> None:
    bare = Cover(library, DAY)
    for at, make in enumerate((ledger_paper, breakdown_paper, report_paper, handover_paper)):
        write_docx(tmp_path / f"{at}.docx", make([], bare))
    sheet = ledger_sheet([], bare)
    assert write_xlsx(tmp_path / "a.xlsx", [sheet, about_sheet(sheet, bare)]).cuts == ()


def test_five_thousand_characters_of_entries_stay_whole_in_word(
    tmp_path: Path, rows: list[LedgerRow], told: Cover
) -> None:
    long = replace(rows[0], entries=tuple(Entry(str(at), DAY, "长" * 9_000) for at in range(6)))
    sheet = ledger_sheet([long], told)
    written = write_xlsx(tmp_path / "a.xlsx", [sheet])
    assert [(cut.row, cut.column) for cut in written.cuts] == [(1, "进展情况")]
    assert written.tall == (1,)
    write_docx(tmp_path / "a.docx", ledger_paper([long], told))
    cells = Document(str(tmp_path / "a.docx")).tables[0].rows[1].cells
    assert sum(cell.text.count("长") for cell in cells) == 54_000
