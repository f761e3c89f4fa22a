"""Values that the record does not take, one class a cause."""

from __future__ import annotations

from checklist.errors import ChecklistError


class ValueRefused(ChecklistError):
    """Base: `value` cannot stand in `field`."""

    def __init__(self, field: str, value: object) -> None:
        super().__init__(f"{field}: {str(value)[:80]!r}")
        self.field = field
        self.value = value


class FieldUnknown(ValueRefused):
    """There is no such field."""


class WrongKind(ValueRefused):
    """The value is not of the field's kind: a number where text belongs."""


class TextTooLong(ValueRefused):
    """The text has more than `limit` characters."""

    def __init__(self, field: str, value: str, limit: int) -> None:
        super().__init__(field, value)
        self.length = len(value)
        self.limit = limit


class TextUnclean(ValueRefused):
    """The text holds control characters, or halves of characters."""


class TextMissing(ValueRefused):
    """The field needs a text: the reason why a duty does not apply, the title of an own duty."""


class DateImpossible(ValueRefused):
    """Not a day of the calendar, written 2026-02-28."""


class YearImpossible(ValueRefused):
    """Not a year between 1949 and 2999."""


class StatusUnknown(ValueRefused):
    """No status of that name."""


class ResultUnknown(ValueRefused):
    """No result of that name."""


class ForceUnknown(ValueRefused):
    """No force of that name."""


class NumberImpossible(ValueRefused):
    """Not a finite number."""


class TooMany(ValueRefused):
    """The list has more than `limit` members."""

    def __init__(self, field: str, value: object, limit: int) -> None:
        super().__init__(field, value)
        self.limit = limit
