"""Who changed what, when, from what to what."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from checklist.event import Event


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change. `at` is local time with offset, `before` and `after` are JSON values; undo takes the `action`."""

    at: str
    actor: str
    device: str
    subject: str
    field: str
    before: object
    after: object
    action: str
    basis: str


def history_rows(events: Iterable[Event]) -> tuple[HistoryRow, ...]:
    """In the order of the events."""
    return tuple(
        HistoryRow(
            one.at,
            one.actor,
            one.device,
            one.subject,
            one.field,
            json.loads(one.before),
            json.loads(one.after),
            one.deed,
            one.basis,
        )
        for one in events
    )
