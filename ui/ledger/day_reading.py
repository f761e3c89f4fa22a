"""A day as a person types it, or plainly what is wrong with it. Knows no Qt."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date

from ui.days import read_day

_EXAMPLE = "请写成 2026-12-31、2026年12月31日 或 12.31。"
_PARTS = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})(?:日|号)?(?:前|以前|之前)?")
_FIRST, _LAST = 1949, 2999


def day_typed(text: str, today: date) -> date | None:
    """The day that is meant; None for nothing. Raises ValueError with a sentence for what is no day."""
    if not text.strip():
        return None
    found = read_day(text, today)
    if found is None:
        raise ValueError(_why_not(text, today))
    if not _FIRST <= found.year <= _LAST:
        raise ValueError(f"年份要在 {_FIRST} 到 {_LAST} 之间，现在是 {found.year} 年。")
    return found


def _why_not(text: str, today: date) -> str:
    words = "".join(unicodedata.normalize("NFKC", text).split())
    told = _PARTS.fullmatch(words)
    if told is None:
        return f"看不懂这个日期。{_EXAMPLE}"
    year, month, day = int(told[1] or today.year), int(told[2]), int(told[3])
    if not 1 <= month <= 12:
        return f"没有 {month} 月。{_EXAMPLE}"
    if not _FIRST <= year <= _LAST:
        return f"年份要在 {_FIRST} 到 {_LAST} 之间，现在是 {year} 年。"
    return f"{year} 年 {month} 月只有 {monthrange(year, month)[1]} 天，没有 {day} 日。"
