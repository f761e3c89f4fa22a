"""The form in which a cell that went out and the one that came back are held against each other."""

from __future__ import annotations

import re

from checklist.papers.sheet import Cell
from checklist.papers.texts import plain
from checklist.papers.xlsx_fit import shorten

_BLANKS = re.compile(r"[ \t\u3000\xa0]+(?=\n|$)")
_ESCAPE = re.compile("(_x[0-9a-fA-F]{4}_)")
_LINE_END = re.compile("_x000[dD]_\n?")


def tidy(cell: Cell) -> str:
    """Text as a cell holds it, without blanks at ends of lines and lines at the ends: nobody fills those in."""
    return _BLANKS.sub("", shorten(plain(cell))).strip()


def as_compared(cell: Cell) -> str:
    """The same as the library reads it back, so that what nobody touched is equal, whatever it holds."""
    return tidy(line_ends(as_read(tidy(cell))))


def as_read(text: str) -> str:
    """A workbook writes _x0041_ as _x005F_x0041_; the library that reads takes every x005F_ away."""
    return _ESCAPE.sub(r"_x005F\1", text).replace("x005F_", "")


def line_ends(text: str) -> str:
    """Some office programs write the end of a line as _x000D_."""
    return _LINE_END.sub("\n", text)
