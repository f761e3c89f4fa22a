"""What can go wrong with the county's record, one class a cause. The sentences for users are in ui/messages.py."""

from __future__ import annotations

from pathlib import Path


class ChecklistError(Exception):
    """Base of every error of this room."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class RecordInUse(ChecklistError):
    """Another running program holds the record."""


class RecordTooNew(ChecklistError):
    """A later version of the program wrote the record; it is left as it is."""


class RecordForeign(ChecklistError):
    """The file in the record's place is not a record of this program; it is left as it is."""


class RecordDamaged(ChecklistError):
    """The record fails its own checks; it is left as it is."""


class RecordUnwritable(ChecklistError):
    """The record, or its folder, cannot be written: read-only, no permission, or the disk is full."""
