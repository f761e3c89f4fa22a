"""What can go wrong with the county's record, one class a cause. The sentences for users are in ui/."""

from __future__ import annotations

from pathlib import Path


class ChecklistError(Exception):
    """Base of every error of this room."""


class RecordError(ChecklistError):
    """A file or folder of the record is not as it must be."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class RecordInUse(RecordError):
    """Another running program holds the record."""


class RecordTooNew(RecordError):
    """A later version of the program wrote the record; it is left as it is."""


class RecordForeign(RecordError):
    """The file in the record's place is not a record of this program; it is left as it is."""


class RecordDamaged(RecordError):
    """The record fails its own checks; it is left as it is."""


class RecordMissing(RecordError):
    """There was a record in this place and it is gone; an empty one is not made in its stead without asking."""


class RecordUnwritable(RecordError):
    """The record, or its folder, cannot be written: read-only, no permission, or the disk is full."""


class ChecksumsMissing(ChecklistError):
    """The library that guards the record's pages is not in this installation, or does not load."""


class BackupFailed(RecordError):
    """A backup could not be made, or the copy did not pass its checks; the record is as it was."""


class PlaceTaken(RecordError):
    """In the folder that the record was to go to there is one already, or it lies within the record's own."""


class CopyFailed(RecordError):
    """A copy could not be made, or did not come out as its original; the original is as it was."""


class EvidenceTooLarge(ChecklistError):
    """The file is larger than the store takes. Sizes in bytes."""

    def __init__(self, path: Path, size: int, limit: int) -> None:
        super().__init__(f"{path}: {size} bytes, at most {limit}")
        self.path = path
        self.size = size
        self.limit = limit


class EvidenceVanished(RecordError):
    """The file went away, or is no longer in the store."""


class EvidenceChanging(RecordError):
    """The file was written to while it was copied."""


class EvidenceUnreadable(RecordError):
    """The file cannot be read, or is no file."""


class EvidenceNoRoom(ChecklistError):
    """Too little space for the copy. `free` and `needed` in bytes."""

    def __init__(self, path: Path, free: int, needed: int) -> None:
        super().__init__(f"{path}: {free} bytes free, {needed} needed")
        self.path = path
        self.free = free
        self.needed = needed


class UndoUnknown(ChecklistError):
    """There is no such action, or nothing is left to undo."""


class UndoOverlaid(ChecklistError):
    """A later change of the same field would be lost; `at` and `actor` say whose."""

    def __init__(self, subject: str, field: str, at: str, actor: str) -> None:
        super().__init__(f"{subject} {field}: changed {at} by {actor}")
        self.subject = subject
        self.field = field
        self.at = at
        self.actor = actor
