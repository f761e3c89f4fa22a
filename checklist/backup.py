"""A copy of the record that was opened and checked before it counts."""

from __future__ import annotations

import itertools
import os
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

import apsw

from checklist.connection import checksum_vfs, in_our_terms
from checklist.copies import FOLDER as FOLDER
from checklist.copies import Occasion, copies
from checklist.copies import names as names
from checklist.copy_reading import Gist, check_chain, device_of, gist, opened_copy
from checklist.errors import BackupFailed, RecordError
from checklist.files import make_folder, put_where_none_is

_TAIL = ".tmp"
_PAGES = 512  # copied at a time: two megabytes, then whoever waits for the record may write
_turns = itertools.count(1)


@dataclass(frozen=True)
class Source:
    """An open record; `lock` is held while its connection is used."""

    database: apsw.Connection
    path: Path
    lock: AbstractContextManager[object] = field(default_factory=nullcontext)


def make_backup(source: Source, occasion: Occasion) -> Path:
    """Copy an open record into backups/ beside it, named by number, time and device; gives the path of the copy.

    Others may write to the record meanwhile. Raises BackupFailed; nothing half-made is left under a backup's name.
    """
    temporary = source.path.parent / FOLDER / f"{source.path.stem}-{os.getpid()}-{next(_turns)}{_TAIL}"
    try:
        return in_our_terms(source.path, partial(_make, source, temporary, occasion))
    except RecordError as error:
        raise BackupFailed(source.path, error.reason) from error
    except apsw.ConnectionClosedError as error:
        raise BackupFailed(source.path, "closed meanwhile") from error
    finally:
        _clear(temporary)


def backups(folder: Path) -> tuple[Path, ...]:
    """The backups of the record in `folder`, newest first."""
    return tuple(one.path for one in copies(folder))


def place_copy(temporary: Path, folder: Path, stem: str, tail: tuple[Occasion, str]) -> Path:
    """Give a checked copy the next free name in backups/ of `folder`; what stands there stays. Raises OSError."""
    for target in names(folder, stem, datetime.now().astimezone(), tail):
        try:
            put_where_none_is(temporary, target)
        except FileExistsError:  # made by another since we looked
            continue
        return target
    raise FileExistsError(str(folder))


def _make(source: Source, temporary: Path, occasion: Occasion) -> Path:
    make_folder(temporary.parent)
    _clear_strays(temporary.parent)
    said = _copy(source, temporary)
    device = _check(temporary, said)
    return place_copy(temporary, source.path.parent, source.path.stem, (occasion, device))


def _copy(source: Source, temporary: Path) -> Gist:
    """Copy all pages; gives what the record said when the last one was copied."""
    copy = apsw.Connection(str(temporary), vfs=checksum_vfs())
    try:
        said = _transfer(source, copy)
        copy.pragma("journal_mode", "delete")  # one file, nothing beside it
    finally:
        copy.close()
    return said


def _transfer(source: Source, copy: apsw.Connection) -> Gist:
    """A few pages at a time; SQLite brings into the copy what is written to pages already copied."""
    with source.lock:
        source.database.total_changes()  # raises ConnectionClosedError; backup() would raise ValueError
        pages = copy.backup("main", source.database, "main")
    try:
        while True:
            with source.lock:
                if pages.step(_PAGES):
                    return gist(source.database)
    finally:
        with source.lock:
            pages.close(True)


def _check(temporary: Path, said: Gist) -> str:
    """Open the copy as a stranger, follow its chain and hold it against the record; gives its device."""
    with opened_copy(temporary) as copy:
        if gist(copy) != said:
            raise BackupFailed(temporary, "the copy does not say what the record says")
        check_chain(temporary, copy)
        return device_of(copy)


def _clear_strays(folder: Path) -> None:
    """Half-made copies of a program that was killed: the record was its alone, and now is ours."""
    for path in folder.glob(f"*{_TAIL}"):
        if f"-{os.getpid()}-" not in path.name:
            _clear(path)


def _clear(temporary: Path) -> None:
    """Best effort: what is left is cleared away by the next backup."""
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        return
