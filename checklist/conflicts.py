"""Where two people changed the same field without knowing of each other: both values are kept until one decides.

Whoever changes a field writes down the value found before. A value that nobody found, and that its own writer did not
change again, still stands against the one that the order of events shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checklist.event import Change, Event
from checklist.fields import DECIDED
from checklist.subjects import ACTION, IMPORT

_ASIDE = 50  # events set aside that a decision names; older ones have long been overtaken


@dataclass(frozen=True, slots=True)
class Said:
    """One of the values that stand against each other, with who said it and when."""

    event: str
    value: object
    at: str
    actor: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """`kept` is what is shown; `lost` the other values, oldest first."""

    subject: str
    field: str
    kept: Said
    lost: tuple[Said, ...]


def conflicts(events: Iterable[Event]) -> tuple[Conflict, ...]:
    """What nobody has decided yet, given events in their order; those about actions say which are undone."""
    known = tuple(events)
    hidden = _hidden(known)
    shown: dict[tuple[str, str], Event] = {}
    standing: dict[tuple[str, str], list[Event]] = {}
    decided: dict[tuple[str, str], frozenset[str]] = {}
    for event in known:
        place = event.subject, event.field
        if event.subject.startswith((ACTION, IMPORT)):
            continue
        if event.field.startswith(DECIDED):
            decided[event.subject, event.field.removeprefix(DECIDED)] = _ids(event)
            continue
        shown[place] = event
        if event.id not in hidden:
            standing[place] = [one for one in standing.get(place, []) if not _knew(event, one)] + [event]
    found = (_conflict(place, shown[place], rivals, decided) for place, rivals in standing.items())
    return tuple(one for one in found if one is not None)


def disputed(events: Iterable[Event]) -> frozenset[str]:
    """The subjects of which something is not decided."""
    return frozenset(one.subject for one in conflicts(events))


def decision(conflict: Conflict, event: str, before: tuple[str, ...], basis: str) -> tuple[Change, ...]:
    """The changes that settle a conflict for the value of `event`; `before` are the events set aside earlier."""
    chosen = next(one for one in (conflict.kept, *conflict.lost) if one.event == event)
    aside = [*before, *(one.event for one in conflict.lost)]
    settled = Change(conflict.subject, DECIDED + conflict.field, list(before) or None, aside[-_ASIDE:], basis)
    if chosen == conflict.kept:
        return (settled,)
    return Change(conflict.subject, conflict.field, conflict.kept.value, chosen.value, basis), settled


def _knew(event: Event, earlier: Event) -> bool:
    """Whether the writer of `event` had `earlier` before the eyes, or wrote it."""
    return earlier.device == event.device or json.loads(earlier.after) == json.loads(event.before)


def _hidden(events: tuple[Event, ...]) -> frozenset[str]:
    """What was undone, and the undoing of it: together they are nothing."""
    targets = {one.deed: one.subject.removeprefix(ACTION) for one in events if one.subject.startswith(ACTION)}
    last = {one.subject: json.loads(one.after) for one in events if one.subject.startswith(ACTION)}
    undone = {subject.removeprefix(ACTION) for subject, value in last.items() if value is True}
    undoable = set(targets.values())
    touched = {(one.deed, one.subject, one.field) for one in events if one.deed in undoable}
    return frozenset(
        one.id for one in events if one.deed in undone or (targets.get(one.deed, ""), one.subject, one.field) in touched
    )


def _conflict(
    place: tuple[str, str], shown: Event, rivals: list[Event], decided: Mapping[tuple[str, str], frozenset[str]]
) -> Conflict | None:
    value, settled = json.loads(shown.after), decided.get(place, frozenset())
    lost = [one for one in rivals if one.id not in settled and json.loads(one.after) != value]
    return Conflict(*place, _said(shown), tuple(map(_said, lost))) if lost else None


def _said(event: Event) -> Said:
    return Said(event.id, json.loads(event.after), event.at, event.actor)


def _ids(event: Event) -> frozenset[str]:
    """Nothing where a later version writes something else there."""
    value = json.loads(event.after)
    return frozenset(one for one in value if isinstance(one, str)) if isinstance(value, list) else frozenset()
