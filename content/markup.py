"""Annotated Markdown to clauses and notes: the only module that knows `markdown`.

Raw HTML is switched off, so the output is well-formed; what is left is walked block by block and sanitised.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import markdown
import nh3
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.footnotes import FootnoteExtension

from content.document import HEADING_KINDS, Clause, EditorNote
from content.errors import ContentMalformed

NOTE_KINDS = ("术语", "机构", "参见", "文件", "校勘", "背景")
_KINDS = ("number", "addressees", "signature", "date", "units", "item", "missing")
_HEADINGS = {f"h{level}": kind for level, kind in enumerate(HEADING_KINDS, 1)}
_INLINE_TAGS = {"a", "strong", "sup", "sub"}
_SCHEMES = {"note", "clause"}
_SECTION_NUMBER = re.compile("（[一二三四五六七八九十]+）")


@dataclass
class _Reading:
    """What one pass over the blocks gathers."""

    path: Path
    clauses: list[Clause] = field(default_factory=list)
    marks: dict[str, tuple[str, int]] = field(default_factory=dict)
    headings: list[tuple[int, str]] = field(default_factory=list)


def read_markup(path: Path, body: str) -> tuple[tuple[Clause, ...], tuple[EditorNote, ...]]:
    """Read the body of a document file. Raises ContentMalformed naming the block at fault."""
    root = _to_tree(body)
    reading = _Reading(path)
    definitions: dict[str, ET.Element] = {}
    for block in root:
        if block.get("class") == "footnote":
            definitions = _definitions(block)
        else:
            _read_block(reading, block)
    return tuple(reading.clauses), tuple(_read_notes(reading, definitions))


def _to_tree(body: str) -> ET.Element:
    parser = markdown.Markdown(extensions=[AttrListExtension(), FootnoteExtension(BACKLINK_TEXT="")])
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    parser.inlinePatterns.deregister("entity")
    return ET.fromstring(f"<body>{parser.convert(body)}</body>")


def _definitions(block: ET.Element) -> dict[str, ET.Element]:
    return {item.get("id", "").removeprefix("fn:"): item for item in block.iter("li")}


def _read_block(reading: _Reading, block: ET.Element) -> None:
    kind = _HEADINGS.get(block.tag) or block.get("class") or "paragraph"
    if block.tag != "p" and block.tag not in _HEADINGS:
        raise ContentMalformed(reading.path, _place(block), f"a <{block.tag}> block is not used here")
    if block.tag == "p" and kind not in (*_KINDS, "paragraph"):
        raise ContentMalformed(reading.path, _place(block), f"unknown class {kind!r}")
    clause_id = _address(reading, block)
    text, html = _text_and_html(reading, clause_id, block)
    reading.headings = [entry for entry in reading.headings if entry[0] < _level(kind, text, html)]
    clause = Clause(clause_id, kind, tuple(heading for _, heading in reading.headings), text, html)
    if clause.is_heading and kind != "title":
        reading.headings.append((_level(kind, text, html), text))
    reading.clauses.append(clause)


def _level(kind: str, text: str, html: str) -> int:
    """How deep a block stands; a paragraph that runs in after （一）… stands where such a heading would.

    Number, addressees, signature and date belong to the whole document.
    """
    if kind in ("number", "addressees", "signature", "date"):
        return HEADING_KINDS.index("chapter")
    if kind in HEADING_KINDS:
        return HEADING_KINDS.index(kind)
    if html.startswith("<strong>") and _SECTION_NUMBER.match(text):
        return HEADING_KINDS.index("section")
    return len(HEADING_KINDS)


def _address(reading: _Reading, block: ET.Element) -> str:
    clause_id = block.get("id", "")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", clause_id):
        raise ContentMalformed(reading.path, _place(block), f"no address {{#…}}, or an odd one: {clause_id!r}")
    if any(clause.id == clause_id for clause in reading.clauses):
        raise ContentMalformed(reading.path, _place(block), f"address {clause_id!r} is used twice")
    return clause_id


def _text_and_html(reading: _Reading, clause_id: str, block: ET.Element) -> tuple[str, str]:
    """The policy text of a block and its sanitised inline HTML; records where the note marks stand."""
    text = ""
    for piece, label in _pieces(block):
        if label in reading.marks:
            raise ContentMalformed(reading.path, f"[^{label}]", "the note is marked twice in the text")
        if label is not None:
            reading.marks[label] = (clause_id, len(text))
        text += piece
    return text, _inline_html(block)


def _pieces(element: ET.Element) -> Iterator[tuple[str, str | None]]:
    """Runs of text in reading order; a footnote mark yields no text but its label."""
    yield (element.text or "").replace("\n", ""), None
    for child in element:
        label = _note_label(child)
        if label is None:
            yield from _pieces(child)
        else:
            yield "", label
        yield (child.tail or "").replace("\n", ""), None


def _note_label(element: ET.Element) -> str | None:
    if element.tag == "sup" and element.get("id", "").startswith("fnref"):
        return element[0].get("href", "").removeprefix("#fn:")
    return None


def _inline_html(block: ET.Element) -> str:
    for sup in block.iter("sup"):
        label = _note_label(sup)
        if label is not None:
            link = sup[0]
            sup.attrib, link.attrib = {"class": "mark"}, {"href": f"note:{label}"}
            link.text = f"注{link.text}"
    return _sanitised(block)


def _sanitised(block: ET.Element) -> str:
    tail, block.tail = block.tail, None
    html = ET.tostring(block, encoding="unicode", method="html")
    block.tail = tail
    inner = html[html.index(">") + 1 : html.rindex("<")].replace("\n", "").strip()
    return nh3.clean(
        inner,
        tags=_INLINE_TAGS,
        attributes={"a": {"href"}, "sup": {"class"}},
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _read_notes(reading: _Reading, definitions: dict[str, ET.Element]) -> Iterator[EditorNote]:
    for label, item in definitions.items():
        place = f"[^{label}]"
        paragraph = item.find("p")
        if paragraph is None or label not in reading.marks:
            raise ContentMalformed(reading.path, place, "a note is one paragraph, marked once in the text")
        _address_links(reading, place, paragraph)
        kind, _, text = "".join(piece for piece, _ in _pieces(paragraph)).strip().partition("：")
        if kind not in NOTE_KINDS:
            raise ContentMalformed(reading.path, place, f"a note begins with one of {NOTE_KINDS} and ：")
        html = _sanitised(paragraph).removeprefix(f"{kind}：")
        yield EditorNote(label, kind, *reading.marks[label], text.strip(), html)


def _address_links(reading: _Reading, place: str, paragraph: ET.Element) -> None:
    """Drop Python-Markdown's way back; a link of ours leads to an address, nowhere else."""
    for link in list(paragraph.iter("a")):
        target = link.get("href", "")
        if link.get("class") == "footnote-backref":
            paragraph.remove(link)
        elif re.fullmatch(r"[a-z0-9-]*(#[a-z0-9-]+)?", target):
            link.set("href", f"clause:{target}")
        else:
            raise ContentMalformed(reading.path, place, f"a link leads to document#clause, not to {target!r}")


def _place(block: ET.Element) -> str:
    return "".join(block.itertext())[:20] or f"<{block.tag}>"
