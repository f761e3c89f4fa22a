"""When the text changes: which duties were decided on words that are no longer those of the clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checklist.event import Change
from checklist.fields import REVIEW
from checklist.progress import Progress
from checklist.record import Record
from content.library import Library


@dataclass(frozen=True, slots=True)
class Review:
    """A duty to be looked at again. `old_text` is the wording it was decided on, None where that was not kept."""

    duty: str
    old: str
    new: str
    old_text: str | None


def bases_of(library: Library) -> dict[str, str]:
    """The present clause hash of each duty."""
    return {duty.id: library.clause_of(duty).sha256 for duty in library.duties}


def wordings_of(library: Library) -> dict[str, str]:
    """The clause texts that duties rest on, by hash: what the journal is to know."""
    clauses = (library.clause_of(duty) for duty in library.duties)
    return {clause.sha256: clause.text for clause in clauses}


def reviews(
    progress: Mapping[str, Progress], bases: Mapping[str, str], wordings: Mapping[str, str]
) -> tuple[Review, ...]:
    """The duties whose clause changed since they were decided, in the order of `bases`.

    `bases` are the library's present clause hashes by duty, `wordings` the kept clause texts by hash. A duty of which
    nothing is said, and one whose words are the same, carries over.
    """
    return tuple(
        Review(duty, known.basis, basis, wordings.get(known.basis))
        for duty, basis in bases.items()
        if (known := progress.get(duty)) and known.basis and known.basis != basis and not known.is_blank
    )


def confirm_review(record: Record, review: Review) -> None:
    """Say that what was decided holds for the new words too; undoable like anything. Raises RecordUnwritable."""
    record.write(Change(review.duty, REVIEW, review.old, review.new, review.new))
