"""What can go wrong with papers that leave and sheets that come back, one class a cause."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from checklist.errors import ChecklistError


class Unwritable(StrEnum):
    """Why a file could not be put where it was wanted."""

    IN_USE = "in-use"
    READ_ONLY = "read-only"
    NO_ROOM = "no-room"
    NO_FOLDER = "no-folder"
    OTHER = "other"


class PaperTargetUnwritable(ChecklistError):
    """The paper could not be written; what stood at `path` before stands there still, and nothing beside it."""

    def __init__(self, path: Path, reason: Unwritable) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class PaperNotEqual(ChecklistError):
    """Opened again, the file differs from the record; it was not kept.

    `row` counts the sheet's own rows from 1 (0: headings and titles), `column` is a heading.
    """

    def __init__(self, path: Path, sheet: str, row: int, column: str = "") -> None:
        super().__init__(f"{path}: {sheet!r} row {row} {column!r}")
        self.path = path
        self.sheet = sheet
        self.row = row
        self.column = column


class PaperTooLong(ChecklistError):
    """The sheet has more rows or columns than a file of that kind holds; nothing was written."""

    def __init__(self, path: Path, count: int, limit: int) -> None:
        super().__init__(f"{path}: {count}, at most {limit}")
        self.path = path
        self.count = count
        self.limit = limit


class PackageEvidenceMissing(ChecklistError):
    """Evidence is gone, changed or unreadable, and the package is to hold all of it. `names` are the files' own."""

    def __init__(self, path: Path, names: tuple[str, ...]) -> None:
        super().__init__(f"{path}: {len(names)} files")
        self.path = path
        self.names = names


class ReturnedRefused(ChecklistError):
    """Base: the sheet at `path` is not taken, and nothing of it was."""

    def __init__(self, path: Path, reason: str = "") -> None:
        super().__init__(f"{path}: {reason or type(self).__name__}")
        self.path = path
        self.reason = reason


class ReturnedUnreadable(ReturnedRefused):
    """The file cannot be read: gone, no permission, held by another program."""


class ReturnedForeign(ReturnedRefused):
    """No workbook (.xlsx), or none that went out from here: no sheet has the headings, the number among them."""


class ReturnedDamaged(ReturnedRefused):
    """Cut short or broken inside."""


class ReturnedUnsafe(ReturnedRefused):
    """Holds what no office program writes: entities, other encodings, overlapping members, links."""


class ReturnedTooLarge(ReturnedRefused):
    """More than `limit` rows, or more members, bytes or texts than are taken."""

    def __init__(self, path: Path, reason: str, limit: int) -> None:
        super().__init__(path, reason)
        self.limit = limit
