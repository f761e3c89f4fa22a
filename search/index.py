"""SearchIndex: the one face of this room. Nothing of Whoosh crosses it.

The passages' folded text is the truth and answers from the first moment by a plain scan; the Whoosh index, once
attached, narrows what is scanned. Results are the same with and without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from search.analysis import Folded, bigrams, fold
from search.errors import QueryEmpty, QueryTooLong
from search.excerpt import excerpt_bounds, merge_marks
from search.hit import Hit, Passage
from search.ranking import LOOSE_LEAST, frequency_score, loose_score, rarity

if TYPE_CHECKING:
    from search.postings import Postings

QUERY_LIMIT = 256


@dataclass(frozen=True, slots=True)
class _Found:
    """A passage number with why and how well it matches; `strings` are the folded strings to mark."""

    number: int
    kind: str
    score: float
    strings: tuple[str, ...]


class SearchIndex:
    """Searches passages. Made at once; `load_postings` is slow and belongs in a job, `attach` is its other half."""

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        self._passages = passages
        self._folded: tuple[Folded, ...] = tuple(fold(passage.text) for passage in passages)
        self._average_length = sum(len(folded.text) for folded in self._folded) / max(1, len(passages))
        self._postings: Postings | None = None

    def load_postings(self, folder: Path) -> Postings:
        """Open or build the Whoosh index below `folder`. Raises OSError where that cannot be done."""
        from search.postings import open_postings

        return open_postings(folder, tuple(folded.text for folded in self._folded))

    def attach(self, postings: Postings) -> None:
        self._postings = postings

    def close(self) -> None:
        if self._postings is not None:
            self._postings.close()
            self._postings = None

    def search(self, query: str, doc: str | None = None, limit: int = 50) -> tuple[Hit, ...]:
        """Hits, best first; limit 0 means all. Raises QueryEmpty, QueryTooLong.

        Every passage that contains the query is a literal hit, and nothing else is. Passages with all
        blank-separated terms follow. Only where there is neither come loose ones.
        """
        terms = _terms(query)
        found = self._literal(terms, doc) + self._with_all_terms(terms, doc)
        if not found:
            found = self._loose("".join(terms), doc)
        return tuple(self._to_hit(one) for one in (found[:limit] if limit else found))

    def _literal(self, terms: tuple[str, ...], doc: str | None) -> list[_Found]:
        whole = _whole(terms)
        return self._ranked("literal", self._containing(whole, doc), (whole,))

    def _with_all_terms(self, terms: tuple[str, ...], doc: str | None) -> list[_Found]:
        if len(terms) < 2:
            return []
        literal = set(self._containing(_whole(terms), doc))
        held = [set(self._containing(term, doc)) for term in terms]
        return self._ranked("terms", sorted(set.intersection(*held) - literal), terms)

    def _loose(self, whole: str, doc: str | None) -> list[_Found]:
        counts = {gram: len(self._containing(gram, None)) for gram in bigrams(whole)}
        weights = {gram: rarity(len(self._passages), count) for gram, count in counts.items()}
        present = tuple(gram for gram, count in counts.items() if count)
        scored = [
            _Found(number, "loose", loose_score(self._folded[number].text, weights), present)
            for number in self._numbers(doc)
        ]
        return _best_first(one for one in scored if one.score >= LOOSE_LEAST)

    def _containing(self, string: str, doc: str | None) -> list[int]:
        candidates = self._postings.candidates(string) if self._postings else None
        numbers = self._numbers(doc) if candidates is None else candidates
        return [
            number
            for number in numbers
            if string in self._folded[number].text and doc in (None, self._passages[number].doc)
        ]

    def _numbers(self, doc: str | None) -> list[int]:
        return [n for n, passage in enumerate(self._passages) if doc in (None, passage.doc)]

    def _ranked(self, kind: str, numbers: list[int], strings: tuple[str, ...]) -> list[_Found]:
        weight = rarity(len(self._passages), len(numbers))
        return _best_first(
            _Found(number, kind, weight * self._frequency(number, strings), strings) for number in numbers
        )

    def _frequency(self, number: int, strings: tuple[str, ...]) -> float:
        text = self._folded[number].text
        return sum(frequency_score(text, string, self._average_length) for string in strings)

    def _to_hit(self, found: _Found) -> Hit:
        passage, folded = self._passages[found.number], self._folded[found.number]
        marks = merge_marks([span for string in found.strings for span in folded.find_all(string)])
        start, stop = excerpt_bounds(passage.text, marks[0])
        return Hit(
            passage.doc,
            passage.clause,
            passage.heading,
            round(found.score, 4),
            found.kind,
            passage.text[start:stop],
            start,
            marks,
        )


def _terms(query: str) -> tuple[str, ...]:
    """Folded blank-separated terms. Raises QueryEmpty, QueryTooLong."""
    if len(query) > QUERY_LIMIT:
        raise QueryTooLong(len(query), QUERY_LIMIT)
    terms = tuple(dict.fromkeys(folded for word in query.split() if (folded := fold(word).text)))
    if not terms:
        raise QueryEmpty
    return terms


def _whole(terms: tuple[str, ...]) -> str:
    """The query as one string: blanks between Han characters mean nothing, between ASCII words they stay."""
    return fold(" ".join(terms)).text


def _best_first(found: Iterable[_Found]) -> list[_Found]:
    return sorted(found, key=lambda one: (-one.score, one.number))
