"""A ledger that went out as a workbook comes back filled in: what it says, cell by cell, and what cannot be taken."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from checklist.papers.broken import BROKEN
from checklist.papers.errors import ReturnedDamaged, ReturnedForeign, ReturnedUnreadable
from checklist.papers.ledger_sheet import LEDGER_COLUMNS
from checklist.papers.returned_cells import Trouble, TroubledCell, read_cell
from checklist.papers.returned_measure import MOST_ROWS, measure
from checklist.papers.sheet import ID, Cell, Column
from checklist.papers.words import BASE_SHEET, NOTE
from checklist.papers.xlsx_style import FIRST, HEADER

_HEADER_WITHIN = 20  # rows from the top
_MOST_COLUMNS = 100
_ASIDE = re.compile(r"\([^)]*\)|\s+")


@dataclass(frozen=True, slots=True)
class ReturnedProblem:
    """What is not taken, and where: `row` as the office program counts, `column` its heading, `value` as it stands."""

    row: int
    column: str
    trouble: Trouble
    value: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One duty's cells by the keys of their columns, without those that are troubled."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Returned:
    """Rows by the id of their duty; `columns` are the keys of recognised headings, `strange` the other headings.

    `base` are the digests of the cells as they went out, by id and key; empty where the sheet was copied elsewhere.
    """

    rows: Mapping[str, ReturnedRow]
    columns: tuple[str, ...]
    strange: tuple[str, ...]
    base: Mapping[str, Mapping[str, str]]
    problems: tuple[ReturnedProblem, ...]


def read_returned(path: Path, columns: Sequence[Column] = LEDGER_COLUMNS) -> Returned:
    """Read a workbook from anywhere. Formulas are never computed; moved, lacking and added columns are no matter.

    Raises ReturnedUnreadable, ReturnedForeign, ReturnedDamaged, ReturnedUnsafe, ReturnedTooLarge.
    """
    measure(path)
    from openpyxl import load_workbook  # 200 ms: only for those who import

    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that the library passes over
            book = load_workbook(file, read_only=True, keep_links=False)
            pages = [page for page in book.worksheets if page.title != BASE_SHEET]
            base = _base(book[BASE_SHEET]) if BASE_SHEET in book.sheetnames else {}
            for page in pages:
                found = _header(page, columns)
                if found is not None:
                    return _read(page, found, columns, base)
    except OSError as error:
        raise ReturnedUnreadable(path, str(error)) from error
    except BROKEN as error:
        raise ReturnedDamaged(path, str(error)) from error
    raise ReturnedForeign(path, "no headings")


@dataclass(frozen=True, slots=True)
class _Header:
    """`row` from 1; the place of each known key; headings as they stand, by place."""

    row: int
    places: Mapping[str, int]
    headings: tuple[str, ...]
    twice: tuple[str, ...]


def _header(page: Any, columns: Sequence[Column]) -> _Header | None:
    """The first row that has the heading of the numbers and one more."""
    known = {_folded(name): column.key for column in columns for name in (column.title, column.key)}
    for number, row in enumerate(_rows(page, _HEADER_WITHIN), 1):
        headings = tuple("" if cell.value is None else str(cell.value) for cell in row)
        places: dict[str, int] = {}
        twice = []
        for at, heading in enumerate(headings):
            key = known.get(_folded(heading))
            if key in places:
                twice.append(heading)
            elif key is not None:
                places[key] = at
        if ID in places and len(places) > 1:
            return _Header(number, places, headings, tuple(twice))
    return None


def _read(page: Any, header: _Header, columns: Sequence[Column], base: Mapping[str, Mapping[str, str]]) -> Returned:
    kinds = {column.key: column.kind for column in columns}
    rows: dict[str, ReturnedRow] = {}
    problems = [ReturnedProblem(header.row, heading, Trouble.HEADING_TWICE) for heading in header.twice]
    twice: set[str] = set()
    for number, row in enumerate(islice(_rows(page, MOST_ROWS), header.row, None), header.row + 1):
        cells: dict[str, Cell] = {}
        for key, at in header.places.items():
            try:
                cells[key] = read_cell(row[at] if at < len(row) else None, kinds[key])
            except TroubledCell as error:
                problems.append(ReturnedProblem(number, header.headings[at], error.trouble, error.value))
        name = str(cells.pop(ID, "") or "").strip()
        if name in rows:
            twice.add(name)
            problems.append(ReturnedProblem(number, header.headings[header.places[ID]], Trouble.ID_TWICE, name))
        elif name:
            rows[name] = ReturnedRow(number, cells)
        elif _says_something(row):
            problems.append(ReturnedProblem(number, header.headings[header.places[ID]], Trouble.ID_MISSING))
    known = set(header.places.values())
    strange = tuple(one for at, one in enumerate(header.headings) if one.strip() and at not in known)
    kept = {name: row for name, row in rows.items() if name not in twice}
    return Returned(kept, tuple(header.places), strange, base, tuple(problems))


def _says_something(row: Sequence[Any]) -> bool:
    """Whether a row without a number holds anything but a note of ours."""
    said = [str(cell.value) for cell in row if cell.value is not None and str(cell.value).strip()]
    return bool(said) and not (len(said) == 1 and said[0].startswith(NOTE))


def _base(page: Any) -> dict[str, dict[str, str]]:
    """The digests that went along."""
    rows = [[cell.value for cell in row] for row in _rows(page, MOST_ROWS)]
    if len(rows) <= HEADER or ID not in rows[HEADER]:
        return {}
    keys, where = rows[HEADER], rows[HEADER].index(ID)
    return {
        str(row[where]): {str(key): str(cell or "") for key, cell in zip(keys, row, strict=False) if key != ID}
        for row in rows[FIRST:]
        if len(row) > where and row[where]
    }


def _rows(page: Any, most: int) -> Iterator[tuple[Any, ...]]:
    page.reset_dimensions()  # they are only what the file says of itself
    yield from page.iter_rows(max_row=most, max_col=_MOST_COLUMNS)


def _folded(heading: str) -> str:
    """A heading without blanks and what stands in brackets: 编号（勿改） is 编号."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", heading)).casefold()
