"""Annotations with the words they are exported under: headings, citations, kinds and colours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from checklist.annotation import Kind
from checklist.annotation_entry import Collection, Entry
from checklist.annotation_placing import Placed
from content.citation import citation, extracts, joint_citation
from content.document import Document
from content.errors import ContentError
from content.library import Library
from content.span import Span
from ui.annotating.words import annotation_label, change_label
from ui.labels import document_label, place_label
from ui.theme import THEMES

_PAPER = THEMES[0]


def collection(library: Library, placed: Iterable[Placed], now: datetime) -> Collection:
    """All that is known of them, in the order given, with paper's own colours."""
    entries = tuple(_entry(library, one) for one in placed)
    return Collection("批注", f"共 {len(entries)} 条，{now:%Y-%m-%d %H:%M} 由县策导出", entries)


def document_title(library: Library, doc: str) -> str:
    """The short name of a document; its id where it is not shipped any more."""
    try:
        return document_label(library.document(doc))
    except ContentError:
        return doc


def chapter_title(library: Library, placed: Placed) -> str:
    """The headings above an annotation; nothing where its clause is gone."""
    try:
        clause = library.document(placed.annotation.document).clause(placed.clause)
    except ContentError:
        return ""
    return " › ".join(part.rstrip("。") for part in clause.heading) or place_label(clause)


def _entry(library: Library, placed: Placed) -> Entry:
    one = placed.annotation
    label = " · ".join(part for part in (annotation_label(one), change_label(placed)) if part)
    tint = str(getattr(_PAPER, one.colour)) if one.kind is not Kind.BOOKMARK else ""
    heading = document_title(library, one.document)
    return Entry(one, heading, chapter_title(library, placed), _cited(library, placed), label, tint)


def _cited(library: Library, placed: Placed) -> str:
    """The official citation of where it stands, or of the document where that is not certain."""
    try:
        document = library.document(placed.annotation.document)
        return _cited_in(document, placed)
    except ContentError:
        return placed.annotation.document


def _cited_in(document: Document, placed: Placed) -> str:
    spans = [Span(one.clause, one.start, one.end) for one in placed.spans]
    taken = extracts(document, spans)
    return joint_citation(document, taken) if taken else citation(document, document.clauses[0])
