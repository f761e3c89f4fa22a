"""The library as passages: what search is about, in reading order."""

from __future__ import annotations

from content.library import Library
from search.hit import Passage


def passages_of(library: Library) -> tuple[Passage, ...]:
    return tuple(
        Passage(document.id, clause.id, clause.heading, clause.text)
        for document in library.documents
        for clause in document.clauses
    )
