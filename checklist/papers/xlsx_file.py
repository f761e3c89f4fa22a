"""Sheets as a workbook: real days and numbers, every text a text, nothing a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from checklist.papers.draft import draft, write_bytes
from checklist.papers.errors import PaperTooLong
from checklist.papers.guarding import is_risky
from checklist.papers.sheet import ID, Cell, Column, Kind, Sheet, Written
from checklist.papers.texts import breadth
from checklist.papers.xlsx_base import base_of
from checklist.papers.xlsx_check import check_xlsx
from checklist.papers.xlsx_fit import fit, names, tall
from checklist.papers.xlsx_style import FIRST, HEADER, dress, formats, printed

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS, MOST_COLUMNS = 1_000_000, 16_384
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NOTE_LINE, _HIGHEST = 13, 409  # points
_LONGEST_PROPERTY = 255


def write_xlsx(path: Path, sheets: Sequence[Sheet]) -> Written:
    """Write, open again, hold every cell against the sheets, and only then put in place.

    A sheet with a column of ids takes along, hidden, the state it left in, so that what comes back can be told from
    what changed meanwhile. Raises PaperTooLong, PaperTargetUnwritable, PaperNotEqual.
    """
    for sheet in sheets:
        for count, limit in ((len(sheet.rows), MOST_ROWS), (len(sheet.columns), MOST_COLUMNS)):
            if count > limit:
                raise PaperTooLong(path, count, limit)
    pairs = [fit(sheet) for sheet in (*sheets, *(base_of(sheet) for sheet in sheets if sheet.has_id))]
    fitted, titles = [sheet for sheet, _ in pairs], names(sheet for sheet, _ in pairs)
    with draft(path) as copy:
        write_bytes(copy, _workbook(fitted, titles))
        check_xlsx(copy, fitted, titles)
    shown = [sheet for sheet in fitted if not sheet.is_hidden]
    return Written(
        rows=sum(len(sheet.rows) for sheet in shown),
        cuts=tuple(cut for _, cuts in pairs for cut in cuts),
        tall=tuple(number for sheet in shown for number in tall(sheet)),
        guarded=sum(isinstance(cell, str) and is_risky(cell) for sheet in shown for row in sheet.rows for cell in row),
    )


def _workbook(sheets: Sequence[Sheet], titles: Sequence[str]) -> bytes:
    from xlsxwriter import Workbook  # 60 ms: only for those who export

    data = BytesIO()
    book = Workbook(data, _OPTIONS)
    if sheets:
        book.set_properties({"title": sheets[0].title[:_LONGEST_PROPERTY]})
    looks = formats(book)
    for sheet, title in zip(sheets, titles, strict=True):
        page = book.add_worksheet(title)
        _fill(page, sheet, looks)
        dress(page, sheet)
    book.close()
    return data.getvalue()


def _fill(page: Worksheet, sheet: Sheet, looks: dict[str, Format]) -> None:
    _across(page, 0, sheet.title, sheet, looks["title"])
    _across(page, 1, sheet.subtitle, sheet, looks["subtitle"])
    for at, column in enumerate(sheet.columns):
        _write_text(page, HEADER, at, column.title, looks["head-fillable" if column.fillable else "head"])
    for number, row in enumerate(sheet.rows, FIRST):
        for at, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _write(page, (number, at), cell, _look(column, cell, looks))
    room = sum(column.width for column in sheet.columns[: printed(sheet)])
    for number, note in enumerate(sheet.notes, FIRST + len(sheet.rows) + 1):
        _across(page, number, note, sheet, looks["note"])
        page.set_row(number, min(_HIGHEST, _NOTE_LINE * (1 + breadth(note) // max(room, 1))))


def _look(column: Column, cell: Cell, looks: dict[str, Format]) -> Format:
    if isinstance(cell, str) and is_risky(cell):
        return looks["guarded"]
    if column.key == ID:
        return looks["id"]
    return looks[Kind.DATE if isinstance(cell, date) else column.kind]


def _write(page: Worksheet, at: tuple[int, int], cell: Cell, look: Format) -> None:
    if cell is None or cell == "":
        page.write_blank(*at, None, look)
    elif isinstance(cell, str):
        _write_text(page, *at, cell, look)
    elif isinstance(cell, date):
        page.write_datetime(*at, cell, look)
    else:
        page.write_number(*at, cell, look)


def _write_text(page: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """The library takes a text between <r> and </r> for its own markup unless it comes in pieces."""
    if text.startswith("<r>") and text.endswith("</r>"):
        page.write_rich_string(row, column, look, text[:1], look, text[1:], look)
    else:
        page.write_string(row, column, text, look)


def _across(page: Worksheet, row: int, text: str, sheet: Sheet, look: Format) -> None:
    """Over all printed columns."""
    last = printed(sheet) - 1
    if last > 0:
        page.merge_range(row, 0, row, last, "", look)
    _write_text(page, row, 0, text, look)
