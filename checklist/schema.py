"""Opens the record's file: identity, version, settings. SQL and SQLite's checksum VFS live here."""

from __future__ import annotations

import functools
import struct
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import apsw
import apsw.sqlite_extra

from checklist.errors import (
    ChecklistError,
    RecordDamaged,
    RecordForeign,
    RecordInUse,
    RecordTooNew,
    RecordUnwritable,
)

APPLICATION_ID = 0x58434345
VERSION = 1

_SCHEMA = f"""
CREATE TABLE event (
    id      TEXT PRIMARY KEY,          -- random UUID: the same event met twice is one event
    device  TEXT NOT NULL,             -- which laptop wrote it
    seq     INTEGER NOT NULL,          -- 1, 2, 3 … on that laptop
    clock   INTEGER NOT NULL,          -- Lamport clock: the order of events across laptops
    at      TEXT NOT NULL,             -- local time with offset; for people, never for order
    actor   TEXT NOT NULL,             -- who
    subject TEXT NOT NULL,             -- the duty
    field   TEXT NOT NULL,             -- 'status', or 'step/ID'
    before  TEXT,                      -- JSON
    after   TEXT,                      -- JSON
    basis   TEXT NOT NULL,             -- SHA-256 of the clause that was read when this was decided
    prev    TEXT NOT NULL,             -- hash of this laptop's event before
    hash    TEXT NOT NULL,
    UNIQUE (device, seq)
) STRICT;
CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_never_goes BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TABLE device (id TEXT NOT NULL) STRICT;   -- one row: this laptop
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {VERSION};
"""

_SETTINGS = """
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA mmap_size = 0;
PRAGMA temp_store = MEMORY;
"""

_HEADER = struct.Struct(">16s44xI4xI")
_MAGIC = b"SQLite format 3\0"

T = TypeVar("T")


def open_database(path: Path, device: str) -> apsw.Connection:
    """Open the record at `path`, making it (for `device`) where there is none.

    Raises RecordForeign, RecordTooNew, RecordDamaged, RecordInUse, RecordUnwritable; a file that is refused is
    left byte for byte as it was.
    """
    if path.exists():
        _check_header(path)
    else:
        in_our_terms(path, functools.partial(_create, path, device))
    return in_our_terms(path, functools.partial(_connect, path))


def in_our_terms(path: Path, action: Callable[[], T]) -> T:
    """Run `action`, telling SQLite's and the system's faults as ours."""
    try:
        return action()
    except (apsw.BusyError, apsw.LockedError) as error:
        raise RecordInUse(path, str(error)) from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise RecordDamaged(path, str(error)) from error
    except (apsw.CantOpenError, apsw.ReadOnlyError, apsw.FullError, apsw.IOError, OSError) as error:
        # The checksum VFS reports a page that fails its checksum as an I/O error of its own kind.
        if getattr(error, "extendedresult", 0) == apsw.SQLITE_IOERR_DATA:
            raise RecordDamaged(path, "a page fails its checksum") from error
        raise RecordUnwritable(path, str(error)) from error


def _check_header(path: Path) -> None:
    """Read identity and version from the file's first bytes, before SQLite may touch anything."""
    try:
        with path.open("rb") as file:
            start = file.read(_HEADER.size)
    except OSError as error:
        raise RecordUnwritable(path, str(error)) from error
    if not start:
        raise RecordDamaged(path, "the file is empty")
    if len(start) < _HEADER.size:
        raise RecordForeign(path, "not a record")
    magic, version, application = _HEADER.unpack(start)
    if magic != _MAGIC or application != APPLICATION_ID:
        raise RecordForeign(path, "not a record")
    _check_version(path, version)


def _check_version(path: Path, version: int) -> None:
    if version > VERSION:
        raise RecordTooNew(path, f"version {version}, known up to {VERSION}")
    if version < 1:
        raise RecordDamaged(path, f"version {version}")


def _create(path: Path, device: str) -> None:
    """Make the file under another name and give it its name when whole: an empty record.db is never made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    database = apsw.Connection(str(fresh), vfs=_checksum_vfs())
    database.reserve_bytes(reserve=8)
    with database:
        database.execute(_SCHEMA)
        database.execute("INSERT INTO device VALUES (?)", (device,))
    database.close()
    fresh.rename(path)


def _connect(path: Path) -> apsw.Connection:
    database = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=_checksum_vfs())
    try:
        database.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
        for _ in database.execute(_SETTINGS):
            pass
        _check_version(path, database.pragma("user_version"))
        if database.pragma("checksum_verification") != "1":
            raise RecordDamaged(path, "the file carries no page checksums")
        finding = database.pragma("quick_check")
        if finding != "ok":
            raise RecordDamaged(path, str(finding))
        _claim(path, database)
    except (apsw.Error, ChecklistError):
        database.close()
        raise
    return database


def _claim(path: Path, database: apsw.Connection) -> None:
    """Take the exclusive lock now, so that a second program learns at its start that the record is in use."""
    if database.readonly("main"):
        raise RecordUnwritable(path, "read-only")
    database.execute("BEGIN EXCLUSIVE; COMMIT")


@functools.cache
def _checksum_vfs() -> str:
    """Register SQLite's cksumvfs with this process; finds every bit flip where integrity_check finds one in ten."""
    loader = apsw.Connection(":memory:")
    apsw.sqlite_extra.load(loader, "cksumvfs")
    loader.close()
    return "cksmvfs"
