"""All annotations of a record with the words they are exported under. Knows no Qt."""

from __future__ import annotations

from datetime import datetime

from checklist.annotation import Annotation
from checklist.annotation_entry import Collection, Entry
from checklist.annotation_placing import Placed, place
from checklist.annotation_record import Annotations
from checklist.record import Record
from checklist.selector import Edition
from content.citation import citation, extracts, joint_citation
from content.errors import ContentError
from content.library import Library
from content.span import Span
from ui.annotating.words import annotation_label, change_label
from ui.labels import document_label, place_label


def notes_collection(library: Library, record: Record, now: datetime) -> Collection:
    """In reading order; those of documents that are not shipped any more come last. Raises RecordDamaged."""
    editions = {document.id: Edition(document.clauses) for document in library.documents}
    placed = [place(one, editions.get(one.document)) for one in Annotations(record.journal).all]
    order = {document.id: at for at, document in enumerate(library.documents)}

    def reading_order(one: Placed) -> tuple[int, int, int, str]:
        doc = one.annotation.document
        clauses = library.document(doc).order if doc in order else {}
        at = clauses.get(one.clause, len(clauses))
        return order.get(doc, len(order)), at, one.offset, one.annotation.created

    entries = tuple(_entry(library, one) for one in sorted(placed, key=reading_order))
    return Collection("批注", f"共 {len(entries)} 条，{now:%Y-%m-%d %H:%M} 由县策导出", entries)


def _entry(library: Library, placed: Placed) -> Entry:
    one = placed.annotation
    label = " · ".join(part for part in (annotation_label(one), change_label(placed)) if part)
    return Entry(one, *_places(library, placed, one), label)


def _places(library: Library, placed: Placed, one: Annotation) -> tuple[str, str, str]:
    """Document, chapter and citation; the document's id where it is not shipped any more."""
    try:
        document = library.document(one.document)
    except ContentError:
        return one.document, "", one.document
    spans = [Span(span.clause, span.start, span.end) for span in placed.spans]
    taken = extracts(document, spans)
    cited = joint_citation(document, taken) if taken else citation(document, document.clauses[0])
    try:
        clause = document.clause(placed.clause)
    except ContentError:
        return document_label(document), "", cited
    chapter = " › ".join(part.rstrip("。") for part in clause.heading) or place_label(clause)
    return document_label(document), chapter, cited
