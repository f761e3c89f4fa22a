"""Progress: what the journal's events add up to."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from operator import attrgetter
from typing import Any

from checklist.event import Event
from checklist.fields import DONE_ON, PLAIN, read
from checklist.fields import STATUS as STATUS
from checklist.fields import STEP as STEP
from checklist.refusals import ValueRefused
from checklist.standing import Entry, Evidence, Result
from checklist.standing import Status as Status
from checklist.subjects import is_duty


@dataclass(frozen=True, slots=True)
class Progress:
    """What this county has done about one duty.

    `basis` is the hash of the clause that it rests on: as it was first read, or as last reviewed. `done_on` is the
    day on which the duty was said to be done, unless another was given. Entries stand by their day.
    """

    duty: str
    status: Status = Status.NOT_STARTED
    steps: frozenset[str] = frozenset()
    changed_at: str | None = None
    changed_by: str | None = None
    basis: str | None = None
    result: Result = Result.NOT_ASSESSED
    reason: str = ""
    lead: str = ""
    supporting: tuple[str, ...] = ()
    person: str = ""
    due: date | None = None
    problems: str = ""
    measures: str = ""
    funds: str = ""
    blocked: bool = False
    remark: str = ""
    done_on: date | None = None
    entries: tuple[Entry, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said of the duty, or nothing any more."""
        return bool(_said(self) == _NOTHING)


def fold(events: Iterable[Event]) -> dict[str, Progress]:
    """Add events up, in the order given, to progress by duty id. Events about other subjects are passed over."""
    progress: dict[str, Progress] = {}
    for event in events:
        if is_duty(event.subject):
            before = progress.get(event.subject, Progress(event.subject))
            progress[event.subject] = apply(before, event)
    return progress


def apply(progress: Progress, event: Event) -> Progress:
    """One event further. A field or value this version does not know leaves the rest as it was."""
    rests = event.basis or None if progress.basis is None or progress.is_blank else progress.basis
    told: dict[str, Any] = {"changed_at": event.at, "changed_by": event.actor, "basis": rests}
    with contextlib.suppress(ValueRefused):
        told |= _told(progress, event, read(event.field, json.loads(event.after)))
    return replace(progress, **told)


def _told(progress: Progress, event: Event, value: Any) -> dict[str, Any]:
    """What an event's value means for the attributes of Progress."""
    kind, _, key = event.field.partition("/")
    match f"{kind}/" if key else kind:
        case "status":
            return {STATUS: value, DONE_ON: _day_of(event) if value is Status.DONE else None}
        case "review":
            return {"basis": value or None}
        case "step/":
            return {"steps": progress.steps | {key} if value else progress.steps - {key}}
        case "entry/":
            return {"entries": _put(progress.entries, key, value)}
        case "evidence/":
            others = tuple(one for one in progress.evidence if one.sha256 != key)
            return {"evidence": others if value is None else (*others, value)}
    return {event.field: value} if event.field in PLAIN else {}


def _put(entries: tuple[Entry, ...], key: str, value: Entry | None) -> tuple[Entry, ...]:
    """The entries with this one put, corrected or struck out, by their day."""
    if not any(one.id == key for one in entries):
        kept = [*entries] if value is None else [*entries, value]
    else:
        kept = [one for one in (value if one.id == key else one for one in entries) if one is not None]
    return tuple(sorted(kept, key=attrgetter("day")))


def _day_of(event: Event) -> date | None:
    try:
        return date.fromisoformat(event.at[:10])
    except ValueError:
        return None


_said = attrgetter(
    *(one.name for one in fields(Progress) if one.name not in ("duty", "changed_at", "changed_by", "basis"))
)
_NOTHING = _said(Progress(""))
