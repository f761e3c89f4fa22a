"""Where in a text a quotation may stand: as it was, or with small corrections; and how alike what is around it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checklist.selector_distance import distances

# The likeness from which on no corrections are looked for.
_SURE = 0.9
_SLACK = 8
_MOST_CORRECTIONS = 12


@dataclass(frozen=True, slots=True)
class Quotation:
    """What was quoted, and what stood before and behind it."""

    prefix: str
    exact: str
    suffix: str

    @property
    def length(self) -> int:
        return len(self.prefix) + len(self.exact) + len(self.suffix)

    @property
    def corrections(self) -> int:
        """How many characters of the quotation itself may be put in, left out or changed: one in four."""
        return min(len(self.exact) // 4, _MOST_CORRECTIONS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Characters start..end of the text. `errors` counts those of the quotation itself; `likeness` is 1 without any."""

    start: int
    end: int
    errors: int
    likeness: float


def candidates(text: str, quotation: Quotation) -> list[Candidate]:
    """Every place that may be meant, in no order."""
    length = len(quotation.exact)
    same = [_candidate(text, quotation, (at, at + length), 0) for at in _all(text, quotation.exact)]
    if any(one.likeness >= _SURE for one in same):
        return same
    return same + [one for one in _corrected(text, quotation) if one.errors]


def _all(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _candidate(text: str, quotation: Quotation, span: tuple[int, int], errors: int) -> Candidate:
    strange = errors + _strange_before(text, quotation, span[0]) + _strange_behind(text, quotation, span[1])
    return Candidate(*span, errors, 1 - strange / quotation.length)


def _strange_before(text: str, quotation: Quotation, start: int) -> int:
    """How far what stands before `start` is from what stood before the quotation."""
    around = text[max(0, start - len(quotation.prefix) - _SLACK) : start]
    return distances(quotation.prefix, around)[-1]


def _strange_behind(text: str, quotation: Quotation, end: int) -> int:
    around = text[end : end + len(quotation.suffix) + _SLACK]
    return distances(quotation.suffix[::-1], around[::-1])[-1]


def _corrected(text: str, quotation: Quotation) -> Iterator[Candidate]:
    """Stretches that read as the quotation with corrections in it."""
    exact, most = quotation.exact, quotation.corrections
    for first, last in _windows(text, exact, most) if most else ():
        ends = _within(distances(exact, text[first:last]), most)
        for run in _runs(ends):
            end = first + min(run, key=lambda at: ends[at] + _strange_behind(text, quotation, first + at))
            before = text[max(0, end - len(exact) - most) : end]
            starts = _within(distances(exact[::-1], before[::-1]), most)
            back = min(starts, key=lambda at: starts[at] + _strange_before(text, quotation, end - at))
            yield _candidate(text, quotation, (end - back, end), starts[back])


def _windows(text: str, exact: str, most: int) -> Iterator[tuple[int, int]]:
    """Where to look: of most + 1 parts of the quotation at least one stands unchanged."""
    size = len(exact) // (most + 1)
    parts = [(n * size, exact[n * size : (n + 1) * size]) for n in range(most + 1)]
    begins = sorted({at - offset for offset, part in parts for at in _all(text, part)})
    for run in _runs(begins, most):
        yield max(0, run[0] - most), run[-1] + len(exact) + most


def _within(costs: list[int], most: int) -> dict[int, int]:
    return {at: cost for at, cost in enumerate(costs) if cost <= most}


def _runs(numbers: Iterable[int], gap: int = 1) -> Iterator[list[int]]:
    """Ascending numbers, parted where two are more than `gap` apart."""
    run: list[int] = []
    for number in numbers:
        if run and number - run[-1] > gap:
            yield run
            run = []
        run.append(number)
    if run:
        yield run
