"""A ledger comes back filled in: what changed is told field by field, what cannot be taken is told by its place."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from checklist.actions import Edit, edit
from checklist.ledger import LedgerFilter, LedgerRow, ledger_rows
from checklist.papers.errors import (
    ReturnedDamaged,
    ReturnedForeign,
    ReturnedRefused,
    ReturnedTooLarge,
    ReturnedUnreadable,
    ReturnedUnsafe,
)
from checklist.papers.ledger_sheet import about_sheet, ledger_sheet
from checklist.papers.returned import ReturnedProblem, read_returned
from checklist.papers.returned_cells import Trouble
from checklist.papers.returned_changes import ReturnedChange, changes
from checklist.papers.sheet import Sheet
from checklist.papers.xlsx_file import write_xlsx
from checklist.record import Record
from content.library import Library
from tests.paper_samples import DAY, NASTY, cover, ledger

FIRST = 4  # the row of the first duty, as an office program counts
_NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.fixture(scope="module")
def sent(library: Library) -> Sheet:
    return ledger_sheet(ledger(library)[:12], cover(library))


@pytest.fixture
def path(tmp_path: Path, sent: Sheet, library: Library) -> Path:
    write_xlsx(tmp_path / "台账.xlsx", [sent, about_sheet(sent, cover(library))])
    return tmp_path / "台账.xlsx"


def fill(path: Path, filled: Callable[[Any], None]) -> Path:
    """A colleague opens the ledger, does something and saves it."""
    book = load_workbook(path)
    filled(book["台账"])
    back = path.with_name("回.xlsx")
    book.save(back)
    return back


def place(sent: Sheet, key: str) -> int:
    return sent.keys.index(key) + 1


def look(path: Path, sent: Sheet) -> tuple[list[ReturnedChange], list[ReturnedProblem]]:
    found, problems = changes(read_returned(path), sent)
    return list(found), list(problems)


def test_a_ledger_that_comes_back_as_it_went_out_changes_nothing(path: Path, sent: Sheet) -> None:
    assert look(path, sent) == ([], [])
    assert look(fill(path, lambda page: None), sent) == ([], [])
    returned = read_returned(path)
    assert len(returned.rows) == len(sent.rows)
    assert (set(returned.columns), returned.strange) == (set(sent.keys), ())


def test_nasty_texts_come_back_as_they_went_out(tmp_path: Path, sent: Sheet) -> None:
    at = sent.keys.index("remark")
    rows = tuple((*sent.rows[n % 12][:at], text, f"d.{n}") for n, text in enumerate(NASTY))
    sheet = replace(sent, rows=rows)
    write_xlsx(tmp_path / "a.xlsx", [sheet])
    found, problems = look(tmp_path / "a.xlsx", sheet)
    assert found == []
    assert all(one.trouble is Trouble.UNCLEAN and "x00" in one.value for one in problems)  # _x000D_ typed as such


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("status", "已办结", "done"),
        ("status", " 推进中 ", "in_progress"),
        ("result", "部分达到", "partly"),
        ("lead", "县水利局", "县水利局"),
        ("lead", "县水利局\n县林业局", "县水利局、县林业局"),
        ("supporting", "县水利局、县林业局，县水利局;县气象局", ["县水利局", "县林业局", "县气象局"]),
        ("person", "赵  敏", "赵  敏"),
        ("due", datetime(2027, 5, 6), "2027-05-06"),  # noqa: DTZ001
        ("due", "2027-5-6", "2027-05-06"),
        ("due", "2027/05/06", "2027-05-06"),
        ("due", "2027.5.6", "2027-05-06"),
        ("due", "2027年5月6日", "2027-05-06"),
        ("due", "２０２７年５月６日", "2027-05-06"),
        ("due", "20270506", "2027-05-06"),
        ("due", 46513, "2027-05-06"),
        ("due", None, None),
        ("funds", 50, "50"),
        ("funds", 0.5, "0.5"),
        ("funds", "=1+1 是文字", "=1+1 是文字"),
        ("problems", "一\n二", "一\n二"),
        ("measures", "四月底前_x000D_\n培训", "四月底前\n培训"),
        ("remark", None, None),
    ],
)
def test_a_cell_that_was_filled_is_a_change(path: Path, sent: Sheet, key: str, typed: object, value: object) -> None:
    sent = replace(sent, rows=tuple((*cells[:-2], "旧的备注", cells[-1]) for cells in sent.rows))
    write_xlsx(path, [sent])
    taken = ("不适用", None if typed is None else str(typed).strip())
    at = place(sent, key) - 1
    row = next(n for n, cells in enumerate(sent.rows) if cells[8] not in taken and cells[at] not in taken)

    def filled(page: Any) -> None:
        cell = page.cell(FIRST + row, place(sent, key))
        cell.value = typed
        if isinstance(typed, str) and typed.startswith("="):
            cell.data_type = "s"
        if typed == 46513:
            cell.number_format = "General"

    found, problems = look(fill(path, filled), sent)
    assert problems == []
    assert [(one.duty, one.field, one.value, one.row) for one in found] == [
        (sent.rows[row][-1], key, value, FIRST + row)
    ]
    assert not found[0].is_overtaken


TROUBLES: dict[str, tuple[str, object, Trouble]] = {
    "30 February": ("due", "2027年2月30日", Trouble.DATE_IMPOSSIBLE),
    "30 February without a year": ("due", "2月30日", Trouble.DATE_IMPOSSIBLE),
    "29 February of no leap year": ("due", "2027-02-29", Trouble.DATE_IMPOSSIBLE),
    "a month too many": ("due", "2027-13-01", Trouble.DATE_IMPOSSIBLE),
    "no day": ("due", "长期坚持", Trouble.DATE_IMPOSSIBLE),
    "a number that is no day": ("due", 5, Trouble.DATE_IMPOSSIBLE),
    "a year before": ("due", "1900-01-01", Trouble.DATE_IMPOSSIBLE),
    "another status": ("status", "完成了", Trouble.STATUS_UNKNOWN),
    "a status in English": ("status", "finished", Trouble.STATUS_UNKNOWN),
    "another result": ("result", "良好", Trouble.RESULT_UNKNOWN),
    "a formula": ("remark", "=1+1", Trouble.FORMULA),
    "a formula in a day": ("due", "=TODAY()", Trouble.FORMULA),
    "a link to a program": ("remark", '=HYPERLINK("file:///c:/a.exe")', Trouble.FORMULA),
    "an error": ("remark", "#N/A", Trouble.ERROR_VALUE),
    "a bell": ("remark", "响_x0007_铃", Trouble.UNCLEAN),
    "delete": ("person", "王\x7f建国", Trouble.UNCLEAN),
    "an override": ("person", "王\u202e建国", Trouble.UNCLEAN),
    "a text too long": ("problems", "长" * 20_001, Trouble.TOO_LONG),
    "a name too long": ("person", "长" * 201, Trouble.TOO_LONG),
    "too many units": ("supporting", "、".join(f"县{n}局" for n in range(60)), Trouble.TOO_LONG),
    "no reason": ("status", "不适用", Trouble.REASON_MISSING),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_what_cannot_be_taken_is_told_by_its_place(path: Path, sent: Sheet, name: str) -> None:
    key, typed, trouble = TROUBLES[name]
    row = next(n for n, cells in enumerate(sent.rows) if cells[8] != "不适用")
    back = fill(path, lambda page: page.cell(FIRST + row, place(sent, key), typed))
    found, problems = look(back, sent)
    assert found == []
    title = "不适用原因" if trouble is Trouble.REASON_MISSING else sent.columns[place(sent, key) - 1].title
    assert [(one.row, one.column, one.trouble) for one in problems] == [(FIRST + row, title, trouble)]


def test_the_ids_of_rows_are_held_to(path: Path, sent: Sheet) -> None:
    def filled(page: Any) -> None:
        last, remark = place(sent, "id"), place(sent, "remark")
        for row in range(FIRST, FIRST + 6):
            page.cell(row, remark, f"改{row}")
        page.cell(FIRST, last, "没有这一项")
        page.cell(FIRST + 1, last).value = None
        page.cell(FIRST + 3, last).value = page.cell(FIRST + 2, last).value

    found, problems = look(fill(path, filled), sent)
    assert [(one.row, one.trouble) for one in problems] == [
        (FIRST + 1, Trouble.ID_MISSING),
        (FIRST + 3, Trouble.ID_TWICE),
        (FIRST, Trouble.ID_UNKNOWN),
    ]
    assert [one.row for one in found] == [FIRST + 4, FIRST + 5]


def test_columns_may_be_moved_missing_added_or_spaced(path: Path, sent: Sheet) -> None:
    def filled(page: Any) -> None:
        page.cell(FIRST, place(sent, "remark"), "改过")
        page.delete_cols(2, 3)
        page.insert_cols(1)
        page.cell(3, 1, "我加的一列")
        page.cell(FIRST, 1, "随便写")
        for cell in page[3]:
            cell.value = f" {cell.value[:2]}\n{cell.value[2:]} "
        page.insert_rows(1, 2)

    found, problems = look(fill(path, filled), sent)
    assert ([(one.field, one.after) for one in found], problems) == ([("remark", "改过")], [])
    assert read_returned(path.with_name("回.xlsx")).strange == (" 我加\n的一列 ",)


def test_a_heading_that_stands_twice_is_told(path: Path, sent: Sheet) -> None:
    back = fill(path, lambda page: page.cell(3, place(sent, "id") + 1, "备注"))
    assert [one.trouble for one in look(back, sent)[1]] == [Trouble.HEADING_TWICE]


def test_what_changed_here_meanwhile_is_not_undone_by_old_cells(path: Path, sent: Sheet) -> None:
    """The sheet carries the state it left in: cells left alone say nothing, cells filled say that they are late."""
    at = sent.keys.index("remark")
    now = replace(sent, rows=tuple((*cells[:at], "后来写的", cells[-1]) for cells in sent.rows))
    assert look(path, now) == ([], [])
    found, _ = look(fill(path, lambda page: page.cell(FIRST, at + 1, "同事写的")), now)
    assert [(one.before, one.after, one.is_overtaken) for one in found] == [("后来写的", "同事写的", True)]


def test_without_the_state_it_left_in_a_sheet_is_compared_with_the_record(path: Path, sent: Sheet) -> None:
    book = load_workbook(path)
    del book["基准"]
    book.save(path)
    at = sent.keys.index("remark")
    now = replace(sent, rows=tuple((*cells[:at], "后来写的", cells[-1]) for cells in sent.rows))
    found, _ = look(path, now)
    assert len(found) == len(sent.rows)
    assert {(one.value, one.is_overtaken) for one in found} == {(None, False)}


def test_a_text_that_did_not_fit_its_cell_is_not_taken_for_the_whole(tmp_path: Path, sent: Sheet) -> None:
    at = sent.keys.index("problems")
    sheet = replace(sent, rows=((*sent.rows[0][:at], "长" * 40_000, *sent.rows[0][at + 1 :]),))
    write_xlsx(tmp_path / "a.xlsx", [sheet])
    assert look(tmp_path / "a.xlsx", sheet) == ([], [])
    back = fill(tmp_path / "a.xlsx", lambda page: page.cell(FIRST, at + 1, "只改这一句"))
    found, problems = look(back, sheet)
    assert (found, [one.trouble for one in problems]) == ([], [Trouble.WAS_CUT])


def test_what_comes_back_can_be_done_as_one_action(tmp_path: Path, record: Record, library: Library) -> None:
    def rows() -> tuple[LedgerRow, ...]:
        return ledger_rows(library, record, LedgerFilter(), DAY)

    told = cover(library)
    write_xlsx(tmp_path / "a.xlsx", [ledger_sheet(rows(), told)])
    sheet = ledger_sheet(rows(), told)
    typed = {
        "status": "不适用",
        "reason": "本县没有",
        "supporting": "甲局、乙局",
        "due": "2027年3月1日",
        "remark": "好",
    }

    def filled(page: Any) -> None:
        for key, text in typed.items():
            page.cell(FIRST, place(sheet, key), text)

    found, problems = look(fill(tmp_path / "a.xlsx", filled), sheet)
    assert problems == []
    edit(record, *(Edit(one.duty, one.field, one.value) for one in found))
    row = rows()[0]
    assert (row.reason, row.supporting, row.due, row.remark) == ("本县没有", ("甲局", "乙局"), date(2027, 3, 1), "好")
    assert look(tmp_path / "回.xlsx", ledger_sheet(rows(), told)) == ([], [])


# files from anywhere


def page_of(rows: Iterable[str]) -> str:
    return f"<worksheet {_NAMESPACE}><sheetData>{''.join(rows)}</sheetData></worksheet>"


def repacked(path: Path, changed: dict[str, bytes]) -> Path:
    """The same workbook with other members."""
    back = path.with_name("改.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(back, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *changed)):
            new.writestr(name, changed[name] if name in changed else old.read(name))
    return back


def _million_rows(path: Path) -> Path:
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
    return repacked(path, {"xl/worksheets/sheet1.xml": page_of(row.format(n) for n in range(1, 1_000_001)).encode()})


def _with(name: str, data: bytes) -> Callable[[Path], Path]:
    return lambda path: repacked(path, {name: data})


def _bytes(data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


def _cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-40])
    return path


def _spoiled(path: Path) -> Path:
    data = bytearray(path.read_bytes())
    data[200:260] = bytes(60)
    path.write_bytes(data)
    return path


def _other_workbook(path: Path) -> Path:
    book = Workbook()
    book.active.append(["序号", "姓名"])  # type: ignore[union-attr]
    book.save(path)
    return path


def _missing(path: Path) -> Path:
    path.unlink()
    return path


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
HOSTILE: dict[str, tuple[Callable[[Path], Path], type[ReturnedRefused]]] = {
    "a million rows": (_million_rows, ReturnedTooLarge),
    "a row far below": (_with(SHEET, page_of(['<row r="1048576"/>']).encode()), ReturnedTooLarge),
    "a million texts": (_with(STRINGS, b"<sst>" + b"<si><t>a</t></si>" * 1_000_000 + b"</sst>"), ReturnedTooLarge),
    "a prefix before each row": (_with(SHEET, b"<x:a>" + b"<x:row/>" * 30_000 + b"</x:a>"), ReturnedTooLarge),
    "200 MB of blanks": (_with("xl/media/a.xml", b" " * (200 << 20)), ReturnedTooLarge),
    "entities": (_with(SHEET, BOMB + page_of([]).encode()), ReturnedUnsafe),
    "entities far in": (_with(SHEET, b"<!--" + b"-" * (2 << 20) + b"-->" + BOMB + b"<a/>"), ReturnedUnsafe),
    "entities in the styles": (_with("xl/styles.xml", BOMB + b"<a/>"), ReturnedUnsafe),
    "another encoding": (_with(SHEET, page_of([]).encode("utf-16")), ReturnedUnsafe),
    "an encoding said": (_with(SHEET, b'<?xml version="1.0" encoding="UTF-7"?><a/>'), ReturnedUnsafe),
    "a name outside": (_with("../../evil.xml", b"<a/>"), ReturnedUnsafe),
    "an absolute name": (_with("/etc/passwd", b"a"), ReturnedUnsafe),
    "an old workbook": (_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), ReturnedForeign),
    "no workbook": (_bytes("序号,状态\n".encode("gbk")), ReturnedForeign),
    "nothing": (_bytes(b""), ReturnedForeign),
    "another workbook": (_other_workbook, ReturnedForeign),
    "cut short": (_cut, ReturnedDamaged),
    "spoiled inside": (_spoiled, ReturnedDamaged),
    "a broken sheet": (_with(SHEET, b"<worksheet><sheetData><row r='1'>"), ReturnedDamaged),
    "a broken style": (
        _with("xl/styles.xml", b"<styleSheet><numFmts><numFmt/></numFmts></styleSheet>"),
        ReturnedDamaged,
    ),
    "gone": (_missing, ReturnedUnreadable),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_files_from_anywhere_are_refused_with_a_cause(path: Path, name: str) -> None:
    make, refusal = HOSTILE[name]
    file = make(path)
    start = time.perf_counter()
    with pytest.raises(refusal) as caught:
        read_returned(file)
    assert caught.value.path == file
    assert time.perf_counter() - start < 5  # a second on an idle machine; the benchmark measures


def test_a_row_of_all_columns_and_a_lying_dimension_do_no_harm(path: Path, sent: Sheet) -> None:
    with zipfile.ZipFile(path) as archive:
        page = archive.read(SHEET).decode()
    page = page.replace("</row>", '<c r="XFD3" t="str"><v>远</v></c></row>', 1)
    wide = page[: page.index("<dimension")] + '<dimension ref="A1:A1"/>' + page[page.index("<sheetViews") :]
    back = repacked(path, {SHEET: wide.encode()})
    assert look(back, sent) == ([], [])
