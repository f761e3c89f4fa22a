"""Texts as a file can hold them."""

from __future__ import annotations

import re
from datetime import date

from checklist.papers.sheet import Cell
from checklist.papers.words import DAY

# Controls, noncharacters, and overrides that make a text read as another.
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85]")
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_EXACT = 15  # digits that a workbook keeps of a number


def clean(text: str) -> str:
    """Line ends all alike, no control characters; half a character becomes U+FFFD."""
    if not _SUSPECT.search(text):
        return text
    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNFIT.sub("", _LINE_END.sub("\n", text))


def plain(cell: Cell) -> str:
    """A cell as text: days as 2026-02-28, numbers to fifteen digits, nothing as nothing."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
    return cell.isoformat() if isinstance(cell, date) else number(cell)


def spoken(cell: Cell) -> str:
    """A cell as it stands in a printed table: 2026.2.28, which no line breaks."""
    return f"{cell.year}.{cell.month}.{cell.day}" if isinstance(cell, date) else plain(cell)


def day_words(day: date) -> str:
    return DAY.format(year=day.year, month=day.month, day=day.day)


def number(value: float) -> str:
    """Whole numbers whole, others to fifteen digits, and no minus before nothing."""
    return str(value) if isinstance(value, int) else f"{value + 0.0:.{_EXACT}g}"


def units(text: str) -> int:
    """The length as office programs count it: UTF-16 units, two for an emoji."""
    return len(text.encode("utf-16-le")) // 2


def breadth(text: str) -> int:
    """How wide a line is in Latin characters; whatever is not ASCII takes two, as a hanzi does."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))
