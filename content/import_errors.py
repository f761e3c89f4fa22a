"""What can keep a file from being read as a text, one class a cause. The sentences for users are in ui/proofing/."""

from __future__ import annotations

from pathlib import Path

from content.errors import ContentError


class ImportRefused(ContentError):
    """Base of the causes: the file they are about."""

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(f"{path.name}: {type(self).__name__} {detail}".rstrip())
        self.path = path
        self.detail = detail


class ImportUnreadable(ImportRefused):
    """The file is missing, not a file, or the system does not let it be read; `detail` is the system's reason."""


class ImportTooLarge(ImportRefused):
    """The file, or what it unpacks to, is larger than `limit` `unit`s (bytes, characters, pages, members)."""

    def __init__(self, path: Path, limit: int, unit: str) -> None:
        super().__init__(path, f"{limit} {unit}")
        self.limit = limit
        self.unit = unit


class ImportEncrypted(ImportRefused):
    """The file opens with a password only."""


class ImportHasNoText(ImportRefused):
    """There is no character in it: an empty file, or pages that are pictures of text."""


class ImportKindUnknown(ImportRefused):
    """Not one of the kinds that can be read; `detail` is the ending of its name."""


class ImportMalformed(ImportRefused):
    """The bytes are not what the name says: damaged, cut off, or of another kind."""
