"""What a field takes: each reader turns a JSON value into the program's own, or says why it cannot."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from checklist.refusals import (
    DateImpossible,
    NumberImpossible,
    TextTooLong,
    TextUnclean,
    TooMany,
    ValueRefused,
    WrongKind,
    YearImpossible,
)

Reader = Callable[[str, object], object]

SHORT, LONG = 200, 20_000  # characters: a name, a paragraph
MANY = 50
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # fromisoformat takes weeks and other forms too
_FIRST_YEAR, _LAST_YEAR = 1949, 2999
# Direction overrides can make a name read as another.
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(field: str, value: object, limit: int, lines: bool = False) -> str:
    """Text without control characters (line ends and tabs aside, where `lines`), at most `limit` characters.

    Raises WrongKind, TextTooLong, TextUnclean.
    """
    if not isinstance(value, str):
        raise WrongKind(field, value)
    if len(value) > limit:
        raise TextTooLong(field, value, limit)
    allowed = "\n\t" if lines else ""
    if not value.isprintable() and any(char not in allowed and _is_unclean(char) for char in value):
        raise TextUnclean(field, value)
    return value


def _is_unclean(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or char in _OVERRIDES


def short_text(field: str, value: object) -> str:
    """A name or a phrase; null is the empty text."""
    return clean(field, "" if value is None else value, SHORT)


def long_text(field: str, value: object) -> str:
    """Paragraphs; null is the empty text."""
    return clean(field, "" if value is None else value, LONG, lines=True)


def texts(field: str, value: object) -> tuple[str, ...]:
    """A list of names, each once; null is the empty list. Raises TooMany besides the refusals of text."""
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)):
        raise WrongKind(field, value)
    if len(value) > MANY:
        raise TooMany(field, value, MANY)
    return tuple(dict.fromkeys(clean(field, one, SHORT) for one in value))


def day(field: str, value: object) -> date | None:
    """A day of the calendar as 2026-02-28; null is none. Raises DateImpossible."""
    if value is None:
        return None
    try:
        found = date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    except ValueError:
        found = None
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise DateImpossible(field, value)
    return found


def year(field: str, value: object) -> int | None:
    """Raises YearImpossible."""
    if value is None:
        return None
    if type(value) is not int or not _FIRST_YEAR <= value <= _LAST_YEAR:
        raise YearImpossible(field, value)
    return value


def number(field: str, value: object) -> float | None:
    """Raises NumberImpossible."""
    if value is None:
        return None
    if type(value) not in (int, float) or not math.isfinite(value) or abs(value) > 1e15:  # type: ignore[arg-type]
        raise NumberImpossible(field, value)
    return float(value)  # type: ignore[arg-type]


def truth(field: str, value: object) -> bool:
    """True or false; null is false. Raises WrongKind."""
    if value is not None and type(value) is not bool:
        raise WrongKind(field, value)
    return bool(value)


def answer(field: str, value: object) -> bool | None:
    """Yes, no, or not answered. Raises WrongKind."""
    return None if value is None else truth(field, value)


def one_of(names: type[StrEnum], refusal: type[ValueRefused]) -> Reader:
    """A reader of the members' values; null is the first member."""

    def read(field: str, value: object) -> StrEnum:
        if value is None:
            return next(iter(names))
        if not isinstance(value, str) or value not in set(names):
            raise refusal(field, value)
        return names(value)

    return read
