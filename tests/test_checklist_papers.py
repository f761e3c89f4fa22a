"""What is written is what the sheet says, read again with other eyes: nothing lost, nothing a formula."""

from __future__ import annotations

import csv
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from checklist.papers.csv_file import write_csv
from checklist.papers.docx_file import write_docx
from checklist.papers.errors import PaperTooLong
from checklist.papers.guarding import is_risky
from checklist.papers.paper import Form, Look, Page, Paper, Table, Words
from checklist.papers.sheet import Cell, Column, Kind, Sheet
from checklist.papers.texts import clean, plain, units
from checklist.papers.xlsx_file import write_xlsx
from checklist.papers.xlsx_fit import LONGEST, names, shorten
from tests.paper_samples import COLUMNS, FORMULAS, NASTY, nasty_sheet

SEEDS = (1, 2, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平常的字", "平常的字"),
        ("行\r\n尾\r都\x0b有\x85", "行\n尾\n都\n有\n"),
        ("控\x00制\x07字\x1b符\x7f", "控制字符"),
        ("半个\ud83d字符", "半个\ufffd字符"),
        ("\ud83d\ude00", "😀"),
        ("\u202e反向\u202c", "反向"),
        ("制\t表", "制\t表"),
        ("\ufffe\uffff", ""),
    ],
)
def test_texts_are_made_fit(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_a_workbook_holds_every_cell(tmp_path: Path, seed: int) -> None:
    sheet = nasty_sheet(seed)
    written = write_xlsx(tmp_path / "台账.xlsx", [sheet])
    assert written.rows == len(sheet.rows) == 200
    cut = {(one.row, one.column): one.lost for one in written.cuts}
    page = load_workbook(tmp_path / "台账.xlsx")["台账__1"]
    assert page.cell(1, 1).value == "=标题"
    for number, row in enumerate(sheet.rows, 1):
        for at, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            found = page.cell(number + 3, at + 1)
            assert found.data_type != "f"
            lost = cut.get((number, column.title))
            if lost is None:
                assert _same(found.value, cell), (number, column.title)
            else:
                whole = clean(str(cell))
                assert str(found.value).startswith(whole[: len(whole) - lost])
                assert f"略去{lost}字" in str(found.value)
                assert units(str(found.value)) <= LONGEST
    assert len(cut) == sum(units(clean(str(cell))) > LONGEST for row in sheet.rows for cell in row)


def _same(found: Any, cell: Cell) -> bool:
    if isinstance(found, datetime) and isinstance(cell, date):
        return found.date() == cell
    if isinstance(found, (int, float)) and isinstance(cell, (int, float)):
        return found == pytest.approx(cell, rel=1e-15)
    text = plain(cell) if not isinstance(cell, int) else str(cell)
    return (found or "") == text.replace("x005F_", "") or (found or "") == text  # what openpyxl makes of _x005F_


@pytest.mark.parametrize("text", [*FORMULAS, *NASTY])
def test_no_text_is_a_formula_a_link_or_markup(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [Sheet("表", text, text, (Column("text", text or "列"),), ((text,),), (text,))])
    with zipfile.ZipFile(path) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in page
        assert "hyperlink" not in page
        assert not [name for name in archive.namelist() if "externalLink" in name or "vba" in name]


def test_a_workbook_is_set_up_to_be_filled_and_printed(tmp_path: Path) -> None:
    sheet = replace(nasty_sheet(1, 40), name="台账")
    write_xlsx(tmp_path / "a.xlsx", [sheet])
    book = load_workbook(tmp_path / "a.xlsx")
    page = book["台账"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("C4", "A3:G43")
    setup = page.page_setup
    assert [str(one) for one in (setup.orientation, setup.paperSize, setup.fitToHeight)] == ["landscape", "9", "0"]
    assert page.print_title_rows == "$3:$3"
    assert "$A$1:$F$" in str(page.print_area)  # the last column, the ids, is seen and not printed
    assert "第 &P 页 / 共 &N 页" in _footer(tmp_path / "a.xlsx")
    lists = {rule.type: str(rule.sqref) for rule in page.data_validations.dataValidation}
    assert lists == {"list": "E4:E43", "date": "D4:D43"}
    assert page["A4"].alignment.wrap_text
    assert book.sheetnames == ["台账", "基准"]
    assert book["基准"].sheet_state == "hidden"
    assert isinstance(next(cell.value for cell in page["D"][3:] if isinstance(cell.value, datetime)), datetime)


def _footer(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode().replace("&amp;", "&")


@pytest.mark.parametrize("length", [LONGEST - 1, LONGEST, LONGEST + 1, 2 * LONGEST])
@pytest.mark.parametrize("char", ["长", "😀"])
def test_the_limit_of_a_cell_counts_as_office_programs_do(length: int, char: str) -> None:
    text = char * (length // units(char))
    kept = shorten(text)
    assert units(kept) <= LONGEST
    assert (kept == text) == (units(text) <= LONGEST)


@pytest.mark.parametrize(
    ("given_names", "expected"),
    [
        (["台账", "台账"], ["台账", "台账-2"]),
        (["A[1]:*?/\\b"], ["A_1______b"]),
        (["'引'"], ["引"]),
        (["", "\x00"], ["表", "表-2"]),
        (["长" * 40, "长" * 40], ["长" * 31, "长" * 29 + "-2"]),
        (["ABC", "abc"], ["ABC", "abc-2"]),
        (["history"], ["history-2"]),
        (["制\t表\n名"], ["制 表 名"]),
    ],
)
def test_names_of_sheets_are_allowed_and_unique(given_names: list[str], expected: list[str]) -> None:
    assert names(Sheet(name, "", "", (), ()) for name in given_names) == expected


def test_a_sheet_that_no_workbook_holds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checklist.papers.xlsx_file.MOST_ROWS", 3)
    with pytest.raises(PaperTooLong) as caught:
        write_xlsx(tmp_path / "a.xlsx", [nasty_sheet(1, 4)])
    assert (caught.value.count, caught.value.limit) == (4, 3)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_csv_holds_every_cell(tmp_path: Path, seed: int) -> None:
    sheet = nasty_sheet(seed)
    path = tmp_path / "台账.csv"
    written = write_csv(path, sheet)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    csv.field_size_limit(1 << 20)
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    guarded = 0
    for row, line in zip(sheet.rows, lines[1:], strict=False):
        for cell, field in zip(row, line, strict=True):
            risky = isinstance(cell, str) and is_risky(clean(cell))
            guarded += risky
            assert field == ("'" if risky else "") + plain(cell)
    assert lines[len(sheet.rows) + 1] == []
    assert written.guarded == guarded > 0
    assert f"有{guarded}格" in lines[-1][0]
    assert lines[0][2] == "'=进展情况"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_field_of_a_csv_begins_like_a_formula(tmp_path: Path, text: str) -> None:
    write_csv(tmp_path / "a.csv", Sheet("表", "", "", (Column("text", "列"),), ((text,),)))
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1][0][0] == "'"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_document_holds_every_cell(tmp_path: Path, seed: int) -> None:
    sheet = nasty_sheet(seed)
    heads = (Words(Look.TITLE, "台账"), Words(Look.BODY, "一\n\n二\t三"))
    written = write_docx(tmp_path / "a.docx", Paper("台账", (Page((*heads, Table(sheet)), wide=True),)))
    assert written.rows == 200
    document = Document(str(tmp_path / "a.docx"))
    assert [one.text for one in document.paragraphs if one.text] == ["台账", "一", "二\t三"]
    rows = document.tables[0].rows
    assert len(rows) == 201
    for row, found in zip(sheet.rows, rows[1:] if isinstance(rows, list) else list(rows)[1:], strict=True):
        for cell, shown in zip(row, found.cells, strict=True):
            text = f"{cell.year}.{cell.month}.{cell.day}" if isinstance(cell, date) else plain(cell)
            assert shown.text == text


def test_a_document_is_laid_out_as_official_papers_are(tmp_path: Path) -> None:
    sheet = Sheet("表", "", "", (Column("a", "甲"), Column("b", "乙")), (("一", "二"),))
    form = Form((("签收人", ""),), (1, 1))
    pages = (
        Page((Words(Look.TITLE, "题"), Words(Look.BODY, "文"), Table(sheet), form)),
        Page((Table(sheet),), wide=True),
    )
    write_docx(tmp_path / "a.docx", Paper("题", pages))
    document = Document(str(tmp_path / "a.docx"))
    first, second = document.sections
    assert [round(edge.mm) for edge in (first.top_margin, first.bottom_margin)] == [37, 35]
    assert [round(edge.mm) for edge in (first.left_margin, first.right_margin)] == [28, 26]
    assert (round(first.page_width.mm), round(second.page_width.mm)) == (210, 297)
    faces = {style.name: _face(style) for style in document.styles if style.name in ("Normal", "Title", "Heading 1")}
    assert faces == {
        "Normal": ("仿宋_GB2312", 16),
        "Title": ("方正小标宋简体", 22),
        "Heading 1": ("黑体", 16),
    }
    assert all(_east_asian(run) for paragraph in document.paragraphs for run in paragraph.runs)
    assert "PAGE" in first.footer._element.xml
    assert "PAGE" in first.even_page_footer._element.xml
    assert all(table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader") for table in (document.tables[0], document.tables[2]))


def _face(style: Any) -> tuple[str, float]:
    return style.element.rPr.rFonts.get(qn("w:eastAsia")), style.font.size.pt


def _east_asian(run: Any) -> str | None:
    return run._element.rPr.rFonts.get(qn("w:eastAsia"))  # type: ignore[no-any-return]


_TEXTS = st.text(st.characters(codec=None), max_size=60)
_CELLS = st.one_of(
    _TEXTS, st.none(), st.dates(date(1800, 1, 1)), st.integers(), st.floats(allow_nan=False, allow_infinity=False)
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(_CELLS, _TEXTS), min_size=1, max_size=6), title=_TEXTS)
def test_any_record_at_all_is_written_and_found_equal(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Cell, Cell]], title: str
) -> None:
    folder = tmp_path_factory.mktemp("papers")
    sheet = Sheet(title, title, title, (Column("a", "甲", Kind.NUMBER), Column("b", title)), tuple(rows), (title,))
    assert write_xlsx(folder / "a.xlsx", [sheet]).rows == len(rows)
    assert write_csv(folder / "a.csv", sheet).rows == len(rows)
    assert write_docx(folder / "a.docx", Paper(title, (Page((Words(Look.BODY, title), Table(sheet))),))).rows == len(
        rows
    )
    assert sorted(path.name for path in folder.iterdir()) == ["a.csv", "a.docx", "a.xlsx"]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [((("一",),), COLUMNS), ((), (COLUMNS[0], COLUMNS[0])), (((float("nan"),),), (COLUMNS[5],))],
)
def test_a_sheet_that_is_none_is_refused(rows: tuple[tuple[Cell, ...], ...], columns: tuple[Column, ...]) -> None:
    with pytest.raises(ValueError, match="表"):
        Sheet("表", "", "", columns, rows)


@pytest.mark.parametrize("choices", [("有,逗号",), ("长" * 300,)])
def test_choices_that_no_list_takes_are_refused(choices: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="list"):
        Column("a", "甲", Kind.CHOICE, choices=choices)
