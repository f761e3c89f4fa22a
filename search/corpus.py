"""The folded passages: which of them hold a string, and where in them it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from typing import TYPE_CHECKING

from search.analysis import Folded, bigrams, fold, fold_text
from search.hit import TEXT, Passage
from search.listing import Listing, unbounded
from search.ranking import leading_line, resistance

if TYPE_CHECKING:
    from search.postings import Postings

Within = frozenset[int] | None
Groups = Sequence[Collection[str]]


class Corpus:
    """Answers by scanning from the first moment; with postings it scans only where they say it is worth while.

    Clauses come first among the passages, `clauses` are their numbers; what stands beside them, duties and notes, is
    always scanned. So are clauses that have come since the postings were made.
    """

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        self.passages = passages
        self.texts = tuple(fold_text(passage.text) for passage in passages)
        self.leads = tuple(map(leading_line, self.texts))
        self.resistances = tuple(map(resistance, self.texts))
        self.clauses = range(next((n for n, one in enumerate(passages) if one.where != TEXT), len(passages)))
        self.postings: Postings | None = None
        self._shown: dict[int, Folded] = {}
        self._shipped = len(passages)

    @property
    def clause_texts(self) -> tuple[str, ...]:
        return self.texts[: len(self.clauses)]

    def annotated(self, annotations: tuple[Passage, ...]) -> Corpus:
        """The same with these annotations in place of those before; what was found in the other stays as it is."""
        other = copy(self)
        other.passages = self.passages[: self._shipped] + annotations
        other.texts = self.texts[: self._shipped] + tuple(fold_text(one.text) for one in annotations)
        other.leads = tuple(map(leading_line, other.texts))
        other.resistances = tuple(map(resistance, other.texts))
        other._shown = {number: folded for number, folded in self._shown.items() if number < self._shipped}
        return other

    def listing(self, string: str, within: Within = None) -> Listing:
        """The clauses whose folded text contains the string; `within` narrows where given."""
        listed = self.postings.listing(string) if self.postings else None
        if listed is None:
            return unbounded(self._scanned(string, self.clauses if within is None else self._inside(within)))
        if within is not None:
            listed = listed.within(within)
        return listed if len(string) == 2 else listed.holding(string, self.texts)  # a bigram's list has said it all

    def holding(self, groups: Groups, within: Within = None) -> list[int]:
        """The clauses that contain a string of each group: candidates come from the rarest, texts decide."""
        first, *others = sorted(groups, key=self._share)
        if len(first) == 1:
            numbers = list(self.listing(next(iter(first)), within).numbers)
        else:
            numbers = sorted({number for string in first for number in self.listing(string, within).numbers})
        return self._with_each(others, numbers)

    def beside(self, groups: Groups, within: Within = None) -> list[int]:
        """The passages beside the clauses that contain a string of each group."""
        numbers = range(len(self.clauses), len(self.passages))
        return self._with_each(groups, [n for n in numbers if within is None or n in within])

    def spans(self, number: int, strings: Iterable[str]) -> list[tuple[int, int]]:
        """Where the strings stand in a passage, as (start, end) offsets into its original text."""
        folded = self._folded(number)
        return [span for string in strings for span in folded.find_all(string)]

    def original(self, number: int, start: int, end: int) -> tuple[int, int]:
        """The original characters behind folded characters start..end of a passage."""
        return self._folded(number).original_span(start, end)

    def _scanned(self, string: str, numbers: Iterable[int]) -> list[int]:
        texts = self.texts
        return [number for number in numbers if string in texts[number]]

    def _with_each(self, groups: Iterable[Collection[str]], numbers: list[int]) -> list[int]:
        texts = self.texts
        for group in groups:
            if len(group) == 1:
                numbers = self._scanned(next(iter(group)), numbers)
            else:
                numbers = [number for number in numbers if any(string in texts[number] for string in group)]
        return numbers

    def _inside(self, within: frozenset[int]) -> list[int]:
        return [number for number in sorted(within) if number < len(self.clauses)]

    def _share(self, group: Collection[str]) -> float:
        """About what share of the clauses the strings of a group leave."""
        return sum(min(map(self.postings.share, bigrams(one)), default=1.0) for one in group) if self.postings else 1.0

    def _folded(self, number: int) -> Folded:
        """With the way back to the original; worked out for what is shown, and kept."""
        if number not in self._shown:
            self._shown[number] = fold(self.passages[number].text)
        return self._shown[number]
