"""Opens the record's file: identity, version, and the way from older versions to this one."""

from __future__ import annotations

import contextlib
import functools
import os
import random
import struct
import time
from pathlib import Path

import apsw

from checklist.connection import close_untouched, connect, create, in_our_terms, transaction
from checklist.errors import ChecklistError, RecordDamaged, RecordForeign, RecordInUse, RecordTooNew, RecordUnwritable
from checklist.files import make_folder, put_where_none_is
from checklist.migration import FIRST, bring_up, migrate
from checklist.migration import VERSION as VERSION

APPLICATION_ID = 0x58434345

_TRIES, _PAUSE = 3, (0.02, 0.1)  # seconds

_HEADER = struct.Struct(">16s44xI4xI")
_MAGIC = b"SQLite format 3\0"


def open_database(path: Path, device: str) -> apsw.Connection:
    """Open the record at `path`, making it (for `device`) where there is none; an older one is brought to this version.

    Raises RecordForeign, RecordTooNew, RecordDamaged, RecordInUse, RecordUnwritable, BackupFailed; a file that is
    refused is left byte for byte as it was.
    """
    if path.exists():
        check_header(path)
    else:
        in_our_terms(path, functools.partial(_create, path, device))
    return _open_alone(path)


def _open_alone(path: Path) -> apsw.Connection:
    """Of two that begin at the same instant each may stand in the other's way; one of them is first the next time."""
    for _ in range(_TRIES):
        with contextlib.suppress(RecordInUse):
            return in_our_terms(path, functools.partial(_open, path))
        time.sleep(random.uniform(*_PAUSE))
    return in_our_terms(path, functools.partial(_open, path))


def check_header(path: Path) -> None:
    """Read identity and version from the file's first bytes, before SQLite may touch anything.

    Raises RecordForeign, RecordTooNew, RecordDamaged, RecordUnwritable.
    """
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
    """Make the file under a name of our own and give it its name when whole: an empty record.db is never made.

    Where another program was first meanwhile, its file stands.
    """
    make_folder(path.parent)
    fresh = path.with_suffix(f".{os.getpid()}.new")
    fresh.unlink(missing_ok=True)
    try:
        _write_first(fresh, device)
        put_where_none_is(fresh, path)
    except FileExistsError:
        return
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)


def _write_first(fresh: Path, device: str) -> None:
    database = create(fresh)
    try:
        with transaction(database):
            database.execute(FIRST)
            database.pragma("application_id", APPLICATION_ID)
            database.pragma("user_version", 1)
            database.execute("INSERT INTO device VALUES (?)", (device,))
        bring_up(database)
    finally:
        database.close()


def _open(path: Path) -> apsw.Connection:
    database = connect(path)
    try:
        _check_version(path, database.pragma("user_version"))
        migrate(path, database)
    except (apsw.Error, OSError, ChecklistError):
        close_untouched(path, database)
        raise
    return database
