"""The ledger and the list of tasks as documents, laid across the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checklist.ledger import LedgerRow
from checklist.papers.cover import Cover
from checklist.papers.ledger_sheet import breakdown_sheet, ledger_sheet
from checklist.papers.paper import Look, Page, Paper, Table, Words
from checklist.papers.sheet import ID, Sheet
from checklist.papers.words import CHAIN_MISSING, PAPER_NOTE

# Widths in print, where a day takes more room than on the screen and a text can do with less.
_WIDTHS = {"number": 5.5, "due": 14, "done_on": 14, "status": 9, "result": 11, "person": 9, "entries": 30}
_SPARSE = ("reason", "funds", "remark")  # columns left out of the document where no row fills them


def ledger_paper(rows: Sequence[LedgerRow], cover: Cover) -> Paper:
    """台账: every column that some row fills."""
    sheet = ledger_sheet(rows, cover)
    idle = [key for key in _SPARSE if all(not row[sheet.keys.index(key)] for row in sheet.rows)]
    columns = tuple(replace(one, width=_WIDTHS.get(one.key, one.width)) for one in sheet.columns)
    return _paper(replace(sheet, columns=columns).without(ID, *idle), cover)


def breakdown_paper(rows: Sequence[LedgerRow], cover: Cover) -> Paper:
    """任务分解表."""
    return _paper(breakdown_sheet(rows, cover), cover)


def paper_note(cover: Cover) -> str:
    """What every list says at its end: by whom it was made, and the fingerprint of the history."""
    return PAPER_NOTE.format(chain=cover.chain or CHAIN_MISSING)


def _paper(sheet: Sheet, cover: Cover) -> Paper:
    heads = (Words(Look.TITLE, sheet.title), Words(Look.SUBTITLE, sheet.subtitle))
    note = Words(Look.NOTE, paper_note(cover))
    return Paper(sheet.title, (Page((*heads, Table(sheet), note), wide=True),))
