"""One change of the county's record, as a wish and as it is kept."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields, replace
from operator import attrgetter

V1, V2 = "v1", "v2"


@dataclass(frozen=True, slots=True)
class Change:
    """What a person does to one field of a subject. `before` and `after` are JSON values.

    `subject` is a duty's id, or `own/ID`, `annotation/ID`, `indicator/ID`, `profile`; `basis` the hash of the clause
    that was read when this was decided, empty where there is none.
    """

    subject: str
    field: str
    before: object
    after: object
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One change as it is kept. `before` and `after` are JSON text; `prev` is the hash of the device's event before.

    `action` is shared by the events that a person made as one; events of version 1 have none.
    """

    id: str
    device: str
    seq: int
    clock: int
    at: str
    actor: str
    subject: str
    field: str
    before: str
    after: str
    basis: str
    prev: str
    hash: str
    action: str = ""

    @property
    def order(self) -> tuple[int, str, int]:
        """The order of events across devices: Lamport clock, then device."""
        return self.clock, self.device, self.seq

    @property
    def deed(self) -> str:
        """What can be undone as one: the action, or the event itself where it has none."""
        return self.action or self.id


COLUMNS = tuple(field.name for field in fields(Event))
row_of = attrgetter(*COLUMNS)


def event_hash(event: Event) -> str:
    """SHA-256 over the version and every field but the hash itself, as canonical JSON.

    "v1" covers events without an action, as they were before actions; "v2" covers the action too.
    """
    *told, _hash, action = row_of(event)
    body = [V2, *told, action] if action else [V1, *told]
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def sealed(event: Event) -> Event:
    return replace(event, hash=event_hash(event))


def as_json(value: object) -> str:
    """A JSON value as it is kept. Raises TypeError for what is no JSON value."""
    return json.dumps(value, ensure_ascii=False)
