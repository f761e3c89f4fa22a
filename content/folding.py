"""The normal form with the way back: which characters of the text each folded character stands for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from content.normal_form import normal_form

# A base with more marks than this is no writing: it is cut, so that no text can make folding slow.
_LONGEST_PIECE = 32
_SOFT_HYPHEN = "\xad"
_FIRST_MARK = 0x300
_HAN = range(0x4E00, 0xA000)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LeftOut(Span):
    """Characters of a text that are not the document's (a banner, a page number), and why."""

    reason: str


@dataclass(frozen=True)
class Folded:
    """A text under the normal form. `starts` and `ends` give, for each folded character, where the piece of
    `source` it comes from begins and ends; the characters of one piece (㎡ is m2) share both.
    """

    source: str
    text: str
    starts: list[int]
    ends: list[int]
    left_out: tuple[LeftOut, ...] = ()

    def __len__(self) -> int:
        return len(self.text)

    def is_edge(self, at: int) -> bool:
        """Whether the text can be cut before folded character `at` without cutting a piece."""
        return at in (0, len(self)) or self.starts[at] != self.starts[at - 1]

    def span(self, start: int, end: int) -> Span:
        """Where folded characters stand in the source; an empty stretch stands behind the character before it."""
        if start == end:
            place = self.ends[start - 1] if start else (self.starts[0] if self.starts else 0)
            return Span(place, place)
        return Span(self.starts[start], self.ends[end - 1])

    def start_of(self, at: int, size: int) -> int:
        """Where folded character `at` begins in the source; where the one before it ends, if `at` is `size`."""
        if at < size:
            return self.starts[at]
        return self.ends[at - 1] if at else 0

    def piece(self, start: int, end: int) -> str:
        """The source's characters for at least one folded character."""
        return self.source[self.starts[start] : self.ends[end - 1]]

    def kept(self, span: Span) -> str:
        """The source's characters in a span without those that were left out."""
        passages = [one for one in self.left_out if one.start < span.end and one.end > span.start]
        starts = [span.start, *(one.end for one in passages)]
        ends = [*(one.start for one in passages), span.end]
        return "".join(self.source[start:end] for start, end in zip(starts, ends, strict=True))

    def line_starts(self) -> frozenset[int]:
        """The folded characters that begin a line of the source."""
        ends = [0, *self.ends[:-1]]
        broken = (at for at in range(len(self)) if "\n" in self.source[ends[at] : self.starts[at]])
        return frozenset(broken) | {0}


def fold(text: str, left_out: tuple[LeftOut, ...] = ()) -> Folded:
    """Fold a text, passing over what is left out (in order, apart from each other)."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for kept in _kept(text, left_out):
        for start, end in _pieces(text, kept):
            piece = text[start:end]
            if end - start > 1 or ord(piece) not in _HAN:  # most are Han, which stay as they are
                piece = normal_form(piece)
            folded.append(piece)
            starts += [start] * len(piece)
            ends += [end] * len(piece)
    return Folded(text, "".join(folded), starts, ends, left_out)


def _kept(text: str, left_out: Iterable[LeftOut]) -> Iterator[Span]:
    start = 0
    for passage in left_out:
        yield Span(start, passage.start)
        start = passage.end
    yield Span(start, len(text))


def _pieces(text: str, within: Span) -> Iterator[tuple[int, int]]:
    """The smallest stretches that can be folded by themselves: a character with the marks that belong to it."""
    start = within.start
    for at in range(start + 1, within.end):
        if at - start >= _LONGEST_PIECE or _begins_piece(text[start:at], text[at]):
            yield start, at
            start = at
    if start < within.end:
        yield start, within.end


def _begins_piece(piece: str, char: str) -> bool:
    if char == _SOFT_HYPHEN:  # vanishes in the normal form and must not part a base from its mark
        return False
    if ord(char) < _FIRST_MARK or ord(char) in _HAN:
        return True
    alone = unicodedata.normalize("NFKC", char)
    if unicodedata.combining(alone[0]):
        return False
    return unicodedata.normalize("NFKC", piece + char) == unicodedata.normalize("NFKC", piece) + alone
