"""Opens a copy of a record to be read and nothing else, whoever made it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from checklist.chain import Stub, first_break
from checklist.connection import check_pages, checksum_vfs
from checklist.errors import RecordDamaged
from checklist.event import COLUMNS, Event

Gist = tuple[object, ...]

_GUARDS = """
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA mmap_size = 0;
PRAGMA temp_store = MEMORY;
"""


@contextmanager
def opened_copy(path: Path) -> Iterator[apsw.Connection]:
    """The copy at `path`, its pages checked. To be used through `in_our_terms`. Raises RecordDamaged.

    Nobody writes to it meanwhile: so SQLite needs no lock and puts no file beside it, which a stick may not allow.
    """
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    database = apsw.Connection(f"{_address(path)}?immutable=1", flags=flags, vfs=checksum_vfs())
    try:
        database.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
        for _ in database.execute(_GUARDS):
            pass
        check_pages(path, database)
        yield database
    finally:
        database.close()


def gist(database: apsw.Connection) -> Gist:
    """Identity, version, number of events, and the head of each device's chain."""
    chains = "SELECT device, max(seq), hash, count(*) FROM event GROUP BY device ORDER BY device"
    return database.pragma("application_id"), database.pragma("user_version"), *database.execute(chains)


def device_of(database: apsw.Connection) -> str:
    """The laptop that the record is of."""
    return str(next(iter(database.execute("SELECT id FROM device")))[0])


def events_of(database: apsw.Connection) -> tuple[Event, ...]:
    """All events in their order, of a record of any version."""
    has_actions = database.pragma("user_version") > 1
    columns = ", ".join(one if has_actions or one != "action" else "''" for one in COLUMNS)
    rows = database.execute(f"SELECT {columns} FROM event ORDER BY clock, device, seq")
    return tuple(Event(*row) for row in rows)


def check_chain(path: Path, database: apsw.Connection) -> tuple[tuple[Event, ...], tuple[Stub, ...]]:
    """All events and stubs, their chain followed from end to end. Raises RecordDamaged."""
    has_stubs = database.pragma("user_version") > 1
    rows = database.execute("SELECT device, seq, prev, hash FROM stub") if has_stubs else ()
    events, stubs = events_of(database), tuple(Stub(*row) for row in rows)
    broken = first_break(events, stubs)
    if broken is not None:
        raise RecordDamaged(path, f"event {broken.seq} of device {broken.device[:8]}")
    return events, stubs


def _address(path: Path) -> str:
    """A path as SQLite's URI; one of a Windows share keeps its two strokes behind the empty authority."""
    plain = path.absolute().as_posix()
    for char, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        plain = plain.replace(char, code)
    return f"file://{'' if plain.startswith('/') else '/'}{plain}"
