"""Opens a workbook again and holds every cell against the sheets it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from checklist.papers.broken import BROKEN
from checklist.papers.errors import PaperNotEqual
from checklist.papers.sheet import Sheet
from checklist.papers.texts import plain
from checklist.papers.xlsx_compare import as_read
from checklist.papers.xlsx_style import FIRST


def check_xlsx(path: Path, sheets: Sequence[Sheet], titles: Sequence[str]) -> None:
    """Raises PaperNotEqual, OSError."""
    from openpyxl import load_workbook  # 200 ms: only for those who export

    try:
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True)
            if book.sheetnames != list(titles):
                raise PaperNotEqual(path, "", 0)
            for sheet, title in zip(sheets, titles, strict=True):
                _check(path, sheet, book[title].iter_rows())
    except BROKEN as error:
        raise PaperNotEqual(path, "", 0) from error


def _check(path: Path, sheet: Sheet, found: Iterator[tuple[Any, ...]]) -> None:
    for at, (wanted, cells) in enumerate(zip_longest(_rows(sheet), found, fillvalue=())):
        for column, (text, cell) in enumerate(zip_longest(wanted, cells)):
            if (cell is not None and cell.data_type == "f") or _text(cell) != as_read(text or ""):
                heading = sheet.columns[column].title if column < len(sheet.columns) else ""
                number = at - FIRST + 1
                raise PaperNotEqual(path, sheet.name, number if 0 < number <= len(sheet.rows) + 1 else 0, heading)


def _rows(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    yield (sheet.title,)
    yield (sheet.subtitle,)
    yield tuple(column.title for column in sheet.columns)
    for row in sheet.rows:
        yield tuple(plain(cell) for cell in row)
    if sheet.notes:
        yield ()
    yield from ((note,) for note in sheet.notes)


def _text(cell: Any) -> str:
    value = None if cell is None else cell.value
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value if isinstance(value, str) else plain(value)
