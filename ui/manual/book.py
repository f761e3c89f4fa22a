"""The manual as values: pages in their order, each parted into sections that can be gone to and found. Knows no Qt.

A page is pages/NN-NAME.md; NN gives its place. The page of the keys goes on with tables of the real menus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from content.prose import Block, Heading, Item, Paragraph, Picture, Piece, Table, read_prose, words_of
from ui.manual.words import KEY_HEAD

HOME = Path(__file__).parent
PAGES, PICTURES = HOME / "pages", HOME / "pictures"
FIRST, KEYS, NEWS = "start", "keys", "news"
ENDING = ".md"

# Of each menu: its title, and (keys, what they do) of those of its commands that have keys.
KeyTable = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the words below it, up to the next one."""

    page: str
    anchor: str
    title: str
    text: str


@dataclass(frozen=True)
class Page:
    """One chapter. Every heading has an anchor."""

    name: str
    blocks: tuple[Block, ...]

    @cached_property
    def title(self) -> str:
        return next(self.headings(1))[1]

    def headings(self, level: int) -> Iterator[tuple[str, str]]:
        """(anchor, words) of the headings of a level."""
        return ((one.anchor, words_of(one.pieces)) for one in _headings(self.blocks) if one.level == level)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        starts = [at for at, block in enumerate(self.blocks) if isinstance(block, Heading)]
        ends = [*starts[1:], len(self.blocks)]
        return tuple(self._section(start, end) for start, end in zip(starts, ends, strict=True))

    def _section(self, start: int, end: int) -> Section:
        head = self.blocks[start]
        assert isinstance(head, Heading)
        text = "\n".join(_words(block) for block in self.blocks[start + 1 : end])
        return Section(self.name, head.anchor, words_of(head.pieces), text)


@dataclass(frozen=True, slots=True)
class Book:
    """The whole manual."""

    pages: tuple[Page, ...]

    def page(self, name: str) -> Page:
        """Raises KeyError."""
        found = next((page for page in self.pages if page.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(section for page in self.pages for section in page.sections)


def read_book(keys: KeyTable, folder: Path = PAGES) -> Book:
    """Takes some tens of milliseconds. Raises ContentUnreadable, ContentMalformed."""
    return Book(tuple(_read_page(path, keys) for path in sorted(folder.glob(f"*{ENDING}"))))


def link_target(link: str, page: str) -> tuple[str, str] | None:
    """(page, anchor) that a link met on a page leads to; None for one that leads out of the manual."""
    file, _, anchor = link.partition("#")
    if not file:
        return page, anchor
    return (_name(file), anchor) if file.endswith(ENDING) and "/" not in file else None


def _read_page(path: Path, keys: KeyTable) -> Page:
    name = _name(path.name)
    blocks = read_prose(path)
    if name == KEYS:
        blocks = (*blocks, *_key_blocks(keys))
    return Page(name, tuple(_anchored(blocks)))


def _name(file: str) -> str:
    """02-reading.md -> reading."""
    return file.removesuffix(ENDING).partition("-")[2]


def _anchored(blocks: Iterable[Block]) -> Iterator[Block]:
    number = 0
    for block in blocks:
        if isinstance(block, Heading):
            number += 1
            yield block if block.anchor else replace(block, anchor=f"s{number}")
        else:
            yield block


def _key_blocks(keys: KeyTable) -> Iterator[Block]:
    for title, rows in keys:
        yield Heading(2, "", (Piece(title),))
        head = tuple((Piece(word, "strong"),) for word in KEY_HEAD)
        yield Table((head, *(((Piece(pressed, "code"),), (Piece(does),)) for pressed, does in rows)))


def _headings(blocks: Iterable[Block]) -> Iterator[Heading]:
    return (block for block in blocks if isinstance(block, Heading))


def _words(block: Block) -> str:
    match block:
        case Heading(pieces=pieces) | Paragraph(pieces=pieces) | Item(pieces=pieces):
            return words_of(pieces)
        case Table(rows=rows):
            return "\n".join("　".join(words_of(cell) for cell in row) for row in rows)
        case Picture(caption=caption):
            return caption
