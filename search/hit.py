"""What a search finds, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """One searchable text: a clause of a document, with the headings above it."""

    doc: str
    clause: str
    heading: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One found passage.

    `kind`: literal (contains the query as typed), terms (contains every blank-separated term), loose (best effort).
    `excerpt` is the slice of the clause text that starts at `excerpt_start`; `marks` are (start, end) offsets into
    the whole clause text.
    """

    doc: str
    clause: str
    heading: tuple[str, ...]
    score: float
    kind: str
    excerpt: str
    excerpt_start: int
    marks: tuple[tuple[int, int], ...]
