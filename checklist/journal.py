"""The journal: the append-only table of every change a person made, chained by hashes."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import astuple, dataclass, fields, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from checklist.errors import RecordDamaged
from checklist.schema import in_our_terms, open_database


@dataclass(frozen=True, slots=True)
class Change:
    """What a person does to one field of a duty's progress. `before` and `after` are JSON values."""

    subject: str
    field: str
    before: object
    after: object
    basis: str


@dataclass(frozen=True, slots=True)
class Event:
    """One change as it is kept. `before` and `after` are JSON text; `prev` is the hash of the device's event before."""

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


_COLUMNS = ", ".join(column.name for column in fields(Event))
_INSERT = f"INSERT INTO event ({_COLUMNS}) VALUES ({', '.join('?' * len(fields(Event)))})"


def event_hash(event: Event) -> str:
    """SHA-256 over "v1" and every field but the hash itself, as canonical JSON."""
    body = json.dumps(["v1", *astuple(event)[:-1]], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


def now() -> datetime:
    return datetime.now().astimezone()


class Journal:
    """The event table of one record. One append is one transaction, on disk before it returns."""

    def __init__(self, path: Path, actor: str, clock: Callable[[], datetime] = now) -> None:
        """Open or make the record at `path`. Raises the errors of checklist.schema.open_database."""
        self.path = path
        self._actor = actor
        self._time = clock
        self._database = open_database(path, str(uuid.uuid4()))
        self._device = in_our_terms(path, self._read_device)

    def events(self) -> tuple[Event, ...]:
        """All events in their order across devices. Raises RecordDamaged."""
        rows = in_our_terms(
            self.path,
            lambda: list(self._database.execute(f"SELECT {_COLUMNS} FROM event ORDER BY clock, device, seq")),
        )
        return tuple(Event(*row) for row in rows)

    def append(self, changes: tuple[Change, ...]) -> tuple[Event, ...]:
        """Write the changes of one action, all or none. Raises RecordUnwritable, RecordDamaged."""
        return in_our_terms(self.path, partial(self._append, changes))

    def verify(self) -> None:
        """Raises RecordDamaged at the first event whose hash, number or link to the one before is wrong."""
        links: dict[str, tuple[int, str]] = {}
        for event in sorted(self.events(), key=lambda one: (one.device, one.seq)):
            seq, head = links.get(event.device, (0, ""))
            if (event.seq, event.prev, event.hash) != (seq + 1, head, event_hash(event)):
                raise RecordDamaged(self.path, f"event {event.seq} of device {event.device[:8]}")
            links[event.device] = (event.seq, event.hash)

    def close(self) -> None:
        self._database.close()

    def _append(self, changes: tuple[Change, ...]) -> tuple[Event, ...]:
        written = []
        with self._database:
            for change in changes:
                event = self._next(change)
                self._database.execute(_INSERT, astuple(event))
                written.append(event)
        return tuple(written)

    def _next(self, change: Change) -> Event:
        last = "SELECT seq, hash FROM event WHERE device = ? ORDER BY seq DESC LIMIT 1"
        seq, prev = next(iter(self._database.execute(last, (self._device,))), (0, ""))
        (clock,) = next(iter(self._database.execute("SELECT coalesce(max(clock), 0) FROM event")))
        event = Event(
            id=str(uuid.uuid4()),
            device=self._device,
            seq=seq + 1,
            clock=clock + 1,
            at=self._time().isoformat(timespec="seconds"),
            actor=self._actor,
            subject=change.subject,
            field=change.field,
            before=json.dumps(change.before, ensure_ascii=False),
            after=json.dumps(change.after, ensure_ascii=False),
            basis=change.basis,
            prev=prev,
            hash="",
        )
        return replace(event, hash=event_hash(event))

    def _read_device(self) -> str:
        ((device,),) = self._database.execute("SELECT id FROM device")
        return str(device)
