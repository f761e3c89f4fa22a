"""The journal: the append-only table of every change a person made, chained by hashes."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import RLock
from typing import TypeVar

import apsw

from checklist.backup import Source, make_backup
from checklist.chain import Stub, first_break, heads
from checklist.connection import in_our_terms, transaction
from checklist.copies import Occasion
from checklist.copy_reading import Gist, gist
from checklist.errors import RecordDamaged
from checklist.event import COLUMNS, as_json, row_of, sealed
from checklist.event import Change as Change
from checklist.event import Event as Event
from checklist.event import event_hash as event_hash
from checklist.schema import open_database

_COLUMNS = ", ".join(COLUMNS)
_INSERT = f"INSERT INTO event ({_COLUMNS}) VALUES ({', '.join('?' * len(COLUMNS))})"
T = TypeVar("T")
_ORDER = "ORDER BY clock, device, seq"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What an exchange file brings that is not in the record yet; `wordings` are clause texts by their hash."""

    events: tuple[Event, ...]
    stubs: tuple[Stub, ...] = ()
    wordings: tuple[tuple[str, str], ...] = ()


def now() -> datetime:
    return datetime.now().astimezone()


def new_id() -> str:
    return str(uuid.uuid4())


class Journal:
    """The event table of one record. One append is one transaction, on disk before it returns."""

    def __init__(self, path: Path, actor: str, clock: Callable[[], datetime] = now) -> None:
        """Open or make the record at `path`. Raises the errors of checklist.schema.open_database."""
        self.path = path
        self._actor = actor
        self._time = clock
        self._wordings: Mapping[str, str] = {}
        self.lock = RLock()  # jobs read while the window writes; SQLite's connection is for one thread at a time
        self._database = open_database(path, new_id())
        ((device,),) = self._rows("SELECT id FROM device")
        self.device = str(device)

    def know(self, wordings: Mapping[str, str]) -> None:
        """The library's clause texts by hash. The words of a basis are kept with the first event that rests on it."""
        self._wordings = wordings
        bases = {str(basis) for (basis,) in self._rows("SELECT DISTINCT basis FROM event")} - set(self.wordings())
        if bases & set(wordings):
            self._alone(partial(self._keep_words, tuple(bases)))

    def today(self) -> datetime:
        return self._time()

    def events(self, subject: str | None = None) -> tuple[Event, ...]:
        """All events, or those of a subject, in their order across devices. Raises RecordDamaged."""
        if subject is None:
            return self._events(_ORDER)
        return self._events(f"WHERE subject = ? {_ORDER}", subject)

    def arrived(self) -> tuple[Event, ...]:
        """All events in the order in which they came into this record. Raises RecordDamaged."""
        return self._events("ORDER BY rowid")

    def events_under(self, prefix: str) -> tuple[Event, ...]:
        """Those whose subject begins with `prefix`, which ends in a stroke."""
        return self._events(f"WHERE subject >= ? AND subject < ? {_ORDER}", prefix, prefix[:-1] + "0")

    def action(self, deed: str) -> tuple[Event, ...]:
        """The events of one action, in their order."""
        return self._events(f"WHERE action = ?1 OR (id = ?1 AND action = '') {_ORDER}", deed)

    def arrived_by(self, action: str) -> tuple[Event, ...]:
        """The events that an import brought in, in their order."""
        return self._events(f"WHERE id IN (SELECT event FROM arrival WHERE action = ?) {_ORDER}", action)

    def deeds(self) -> tuple[str, ...]:
        """This device's actions, latest first."""
        sql = "SELECT CASE action WHEN '' THEN id ELSE action END AS deed FROM event WHERE device = ? "
        return tuple(str(deed) for (deed,) in self._rows(sql + "GROUP BY deed ORDER BY max(seq) DESC", self.device))

    def stubs(self) -> tuple[Stub, ...]:
        return tuple(Stub(*row) for row in self._rows("SELECT device, seq, prev, hash FROM stub"))  # type: ignore[arg-type]

    def wordings(self) -> dict[str, str]:
        """The clause texts that progress was made on, by hash."""
        return {str(basis): str(text) for basis, text in self._rows("SELECT hash, text FROM basis")}

    def heads(self) -> dict[str, tuple[int, str]]:
        """Number and hash of the last event of each device."""
        return heads(self.events(), self.stubs())

    def append(self, changes: tuple[Change, ...], action: str | None = None) -> tuple[Event, ...]:
        """Write the changes of one action, all or none. Raises RecordUnwritable, RecordDamaged."""
        return self._alone(partial(self._append, changes, action or new_id()))

    def take_in(self, arrivals: Arrivals, note: Change) -> tuple[Event, ...]:
        """Write what another device sent, and the event that says so, as one action; gives all that was written.

        Raises RecordUnwritable, RecordDamaged.
        """
        return self._alone(partial(self._take_in, arrivals, note, new_id()))

    def verify(self) -> None:
        """Raises RecordDamaged at the first event whose hash, number or link to the one before is wrong."""
        broken = first_break(self.events(), self.stubs())
        if broken is not None:
            raise RecordDamaged(self.path, f"event {broken.seq} of device {broken.device[:8]}")

    def backup(self, occasion: Occasion = Occasion.ASKED) -> Path:
        """A checked copy in backups/ beside the record, which can be written to meanwhile. Raises BackupFailed."""
        return make_backup(Source(self._database, self.path, self.lock), occasion)

    def gist(self) -> Gist:
        """What a backup is held against: identity, version, and the length and head of each device's chain."""
        return self._alone(partial(gist, self._database))

    def renew_device(self) -> None:
        """Go on as a new device: for a record that was copied or restored, whose old chain may go on elsewhere."""
        self.device = new_id()
        self._alone(partial(self._database.execute, "UPDATE device SET id = ?", (self.device,)))

    def close(self) -> None:
        with self.lock:
            self._database.close()

    def _alone(self, action: Callable[[], T]) -> T:
        """One thread at a time, faults told as ours."""
        with self.lock:
            return in_our_terms(self.path, action)

    def _rows(self, sql: str, *bindings: apsw.SQLiteValue) -> list[tuple[apsw.SQLiteValue, ...]]:
        return self._alone(lambda: list(self._database.execute(sql, bindings)))

    def _events(self, condition: str, *bindings: str) -> tuple[Event, ...]:
        rows = self._rows(f"SELECT {_COLUMNS} FROM event {condition}", *bindings)
        return tuple(Event(*row) for row in rows)  # type: ignore[arg-type]

    def _append(self, changes: tuple[Change, ...], action: str) -> tuple[Event, ...]:
        with transaction(self._database):
            written = tuple([self._write(self._next(change, action)) for change in changes])
            self._keep_words(tuple({change.basis for change in changes}))
        return written

    def _take_in(self, arrivals: Arrivals, note: Change, action: str) -> tuple[Event, ...]:
        with transaction(self._database):
            written = [self._write(event) for event in arrivals.events]
            self._many("INSERT INTO arrival VALUES (?, ?)", ((event.id, action) for event in written))
            stubs = ((stub.device, stub.seq, stub.prev, stub.hash) for stub in arrivals.stubs)
            self._many("INSERT OR IGNORE INTO stub VALUES (?, ?, ?, ?)", stubs)
            self._many("INSERT OR IGNORE INTO basis VALUES (?, ?)", arrivals.wordings)
            written.append(self._write(self._next(note, action)))
        return tuple(written)

    def _many(self, sql: str, rows: Iterable[tuple[apsw.SQLiteValue, ...]]) -> None:
        self._database.executemany(sql, rows)

    def _keep_words(self, bases: tuple[str, ...]) -> None:
        known = [(basis, self._wordings[basis]) for basis in bases if basis in self._wordings]
        self._many("INSERT OR IGNORE INTO basis VALUES (?, ?)", known)

    def _write(self, event: Event) -> Event:
        self._database.execute(_INSERT, row_of(event))
        return event

    def _next(self, change: Change, action: str) -> Event:
        last = "SELECT seq, hash FROM event WHERE device = ?1 UNION ALL SELECT seq, hash FROM stub WHERE device = ?1"
        rows = self._rows(f"{last} ORDER BY seq DESC LIMIT 1", self.device)
        seq, prev = rows[0] if rows else (0, "")
        ((clock,),) = self._rows("SELECT coalesce(max(clock), 0) FROM event")
        assert isinstance(seq, int)
        assert isinstance(clock, int)
        event = Event(
            id=new_id(),
            device=self.device,
            seq=seq + 1,
            clock=clock + 1,
            at=self._time().isoformat(timespec="seconds"),
            actor=self._actor,
            subject=change.subject,
            field=change.field,
            before=as_json(change.before),
            after=as_json(change.after),
            basis=change.basis,
            prev=str(prev),
            hash="",
            action=action,
        )
        return sealed(event)
