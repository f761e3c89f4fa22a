"""Files copied into the evidence, with how far it is and a way to stop. Knows no Qt; runs in the background."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from checklist.errors import ChecklistError, EvidenceChanging, EvidenceUnreadable, EvidenceVanished
from checklist.evidence import EvidenceStore
from checklist.file_names import safe_name
from checklist.standing import Evidence


@dataclass(slots=True)
class Copying:
    """Shared by who copies and who looks on: bytes `done` of `total`, the name of the file at hand, a wish to stop."""

    total: int = 0
    done: int = 0
    name: str = ""
    is_stopped: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file: it is kept, or why it is not."""

    source: Path
    evidence: Evidence | None = None
    error: ChecklistError | None = None


class _Stopped(Exception):
    """The person does not want to wait any longer."""


@dataclass(slots=True)
class _Watched:
    """An open file that tells how much of it was read."""

    file: BinaryIO
    copying: Copying

    def read(self, size: int, /) -> bytes:
        if self.copying.is_stopped:
            raise _Stopped
        chunk = self.file.read(size)
        self.copying.done += len(chunk)
        return chunk


def take_in_all(store: EvidenceStore, sources: Iterable[Path], added: date, copying: Copying) -> tuple[Taken, ...]:
    """Copy files in, one after the other; what was kept before a stop stays kept."""
    paths = tuple(sources)
    copying.total = sum(map(_size, paths))
    return tuple(_take_in_each(store, paths, added, copying))


def _take_in_each(store: EvidenceStore, paths: tuple[Path, ...], added: date, copying: Copying) -> Iterator[Taken]:
    for path in paths:
        copying.name = path.name
        before = copying.done
        try:
            yield Taken(path, _take_in(store, path, added, copying))
        except ChecklistError as error:
            yield Taken(path, error=error)
            copying.done = before + _size(path)
        except _Stopped:
            return


def _take_in(store: EvidenceStore, source: Path, added: date, copying: Copying) -> Evidence:
    """As EvidenceStore.take_in, looked on."""
    with _opened(source) as file:
        before = os.fstat(file.fileno())
        sha256 = store.keep(_Watched(file, copying), before.st_size, source)
        if _marks(before) != _marks(_stat(source)) or _marks(before) != _marks(os.fstat(file.fileno())):
            raise EvidenceChanging(source, "written to while it was copied")
    return Evidence(sha256, safe_name(source.name), before.st_size, added)


def _opened(source: Path) -> BinaryIO:
    if not stat.S_ISREG(_stat(source).st_mode):
        raise EvidenceUnreadable(source, "not a file")
    try:
        return source.open("rb")
    except FileNotFoundError as error:
        raise EvidenceVanished(source, str(error)) from error
    except OSError as error:
        raise EvidenceUnreadable(source, str(error)) from error


def _stat(source: Path) -> os.stat_result:
    try:
        return source.stat()
    except FileNotFoundError as error:
        raise EvidenceVanished(source, str(error)) from error
    except (OSError, ValueError) as error:
        raise EvidenceUnreadable(source, str(error)) from error


def _marks(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev


def _size(path: Path) -> int:
    """Nothing where it cannot be told: the copying says why."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
