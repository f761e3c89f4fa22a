"""What can go wrong with printing, one class a cause; the sentences are in words.py."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path


class Unwritable(StrEnum):
    """Why a file could not be put where it was wanted."""

    IN_USE = "in-use"
    READ_ONLY = "read-only"
    NO_ROOM = "no-room"
    NO_FOLDER = "no-folder"
    DAMAGED = "damaged"
    OTHER = "other"


class PrintTargetUnwritable(Exception):
    """The PDF could not be written; what stood at `path` before stands there still."""

    def __init__(self, path: Path, reason: Unwritable) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class PrintCancelled(Exception):
    """The reader asked to stop; nothing was written."""
