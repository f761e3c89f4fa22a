"""The list of one bigram: which clauses hold it, with a bound of how well, packed into the bytes of a column.

A bound tells which clauses can be among the best without a look at their texts: it is the score of the bigram, rounded
up to a step. A longer string scores no better than any bigram in it.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Sequence
from itertools import accumulate, compress, repeat
from operator import contains, sub
from typing import NamedTuple

STEPS = 32  # more sort better, and pack worse: 32 → 64 is 6 % of the index
_WIDTHS = ((1 << 8, "B"), (1 << 16, "H"), (1 << 32, "I"))


class Listing(NamedTuple):
    """Numbers of clauses, rising, and for each one a bound of its score: 1 to STEPS, STEPS where nothing is known."""

    numbers: Sequence[int]
    bounds: bytes

    def holding(self, string: str, texts: Sequence[str]) -> Listing:
        """Those whose text contains the string."""
        return self._chosen(list(map(contains, map(texts.__getitem__, self.numbers), repeat(string))))

    def followed_by(self, numbers: list[int]) -> Listing:
        """With numbers above all of these, of which no more is known."""
        return Listing([*self.numbers, *numbers], self.bounds + unbounded(numbers).bounds) if numbers else self

    def without(self, strings: Sequence[str], texts: Sequence[str]) -> Listing:
        """Those whose text contains none of the strings."""
        return self._chosen([not any(string in texts[number] for string in strings) for number in self.numbers])

    def within(self, allowed: frozenset[int]) -> Listing:
        return self._chosen(list(map(allowed.__contains__, self.numbers)))

    def reaching(self, least: int, below: int = STEPS + 1) -> list[int]:
        """Numbers of those with a bound of at least `least` and less than `below`."""
        chosen = bytes(least) + b"\1" * (below - least) + bytes(256 - below)
        return list(compress(self.numbers, self.bounds.translate(chosen)))

    def step_of(self, count: int) -> int:
        """The highest bound that at least so many reach."""
        for bound in range(STEPS, 0, -1):
            count -= self.bounds.count(bound)
            if count <= 0:
                return bound
        return 0

    def _chosen(self, mask: list[bool]) -> Listing:
        return Listing(list(compress(self.numbers, mask)), bytes(compress(self.bounds, mask)))


def unbounded(numbers: Sequence[int]) -> Listing:
    """A listing of which no more is known."""
    return Listing(numbers, bytes([STEPS]) * len(numbers))


def pack(numbers: array[int], bounds: bytes) -> bytes:
    r"""A letter that says how wide the gaps between the numbers are, the gaps, the bounds; deflated where that helps.

    >>> unpack(pack(array("I", [3, 500, 501]), b"\1\2\1"), 3)
    Listing(numbers=[3, 500, 501], bounds=b'\x01\x02\x01')
    """
    gaps = array("I", map(sub, numbers, (0, *numbers[:-1])))
    width = next(width for limit, width in _WIDTHS if max(gaps, default=0) < limit)
    body = array(width, gaps).tobytes() + bounds
    deflated = zlib.compress(body, 1)
    return width.lower().encode() + deflated if len(deflated) < len(body) else width.encode() + body


def unpack(packed: bytes, most: int) -> Listing:
    """A listing of at most `most` clauses; of none where nothing was packed. Raises ValueError or zlib.error."""
    if not packed:
        return Listing([], b"")
    width = packed[:1].decode("ascii")
    body = packed[1:]
    if width.islower():
        inflating = zlib.decompressobj()
        body = inflating.decompress(body, 1 + most * 5)
        if not inflating.eof:
            raise ValueError(f"more than {most} clauses")
    gaps = array(width.upper())
    count, rest = divmod(len(body), gaps.itemsize + 1)
    if rest:
        raise ValueError(f"{len(body)} bytes")
    gaps.frombytes(body[: count * gaps.itemsize])
    if 0 in gaps[1:]:
        raise ValueError("one clause twice")
    return Listing(list(accumulate(gaps)), body[count * gaps.itemsize :])
