"""Plain Markdown of our own (the manual) to blocks of values: headings, paragraphs, items, tables, pictures.

Raw HTML is switched off; nothing of HTML leaves this module, so whoever shows the blocks decides how.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from content.errors import ContentMalformed, ContentUnreadable, Fault

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
_FACES = {"strong": "strong", "em": "strong", "code": "code"}
_LISTS = ("ul", "ol")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a block. `face` is strong, code or nothing; `link` is what they lead to."""

    text: str
    face: str = ""
    link: str = ""


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 to 3; `anchor` is its address within the page, nothing where it was given none."""

    level: int
    anchor: str
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or (`is_remark`) one that stands apart as a remark."""

    pieces: Pieces
    is_remark: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One of a list, `depth` from 0; `number` counts from 1, and is 0 where the list does not count."""

    number: int
    depth: int
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first row being the head."""

    rows: tuple[tuple[Pieces, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's file name, and the caption that also stands for it where it cannot be seen."""

    name: str
    caption: str


Block = Heading | Paragraph | Item | Table | Picture


def words_of(pieces: Pieces) -> str:
    """The characters alone."""
    return "".join(piece.text for piece in pieces)


def read_prose(path: Path) -> tuple[Block, ...]:
    """The blocks of a file, in order. Raises ContentUnreadable, ContentMalformed naming the place at fault."""
    try:
        body = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ContentUnreadable(path, str(error.strerror)) from error
    return tuple(block for element in _to_tree(path, body) for block in _blocks(path, element))


def _to_tree(path: Path, body: str) -> ET.Element:
    import markdown  # 40 ms, and the window has no need of it before the manual is opened
    from markdown.extensions.attr_list import AttrListExtension
    from markdown.extensions.tables import TableExtension

    parser = markdown.Markdown(extensions=[AttrListExtension(), TableExtension()])
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    parser.inlinePatterns.deregister("entity")
    try:
        return ET.fromstring(f"<body>{parser.convert(body.replace('&', '&amp;'))}</body>")
    except ET.ParseError as error:
        raise ContentMalformed(path, "1", Fault.BAD_BLOCK, str(error)) from error


def _blocks(path: Path, element: ET.Element) -> Iterator[Block]:
    if element.tag in _HEADINGS:
        yield Heading(_HEADINGS[element.tag], element.get("id", ""), _pieces(element))
    elif element.tag == "p":
        picture = element.find("img")
        if picture is None:
            yield Paragraph(_pieces(element))
        else:
            yield Picture(picture.get("src", ""), picture.get("alt", ""))
    elif element.tag == "blockquote":
        yield from (Paragraph(_pieces(one), is_remark=True) for one in element)
    elif element.tag in _LISTS:
        yield from _items(element, 0)
    elif element.tag == "table":
        yield Table(tuple(tuple(_pieces(cell) for cell in row) for row in element.iter("tr")))
    else:
        raise ContentMalformed(path, "".join(element.itertext())[:20], Fault.BAD_BLOCK, element.tag)


def _items(element: ET.Element, depth: int) -> Iterator[Item]:
    numbers = count(1)
    for one in element:
        number = next(numbers) if element.tag == "ol" else 0
        yield Item(number, depth, _pieces(one))
        for inner in one:
            if inner.tag in _LISTS:
                yield from _items(inner, depth + 1)


def _pieces(element: ET.Element) -> Pieces:
    pieces = [piece for piece in _runs(element, "", "") if piece.text]
    if pieces:
        pieces[0] = Piece(pieces[0].text.lstrip(), pieces[0].face, pieces[0].link)
        pieces[-1] = Piece(pieces[-1].text.rstrip(), pieces[-1].face, pieces[-1].link)
    return tuple(piece for piece in pieces if piece.text)


def _runs(element: ET.Element, face: str, link: str) -> Iterator[Piece]:
    yield Piece(_joined(element.text), face, link)
    for child in element:
        if child.tag not in _LISTS:
            yield from _runs(child, _FACES.get(child.tag, face), child.get("href", link))
        yield Piece(_joined(child.tail), face, link)


def _joined(text: str | None) -> str:
    """Chinese lines that were broken in the file go on without a blank."""
    return re.sub(r"\s*\n\s*", "", text or "")
