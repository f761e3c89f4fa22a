"""Files written so that a power cut leaves the old or the new, never half of either."""

from __future__ import annotations

import os
import time
from pathlib import Path

_TRIES = 7
_FIRST_PAUSE = 0.02  # seconds, doubled each time: 2.5 s together


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, with their names through to the disk. Raises OSError."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def put_in_place(temporary: Path, target: Path) -> None:
    """Give a whole file its name, through to the disk. Raises OSError; the target is then as it was."""
    sync_file(temporary)
    _replace(temporary, target)
    sync_folder(target.parent)


def put_where_none_is(temporary: Path, target: Path) -> None:
    """As put_in_place, but what stands there stays: of two who come at once, one is first. Raises FileExistsError."""
    sync_file(temporary)
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # Windows renames onto nothing only; a stick's file system has no second names
        if target.exists():
            raise
        temporary.rename(target)
    else:
        temporary.unlink()
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Wait until the file's bytes are on the disk. Raises OSError."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the names in the folder are on the disk. Raises OSError. Windows has no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(temporary: Path, target: Path) -> None:
    """Rename; on Windows a virus scanner may hold the file for a moment, so try again for a while."""
    for attempt in range(_TRIES):
        try:
            temporary.replace(target)
        except PermissionError:
            if os.name != "nt" or attempt == _TRIES - 1:
                raise
            time.sleep(_FIRST_PAUSE * 2**attempt)
        else:
            return
