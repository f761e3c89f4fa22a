"""A connection to a record's file: settings, checksums, lock. SQLite's faults are told as ours."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import apsw
import apsw.sqlite_extra

from checklist.errors import ChecklistError, ChecksumsMissing, RecordDamaged, RecordInUse, RecordUnwritable

_SETTINGS = """
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA wal_autocheckpoint = 1;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA mmap_size = 0;
PRAGMA temp_store = MEMORY;
"""

T = TypeVar("T")


def connect(path: Path) -> apsw.Connection:
    """Open the record's file for this program alone, checked. To be called through `in_our_terms`."""
    database = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=checksum_vfs())
    try:
        database.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
        for _ in database.execute(_SETTINGS):
            pass
        check_pages(path, database)
        _claim(path, database)
    except (apsw.Error, ChecklistError):
        close_untouched(path, database)
        raise
    return database


def close_untouched(path: Path, database: apsw.Connection) -> None:
    """Close a file that is refused without writing into it what a killed program left beside it in its -wal."""
    beside = path.with_name(f"{path.name}-wal")
    if beside.exists() and beside.stat().st_size:
        database.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
    database.close()


def create(path: Path) -> apsw.Connection:
    """A new, empty file whose pages carry checksums."""
    database = apsw.Connection(str(path), vfs=checksum_vfs())
    database.reserve_bytes(reserve=8)
    return database


def check_pages(path: Path, database: apsw.Connection) -> None:
    """Raises RecordDamaged where the pages carry no checksums, or do not pass them."""
    if database.pragma("checksum_verification") != "1":
        raise RecordDamaged(path, "the file carries no page checksums")
    finding = database.pragma("quick_check")
    if finding != "ok":
        raise RecordDamaged(path, str(finding))


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


@contextmanager
def transaction(database: apsw.Connection) -> Iterator[None]:
    """All or none. A full or failing disk makes SQLite roll back by itself; the fault is told, not that it did so."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    finally:
        if database.in_transaction:
            database.execute("ROLLBACK")


def _claim(path: Path, database: apsw.Connection) -> None:
    """Take the exclusive lock now, so that a second program learns at its start that the record is in use."""
    if database.readonly("main"):
        raise RecordUnwritable(path, "read-only")
    database.execute("BEGIN EXCLUSIVE; COMMIT")


@functools.cache
def checksum_vfs() -> str:
    """Register SQLite's cksumvfs with this process; finds every bit flip where integrity_check finds one in ten.

    Raises ChecksumsMissing.
    """
    loader = apsw.Connection(":memory:")
    try:
        apsw.sqlite_extra.load(loader, "cksumvfs")
    except (apsw.sqlite_extra.NotAvailable, apsw.Error, OSError) as error:
        raise ChecksumsMissing(str(error)) from error
    finally:
        loader.close()
    return "cksmvfs"
