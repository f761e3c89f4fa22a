"""Scores of clauses that contain what was looked for: BM25 on whole strings, the leading line counting more.

BM25 after Robertson and Zaragoza (2009), k1 = 1.2, b = 0.75. The boost of the leading line was measured on this corpus:
it brings exact-term queries to the first place every time, where a boost of the document title does harm. Lengths are
measured by that of an ordinary clause, so that no score changes when other documents come.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from search.listing import STEPS

if TYPE_CHECKING:
    from search.corpus import Corpus
    from search.listing import Listing

LEAD_BOOST = 3
ORDINARY_LENGTH = 100
_K1, _B = 1.2, 0.75
_LONGEST_LEAD = 40
_ROUNDING = 1e-9
_FLAT, _BEND, _TOP = _K1 * (1 - _B), _K1 * _B / ORDINARY_LENGTH, _K1 + 1


class Ranked(NamedTuple):
    """Numbers of passages and their scores, from the best on."""

    numbers: Sequence[int]
    scores: Sequence[float]


def rarity(documents: int, holding: int) -> float:
    """The inverse document frequency of BM25, never negative."""
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def leading_line(text: str) -> str:
    """The beginning of a folded text up to its first 。, or all of a short one; nothing where it begins at length."""
    stop = text.find("。", 0, _LONGEST_LEAD)
    return text[: stop + 1] if stop >= 0 else text if len(text) <= _LONGEST_LEAD else ""


def resistance(text: str) -> float:
    """What a term's frequency in a text is weighed against: longer texts hold more of everything."""
    return _FLAT + _BEND * len(text)


def bound_of(frequency: int, resisting: float) -> int:
    """The step that a score does not exceed."""
    return math.ceil(STEPS * frequency / (frequency + resisting))


def frequency_scores(corpus: Corpus, numbers: Sequence[int], term: str) -> list[float]:
    """The BM25 weight of one term in each of the texts, without its rarity."""
    texts, leads, resistances, scores = corpus.texts, corpus.leads, corpus.resistances, []
    for number in numbers:
        frequency = texts[number].count(term)
        if term in leads[number]:
            frequency += LEAD_BOOST
        scores.append(frequency * _TOP / (frequency + resistances[number]))
    return scores


def summed_scores(corpus: Corpus, numbers: Sequence[int], terms: Sequence[str]) -> list[float]:
    columns = [frequency_scores(corpus, numbers, term) for term in terms]
    return columns[0] if len(columns) == 1 else list(map(sum, zip(*columns, strict=True)))


def best(numbers: Sequence[int], scores: Sequence[float], most: int) -> Ranked:
    """From the best on, at most `most` where that is not 0; equal ones in the order of the text."""
    places: Sequence[int] = range(len(numbers))
    if most and len(places) > 8 * most:
        places = heapq.nlargest(most, places, key=scores.__getitem__)
    else:
        places = sorted(places, key=scores.__getitem__, reverse=True)[: most or None]
    return Ranked([numbers[place] for place in places], [scores[place] for place in places])


def best_of(corpus: Corpus, listing: Listing, term: str, most: int) -> Ranked:
    """The same for the clauses of a listing that hold a term: of many, only those are scored that can be the best."""
    numbers = listing.numbers
    if not most or len(numbers) <= 2 * most:
        return best(numbers, frequency_scores(corpus, numbers, term), most)
    step = listing.step_of(most)
    first = listing.reaching(step)
    least = best(first, frequency_scores(corpus, first, term), most).scores[-1]
    # A bound is rounded up, so that what could reach the least of these scores has at least this one.
    reaching = math.ceil(least * STEPS / _TOP - _ROUNDING)
    numbers = first if reaching >= step else sorted(first + listing.reaching(reaching, step))
    return best(numbers, frequency_scores(corpus, numbers, term), most)
