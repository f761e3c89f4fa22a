"""Why a zip from elsewhere is not read, one class a cause. `reason` names the place; nothing was unpacked."""

from __future__ import annotations

from content.errors import ContentError


class ZipRefused(ContentError):
    """Base of every refusal of a zip."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ZipForeign(ZipRefused):
    """Not a zip."""


class ZipDamaged(ZipRefused):
    """Cut short or changed: sizes, counts or checksums do not agree."""


class ZipTooLarge(ZipRefused):
    """More members or bytes than are taken, or packed beyond all measure."""


class ZipUnsafe(ZipRefused):
    """Other names than are taken, links, encryption, overlapping members, several disks, a comment."""
