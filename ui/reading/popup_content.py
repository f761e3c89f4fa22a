"""What a preview says of a link or a mention: pure values, no widget. Everything of ours is told from the text.

Links: note:LABEL or clause:DOC#ID as on the page (either part of the latter left out: of the document shown, or its
beginning); note:DOC#LABEL and indicator:DOC#NUMBER as content.mentions names them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from content.citation import place
from content.document import Clause, Document, EditorNote
from content.errors import ContentError
from content.indicator import Indicator
from content.library import Library
from content.mentions import Mention, indicators_in, word_of
from ui.labels import EDITORIAL, document_label

_LONGEST = 900
_LINK = re.compile(r'<a href="clause:([^"]*)">(.*?)</a>')
_COMPARED = {"≥": "不低于 ", ">": "超过 ", "≤": "不超过 ", "≈": "约 ", "=": ""}


@dataclass(frozen=True, slots=True)
class Way:
    """Somewhere to go from a preview."""

    words: str
    link: str


@dataclass(frozen=True, slots=True)
class PopupContent:
    """One preview. `body` is plain text; `is_ours` where it is not the document's own, and then `source` says so."""

    title: str
    kind: str
    body: str
    source: str
    is_ours: bool
    target: Way
    ways: tuple[Way, ...] = ()


def content_of(link: str, library: Library, doc: str, day: date) -> PopupContent | None:
    """The preview of a link met in document `doc`; None where it leads nowhere that is known."""
    scheme, _, target = link.partition(":")
    home, parted, name = target.partition("#")
    try:
        match scheme:
            case "note":
                return _note_content(library, home if parted else doc, name or home, bool(parted))
            case "clause":
                return _clause_content(library.document(home or doc), name)
            case "indicator":
                return _indicator_content(library, home, name, day)
    except ContentError:
        return None
    return None


def links_in(document: Document, clause: Clause, mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    """Everything in a clause that has a preview, each once, in the order of the text."""
    notes = [(note.offset, f"note:{document.id}#{note.label}") for note in document.notes_of(clause.id)]
    mentioned = [(one.start, one.key) for one in mentions if one.clause == clause.id]
    return tuple(dict.fromkeys(link for _, link in sorted(notes + mentioned)))


# notes


def _note_content(library: Library, doc: str, label: str, is_elsewhere: bool) -> PopupContent | None:
    """A note of its mark in the text, or (`is_elsewhere`) of a word that it explains wherever that stands."""
    document = library.document(doc)
    note = next((one for one in document.notes if one.label == label), None)
    if note is None:
        return None
    at = document.clause(note.clause)
    here = Way("转到编注所在处", f"clause:{doc}#{at.id}")
    title = word_of(document, note) if is_elsewhere else ""
    target = here if is_elsewhere else Way("在右栏查看", f"note:{label}")
    source = f"{EDITORIAL}　{_address(document, at)}" if is_elsewhere else EDITORIAL
    return PopupContent(title or label, note.kind, note.text, source, True, target, tuple(_ways(doc, note)))


def _ways(doc: str, note: EditorNote) -> Iterator[Way]:
    """Where a note refers to; its addresses without a document are those of its own."""
    for found in _LINK.finditer(note.html):
        target = f"{doc}{found[1]}" if found[1].startswith("#") else found[1]
        yield Way(html.unescape(found[2]), f"clause:{target}")


# clauses


def _clause_content(document: Document, clause_id: str) -> PopupContent:
    clause = document.clause(clause_id) if clause_id else document.clauses[0]
    body = _text_below(document, clause) if clause.is_heading else _said(document, clause)
    ours = not clause.is_policy
    source = EDITORIAL if ours else document.metadata.title
    above = clause.heading[-1].rstrip("。") if clause.heading and clause.kind != "row" else ""
    words = "\n".join(filter(None, (above, body)))
    target = Way("转到该条", f"clause:{document.id}#{clause.id}")
    return PopupContent(
        _address(document, clause), "收到的文本缺" if ours else "原文", _cut(words), source, ours, target
    )


def _address(document: Document, clause: Clause) -> str:
    return f"{document_label(document)} {place(document, clause)}".rstrip()


def _text_below(document: Document, heading: Clause) -> str:
    """A heading and what stands below it, as far as a preview shows it."""
    lines, length = [heading.text], 0
    depth = len(heading.heading)
    following = document.clauses[document.order[heading.id] + 1 :]
    for one in takewhile(lambda one: one.is_policy and _is_below(one, heading, depth), following):
        if length > _LONGEST:
            break
        lines.append(_said(document, one))
        length += len(one.text)
    return "\n".join(lines)


def _is_below(one: Clause, heading: Clause, depth: int) -> bool:
    return heading.kind != "title" and len(one.heading) > depth and one.heading[depth] == heading.text


def _said(document: Document, clause: Clause) -> str:
    """A paragraph as it is; a row as lines of column and cell."""
    if clause.kind != "row":
        return clause.text
    before = document.clauses[: document.order[clause.id]]
    head = [*takewhile(lambda one: one.kind == "row", reversed(before))][-1:] or [clause]
    columns = head[0].text.split("\t")
    named = zip(columns, clause.text.split("\t"), strict=False)
    return "\n".join(f"{column}　{cell}".strip() for column, cell in named if cell)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"


# goals


def _indicator_content(library: Library, doc: str, number: str, day: date) -> PopupContent | None:
    goals = indicators_in(library, doc)
    if not number.isascii() or not number.isdigit() or int(number) >= len(goals):
        return None
    goal = goals[int(number)]
    document = library.document(doc)
    clause = document.clause(goal.clause)
    body = "\n".join((*_facts(goal, day), f"原文　“{goal.quote}”"))
    source = f"编者摘录，以原文为准　{_address(document, clause)}"
    return PopupContent(goal.subject, "指标", body, source, True, Way("转到该条", f"clause:{doc}#{goal.clause}"))


def _facts(goal: Indicator, day: date) -> Iterator[str]:
    value = int(goal.value) if goal.value.is_integer() else goal.value
    yield f"目标值　{_COMPARED[goal.comparison]}{value}{'' if goal.unit == '%' else ' '}{goal.unit}"
    if goal.year is None:
        yield "年份　原文未载"
    else:
        is_past = goal.year.isdigit() and int(goal.year) < day.year
        yield f"年份　{goal.year}年{'（目标年已过）' if is_past else ''}"
    yield f"范围　{goal.scope}"
