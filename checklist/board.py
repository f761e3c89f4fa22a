"""What the board counts: done of total by chapter, force and unit, and what needs a hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from checklist.ledger import Flag, LedgerRow
from checklist.standing import Status


@dataclass(frozen=True, slots=True)
class Tally:
    """Duties under one key. `total` leaves out those that do not apply, which `not_applicable` counts."""

    key: tuple[str, ...]
    done: int
    in_progress: int
    total: int
    not_applicable: int


@dataclass(frozen=True)
class Summary:
    """`by_chapter` keys are (document, chapter), `by_force` and `by_unit` one name, "" for duties without a lead."""

    whole: Tally
    by_chapter: tuple[Tally, ...]
    by_force: tuple[Tally, ...]
    by_unit: tuple[Tally, ...]
    flags: Mapping[Flag, int]


def summary(rows: Iterable[LedgerRow]) -> Summary:
    """Count the rows; those of other counties (NOT_OURS) count as not applicable. Keys in the order they first come."""
    kept = tuple(rows)
    return Summary(
        whole=_tally((), kept),
        by_chapter=_tallies(kept, lambda row: (row.document, row.chapter)),
        by_force=_tallies(kept, lambda row: (row.force,)),
        by_unit=_tallies(kept, lambda row: (row.lead,)),
        flags={flag: sum(flag in row.flags for row in kept) for flag in Flag},
    )


def _tallies(rows: tuple[LedgerRow, ...], key: Callable[[LedgerRow], tuple[str, ...]]) -> tuple[Tally, ...]:
    groups: dict[tuple[str, ...], list[LedgerRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return tuple(_tally(name, members) for name, members in groups.items())


_ASIDE = frozenset({Flag.NOT_OURS, Flag.GONE})


def _tally(key: tuple[str, ...], rows: Iterable[LedgerRow]) -> Tally:
    statuses = [Status.NOT_APPLICABLE if _ASIDE & row.flags else row.status for row in rows]
    aside = statuses.count(Status.NOT_APPLICABLE)
    done, going = statuses.count(Status.DONE), statuses.count(Status.IN_PROGRESS)
    return Tally(key, done, going, len(statuses) - aside, aside)
