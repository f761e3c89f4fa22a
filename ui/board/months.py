"""Twelve months from this one on, each with what is due in it. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from checklist.calendar import Occasion, occasions
from checklist.ledger import LedgerRow
from checklist.progress import Progress
from content.duty import Duty
from ui.board.words import month_called
from ui.grid.choice import RowFilter, does_apply

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Due:
    """One thing due, with the row that says how far it is."""

    occasion: Occasion
    row: LedgerRow


@dataclass(frozen=True, slots=True)
class Month:
    """`first` is its first day."""

    first: date
    dues: tuple[Due, ...]
    filter: RowFilter


def months(duties: Iterable[tuple[Duty, Progress]], rows: Iterable[LedgerRow], today: date) -> tuple[Month, ...]:
    """What applies and is due, by date; this month first."""
    known = {row.duty: row for row in rows if does_apply(row)}
    kept = tuple((duty, progress) for duty, progress in duties if duty.id in known)
    found = [one for year in (today.year, today.year + 1) for one in occasions(kept, year)]
    return tuple(_month(first, found, known, today) for first in _firsts(today))


def _month(first: date, found: Iterable[Occasion], rows: dict[str, LedgerRow], today: date) -> Month:
    inside = (one for one in found if (one.due.year, one.due.month) == (first.year, first.month))
    dues = tuple(Due(one, rows[one.duty]) for one in inside)
    called = month_called(first, (first.year, first.month) == (today.year, today.month))
    return Month(first, dues, RowFilter(duties=frozenset(due.row.duty for due in dues), called=called))


def _firsts(today: date) -> Iterable[date]:
    for ahead in range(MONTHS):
        years, month = divmod(today.month - 1 + ahead, 12)
        yield date(today.year + years, month + 1, 1)
