"""A sheet as CSV: UTF-8 with its mark, so that office programs know it; days as 2026-02-28; no formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import zip_longest
from pathlib import Path

from checklist.papers.broken import BROKEN
from checklist.papers.draft import draft, write_bytes
from checklist.papers.errors import PaperNotEqual
from checklist.papers.guarding import guard, is_risky
from checklist.papers.sheet import Sheet, Written
from checklist.papers.texts import clean, plain
from checklist.papers.words import NOTE_GUARDED

_ENCODING = "utf-8-sig"
_LONGEST = 1 << 30  # the reader's own limit is 131,072 characters


def write_csv(path: Path, sheet: Sheet) -> Written:
    """Headings, rows, notes behind an empty line. Raises PaperTargetUnwritable, PaperNotEqual.

    A text that a program might take for a formula gets ' before it; where there is one, the last note says so.
    """
    guarded = sum(isinstance(cell, str) and is_risky(clean(cell)) for row in sheet.rows for cell in row)
    lines = list(_lines(sheet, guarded))
    with draft(path) as copy:
        text = StringIO()
        csv.writer(text).writerows(lines)
        write_bytes(copy, text.getvalue().encode(_ENCODING))
        check_csv(copy, sheet, lines)
    return Written(len(sheet.rows), guarded=guarded)


def check_csv(path: Path, sheet: Sheet, lines: list[list[str]]) -> None:
    """Read the file and hold every field against `lines`. Raises PaperNotEqual, OSError."""
    before = csv.field_size_limit(_LONGEST)
    try:
        with path.open(encoding=_ENCODING, newline="") as file:
            for number, (found, wanted) in enumerate(zip_longest(csv.reader(file), lines)):
                if found != wanted:
                    raise PaperNotEqual(path, sheet.name, number, _column(sheet, found or [], wanted or []))
    except BROKEN as error:
        raise PaperNotEqual(path, sheet.name, 0) from error
    finally:
        csv.field_size_limit(before)


def _lines(sheet: Sheet, guarded: int) -> Iterator[list[str]]:
    yield [guard(clean(column.title)) for column in sheet.columns]
    for row in sheet.rows:
        yield [guard(plain(cell)) if isinstance(cell, str) else plain(cell) for cell in row]
    notes = [guard(clean(note)) for note in sheet.notes] + ([NOTE_GUARDED.format(count=guarded)] if guarded else [])
    if notes:
        yield []
    yield from ([note] for note in notes)


def _column(sheet: Sheet, found: list[str], wanted: list[str]) -> str:
    """The heading of the first field that differs."""
    pairs = zip_longest(found, wanted)
    at = next((at for at, (one, other) in enumerate(pairs) if one != other), len(sheet.columns))
    return sheet.columns[at].title if at < len(sheet.columns) else ""
