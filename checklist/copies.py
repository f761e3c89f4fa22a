"""The copies of a record by their names: which number, when, why, of which laptop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

FOLDER = "backups"
_TIME = "%Y%m%dT%H%M%S%z"
_NAME = re.compile(r"\w+-(\d{6,9})-(\d{8}T\d{6}[+-]\d{4})-([a-z]+)-[0-9a-f]{8}\.db")


class Occasion(StrEnum):
    """Why a copy was made. What is not TIMED was made before something that changes much, or because it was asked."""

    TIMED = "timed"
    ASKED = "asked"
    IMPORT = "import"
    UPGRADE = "upgrade"
    RESTORE = "restore"
    MOVE = "move"
    BROUGHT = "brought"
    PACK = "pack"


@dataclass(frozen=True, slots=True)
class Copy:
    """A file in backups/. `number` rises by one each time, whatever the clock says; 0 and no occasion for a stranger.

    `at` is local time with its offset, as the clock stood; `size` in bytes.
    """

    path: Path
    number: int
    at: datetime
    occasion: Occasion | None
    size: int


def copies(folder: Path) -> tuple[Copy, ...]:
    """What lies in backups/ of the record in `folder`, the one made last first. Not one of them is opened."""
    return tuple(sorted(_copies(folder / FOLDER), key=lambda one: (one.number, one.at), reverse=True))


def names(folder: Path, stem: str, at: datetime, tail: tuple[Occasion, str]) -> Iterator[Path]:
    """Free names in backups/ for the next copies; `tail` is why, and of which device."""
    occasion, device = tail
    first = max((one.number for one in copies(folder)), default=0) + 1
    for number in range(first, first + 1000):
        yield folder / FOLDER / f"{stem}-{number:06}-{at:{_TIME}}-{occasion}-{device[:8]}.db"


def _copies(folder: Path) -> Iterator[Copy]:
    for path in folder.glob("*.db"):
        try:
            found = path.stat()
        except OSError:  # went away meanwhile
            continue
        yield _named(path, found.st_size) or Copy(path, 0, _local(found.st_mtime), None, found.st_size)


def _named(path: Path, size: int) -> Copy | None:
    """None where the name is not one of ours."""
    name = _NAME.fullmatch(path.name)
    if name is None or name[3] not in tuple(Occasion):
        return None
    try:
        return Copy(path, int(name[1]), datetime.fromisoformat(name[2]), Occasion(name[3]), size)
    except ValueError:
        return None


def _local(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds).astimezone()
