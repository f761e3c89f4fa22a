"""One cell of a workbook from anywhere as a value; what is none says why."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from checklist.papers.sheet import Cell, Kind
from checklist.papers.texts import clean, number
from checklist.papers.words import DAY_TYPED
from checklist.papers.xlsx_compare import line_ends


class Trouble(StrEnum):
    """Why a cell, a row or a heading is not taken."""

    ID_MISSING = "id-missing"
    ID_UNKNOWN = "id-unknown"
    ID_TWICE = "id-twice"
    HEADING_TWICE = "heading-twice"
    FORMULA = "formula"
    ERROR_VALUE = "error-value"
    UNCLEAN = "unclean"
    DATE_IMPOSSIBLE = "date-impossible"
    STATUS_UNKNOWN = "status-unknown"
    RESULT_UNKNOWN = "result-unknown"
    REASON_MISSING = "reason-missing"
    TOO_LONG = "too-long"
    WAS_CUT = "was-cut"
    REFUSED = "refused"


class TroubledCell(ValueError):
    """Raised within this folder only; it becomes a listed problem."""

    def __init__(self, trouble: Trouble, value: object = "") -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.value = str(value)[:80]


_ESCAPED = re.compile("_x00(?:[01][0-9a-fA-F]|7[fF])_")
_EPOCH = date(1899, 12, 30)
_SERIALS = range(18_264, 401_769)  # the days 1950 to 2999 as a workbook numbers them
_DAY = re.compile(DAY_TYPED)
_PERCENT = "%"


def read_cell(cell: Any, kind: Kind) -> Cell:
    """The value of a cell: a day where a column of days holds one, else text. Raises TroubledCell."""
    value = None if cell is None else cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        raise TroubledCell(Trouble.FORMULA, getattr(value, "text", value))
    if cell.data_type == "e":
        raise TroubledCell(Trouble.ERROR_VALUE, value)
    if kind is Kind.DATE:
        return _day(value)
    return _text(value, cell.number_format)


def read_day(text: str) -> date:
    """2026-02-28, 2026.2.28, 2026年2月28日, 20260228. Raises TroubledCell for what the calendar does not have."""
    found = _DAY.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    try:
        year, month, day = (int(one) for one in found.groups() if one) if found else (0, 0, 0)
        return date(year, month, day)
    except ValueError:
        raise TroubledCell(Trouble.DATE_IMPOSSIBLE, text) from None


def _day(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and int(value) in _SERIALS:
        return _EPOCH + timedelta(days=int(value))
    text = _text(value, "")
    return read_day(text) if text.strip() else None


def _text(value: object, shown: str) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return f"{number(round(value * 100, 10))}%" if _PERCENT in str(shown) else number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    text = line_ends(str(value))
    if _ESCAPED.search(text) or clean(text) != text.replace("\r\n", "\n").replace("\r", "\n"):
        raise TroubledCell(Trouble.UNCLEAN, "".join(char if char.isprintable() else "?" for char in text))
    return clean(text)
