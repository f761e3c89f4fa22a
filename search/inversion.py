"""Which clauses hold which bigram, and how well, gathered before the index is written."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from search.analysis import bigrams
from search.listing import pack
from search.ranking import LEAD_BOOST, bound_of, leading_line, resistance


class Inversion:
    """Five bytes a posting: five million of them, for fifty thousand clauses, are 25 MB."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._numbers: dict[str, array[int]] = defaultdict(_numbers)
        self._bounds: dict[str, bytearray] = defaultdict(bytearray)
        for number, text in enumerate(texts):
            self._take(number, text)

    def packed(self) -> Iterator[tuple[str, bytes]]:
        """Each bigram with its list, in the order of the bigrams."""
        for gram in sorted(self._numbers):
            yield gram, pack(self._numbers[gram], bytes(self._bounds[gram]))

    def _take(self, number: int, text: str) -> None:
        resisting = resistance(text)
        once = bound_of(1, resisting)
        counts = Counter(text[at : at + 2] for at in range(len(text) - 1))
        counts.update(dict.fromkeys(bigrams(leading_line(text)), LEAD_BOOST))
        for gram, count in counts.items():
            self._numbers[gram].append(number)
            self._bounds[gram].append(once if count == 1 else bound_of(count, resisting))


def _numbers() -> array[int]:
    return array("I")
