"""The form in which a cell that went out and the one that came back are held against each other."""

from __future__ import annotations

import re

from checklist.papers.sheet import Cell
from checklist.papers.texts import plain
from checklist.papers.xlsx_fit import shorten

_BLANKS = re.compile(r"[ \t\u3000\xa0]+(?=\n|$)")


def as_compared(cell: Cell) -> str:
    """Text as a cell holds it, without blanks at ends of lines and lines at the ends: nobody fills those in."""
    return _BLANKS.sub("", shorten(plain(cell))).strip()
