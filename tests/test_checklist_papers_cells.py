"""A returned workbook cell by cell, and how it is measured: in small, without an office program."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from checklist.papers import returned_measure
from checklist.papers.errors import (
    ReturnedDamaged,
    ReturnedForeign,
    ReturnedRefused,
    ReturnedTooLarge,
    ReturnedUnreadable,
    ReturnedUnsafe,
)
from checklist.papers.ledger_sheet import LEDGER_COLUMNS
from checklist.papers.returned import Returned, ReturnedRow, read_returned
from checklist.papers.returned_cells import Trouble, TroubledCell, read_cell, read_day
from checklist.papers.returned_changes import changes
from checklist.papers.returned_measure import measure
from checklist.papers.sheet import Cell, Kind, Sheet
from checklist.papers.xlsx_base import digest
from checklist.papers.xlsx_compare import as_compared


@dataclass
class Typed:
    """As the office's library gives a cell."""

    value: object
    data_type: str = "s"
    number_format: str = "General"


TEXTS = [
    (None, None),
    (Typed(None), None),
    (Typed("县域"), "县域"),
    (Typed("一\r\n二\r三"), "一\n二\n三"),
    (Typed(True), "TRUE"),
    (Typed(3), "3"),
    (Typed(0.25), "0.25"),
    (Typed(0.125, number_format="0.0%"), "12.5%"),
    (Typed(datetime(2027, 5, 6)), "2027-05-06"),  # noqa: DTZ001
    (Typed(datetime(2027, 5, 6, 7, 8)), "2027-05-06 07:08:00"),  # noqa: DTZ001
    (Typed(time(7, 8)), "07:08:00"),
    (Typed("_x4e2d_"), "_x4e2d_"),
]


@pytest.mark.parametrize(("cell", "value"), TEXTS)
def test_a_cell_of_a_column_of_texts(cell: Typed | None, value: Cell) -> None:
    assert read_cell(cell, Kind.TEXT) == value


DAYS = [
    (Typed(datetime(2027, 5, 6, 23)), date(2027, 5, 6)),  # noqa: DTZ001
    (Typed(date(2027, 5, 6)), date(2027, 5, 6)),
    (Typed(46513), date(2027, 5, 6)),
    (Typed(46513.9), date(2027, 5, 6)),
    (Typed(18_264), date(1950, 1, 1)),
    (Typed(401_768), date(2999, 12, 31)),
    (Typed(20270506), date(2027, 5, 6)),
    (Typed("2027-5-6"), date(2027, 5, 6)),
    (Typed(" "), None),
    (Typed(None), None),
]


@pytest.mark.parametrize(("cell", "value"), DAYS)
def test_a_cell_of_a_column_of_days(cell: Typed, value: Cell) -> None:
    assert read_cell(cell, Kind.DATE) == value


TROUBLES = [
    (Typed("=1+1", "f"), Kind.TEXT, Trouble.FORMULA, "=1+1"),
    (Typed("=TODAY()", "f"), Kind.DATE, Trouble.FORMULA, "=TODAY()"),
    (Typed("#N/A", "e"), Kind.TEXT, Trouble.ERROR_VALUE, "#N/A"),
    (Typed("响_x0007_铃"), Kind.TEXT, Trouble.UNCLEAN, "响_x0007_铃"),
    (Typed("_x007F_"), Kind.TEXT, Trouble.UNCLEAN, "_x007F_"),
    (Typed("响\x07铃"), Kind.TEXT, Trouble.UNCLEAN, "响?铃"),
    (Typed("a\u202eb"), Kind.TEXT, Trouble.UNCLEAN, "a?b"),
    (Typed(18_263), Kind.DATE, Trouble.DATE_IMPOSSIBLE, "18263"),
    (Typed(401_769), Kind.DATE, Trouble.DATE_IMPOSSIBLE, "401769"),
    (Typed(True), Kind.DATE, Trouble.DATE_IMPOSSIBLE, "TRUE"),
    (Typed("明天" * 60), Kind.DATE, Trouble.DATE_IMPOSSIBLE, "明天" * 40),
]


@pytest.mark.parametrize(("cell", "kind", "trouble", "value"), TROUBLES)
def test_a_cell_that_is_not_taken(cell: Typed, kind: Kind, trouble: Trouble, value: str) -> None:
    with pytest.raises(TroubledCell) as told:
        read_cell(cell, kind)
    assert (told.value.trouble, told.value.value) == (trouble, value)


@pytest.mark.parametrize(
    "words", ["2026-02-08", "2026.2.8", "2026/02/08", "2026年2月8日", "20260208", "２０２６ 年 2 月 8 日", "2026-2-8"]
)
def test_a_day_as_people_write_it(words: str) -> None:
    assert read_day(words) == date(2026, 2, 8)


@pytest.mark.parametrize(
    "words", ["", "2月8日", "2026", "2026-02-30", "2026-13-01", "8-2-2026", "2026-02-08x", "202628"]
)
def test_what_is_no_day(words: str) -> None:
    with pytest.raises(TroubledCell) as told:
        read_day(words)
    assert (told.value.trouble, told.value.value) == (Trouble.DATE_IMPOSSIBLE, words)


# what would change


def row_of(**cells: Cell) -> tuple[Cell, ...]:
    known: dict[str, Cell] = {"id": "d1", "status": "推进中", **cells}
    return tuple(known.get(column.key) for column in LEDGER_COLUMNS)


def came(base: dict[str, str] | None = None, **cells: Cell) -> Returned:
    return Returned({"d1": ReturnedRow(7, cells)}, tuple(cells), (), {"d1": base or {}}, ())


def looked(now: dict[str, Cell], returned: Returned) -> list[tuple[object, ...]]:
    found, problems = changes(returned, Sheet("台账", "", "", LEDGER_COLUMNS, (row_of(**now),)))
    return [*((one.field, one.before, one.after, one.value, one.is_overtaken) for one in found),
            *((one.trouble, one.row, one.column, one.value) for one in problems)]  # fmt: skip


SAID = digest(as_compared("县科技局"))
CHANGES = [
    ({}, came(lead="县科技局"), [("lead", "", "县科技局", "县科技局", False)]),
    ({"lead": "县科技局"}, came(lead="县科技局"), []),
    ({"lead": "县科技局"}, came(lead=None), [("lead", "县科技局", "", None, False)]),
    ({"lead": "乙"}, came({"lead": SAID}, lead="县科技局"), []),
    ({"lead": "乙"}, came({"lead": SAID}, lead="丙"), [("lead", "乙", "丙", "丙", True)]),
    ({"lead": "县科技局"}, came({"lead": SAID}, lead="丙"), [("lead", "县科技局", "丙", "丙", False)]),
    ({}, came(lead="甲\n 乙"), [("lead", "", "甲\n 乙", "甲、乙", False)]),
    ({}, came(supporting="甲，乙,丙;丁；戊\n甲、 "),
     [("supporting", "", "甲，乙,丙;丁；戊\n甲、", ["甲", "乙", "丙", "丁", "戊"], False)]),
    ({}, came(status="已办结"), [("status", "推进中", "已办结", "done", False)]),
    ({}, came(status=None), []),
    ({}, came(status="大概"), [(Trouble.STATUS_UNKNOWN, 7, "状态", "大概")]),
    ({}, came(result="大概"), [(Trouble.RESULT_UNKNOWN, 7, "评价", "大概")]),
    ({}, came(person="长" * 201), [(Trouble.TOO_LONG, 7, "责任人", "长" * 80)]),
    ({}, came(status="不适用"), [(Trouble.REASON_MISSING, 7, "不适用原因", "")]),
    ({}, came(status="不适用", reason="本县没有", lead="甲"),
     [("status", "推进中", "不适用", "not_applicable", False), ("lead", "", "甲", "甲", False),
      ("reason", "", "本县没有", "本县没有", False)]),
    ({}, came(status="不适用", lead="甲"),
     [("lead", "", "甲", "甲", False), (Trouble.REASON_MISSING, 7, "不适用原因", "")]),
    ({}, came(requirement="改了原文", chapter="改了章节"), []),
    ({"status": "不适用", "reason": "没有"}, came(reason=None), [(Trouble.REASON_MISSING, 7, "不适用原因", "")]),
    ({"status": "不适用", "reason": ""}, came(lead="甲"), [("lead", "", "甲", "甲", False)]),
    ({"remark": "长" * 33_000}, came(remark="短"), [(Trouble.WAS_CUT, 7, "备注", "短")]),
]  # fmt: skip


@pytest.mark.parametrize(("now", "returned", "expected"), CHANGES)
def test_what_a_returned_cell_would_change(
    now: dict[str, Cell], returned: Returned, expected: list[tuple[object, ...]]
) -> None:
    assert sorted(map(str, looked(now, returned))) == sorted(map(str, expected))


def test_a_duty_that_is_not_here_is_told() -> None:
    strange = replace(
        came(lead="甲"), rows={"x" * 99: ReturnedRow(9, {"lead": "甲"}), "d1": ReturnedRow(10, {"lead": "乙"})}
    )
    assert looked({}, strange) == [("lead", "", "乙", "乙", False), (Trouble.ID_UNKNOWN, 9, "编号（勿改）", "x" * 80)]


# headings


def typed(path: Path, *rows: Sequence[object]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


@pytest.mark.parametrize(("above", "is_found"), [(0, True), (19, True), (20, False)])
def test_headings_stand_in_the_first_twenty_rows(tmp_path: Path, above: int, is_found: bool) -> None:
    path = typed(tmp_path / "a.xlsx", *[["说明"]] * above, ["编号", "备注"], ["d1", "好"])
    if is_found:
        assert read_returned(path).rows == {"d1": ReturnedRow(above + 2, {"remark": "好"})}
        return
    with pytest.raises(ReturnedForeign):
        read_returned(path)


@pytest.mark.parametrize("headings", [["编号"], ["备注", "状态"], ["编号", "别的"], []])
def test_without_numbers_and_one_more_heading_it_is_no_ledger(tmp_path: Path, headings: list[str]) -> None:
    with pytest.raises(ReturnedForeign):
        read_returned(typed(tmp_path / "a.xlsx", headings, ["d1", "好"]))


def test_rows_are_known_by_their_numbers(tmp_path: Path) -> None:
    """One without a number is told if it says anything; twice the same number is told, and neither is taken."""
    rows = (["编号（勿改）", " 备 注 ", "新列", "remark"], [" d1 ", "好"], [None, None], [None, "谁的"],
            [None, "注：说明"], ["d2", "一"], ["d2", "二"], ["d3", "=1+1"], ["d4"])  # fmt: skip
    found = read_returned(typed(tmp_path / "a.xlsx", *rows))
    assert {name: (row.number, dict(row.cells)) for name, row in found.rows.items()} == {
        "d1": (2, {"remark": "好"}), "d3": (8, {}), "d4": (9, {"remark": None})}  # fmt: skip
    assert (found.columns, found.strange, found.base) == (("id", "remark"), ("新列", "remark"), {})
    assert [(one.row, one.column, one.trouble, one.value) for one in found.problems] == [
        (1, "remark", Trouble.HEADING_TWICE, ""),
        (4, "编号（勿改）", Trouble.ID_MISSING, ""),
        (7, "编号（勿改）", Trouble.ID_TWICE, "d2"),
        (8, " 备 注 ", Trouble.FORMULA, "=1+1"),
    ]


# measured


def workbook(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {"[Content_Types].xml": b"<a/>", **members}.items():
            archive.writestr(name, data)
    return path


SHEET = "xl/worksheets/sheet1.xml"
MEASURED: list[tuple[str, dict[str, bytes], type[ReturnedRefused] | None]] = [
    ("as many rows as are taken", {SHEET: b"<a>" + b"<row/>" * 20_000 + b"</a>"}, None),
    ("one row more", {SHEET: b"<a>" + b"<row/>" * 20_001 + b"</a>"}, ReturnedTooLarge),
    ("in two sheets", {SHEET: b"<a>" + b"<row/>" * 15_000 + b"</a>", "b.xml": b"<a>" + b"<row/>" * 15_000}, None),
    ("the last row there is", {SHEET: b'<row r="20000"/>'}, None),
    ("a row below it", {SHEET: b"<row r = '20001'/>"}, ReturnedTooLarge),
    ("rows that go back", {SHEET: b'<row r="20000"/><row r="1"/>'}, ReturnedTooLarge),
    ("rows of a prefix", {SHEET: b'<x:row r="20001"/>'}, ReturnedTooLarge),
    ("rows by name only", {SHEET: b'<rows r="20001"/><arow r="99999"/>'}, None),
    ("across two pieces", {SHEET: b"<a>" + b" " * ((1 << 20) - 6) + b'<row r="20001"/></a>'}, ReturnedTooLarge),
    ("relations too", {"a.RELS": b'<row r="20001"/>'}, ReturnedTooLarge),
    ("pictures are not looked at", {"a.png": b'<row r="20001"/><!DOCTYPE x>'}, None),
    ("nor an office's own data", {"customXml/a.xml": b'\xff\xfe<row r="20001"/>'}, None),
    ("a document type", {SHEET: b"<!doctype x><a/>"}, ReturnedUnsafe),
    ("an entity", {SHEET: b"<a/>" + b" " * ((1 << 20) - 8) + b"<!ENTITY a 'b'>"}, ReturnedUnsafe),
    ("a mark of UTF-8", {SHEET: b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?><a/>'}, None),
    ("ASCII said", {SHEET: b"<?xml version='1.0' encoding='US-ASCII'?><a/>"}, None),
    ("GBK said", {SHEET: b'<?xml version="1.0" encoding="gbk"?><a/>'}, ReturnedUnsafe),
    ("UTF-16 unsaid", {SHEET: "<a/>".encode("utf-16-le")}, ReturnedUnsafe),
    ("no markup", {SHEET: b"words"}, ReturnedUnsafe),
    ("a name with a drive", {"C:/a.xml": b"<a/>"}, ReturnedUnsafe),
    ("a name above", {"a/../b.xml": b"<a/>"}, ReturnedUnsafe),
    ("a name too long", {"a" * 241: b""}, ReturnedUnsafe),
    ("a name as long as they come", {"a" * 240: b""}, None),
    ("nothing in it", {SHEET: b""}, None),
]


@pytest.mark.parametrize(("name", "members", "refusal"), MEASURED, ids=[row[0] for row in MEASURED])
def test_a_workbook_is_measured_first(
    tmp_path: Path, name: str, members: dict[str, bytes], refusal: type[ReturnedRefused] | None
) -> None:
    path = workbook(tmp_path / "a.xlsx", members)
    if refusal is None:
        measure(path)
        return
    with pytest.raises(ReturnedRefused) as told:
        measure(path)
    assert (type(told.value), told.value.path) == (refusal, path)


def test_texts_are_counted_over_all_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", {"a.xml": b"<si/><x:si>", "b.xml": b"<si a='1'/><sib/>"})
    monkeypatch.setattr(returned_measure, "_MOST_TEXTS", 3)
    measure(path)
    monkeypatch.setattr(returned_measure, "_MOST_TEXTS", 2)
    with pytest.raises(ReturnedTooLarge) as told:
        measure(path)
    assert (told.value.reason, told.value.limit) == ("texts", 2)


def test_what_is_no_workbook_is_told_apart(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.xml", b"<a/>")
    (tmp_path / "words.xlsx").write_bytes(b"words")
    (tmp_path / "cut.xlsx").write_bytes(workbook(tmp_path / "a.xlsx", {}).read_bytes()[:-4])
    causes = {
        "other.zip": ReturnedForeign,
        "words.xlsx": ReturnedForeign,
        "cut.xlsx": ReturnedDamaged,
        "none": ReturnedUnreadable,
    }
    for name, cause in causes.items():
        with pytest.raises(ReturnedRefused) as told:
            measure(tmp_path / name)
        assert type(told.value) is cause
