"""A found passage on its way to becoming a Hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import itemgetter
from typing import NamedTuple

from search.corpus import Corpus
from search.excerpt import excerpt_bounds, merge_marks
from search.hit import Hit
from search.ranking import Ranked


class Found(NamedTuple):
    """A passage number, why and how well it matches, and what to mark: folded strings, and folded (start, end)."""

    number: int
    kind: str
    score: float
    strings: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    reason: str = ""


class Tier(NamedTuple):
    """The passages that hold the strings, and the best of them; each is made a Found only when it is wanted."""

    kind: str
    numbers: Sequence[int]
    weight: float
    best: Ranked
    strings: tuple[str, ...]

    def found(self) -> list[Found]:
        scores = map(self.weight.__mul__, self.best.scores)
        return list(map(Found, self.best.numbers, repeat(self.kind), scores, repeat(self.strings)))


def best_first(found: Iterable[Found]) -> list[Found]:
    """By score; a stable sort keeps those of equal score in the order of the text."""
    return sorted(found, key=itemgetter(2), reverse=True)


def to_hits(corpus: Corpus, found: Iterable[Found]) -> tuple[Hit, ...]:
    """Hits with excerpts and marks in the original text; this, not the finding, is what costs time."""
    return tuple(_to_hit(corpus, one) for one in found)


def _to_hit(corpus: Corpus, found: Found) -> Hit:
    passage = corpus.passages[found.number]
    marks = merge_marks(
        corpus.spans(found.number, found.strings) + [corpus.original(found.number, *span) for span in found.spans]
    )
    start, stop = excerpt_bounds(passage.text, marks[0] if marks else (0, 0))
    return Hit(
        passage.doc,
        passage.clause,
        passage.heading,
        round(found.score, 4),
        found.kind,
        passage.text[start:stop],
        start,
        marks,
        passage.where,
        found.reason,
        passage.id,
    )
