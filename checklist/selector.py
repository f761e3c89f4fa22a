"""Where a quotation stands in an edition of a document: by its place, else by its words and those around it.

A selector holds a quotation as the W3C Web Annotation model does: the clause (FragmentSelector), characters start..end
of its text (TextPositionSelector), and the words with what stood before and behind them (TextQuoteSelector). Words are
compared under the normal form, so the setting of a text may change; a corrected word is found again while most of what
was quoted and stood around it is still there. Where two places could be meant, none is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from checklist.selector_matching import Candidate, Quotation, candidates
from content.document import Clause
from content.normal_form import normal_form

CONTEXT = 32
MARK = 24

# The least likeness at which a place is taken: in the quotation's own clause, with corrections in it, elsewhere.
_ENOUGH, _ENOUGH_CORRECTED, _ENOUGH_ELSEWHERE = 0.65, 0.8, 0.9
# A quotation of this length that stands unchanged, and once, speaks for itself.
_SELF_EVIDENT = 80
_CLAUSE_WORTH, _MARGIN = 0.15, 0.02


@dataclass(frozen=True, slots=True)
class Selector:
    """Characters start..end of a clause's text, which read `exact`, with up to CONTEXT characters around them."""

    clause: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


class How(StrEnum):
    """How a quotation was found: where it was, elsewhere, or with small corrections in it."""

    EXACT = "exact"
    MOVED = "moved"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class Anchored:
    """Characters start..end of a clause's text, which a selector means in this edition."""

    clause: str
    start: int
    end: int
    how: How


class Edition:
    """The clauses of one document as they read now."""

    def __init__(self, clauses: tuple[Clause, ...]) -> None:
        self._clauses = clauses
        self._text = "\n".join(clause.text for clause in clauses)
        self._starts: dict[str, int] = {}
        at = 0
        for clause in clauses:
            self._starts[clause.id] = at
            at += len(clause.text) + 1

    def select(self, clause: str, start: int, end: int) -> Selector:
        """The selector of characters start..end of a clause. Raises KeyError for a clause that is not here."""
        first, last = self._starts[clause] + start, self._starts[clause] + end
        prefix, suffix = self._text[max(0, first - CONTEXT) : first], self._text[last : last + CONTEXT]
        return Selector(clause, start, end, self._text[first:last], prefix, suffix)

    def select_place(self, clause: str, offset: int) -> Selector:
        """The selector of a place: the MARK characters from `offset` on, or the last ones of the clause."""
        (length,) = (len(one.text) for one in self._clauses if one.id == clause)
        start = max(0, min(offset, length - MARK))
        return self.select(clause, start, min(length, start + MARK))

    def anchor(self, selector: Selector) -> tuple[Anchored, ...]:
        """The place a selector means: one span, or several where its clause was split inside the quotation.

        Empty where the words are gone or where it is not certain which place is meant: it must be set anew.
        """
        if selector.clause in self._starts and self.select(selector.clause, selector.start, selector.end) == selector:
            return (Anchored(selector.clause, selector.start, selector.end, How.EXACT),)
        quotation = Quotation(*(_fold(part) for part in (selector.prefix, selector.exact, selector.suffix)))
        if not quotation.exact:
            return ()
        chosen = self._choose(candidates(self._folded, quotation), selector)
        return self._anchored(chosen, selector) if chosen else ()

    @cached_property
    def _folded(self) -> str:
        """The normal form of all clauses, one behind the other."""
        return "".join(_fold(clause.text) for clause in self._clauses)

    @cached_property
    def _homes(self) -> list[tuple[int, int]]:
        """The clause (its number) and the offset in it that each character of `_folded` comes from."""
        return [
            (number, offset)
            for number, clause in enumerate(self._clauses)
            for offset, char in enumerate(clause.text)
            for _ in _fold_character(char)
        ]

    def _choose(self, found: list[Candidate], selector: Selector) -> Candidate | None:
        good = [one for one in found if self._is_enough(one, selector.clause)]
        if not good:
            long = [one for one in found if not one.errors and one.end - one.start >= _SELF_EVIDENT]
            return long[0] if len(long) == 1 else None
        worth = {one: one.likeness + _CLAUSE_WORTH * self._is_in(one, selector.clause) for one in good}
        equal = [one for one in good if max(worth.values()) - worth[one] < _MARGIN]
        return equal[0] if len(equal) == 1 else self._nearest(equal, selector)

    def _is_enough(self, candidate: Candidate, clause: str) -> bool:
        if not self._is_in(candidate, clause):
            return candidate.likeness >= _ENOUGH_ELSEWHERE
        return candidate.likeness >= (_ENOUGH_CORRECTED if candidate.errors else _ENOUGH)

    def _nearest(self, equal: list[Candidate], selector: Selector) -> Candidate | None:
        """Of places that read alike in the quotation's own clause, the one clearly nearest to where it was."""
        if not all(self._is_in(one, selector.clause) for one in equal):
            return None
        first, second = sorted(equal, key=lambda one: self._shift(one, selector))[:2]
        return first if 2 * self._shift(first, selector) < self._shift(second, selector) else None

    def _is_in(self, candidate: Candidate, clause: str) -> bool:
        return self._clauses[self._homes[candidate.start][0]].id == clause

    def _shift(self, candidate: Candidate, selector: Selector) -> int:
        return abs(self._homes[candidate.start][1] - selector.start)

    def _anchored(self, chosen: Candidate, selector: Selector) -> tuple[Anchored, ...]:
        spans: dict[int, tuple[int, int]] = {}
        for number, offset in self._homes[chosen.start : chosen.end]:
            spans[number] = (spans.get(number, (offset, 0))[0], offset + 1)
        is_there = self._is_in(chosen, selector.clause) and not self._shift(chosen, selector)
        how = How.SIMILAR if chosen.errors else How.EXACT if is_there and len(spans) == 1 else How.MOVED
        return tuple(Anchored(self._clauses[number].id, *span, how) for number, span in spans.items())


def _fold(text: str) -> str:
    """The normal form, character by character, so that each has its home."""
    return "".join(map(_fold_character, text))


@cache
def _fold_character(char: str) -> str:
    return normal_form(char)
