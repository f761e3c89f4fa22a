"""The numbers of the board, each with the filter of the rows behind it. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from checklist.board import Summary, Tally, summary
from checklist.gone import DOC as GONE
from checklist.ledger import Flag, LedgerRow
from checklist.own_duties import DOC
from checklist.standing import Status
from content.duty import Force
from ui.board.words import ALL, ASIDE, DONE, GOING, IDLE, UNASSIGNED
from ui.grid.choice import RowFilter, does_apply
from ui.labels import FORCE
from ui.ledger_words import FLAG, GONE_DUTY, OWN_DUTY

NEEDING = (Flag.OVERDUE, Flag.DUE_SOON, Flag.BLOCKED, Flag.DONE_WITHOUT_EVIDENCE, Flag.NEEDS_REVIEW)
_CONFLICTING = (Flag.CONFLICT,)
_APPLYING = RowFilter(applies=True)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the rows behind it."""

    title: str
    count: int
    filter: RowFilter
    flag: Flag | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """Done of total under one name; `parts` are all, done, going and idle, each with its rows."""

    title: str
    parts: tuple[Figure, Figure, Figure, Figure]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        total, done, going, idle = (part.count for part in self.parts)
        return total, done, going, idle


@dataclass(frozen=True, slots=True)
class Branch:
    """A document's bar with those of its chapters."""

    bar: Bar
    chapters: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """`whole` are all, done, going, idle and set aside; `needing` what needs a hand."""

    bar: Bar
    whole: tuple[Figure, ...]
    needing: tuple[Figure, ...]
    documents: tuple[Branch, ...]
    forces: tuple[Bar, ...]
    units: tuple[Bar, ...]


def board(rows: Iterable[LedgerRow], documents: Mapping[str, str]) -> Board:
    """Count the rows; `documents` are names by id in their order."""
    kept = tuple(rows)
    counted = summary(kept)
    applying = summary(row for row in kept if does_apply(row))
    bar = _bar("", counted.whole, _APPLYING)
    aside = Figure(ASIDE, counted.whole.not_applicable, RowFilter(applies=False))
    return Board(
        bar=bar,
        whole=(Figure(ALL, len(kept), RowFilter()), *bar.parts[1:], aside),
        needing=tuple(_needing(applying)),
        documents=tuple(_branches(counted, {**documents, DOC: OWN_DUTY, GONE: GONE_DUTY})),
        forces=tuple(_forces(counted)),
        units=tuple(_units(counted)),
    )


def _needing(counted: Summary) -> Iterable[Figure]:
    for flag in (*NEEDING, *_CONFLICTING):
        if flag in NEEDING or counted.flags[flag]:
            asked = replace(_APPLYING, flags=frozenset({flag}))
            yield Figure(FLAG[flag], counted.flags[flag], asked, flag)


def _branches(counted: Summary, documents: Mapping[str, str]) -> Iterable[Branch]:
    for name, title in documents.items():
        tallies = [tally for tally in counted.by_chapter if tally.key[0] == name]
        if tallies:
            asked = replace(_APPLYING, documents=frozenset({name}))
            bars = (_bar(one.key[1], one, replace(asked, chapters=frozenset({one.key[1]}))) for one in tallies)
            chapters = tuple(bar for bar in bars if bar.title)
            yield Branch(_bar(title, _sum(tallies), asked), chapters)


def _forces(counted: Summary) -> Iterable[Bar]:
    """Strongest first."""
    tallies = {tally.key[0]: tally for tally in counted.by_force}
    for force in Force:
        if force in tallies:
            yield _bar(FORCE[force], tallies[force], replace(_APPLYING, forces=frozenset({force})))


def _units(counted: Summary) -> Iterable[Bar]:
    """Those with most first, duties without a unit last."""
    for tally in sorted(counted.by_unit, key=lambda tally: (not tally.key[0], -tally.total)):
        (unit,) = tally.key
        yield _bar(unit or UNASSIGNED, tally, replace(_APPLYING, leads=frozenset({unit})))


def _sum(tallies: Iterable[Tally]) -> Tally:
    kept = tuple(tallies)
    done, going = sum(one.done for one in kept), sum(one.in_progress for one in kept)
    return Tally((), done, going, sum(one.total for one in kept), sum(one.not_applicable for one in kept))


def _bar(title: str, tally: Tally, asked: RowFilter) -> Bar:
    idle = tally.total - tally.done - tally.in_progress
    return Bar(
        title,
        (
            Figure(title, tally.total, asked),
            Figure(DONE, tally.done, replace(asked, statuses=frozenset({Status.DONE}))),
            Figure(GOING, tally.in_progress, replace(asked, statuses=frozenset({Status.IN_PROGRESS}))),
            Figure(IDLE, idle, replace(asked, statuses=frozenset({Status.NOT_STARTED}))),
        ),
    )
