"""交办单: for each unit a page with its duties, what the text says, by when, and a line to sign for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checklist.ledger import LedgerRow
from checklist.papers.cover import Cover
from checklist.papers.ledger_papers import paper_note
from checklist.papers.paper import Form, Look, Page, Paper, Part, Table, Words
from checklist.papers.sheet import Column, Kind, Sheet
from checklist.papers.words import (
    ADDRESSED,
    ASSIGNED,
    ASSIGNMENT_TITLE,
    COLUMNS,
    QUOTED,
    RECEIPT,
    ROLE_LEAD,
    ROLE_SUPPORTING,
    SENDER,
    UNASSIGNED,
)

_COLUMNS = (
    Column("number", COLUMNS["number"], Kind.INTEGER, 7),
    Column("title", COLUMNS["title"], width=17),
    Column("quote", COLUMNS["quote"], width=39),
    Column("role", COLUMNS["role"], Kind.CHOICE, 7),
    Column("due", COLUMNS["due"], Kind.DATE, 16),
    Column("recurring", COLUMNS["recurring"], width=13),
)
_FORM_WIDTHS = (28.0, 20.0, 28.0, 20.0)


def assignment_paper(rows: Sequence[LedgerRow], cover: Cover) -> Paper:
    """Units in the order in which they come; the duties that no unit leads stand on a last page."""
    units = dict.fromkeys(unit for row in rows for unit in (row.lead, *row.supporting) if unit)
    pages = [_page(unit, [row for row in rows if unit in (row.lead, *row.supporting)], cover) for unit in units]
    if left := [row for row in rows if not row.lead]:
        heads = (Words(Look.TITLE, ASSIGNMENT_TITLE), Words(Look.ADDRESS, UNASSIGNED.format(count=len(left))))
        pages.append(Page((*heads, Table(_sheet("", left, cover)), _note(cover)), starts_anew=True))
    return Paper(ASSIGNMENT_TITLE, tuple(pages))


def _page(unit: str, rows: Sequence[LedgerRow], cover: Cover) -> Page:
    return Page(tuple(_parts(unit, rows, cover)), starts_anew=True)


def _parts(unit: str, rows: Sequence[LedgerRow], cover: Cover) -> Iterator[Part]:
    leads = sum(row.lead == unit for row in rows)
    yield Words(Look.TITLE, ASSIGNMENT_TITLE)
    yield Words(Look.ADDRESS, ADDRESSED.format(unit=unit))
    yield Words(Look.BODY, ASSIGNED.format(count=len(rows), lead=leads, supporting=len(rows) - leads))
    yield Table(_sheet(unit, rows, cover))
    yield Form(tuple(zip(SENDER, ("",) * 4, RECEIPT, ("",) * 4, strict=True)), _FORM_WIDTHS)
    yield _note(cover)


def _sheet(unit: str, rows: Sequence[LedgerRow], cover: Cover) -> Sheet:
    cells = tuple(
        (number, row.title, _quoted(row, cover), _role(unit, row), row.due, cover.recurring(row))
        for number, row in enumerate(rows, 1)
    )
    return Sheet(unit, ASSIGNMENT_TITLE, "", _COLUMNS, cells)


def _quoted(row: LedgerRow, cover: Cover) -> str:
    source = cover.source(row)
    return QUOTED.format(quote=row.quote, source=source) if source else row.quote


def _role(unit: str, row: LedgerRow) -> str:
    return "" if not unit else ROLE_LEAD if row.lead == unit else ROLE_SUPPORTING


def _note(cover: Cover) -> Words:
    return Words(Look.NOTE, paper_note(cover))
