"""What entries said before they were corrected or struck out. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checklist.fields import ENTRY
from checklist.history import HistoryRow
from ui.ledger.value_words import value_words


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier wording of an entry, with who replaced it and when."""

    words: str
    actor: str
    at: str


@dataclass(frozen=True, slots=True)
class EntryPasts:
    """`earlier` wordings by the id of an entry that stands; `struck` are the last words of those struck out."""

    earlier: dict[str, tuple[Past, ...]]
    struck: tuple[Past, ...]


def entry_pasts(rows: Iterable[HistoryRow]) -> EntryPasts:
    """From a duty's history, oldest first."""
    pasts: dict[str, list[Past]] = {}
    gone: dict[str, Past] = {}
    for row in rows:
        if not row.field.startswith(ENTRY):
            continue
        key = row.field.removeprefix(ENTRY)
        gone.pop(key, None)
        if row.before is None:
            continue
        past = Past(value_words(ENTRY, row.before), row.actor, row.at[:16].replace("T", " "))
        if row.after is None:
            gone[key] = past
        else:
            pasts.setdefault(key, []).append(past)
    return EntryPasts({key: tuple(one) for key, one in pasts.items()}, tuple(gone.values()))
