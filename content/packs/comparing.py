"""What a new edition changes: documents, and the duties that carry over, are to be reviewed, are gone or new."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from content.document import Document
from content.library import Library


class Change(StrEnum):
    """What becomes of a document."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document of either edition. `clauses` are those whose words are new, changed or gone; duties by their ids.

    `kept` duties stand in a clause of the same words, `reviewed` in one whose words changed.
    """

    document: Document
    change: Change
    clauses: int
    kept: tuple[str, ...]
    reviewed: tuple[str, ...]
    gone: tuple[str, ...]
    added: tuple[str, ...]


def compare_editions(old: Library, new: Library) -> tuple[DocumentChange, ...]:
    """Every document, in the order of the new edition, those that are gone last."""
    olds = {document.id: document for document in old.documents}
    news = {document.id: document for document in new.documents}
    return tuple(_compare(old, new, doc) for doc in (*news, *(doc for doc in olds if doc not in news)))


def _compare(old: Library, new: Library, doc: str) -> DocumentChange:
    before, after = _bases(old, doc), _bases(new, doc)
    both = [duty for duty in after if duty in before]
    change, clauses = _change(_document(old, doc), _document(new, doc))
    return DocumentChange(
        new.document(doc) if change is not Change.REMOVED else old.document(doc),
        change,
        clauses,
        kept=tuple(duty for duty in both if before[duty] == after[duty]),
        reviewed=tuple(duty for duty in both if before[duty] != after[duty]),
        gone=tuple(duty for duty in before if duty not in after),
        added=tuple(duty for duty in after if duty not in before),
    )


def _document(library: Library, doc: str) -> Document | None:
    return next((one for one in library.documents if one.id == doc), None)


def _bases(library: Library, doc: str) -> dict[str, str]:
    """The clause hash of each duty of a document."""
    return {duty.id: library.clause_of(duty).sha256 for duty in library.duties_of(doc)}


def _change(old: Document | None, new: Document | None) -> tuple[Change, int]:
    before = {clause.id: clause.sha256 for clause in old.clauses} if old else {}
    after = {clause.id: clause.sha256 for clause in new.clauses} if new else {}
    clauses = sum(before.get(one) != after.get(one) for one in {**before, **after})
    if old is None:
        return Change.ADDED, clauses
    if new is None:
        return Change.REMOVED, clauses
    return (Change.SAME if old == new else Change.CHANGED), clauses
