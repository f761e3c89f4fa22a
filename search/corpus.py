"""The folded passages: which of them hold a string, and where in them it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from search.analysis import Folded, fold, fold_text
from search.hit import TEXT, Passage
from search.ranking import lead_length

if TYPE_CHECKING:
    from search.postings import Postings


class Corpus:
    """Answers by scanning from the first moment; with postings it scans only where they say it is worth while.

    Clauses come first among the passages; `clauses` are their numbers.
    """

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        self.passages = passages
        self.texts = tuple(fold_text(passage.text) for passage in passages)
        self.leads = tuple(lead_length(text) for text in self.texts)
        self.average_length = sum(map(len, self.texts)) / max(1, len(self.texts))
        self.clauses = range(next((n for n, one in enumerate(passages) if one.where != TEXT), len(passages)))
        self.postings: Postings | None = None
        self._shown: dict[int, Folded] = {}

    def __len__(self) -> int:
        return len(self.passages)

    def containing(self, string: str, within: Collection[int] | None = None) -> list[int]:
        """Numbers of the passages whose folded text contains the string, rising; `within` narrows where given."""
        candidates = self.postings.candidates(string) if self.postings else None
        texts = self.texts
        if candidates is None:
            numbers: Iterable[int] = range(len(texts)) if within is None else sorted(within)
            return [number for number in numbers if string in texts[number]]
        if len(string) == 2:  # a bigram: the postings have said it all
            return candidates if within is None else [number for number in candidates if number in within]
        if within is None:
            return [number for number in candidates if string in texts[number]]
        return [number for number in candidates if number in within and string in texts[number]]

    def holding(self, gram: str) -> list[int]:
        """Numbers of the passages that hold a bigram, from the postings where there are any."""
        if self.postings:
            return self.postings.holding(gram)
        return [number for number, text in enumerate(self.texts) if gram in text]

    def spans(self, number: int, strings: Iterable[str]) -> list[tuple[int, int]]:
        """Where the strings stand in a passage, as (start, end) offsets into its original text."""
        folded = self._folded(number)
        return [span for string in strings for span in folded.find_all(string)]

    def original(self, number: int, start: int, end: int) -> tuple[int, int]:
        """The original characters behind folded characters start..end of a passage."""
        return self._folded(number).original_span(start, end)

    def _folded(self, number: int) -> Folded:
        """With the way back to the original; worked out for what is shown, and kept."""
        if number not in self._shown:
            self._shown[number] = fold(self.passages[number].text)
        return self._shown[number]
