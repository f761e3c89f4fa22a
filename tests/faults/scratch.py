"""Folders of a run, in memory where the system has such a place: what is tested is not the disk of this machine."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

GOLDEN = Path(__file__).parent.parent / "data" / "record-v1.db"
PLAIN_VFS = "win32" if os.name == "nt" else "unix"  # SQLite without page checksums
_MEMORY = Path("/dev/shm")


@contextmanager
def scratch(on_disk: bool = False) -> Iterator[Path]:
    """A folder for this run."""
    place = None if on_disk or not _MEMORY.is_dir() else _MEMORY
    with tempfile.TemporaryDirectory(prefix="xiance-faults-", dir=place, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def fresh(folder: Path) -> Path:
    """The folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def numbers(arguments: list[str], count: int, seed: int = 1) -> tuple[int, int]:
    """N and seed, as they are given after the name of the script."""
    given = [int(one) for one in arguments[1:3]]
    return given[0] if given else count, given[1] if len(given) > 1 else seed
