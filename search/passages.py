"""The library as passages and names: what search is about, in reading order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from content.document import Document
from content.library import Library
from search.hit import ANNOTATION, DUTY, NOTE, TEXT, DocumentName, Passage


@dataclass(frozen=True, slots=True)
class Guide:
    """What search knows beside the passages: how documents are called, and groups of like words."""

    documents: tuple[DocumentName, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()


def guide_of(library: Library) -> Guide:
    return Guide(tuple(_name(document) for document in library.documents), library.synonyms)


def passages_of(library: Library) -> tuple[Passage, ...]:
    """Clauses first, in order; then duties and editor's notes, each with the clause it belongs to."""
    maker = PassageMaker(library)
    documents = library.documents
    clauses = [maker.make(one.id, own.id, own.text) for one in documents for own in one.clauses if own.is_policy]
    # A duty's own words; what it quotes stands in its clause already.
    duties = [
        maker.make(
            duty.doc,
            duty.clause,
            "。".join((duty.title, *(step.text for step in duty.steps), *duty.evidence)),
            DUTY,
            (duty.force,),
        )
        for duty in library.duties
    ]
    notes = [
        maker.make(one.id, note.clause, f"{note.label}：{note.text}", NOTE) for one in documents for note in one.notes
    ]
    return (*clauses, *duties, *notes)


class PassageMaker:
    """Makes passages that know what their clause and its document say: heading, units, forces, year."""

    def __init__(self, library: Library) -> None:
        self._clauses = {(one.id, clause.id): clause for one in library.documents for clause in one.clauses}
        self._years = {document.id: _year(document) for document in library.documents}
        self._units: dict[tuple[str, str], tuple[str, ...]] = {}
        for one in library.responsibilities:
            self._units[one.doc, one.clause] = self._units[one.doc, one.stated_in] = one.units
        forces: dict[tuple[str, str], tuple[str, ...]] = defaultdict(tuple)
        for duty in library.duties:
            forces[duty.doc, duty.clause] += (duty.force,)
        self._forces = forces

    def knows(self, doc: str, clause: str) -> bool:
        """Whether the clause is of this edition: an annotation may stand on one that a former edition had."""
        return (doc, clause) in self._clauses

    def make(
        self, doc: str, clause: str, text: str, where: str = TEXT, forces: tuple[str, ...] | None = None
    ) -> Passage:
        """A text that belongs to a clause; with the forces of the clause's duties where none are given."""
        place, own = (doc, clause), self._clauses[doc, clause]
        return Passage(
            doc,
            clause,
            own.heading,
            text,
            where,
            self._units.get(place, ()),
            self._forces.get(place, ()) if forces is None else forces,
            self._years[doc],
            where == TEXT and own.is_heading,
        )

    def annotation(self, doc: str, clause: str, text: str, id: str) -> Passage:
        """The reader's own annotation of a clause, for SearchIndex.set_annotations; `id` is by what it is opened."""
        return replace(self.make(doc, clause, text, ANNOTATION), id=id)


def _name(document: Document) -> DocumentName:
    stated = document.metadata
    return DocumentName(document.id, stated.number, stated.title, stated.short_title, _year(document))


def _year(document: Document) -> str | None:
    """The year a document is known by: that of its date, else the first of its planning period."""
    stated = document.metadata
    if stated.signed:
        return str(stated.signed.year)
    return stated.period_words[:4] if stated.period_words else None
