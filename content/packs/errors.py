"""Why a content pack is not taken, one class a cause. What is installed is then as it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import ContentError

if TYPE_CHECKING:
    from content.linting import Finding


class PackRefused(ContentError):
    """Base: the pack at `path` is not taken; `reason` names the place in it, or what the system said."""

    def __init__(self, path: Path, reason: str = "") -> None:
        super().__init__(f"{path.name}: {reason or type(self).__name__}")
        self.path = path
        self.reason = reason


class PackUnreadable(PackRefused):
    """The file cannot be read: gone, no permission, the stick was pulled."""


class PackForeign(PackRefused):
    """No content pack."""


class PackUnsigned(PackRefused):
    """A zip without the signature before it."""


class PackTooLarge(PackRefused):
    """More bytes or members than a pack may have, or packed beyond all measure."""


class PackLegacy(PackRefused):
    """Signed in minisign's old way, not over a hash; never written by our tool, never taken."""


class NoKeysTrusted(PackRefused):
    """This build trusts no key, so no pack at all."""


class KeyUnknown(PackRefused):
    """Signed with a key that is not trusted here; `key` is its name."""

    def __init__(self, path: Path, key: str) -> None:
        super().__init__(path, key)
        self.key = key


class KeyRevoked(KeyUnknown):
    """Signed with a key that was trusted once and no longer is."""


class SignatureWrong(PackRefused):
    """The signature does not hold: a byte of the pack was changed, lost or added, or it is another pack's."""


class CommentWrong(PackRefused):
    """The signature holds but that over the trusted comment does not: serial, date or keys were changed."""


class StatementWrong(PackRefused):
    """The trusted comment does not say what a pack's says, or would leave no key trusted."""


class PackTooNew(PackRefused):
    """Of a format that a later program reads."""


class OtherSeries(PackRefused):
    """Made for other readers; `reason` is for whom."""


class SerialRefused(PackRefused):
    """Base of refusals by serial: `serial` and `issued` of the pack, `highest` and `known` (a date) of what was had."""

    def __init__(self, path: Path, serial: int, issued: str, highest: tuple[int, str]) -> None:
        self.serial, self.issued = serial, issued
        self.highest, self.known = highest
        super().__init__(path, f"serial {serial} of {issued} after {self.highest} of {self.known}")


class SerialTooLow(SerialRefused):
    """Older than an edition that was installed here before."""


class SerialTaken(SerialRefused):
    """Of the serial of an edition that was installed here, but with another content."""


class SerialTooHigh(SerialRefused):
    """So far ahead that no later pack could follow it."""


class PackUnsafe(PackRefused):
    """The zip holds what a pack never holds: other names, links, encryption, members that overlap or hide bytes."""


class PackDamaged(PackRefused):
    """Signed, and yet the zip cannot be read, or does not hold what its list of files says."""


class ManifestWrong(PackRefused):
    """The list of files is not what the format says; `reason` names the place."""


class ContentWrong(PackRefused):
    """The content breaks the content format or contradicts itself; `findings` say where."""

    def __init__(self, path: Path, findings: tuple[Finding, ...]) -> None:
        super().__init__(path, "; ".join(f"{one.path.name}:{one.line} {one.fault}" for one in findings[:5]))
        self.findings = findings


class ContentIncomplete(PackRefused):
    """A file that the content needs is not in the pack; `reason` names it."""


class PackUnwritable(PackRefused):
    """The pack could not be put on the disk; what was installed stays in use."""


class EditionMissing(PackRefused):
    """The edition to go back to is not there any more, or is damaged."""
