"""What goes with a change of status: the day on which a duty was done, the reason why it does not apply."""

from __future__ import annotations

from datetime import date

from checklist.event import Change
from checklist.fields import DONE_ON, REASON, STATUS
from checklist.progress import Progress
from checklist.standing import Status


def status_changes(before: Progress, status: Status, today: date, basis: str) -> tuple[Change, ...]:
    """The changes that bring a duty to `status`; none where it has it."""
    if status is before.status:
        return ()
    duty = before.duty
    changes = [Change(duty, STATUS, before.status, status, basis)]
    if status is Status.DONE:
        changes.append(Change(duty, DONE_ON, _iso(before.done_on), today.isoformat(), basis))
    elif before.done_on is not None:
        changes.append(Change(duty, DONE_ON, before.done_on.isoformat(), None, basis))
    if before.status is Status.NOT_APPLICABLE and before.reason:
        changes.append(Change(duty, REASON, before.reason, None, basis))
    return tuple(changes)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
