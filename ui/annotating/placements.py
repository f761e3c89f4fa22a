"""Where all annotations stand in the shipped texts, in reading order. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checklist.annotation import Annotation, Kind
from checklist.annotation_placing import Placed, place
from checklist.selector import Edition, Selector
from content.library import Library
from content.span import Span as TextSpan
from ui.reading.layers import Span


class Placements:
    """Places what is new or changed; what stands as it did is not placed again."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._order = {document.id: n for n, document in enumerate(library.documents)}
        self._editions: dict[str, Edition] = {}
        self._placed: dict[str, Placed] = {}

    def renew(self, annotations: Iterable[Annotation]) -> None:
        placed = sorted(map(self._place, annotations), key=self._reading_order)
        self._placed = {one.annotation.id: one for one in placed}

    @property
    def all(self) -> tuple[Placed, ...]:
        return tuple(self._placed.values())

    def of(self, key: str) -> Placed | None:
        """The annotation of that id, None where there is none (any more)."""
        return self._placed.get(key)

    def in_document(self, doc: str) -> tuple[Placed, ...]:
        return tuple(one for one in self._placed.values() if one.annotation.document == doc)

    def at(self, doc: str, clause: str, offset: int) -> Placed | None:
        """The annotation drawn at a character, the latest of several."""
        found = [one for one in self.in_document(doc) if _covers(one, clause, offset)]
        return max(found, key=lambda one: one.annotation.created, default=None)

    def on(self, doc: str, pieces: tuple[Selector, ...]) -> tuple[Annotation, ...]:
        """The annotations made on these very words."""
        known = (one.annotation for one in self.in_document(doc))
        return tuple(one for one in known if one.pieces == pieces)

    def pieces(self, doc: str, spans: Iterable[Span]) -> tuple[Selector, ...]:
        """Selectors of a selection, without the blanks at the ends of each span."""
        trimmed = [_trimmed(span, self._library.document(doc).clause(span.clause).text) for span in spans]
        return tuple(
            self._edition(doc).select(one.clause, one.start, one.end) for one in trimmed if one.end > one.start
        )

    def piece_at(self, doc: str, clause: str, offset: int) -> tuple[Selector, ...]:
        """The selector of a place without a selection."""
        piece = self._edition(doc).select_place(clause, offset)
        return (piece,) if piece.exact.strip() else ()

    def basis(self, annotation: Annotation) -> str:
        """The hash of the clause in which an annotation is made."""
        return self._library.document(annotation.document).clause(annotation.pieces[0].clause).sha256

    def _place(self, annotation: Annotation) -> Placed:
        before = self._placed.get(annotation.id)
        if before is not None and before.annotation.pieces is annotation.pieces:
            return before if before.annotation is annotation else replace(before, annotation=annotation)
        return place(annotation, self._edition(annotation.document) if annotation.document in self._order else None)

    def _reading_order(self, placed: Placed) -> tuple[int, int, int, str]:
        doc, created = placed.annotation.document, placed.annotation.created
        if doc not in self._order:
            return len(self._order), 0, 0, created
        clauses = self._library.document(doc).order
        return self._order[doc], clauses.get(placed.clause, len(clauses)), placed.offset, created

    def _edition(self, doc: str) -> Edition:
        if doc not in self._editions:
            self._editions[doc] = Edition(self._library.document(doc).clauses)
        return self._editions[doc]


def _covers(placed: Placed, clause: str, offset: int) -> bool:
    if placed.annotation.kind is Kind.BOOKMARK:
        return False
    return any(span.clause == clause and span.start <= offset < span.end for span in placed.spans)


def _trimmed(span: Span, text: str) -> TextSpan:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return TextSpan(span.clause, start, start + len(words.strip()))
