"""Progress: what the journal's events add up to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from checklist.journal import Event

STATUS = "status"
STEP = "step/"


class Status(StrEnum):
    """How far a county is with a duty; said by a person, never computed."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """What this county has done about one duty. `basis` is the hash of the clause as it was then read."""

    duty: str
    status: Status = Status.NOT_STARTED
    steps: frozenset[str] = frozenset()
    changed_at: str | None = None
    changed_by: str | None = None
    basis: str | None = None


def fold(events: Iterable[Event]) -> dict[str, Progress]:
    """Add events up, in the order given, to progress by duty id."""
    progress: dict[str, Progress] = {}
    for event in events:
        before = progress.get(event.subject, Progress(event.subject))
        progress[event.subject] = apply(before, event)
    return progress


def apply(progress: Progress, event: Event) -> Progress:
    """One event further. A field this version does not know leaves the rest as it was."""
    after = json.loads(event.after)
    changed = replace(progress, changed_at=event.at, changed_by=event.actor, basis=event.basis)
    if event.field == STATUS:
        return replace(changed, status=Status(after))
    if event.field.startswith(STEP):
        step = {event.field.removeprefix(STEP)}
        return replace(changed, steps=progress.steps | step if after else progress.steps - step)
    return changed
