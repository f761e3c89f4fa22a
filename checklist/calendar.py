"""What comes round: dates of every year, quarter or month, from the texts' own words, and single deadlines."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checklist.ledger import stated_due
from checklist.phrases import ANY_YEAR, MONTHLY, QUARTERLY, YEARLY
from checklist.progress import Progress
from content.duty import Duty


class Rhythm(StrEnum):
    """How often."""

    ONCE = "once"
    YEARLY = "yearly"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`month` and `day` are None where the text names none; a `day` of 0 is the month's last."""

    rhythm: Rhythm
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something to be done by `due`; for a year, quarter or month whose day the text does not name, by its last day.

    `words` are the text's own; `exact` says whether it names the day; `own_date` whether the county set it.
    """

    duty: str
    due: date
    rhythm: Rhythm
    words: str
    exact: bool
    own_date: bool = False


def recurrence(words: str) -> Recurrence | None:
    """What the text's words say; None where they say nothing that comes round, or a day that does not exist."""
    if found := YEARLY.search(words):
        month, day = int(found[1]), int(found[2] or 0)
        return Recurrence(Rhythm.YEARLY, month, day) if _exists(month, day) else None
    if found := MONTHLY.search(words):
        day = int(found[1] or 0)
        return Recurrence(Rhythm.MONTHLY, None, day) if day <= 31 else None
    if QUARTERLY.search(words):
        return Recurrence(Rhythm.QUARTERLY)
    return Recurrence(Rhythm.YEARLY) if ANY_YEAR.search(words) else None


def occasions(duties: Iterable[tuple[Duty, Progress]], year: int) -> tuple[Occasion, ...]:
    """All that is due in `year`, by date; single deadlines with the county's own date before the text's."""
    found = [one for duty, progress in duties for one in _occasions(duty, progress, year)]
    return tuple(sorted(found, key=lambda one: (one.due, one.duty)))


def _occasions(duty: Duty, progress: Progress, year: int) -> Iterable[Occasion]:
    due = progress.due or stated_due(duty)
    if due is not None and due.year == year:
        own = progress.due is not None
        exact = own or len(duty.deadline or "") > 4
        yield Occasion(duty.id, due, Rhythm.ONCE, duty.deadline or "", exact, own)
    again = recurrence(duty.recurring) if duty.recurring else None
    if again is not None:
        exact = bool(again.month or again.day is not None)
        for day in _days(again, year):
            yield Occasion(duty.id, day, again.rhythm, duty.recurring or "", exact)


def _days(again: Recurrence, year: int) -> Iterable[date]:
    months = {Rhythm.MONTHLY: range(1, 13), Rhythm.QUARTERLY: range(3, 13, 3)}.get(again.rhythm, (again.month or 12,))
    for month in months:
        last = monthrange(year, month)[1]
        yield date(year, month, min(again.day or last, last))


def _exists(month: int, day: int) -> bool:
    return 1 <= month <= 12 and day <= monthrange(2024, month)[1]
