"""The library as passages and names: what search is about, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from content.document import Document
from content.library import Library
from search.hit import DUTY, NOTE, DocumentName, Passage


@dataclass(frozen=True, slots=True)
class Guide:
    """What search knows beside the passages: how documents are called, and groups of like words."""

    documents: tuple[DocumentName, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()


def guide_of(library: Library) -> Guide:
    return Guide(tuple(_name(document) for document in library.documents), library.synonyms)


def passages_of(library: Library) -> tuple[Passage, ...]:
    """Clauses first, in order; then duties and editor's notes, each with the clause it belongs to."""
    units: dict[tuple[str, str], tuple[str, ...]] = {}
    for one in library.responsibilities:
        units[one.doc, one.clause] = units[one.doc, one.stated_in] = one.units
    forces: dict[tuple[str, str], tuple[str, ...]] = {}
    for duty in library.duties:
        held = forces.get((duty.doc, duty.clause), ())
        forces[duty.doc, duty.clause] = (*held, duty.force)
    facts = _Facts(units, forces)
    return (
        *(passage for document in library.documents for passage in _clauses(document, facts)),
        *_duties(library, facts),
        *(passage for document in library.documents for passage in _notes(document, facts)),
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """Units and forces by (document, clause)."""

    units: dict[tuple[str, str], tuple[str, ...]]
    forces: dict[tuple[str, str], tuple[str, ...]]


def _clauses(document: Document, facts: _Facts) -> list[Passage]:
    year = _year(document)
    return [
        Passage(
            document.id,
            clause.id,
            clause.heading,
            clause.text,
            units=facts.units.get((document.id, clause.id), ()),
            forces=facts.forces.get((document.id, clause.id), ()),
            year=year,
            is_heading=clause.is_heading,
        )
        for clause in document.clauses
        if clause.is_policy
    ]


def _duties(library: Library, facts: _Facts) -> list[Passage]:
    """A duty's own words; what it quotes stands in its clause already."""
    return [
        Passage(
            duty.doc,
            duty.clause,
            library.clause_of(duty).heading,
            "。".join((duty.title, *(step.text for step in duty.steps), *duty.evidence)),
            DUTY,
            facts.units.get((duty.doc, duty.clause), ()),
            (duty.force,),
            _year(library.document(duty.doc)),
        )
        for duty in library.duties
    ]


def _notes(document: Document, facts: _Facts) -> list[Passage]:
    year = _year(document)
    return [
        Passage(
            document.id,
            note.clause,
            document.clause(note.clause).heading,
            f"{note.label}：{note.text}",
            NOTE,
            facts.units.get((document.id, note.clause), ()),
            facts.forces.get((document.id, note.clause), ()),
            year,
        )
        for note in document.notes
    ]


def _name(document: Document) -> DocumentName:
    stated = document.metadata
    return DocumentName(document.id, stated.number, stated.title, stated.short_title, _year(document))


def _year(document: Document) -> str | None:
    """The year a document is known by: that of its date, else the first of its planning period."""
    stated = document.metadata
    if stated.signed:
        return str(stated.signed.year)
    return stated.period_words[:4] if stated.period_words else None
