"""A document as values: pages made of headings, paragraphs and tables, for what is written to be held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from checklist.papers.sheet import Sheet
from checklist.papers.texts import clean, spoken


class Look(StrEnum):
    """How a paragraph is set."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    ANNEX = "annex"
    CHAPTER = "chapter"
    SECTION = "section"
    ITEM = "item"
    BODY = "body"
    ADDRESS = "address"
    NOTE = "note"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; of several lines each becomes one."""

    look: Look
    text: str

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for line in clean(self.text).split("\n") if line.strip())


@dataclass(frozen=True, slots=True)
class Table:
    """The columns and rows of a sheet; its headings are repeated on each page."""

    sheet: Sheet

    @property
    def widths(self) -> tuple[float, ...]:
        return tuple(column.width for column in self.sheet.columns)

    @property
    def grid(self) -> Iterator[tuple[str, ...]]:
        """Its texts, the headings first."""
        yield tuple(clean(column.title) for column in self.sheet.columns)
        yield from (tuple(spoken(cell) for cell in row) for row in self.sheet.rows)


@dataclass(frozen=True, slots=True)
class Form:
    """Lines to be filled in by hand: the first column says what; the others are as wide as is left."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]

    @property
    def grid(self) -> Iterator[tuple[str, ...]]:
        yield from self.rows


Part = Words | Table | Form


@dataclass(frozen=True, slots=True)
class Page:
    """What begins on a new page; `wide` lays it across; `starts_anew` counts its pages from 1."""

    parts: tuple[Part, ...]
    wide: bool = False
    starts_anew: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """`title` is the document's name in its properties; what is printed stands in the pages."""

    title: str
    pages: tuple[Page, ...]
