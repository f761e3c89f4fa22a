"""A copy of the record that was opened and checked before it counts."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import apsw

from checklist.connection import check_pages, checksum_vfs, in_our_terms
from checklist.errors import BackupFailed, RecordError
from checklist.files import make_folder, put_in_place

FOLDER = "backups"
_TAIL = ".tmp"


def make_backup(database: apsw.Connection, path: Path) -> Path:
    """Copy the open record at `path` into backups/ beside it, named by time; gives the path of the copy.

    Raises BackupFailed; nothing half-made is left under a backup's name.
    """
    temporary = path.parent / FOLDER / f"{path.stem}{_TAIL}"
    try:
        return in_our_terms(path, partial(_make, database, path, temporary))
    except RecordError as error:
        raise BackupFailed(path, error.reason) from error
    finally:
        _clear(temporary)


def backups(folder: Path) -> tuple[Path, ...]:
    """The backups of the record in `folder`, newest first."""
    return tuple(sorted((folder / FOLDER).glob("*.db"), reverse=True))


def _make(database: apsw.Connection, path: Path, temporary: Path) -> Path:
    make_folder(temporary.parent)
    temporary.unlink(missing_ok=True)
    _copy(database, temporary)
    _check(database, temporary)
    target = _free_name(temporary.parent, path.stem)
    put_in_place(temporary, target)
    return target


def _copy(database: apsw.Connection, temporary: Path) -> None:
    copy = apsw.Connection(str(temporary), vfs=checksum_vfs())
    try:
        pages = copy.backup("main", database, "main")
        try:
            pages.step()
        finally:
            pages.finish()
        copy.pragma("journal_mode", "delete")  # one file, nothing beside it
    finally:
        copy.close()


def _check(database: apsw.Connection, temporary: Path) -> None:
    """Open the copy as a stranger and hold it against the record."""
    copy = apsw.Connection(str(temporary), flags=apsw.SQLITE_OPEN_READONLY, vfs=checksum_vfs())
    try:
        check_pages(temporary, copy)
        if _gist(copy) != _gist(database):
            raise BackupFailed(temporary, "the copy does not say what the record says")
    finally:
        copy.close()


def _gist(database: apsw.Connection) -> tuple[object, ...]:
    """Identity, version, number of events, and the head of each device's chain."""
    chains = "SELECT device, max(seq), hash, count(*) FROM event GROUP BY device ORDER BY device"
    return database.pragma("application_id"), database.pragma("user_version"), list(database.execute(chains))


def _free_name(folder: Path, stem: str) -> Path:
    """By the time of day; a second backup within the same second gets a number."""
    base = f"{stem}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    names = (f"{base}.db", *(f"{base}-{n}.db" for n in range(2, 1000)))
    return next(folder / name for name in names if not (folder / name).exists())


def _clear(temporary: Path) -> None:
    """Best effort: what is left is overwritten by the next backup."""
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        return
