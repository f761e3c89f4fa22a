"""Why an exchange file is not taken, one class a cause. Nothing is changed by a file that is refused."""

from __future__ import annotations

from pathlib import Path

from checklist.errors import ChecklistError
from checklist.refusals import ValueRefused


class ExchangeRefused(ChecklistError):
    """Base: the file at `path` is not taken."""

    def __init__(self, path: Path, reason: str = "") -> None:
        super().__init__(f"{path}: {reason or type(self).__name__}")
        self.path = path
        self.reason = reason


class ExchangeUnreadable(ExchangeRefused):
    """The file cannot be read: gone, no permission, the stick was pulled."""


class ExchangeForeign(ExchangeRefused):
    """No exchange file of this program."""


class ExchangeDamaged(ExchangeRefused):
    """Cut short, or changed on the way: checksums or counts do not agree."""


class ExchangeTooNew(ExchangeRefused):
    """Written in a format of a later version."""


class ExchangeTooLarge(ExchangeRefused):
    """More members, bytes or events than are taken, or packed beyond all measure."""


class ExchangeUnsafe(ExchangeRefused):
    """Holds something an exchange file never holds: other names, links, encryption, overlapping members."""


class ExchangeMalformed(ExchangeRefused):
    """A line is not what the format says; `reason` names member and line."""


class ExchangeForged(ExchangeRefused):
    """An event does not agree with its own hash, or one id is used for two events."""


class ExchangeChainBroken(ExchangeRefused):
    """A device's history lacks something or was put together anew."""


class ExchangeForked(ExchangeRefused):
    """A device's history differs from the one already known: two laptops go by one name, or history was rewritten."""


class ExchangeOtherCounty(ExchangeRefused):
    """The file is another county's."""

    def __init__(self, path: Path, mine: str, theirs: str) -> None:
        super().__init__(path, f"{theirs}, not {mine}")
        self.mine = mine
        self.theirs = theirs


class ExchangeValueBad(ExchangeRefused):
    """A value cannot stand in its field: 30 February, control characters; `refusal` says why."""

    def __init__(self, path: Path, line: int, refusal: ValueRefused) -> None:
        super().__init__(path, f"line {line}: {refusal}")
        self.line = line
        self.refusal = refusal


class ExchangeIncomplete(ExchangeRefused):
    """The file that was written does not hold what it should; nothing was put in the target's place."""


class ExchangeUnwritable(ExchangeRefused):
    """The exchange file cannot be written."""
