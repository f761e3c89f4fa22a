"""Whether the index tells the truth: its lists are compared with the texts, without a look at the texts each time."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import compress, islice

from search.analysis import bigrams
from search.listing import STEPS, Listing
from search.ranking import LEAD_BOOST, bound_of, leading_line, resistance

# All of the five documents, in about 15 ms; of more text than that, a sample that nobody can foresee.
CHARACTERS = 250_000


class Audit:
    """Gives each passage a random weight, and knows of each bigram what the passages that hold it weigh together.

    A list is right where it weighs as much: who does not know the weights can neither leave a passage out nor put
    another in its place. Passages outside the sample weigh nothing; while the texts have no more than CHARACTERS, all
    are in it.
    """

    def __init__(self, texts: tuple[str, ...]) -> None:
        chance = random.Random()
        share = CHARACTERS / max(1, sum(map(len, texts)))
        self._weights = [(1 << 40) + chance.getrandbits(40) if chance.random() < share else 0 for _ in texts]
        self._texts = texts
        self._whole = max(1, sum(self._weights))
        self._sums: dict[str, int] = defaultdict(int)
        for weight, text in zip(self._weights, texts, strict=True):
            for gram in bigrams(text) if weight else ():
                self._sums[gram] += weight

    def share(self, gram: str) -> float:
        """About what share of the passages hold the bigram."""
        return self._sums.get(gram, 0) / self._whole

    def confirms(self, gram: str, listed: Listing) -> bool:
        """Whether these, rising as they are, hold the bigram and all that do, and no bound hides one from the best."""
        numbers = listed.numbers
        if numbers and numbers[-1] >= len(self._weights):
            return False
        weights = list(map(self._weights.__getitem__, numbers))
        if sum(weights) != self._sums.get(gram, 0):
            return False
        return all(map(partial(self._is_bound, gram), compress(numbers, weights), compress(listed.bounds, weights)))

    def _is_bound(self, gram: str, number: int, bound: int) -> bool:
        text = self._texts[number]
        leads = LEAD_BOOST if gram in leading_line(text) else 0
        return bound_of(text.count(gram) + leads, resistance(text)) <= bound <= STEPS

    def sample(self, count: int) -> Iterator[str]:
        """About as many bigrams, from all over."""
        return islice(self._sums, 0, None, 1 + len(self._sums) // count)
