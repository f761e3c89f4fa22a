"""A disk that writes down all that is done to it, and that fails when it is told to.

SQLite reaches it through a VFS (sqlite_side), Python through its own calls (python_side); platter works out what would
be left of it after a power cut.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path


class Do(Enum):
    """What is done to a disk. Those above READ change it."""

    CREATE = auto()
    WRITE = auto()
    TRUNCATE = auto()
    SYNC = auto()
    RENAME = auto()
    UNLINK = auto()
    FOLDER = auto()
    SYNC_FOLDER = auto()
    MARK = auto()  # nothing is done: a word of the program, at its place among the rest
    READ = auto()
    OPEN = auto()


GROWING = frozenset({Do.CREATE, Do.WRITE, Do.FOLDER})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done. `path` and `target` are absolute; `at` is an offset, or the size of a truncated file."""

    do: Do
    path: str
    at: int = 0
    data: bytes = b""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Fails the operation of that number, counted from 1 among `among`; or that one and all after it."""

    number: int
    for_ever: bool = False
    code: int = errno.EIO
    among: frozenset[Do] = frozenset(Do) - {Do.MARK}


@dataclass
class Disk:
    """What lies below `root` is on it. Nothing is written down, and nothing fails, outside of `watching`."""

    root: str
    steps: list[Step] = field(default_factory=list)
    fault: Fault | None = None
    count: int = 0
    failed: int = 0
    is_watching: bool = False

    @contextmanager
    def watching(self, root: Path, fault: Fault | None = None) -> Iterator[None]:
        """Begin anew, over another folder."""
        self.root, self.fault, self.count, self.failed = f"{root}{os.sep}", fault, 0, 0
        self.steps.clear()
        self.is_watching = True
        try:
            yield
        finally:
            self.is_watching = False
            self.fault = None

    def has(self, path: object) -> bool:
        """Whether a path is on this disk, and it is being watched."""
        return self.is_watching and isinstance(path, (str, os.PathLike)) and self._holds(str(path))

    def _holds(self, path: str) -> bool:
        return os.path.abspath(path).startswith(self.root) or os.path.abspath(path) + os.sep == self.root

    def fails(self, do: Do) -> int:
        """To be asked before each operation: the error it is to fail with, 0 for none."""
        if self.fault is None or do not in self.fault.among:
            return 0
        self.count += 1
        hit = self.count >= self.fault.number if self.fault.for_ever else self.count == self.fault.number
        self.failed += hit
        return self.fault.code if hit else 0

    def ask(self, do: Do, path: str) -> None:
        """As `fails`, raising OSError."""
        code = self.fails(do)
        if code:
            raise OSError(code, os.strerror(code), path)

    def note(self, do: Do, path: str, at: int = 0, data: bytes = b"", target: str = "") -> None:
        """To be told after each operation that succeeded."""
        target = os.path.abspath(target) if target else ""
        self.steps.append(Step(do, os.path.abspath(path), at, data, target))

    def mark(self, word: str) -> None:
        if self.is_watching:
            self.steps.append(Step(Do.MARK, word))
