"""Annotated Markdown to clauses and notes: the only module, prose.py aside, that knows `markdown`.

Raw HTML is switched off, so the output is well-formed; what is left is walked block by block and sanitised.
"""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import markdown
import nh3
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension

from content.document import HEADING_KINDS, PLAIN_KINDS, WHOLE_KINDS, Clause, EditorNote
from content.errors import ContentMalformed, Fault

NOTE_KINDS = ("术语", "机构", "参见", "文件", "校勘", "背景")
_HEADINGS = {f"h{level}": kind for level, kind in enumerate(HEADING_KINDS, 1)}
_INLINE_TAGS = {"a", "strong", "sup", "sub"}
_SCHEMES = {"note", "clause"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST_BRACKETS = 500  # in one block
_RUN_IN = {
    "（[一二三四五六七八九十]+）": HEADING_KINDS.index("section"),
    r"[0-9]+[.、]": HEADING_KINDS.index("subsection"),
}


@dataclass
class _Reading:
    """What one pass over the blocks gathers."""

    path: Path
    clauses: list[Clause] = field(default_factory=list)
    marks: dict[str, tuple[str, int]] = field(default_factory=dict)
    headings: list[tuple[int, str]] = field(default_factory=list)


def read_markup(path: Path, body: str) -> tuple[tuple[Clause, ...], tuple[EditorNote, ...]]:
    """Read the body of a document file. Raises ContentMalformed naming the block at fault."""
    root = _to_tree(path, body)
    reading = _Reading(path)
    definitions: dict[str, ET.Element] = {}
    for block in root:
        if block.get("class") == "footnote":
            definitions = _definitions(block)
            continue
        _refuse_links(path, block)
        if block.tag == "table":
            _read_table(reading, block)
        else:
            _read_block(reading, block)
    return tuple(reading.clauses), tuple(_read_notes(reading, definitions))


def _to_tree(path: Path, body: str) -> ET.Element:
    """The blocks as a tree. An ampersand is a character like any other: the format knows no entities."""
    control = _CONTROL.search(body)
    if control:
        before = body[: control.start()].rpartition("\n")[2][-20:]
        raise ContentMalformed(path, before, Fault.RARE_CHARACTER, f"U+{ord(control[0]):04X}")
    crowded = next((one for one in body.split("\n\n") if one.count("[") > _MOST_BRACKETS), None)
    if crowded is not None:  # the parser's time grows with the square of their number
        raise ContentMalformed(path, crowded[:20], Fault.BAD_BLOCK, "[")
    parser = markdown.Markdown(extensions=[AttrListExtension(), FootnoteExtension(BACKLINK_TEXT=""), TableExtension()])
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    parser.inlinePatterns.deregister("entity")
    try:
        return ET.fromstring(f"<body>{parser.convert(body.replace('&', '&amp;'))}</body>")
    except (ET.ParseError, RecursionError) as error:
        raise ContentMalformed(path, "1", Fault.BAD_BLOCK, str(error)) from error


def _refuse_links(path: Path, block: ET.Element) -> None:
    """Policy text holds no link but the marks of our notes."""
    marks = {sup[0] for sup in block.iter("sup") if _note_label(sup) is not None}
    for link in block.iter("a"):
        if link not in marks:
            raise ContentMalformed(path, _place(block), Fault.BAD_LINK, link.get("href", ""))


def _definitions(block: ET.Element) -> dict[str, ET.Element]:
    return {item.get("id", "").removeprefix("fn:"): item for item in block.iter("li")}


def _read_block(reading: _Reading, block: ET.Element) -> None:
    kind = _HEADINGS.get(block.tag) or block.get("class") or "paragraph"
    if block.tag != "p" and block.tag not in _HEADINGS:
        raise ContentMalformed(reading.path, _place(block), Fault.BAD_BLOCK, block.tag)
    if block.tag == "p" and kind not in (*PLAIN_KINDS, "paragraph"):
        raise ContentMalformed(reading.path, _place(block), Fault.BAD_CLASS, kind)
    clause_id = _address(reading, block)
    text, lead = _mark_text(reading, clause_id, block), _lead(block)
    level = _level(kind, lead)
    reading.headings = [entry for entry in reading.headings if entry[0] < level]
    above = tuple(heading for _, heading in reading.headings)
    reading.clauses.append(Clause(clause_id, kind, above, text, _inline_html(block), lead))
    heading = lead or (text if kind in HEADING_KINDS and kind != "title" else "")
    if heading and level < len(HEADING_KINDS):
        reading.headings.append((level, heading))


def _level(kind: str, lead: str) -> int:
    """How deep a block stands; a paragraph that runs in after （一）… or 1.… stands where such a heading would."""
    if kind in WHOLE_KINDS:
        return HEADING_KINDS.index("chapter")
    if kind in HEADING_KINDS:
        return HEADING_KINDS.index(kind)
    numbered = (level for pattern, level in _RUN_IN.items() if re.match(pattern, lead))
    return next(numbered, len(HEADING_KINDS))


def _lead(block: ET.Element) -> str:
    first = block[0] if len(block) and not (block.text or "").strip() else None
    if first is None or first.tag != "strong":
        return ""
    return "".join(piece for piece, _ in _pieces(first))


def _read_table(reading: _Reading, table: ET.Element) -> None:
    """Each row becomes a clause; a cell merged with those below it spans them, and heads them."""
    rows = [list(row) for row in table.iter("tr")]
    merged: dict[int, str] = {}
    for number, cells in enumerate(rows):
        clause_id = _address(reading, cells[0])
        texts = []
        for column, cell in enumerate(cells):
            if _is_ours(cell):
                texts.append("")
                if cell.get("class") == "missing":
                    merged.pop(column, None)
                continue
            before = sum(map(len, texts)) + len(texts)
            texts.append(_mark_text(reading, clause_id, cell, before))
            merged[column] = texts[-1]
        heads = [merged.get(column, "") for column, cell in enumerate(cells) if cell.get("class") == "merged"]
        above = (*(heading for _, heading in reading.headings), *filter(None, heads))
        html = "".join(_cell_html(rows, number, column, clause_id) for column in range(len(cells)))
        reading.clauses.append(Clause(clause_id, "row", above, "\t".join(texts), html))


def _is_ours(cell: ET.Element) -> bool:
    """Whether the cell's characters are ours: 〃 where cells are merged, 〔缺〕 where the received text has none."""
    return cell.get("class") in ("merged", "across", "missing")


def _cell_html(rows: list[list[ET.Element]], number: int, column: int, clause_id: str) -> str:
    """One <td>, with the paragraph inside it named clause.column; nothing for a cell that another spans."""
    cell = rows[number][column]
    if cell.get("class") in ("merged", "across"):
        return ""
    below = itertools.takewhile(lambda row: row[column].get("class") == "merged", rows[number + 1 :])
    beside = itertools.takewhile(lambda one: one.get("class") == "across", rows[number][column + 1 :])
    spans = f' rowspan="{1 + len(list(below))}" colspan="{1 + len(list(beside))}"'
    role = "missing" if cell.get("class") == "missing" else "head" if number == 0 else "cell"
    return f'<td{spans}><p id="{clause_id}.{column}" class="{role}">{_inline_html(cell)}</p></td>'


def _address(reading: _Reading, block: ET.Element) -> str:
    clause_id = block.get("id", "")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", clause_id):
        raise ContentMalformed(reading.path, _place(block), Fault.NO_ADDRESS, clause_id)
    if any(clause.id == clause_id for clause in reading.clauses):
        raise ContentMalformed(reading.path, _place(block), Fault.ADDRESS_TWICE, clause_id)
    return clause_id


def _mark_text(reading: _Reading, clause_id: str, block: ET.Element, before: int = 0) -> str:
    """The policy text of a block; records where the note marks stand, `before` characters into the clause."""
    text = ""
    for piece, label in _pieces(block):
        if label in reading.marks:
            raise ContentMalformed(reading.path, f"[^{label}]", Fault.NOTE_PLACE)
        if label is not None:
            reading.marks[label] = (clause_id, before + len(text))
        text += piece
    return text


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
            link.text = f"注\u2060{link.text}"  # the word joiner keeps the mark on one line
    return _sanitised(block)


def _sanitised(block: ET.Element) -> str:
    tail, block.tail = block.tail, None
    html = ET.tostring(block, encoding="unicode", method="html")
    block.tail = tail
    inner = html[html.index(">") + 1 : html.rindex("<")].replace("\n", "").strip()
    return nh3.clean(
        inner,
        tags=_INLINE_TAGS,
        attributes={"*": set(), "a": {"href"}},  # without "*" nh3 lets title and lang pass
        tag_attribute_values={"sup": {"class": {"mark"}}},
        url_schemes=_SCHEMES,
        url_relative="deny",
        link_rel=None,
    )


def _read_notes(reading: _Reading, definitions: dict[str, ET.Element]) -> Iterator[EditorNote]:
    for label, item in definitions.items():
        place = f"[^{label}]"
        paragraph = item.find("p")
        if paragraph is None or label not in reading.marks:
            raise ContentMalformed(reading.path, place, Fault.NOTE_PLACE)
        _address_links(reading, place, paragraph)
        kind, _, text = "".join(piece for piece, _ in _pieces(paragraph)).strip().partition("：")
        if kind not in NOTE_KINDS:
            raise ContentMalformed(reading.path, place, Fault.NOTE_KIND, "、".join(NOTE_KINDS))
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
            raise ContentMalformed(reading.path, place, Fault.BAD_LINK, target)


def _place(block: ET.Element) -> str:
    return "".join(block.itertext())[:20] or f"<{block.tag}>"
