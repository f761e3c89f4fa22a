"""Days as people write them: 2026-3-31, 2026年3月31日, 3月31日, 20260331, 2026年12月底. Knows no Qt."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date

_LATEST = r"(?:日|号)?(?:前|以前|之前)?"
_FULL = re.compile(rf"(\d{{4}})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}}){_LATEST}")
_SHORT = re.compile(rf"(\d{{1,2}})[-/.月](\d{{1,2}}){_LATEST}")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_END = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:底|末)(?:前|以前|之前)?")
_YEAR_END = re.compile(r"(\d{4})年(?:底|末)(?:前|以前|之前)?")
_LEADING = re.compile(r"\s*(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)\s*[：:，,]?\s*")


def read_day(text: str, today: date) -> date | None:
    """The day that is meant; one without a year is of this year. None where there is no such day."""
    words = "".join(unicodedata.normalize("NFKC", text).split())
    try:
        return _read(words, today)
    except ValueError:
        return None


def leading_day(line: str) -> tuple[date | None, str]:
    """The day that a line begins with and the rest of it; no day where it begins with none that exists."""
    found = _LEADING.match(line)
    day = read_day(found[1], date.min) if found else None
    return (day, line[found.end() :]) if found and day else (None, line)


def _read(words: str, today: date) -> date | None:
    if found := _FULL.fullmatch(words) or _DIGITS.fullmatch(words):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH_END.fullmatch(words):
        year, month = int(found[1] or today.year), int(found[2])
        return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None
    if found := _YEAR_END.fullmatch(words):
        return date(int(found[1]), 12, 31)
    if found := _SHORT.fullmatch(words):
        return date(today.year, int(found[1]), int(found[2]))
    return None
