"""A sheet made fit for a workbook: texts no cell holds are cut, visibly; names as workbooks allow them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from checklist.papers.sheet import Cell, Cut, Sheet
from checklist.papers.texts import breadth, clean, plain, units
from checklist.papers.words import CUT, SHEET_NAME

LONGEST = 32_767  # UTF-16 units in a cell
_LONGEST_NAME = 31
HIGHEST = 409.0  # points: no row can be higher
_USED = 0.97  # of a column's width; what is left goes to its edges and to lines that break early
_LINE, _AIR = 14.5, 3.0  # points a line at 10 points, as office programs set it; above and below
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_FIRST_DAY = date(1900, 3, 1)  # before it, programs disagree on the number of a day
_EXACT = 10**15


def fit(sheet: Sheet) -> tuple[Sheet, tuple[Cut, ...]]:
    """The sheet as it can be written, and which texts lost how much. Numbers keep fifteen digits."""
    cuts: list[Cut] = []
    rows = []
    for number, row in enumerate(sheet.rows, 1):
        fitted = tuple(_fit(cell) for cell in row)
        for column, cell, kept in zip(sheet.columns, row, fitted, strict=True):
            if isinstance(cell, str) and (lost := _lost(clean(cell), str(kept))):
                cuts.append(Cut(sheet.name, number, column.title, lost))
        rows.append(fitted)
    notes = tuple(shorten(clean(note)) for note in sheet.notes)
    columns = tuple(replace(column, title=shorten(clean(column.title))) for column in sheet.columns)
    title, subtitle = shorten(clean(sheet.title)), shorten(clean(sheet.subtitle))
    return replace(sheet, title=title, subtitle=subtitle, columns=columns, rows=tuple(rows), notes=notes), tuple(cuts)


def shorten(text: str) -> str:
    """A text that a cell holds: cut where it is too long, with the number of characters that are missing."""
    if 2 * len(text) <= LONGEST or units(text) <= LONGEST:
        return text
    kept = LONGEST - units(CUT.format(count=len(text)))
    head = text.encode("utf-16-le")[: 2 * kept].decode("utf-16-le", "ignore")
    return head + CUT.format(count=len(text) - len(head))


def names(sheets: Iterable[Sheet]) -> list[str]:
    """Names as workbooks allow them: 31 characters, some forbidden, none twice."""
    taken: list[str] = []
    for sheet in sheets:
        name = _trimmed(_FORBIDDEN.sub("_", " ".join(clean(sheet.name).split()))) or SHEET_NAME
        unique, number = name, 1
        while unique.casefold() in {one.casefold() for one in (*taken, "History")}:
            number += 1
            unique = f"{_trimmed(name, len(f'-{number}'))}-{number}"
        taken.append(unique)
    return taken


def heights(sheet: Sheet) -> list[float]:
    """Of each row in points, as much as its text needs; office programs do not agree on finding that themselves."""
    return [_lines(sheet, row) * _LINE + _AIR for row in sheet.rows]


def tall(sheet: Sheet) -> tuple[int, ...]:
    """Rows (from 1) with more lines than the highest row shows."""
    return tuple(number for number, height in enumerate(heights(sheet), 1) if height > HIGHEST)


def _fit(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return shorten(clean(cell))
    if isinstance(cell, date):
        return cell if cell >= _FIRST_DAY else cell.isoformat()
    if cell is None or (isinstance(cell, int) and abs(cell) < _EXACT):
        return cell
    return float(plain(cell)) if isinstance(cell, float) and abs(cell) < _EXACT else plain(cell)


def _lost(whole: str, kept: str) -> int:
    if whole == kept:
        return 0
    same = next((at for at, pair in enumerate(zip(whole, kept, strict=False)) if pair[0] != pair[1]), len(kept))
    return len(whole) - same


def _trimmed(name: str, less: int = 0) -> str:
    """Cut to the length of names; quotation marks at the ends are not allowed."""
    cut = name.strip().strip("'").encode("utf-16-le")[: 2 * (_LONGEST_NAME - less)].decode("utf-16-le", "ignore")
    return cut.strip().strip("'").strip()


def _lines(sheet: Sheet, row: tuple[Cell, ...]) -> int:
    pairs = zip(sheet.columns, row, strict=True)
    return max((_lines_of(plain(cell), column.width) for column, cell in pairs), default=1)


def _lines_of(text: str, width: float) -> int:
    return sum(max(1, math.ceil(breadth(line) / (width * _USED))) for line in text.split("\n"))
