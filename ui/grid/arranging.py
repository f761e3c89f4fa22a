"""Rows filtered, put in order and under headings. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from checklist.ledger import LedgerRow
from checklist.standing import Result, Status
from content.duty import Force
from ui.grid.cells import plain
from ui.grid.names import Names
from ui.grid.words import NO_CHAPTER, UNASSIGNED
from ui.labels import FORCE, STATUS

_STATUSES, _FORCES, _RESULTS = list(Status), list(Force), list(Result)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`sort` is a column's field, empty for the order of the texts; `group` a key of words.GROUPS."""

    sort: str = ""
    descending: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Above the rows of one group; `key` is what they have in common."""

    key: str
    title: str
    count: int
    done: int
    is_folded: bool


Entry = LedgerRow | Head


def arranged(
    rows: Iterable[LedgerRow], how: Arrangement, names: Names, folded: frozenset[str] = frozenset()
) -> tuple[Entry, ...]:
    """Rows in the order of the texts, as they are to stand; a folded group shows its head alone."""
    kept = tuple(rows)
    ordered = _sorted(kept, how, names)
    if not how.group:
        return ordered
    key_of, rank = _KEY[how.group], _RANK.get(how.group)
    groups: dict[str, list[LedgerRow]] = {key_of(row, names): [] for row in (sorted(kept, key=rank) if rank else kept)}
    for row in ordered:
        groups[key_of(row, names)].append(row)
    entries: list[Entry] = []
    for key, members in groups.items():
        done = sum(row.status is Status.DONE for row in members)
        entries.append(Head(key, key, len(members), done, key in folded))
        entries += () if key in folded else members
    return tuple(entries)


def spoken_order(text: str) -> bytes:
    """Chinese by its sound, as the first level of GB 2312 is ordered."""
    return text.casefold().encode("gb18030", "replace")


def _sorted(rows: tuple[LedgerRow, ...], how: Arrangement, names: Names) -> tuple[LedgerRow, ...]:
    """What says nothing stands last, whichever way; equal ones stay in the order of the texts."""
    if not how.sort or (how.sort == "number" and not how.descending):
        return rows
    if how.sort == "number":
        return rows[::-1]
    key = _ORDER.get(how.sort)
    if key is not None:
        said = [row for row in rows if key(row) is not None]
        silent = [row for row in rows if key(row) is None]
        return (*sorted(said, key=key, reverse=how.descending), *silent)
    texts = {row.duty: plain(row, how.sort, names) for row in rows}
    said = [row for row in rows if texts[row.duty]]
    silent = [row for row in rows if not texts[row.duty]]
    return (*sorted(said, key=lambda row: spoken_order(texts[row.duty]), reverse=how.descending), *silent)


# Values that have an order of their own.
_ORDER: Mapping[str, Callable[[LedgerRow], Any]] = MappingProxyType(
    {
        "due": lambda row: row.due,
        "done_on": lambda row: row.done_on,
        "status": lambda row: _STATUSES.index(row.status),
        "force": lambda row: _FORCES.index(row.force),
        "result": lambda row: _RESULTS.index(row.result),
        "entries": lambda row: row.entries[-1].day if row.entries else None,
        "evidence": lambda row: len(row.evidence) or None,
    }
)
_KEY: Mapping[str, Callable[[LedgerRow, Names], str]] = MappingProxyType(
    {
        "chapter": lambda row, names: names.chapter(row.document, row.chapter) or NO_CHAPTER,
        "lead": lambda row, _: row.lead or UNASSIGNED,
        "force": lambda row, _: FORCE[row.force],
        "status": lambda row, _: STATUS[row.status],
    }
)
_RANK: Mapping[str, Callable[[LedgerRow], tuple[bool, Any]]] = MappingProxyType(
    {
        "lead": lambda row: (not row.lead, spoken_order(row.lead)),
        "force": lambda row: (False, _FORCES.index(row.force)),
        "status": lambda row: (False, _STATUSES.index(row.status)),
    }
)
