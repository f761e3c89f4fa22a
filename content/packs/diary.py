"""The packs' own log: what was installed and gone back from, when, by whom and why. Only ever added to."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from content.durable import make_folder

FILE = "log.jsonl"
_LONGEST = 4 << 20  # bytes that are read of it


class Deed(StrEnum):
    """What was done."""

    INSTALLED = "installed"
    SWITCHED = "switched"


@dataclass(frozen=True, slots=True)
class Line:
    """One deed. `at` is local time with its offset; `reason` is empty for an installation."""

    at: str
    actor: str
    deed: Deed
    serial: int
    issued: str
    sha256: str
    reason: str = ""


def write_line(folder: Path, line: Line) -> None:
    """Add a line, through to the disk. Raises OSError."""
    make_folder(folder)
    body = json.dumps(asdict(line), ensure_ascii=False).encode() + b"\n"
    handle = os.open(folder / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(handle, body)
        os.fsync(handle)
    finally:
        os.close(handle)


def read_lines(folder: Path) -> tuple[Line, ...]:
    """What can be read of the log, oldest first; a line that was cut short is passed over."""
    try:
        with (folder / FILE).open("rb") as file:
            lines = file.read(_LONGEST).splitlines()
    except OSError:
        return ()
    return tuple(line for one in lines if (line := _line(one)) is not None)


def _line(body: bytes) -> Line | None:
    try:
        row = json.loads(body)
        return Line(**{**row, "deed": Deed(row["deed"])})
    except (ValueError, TypeError, KeyError):
        return None
