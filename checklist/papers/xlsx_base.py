"""The state in which a sheet went out, carried along hidden: digests of the cells that may come back changed."""

from __future__ import annotations

import hashlib

from checklist.papers.sheet import ID, Column, Sheet
from checklist.papers.words import BASE_NOTE, BASE_SHEET
from checklist.papers.xlsx_compare import as_compared

_DIGITS = 12


def base_of(sheet: Sheet) -> Sheet:
    """A hidden sheet with the ids of `sheet` and a digest for each cell of its fillable columns."""
    kept = [at for at, column in enumerate(sheet.columns) if column.fillable]
    where = sheet.keys.index(ID)
    columns = (Column(ID, ID), *(Column(sheet.columns[at].key, sheet.columns[at].key) for at in kept))
    rows = tuple((row[where], *(digest(as_compared(row[at])) for at in kept)) for row in sheet.rows)
    return Sheet(BASE_SHEET, BASE_NOTE, "", columns, rows, is_hidden=True)


def digest(text: str) -> str:
    """Nothing for nothing."""
    return text and hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
