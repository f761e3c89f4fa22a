"""How text is folded before it is compared, and how a match finds its way back to the original characters.

A fold maps each original character to zero or more folded ones: glyph variants to one form (NFKC), traditional to
simplified (OpenCC's table), every bracket to ( or ), every quotation and title mark to ", every dash to -, case away,
and blanks away unless both neighbours are ASCII words. Query and text pass through the same fold, so what matches is
independent of how it was typed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# Part of the index's stamp: raise it whenever folded text or its bigrams change.
ANALYSIS_VERSION = 3

_TABLE = Path(__file__).parent / "tables" / "traditional.txt"
_SAME = {
    **{pair[0]: pair[1] for pair in _TABLE.read_text(encoding="utf-8").split()},
    **dict.fromkeys("([{〔【［｛〖<", "("),
    **dict.fromkeys(")]}〕】］｝〗>", ")"),
    **dict.fromkeys("\"'“”‘’《》〈〉«»″′＂＇「」『』", '"'),
    **dict.fromkeys("-‐‑‒–—―─−－﹣", "-"),
}


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, for each of its characters, the offset of the original character it came from."""

    text: str
    offsets: Sequence[int]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The original characters (start, end exclusive) behind folded characters start..end."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def find_all(self, folded_query: str) -> list[tuple[int, int]]:
        """Original spans of every non-overlapping occurrence."""
        spans, start = [], self.text.find(folded_query)
        while start >= 0:
            spans.append(self.original_span(start, start + len(folded_query)))
            start = self.text.find(folded_query, start + len(folded_query))
        return spans


def fold(text: str) -> Folded:
    """Fold a text.

    >>> fold("Ｒ＆Ｄ 支出 〔2018〕60号").text
    'r&d支出(2018)60号'
    """
    if all(len(_FOLDING[code]) == 1 and _FOLDING[code] != " " for code in map(ord, set(text))):
        return Folded(text.translate(_FOLDING), range(len(text)))
    chars: list[str] = []
    offsets: list[int] = []
    blank: int | None = None
    for offset, original in enumerate(text):
        for char in _FOLDING[ord(original)]:
            if char == " ":
                blank = offset
                continue
            if blank is not None and chars and _is_word(chars[-1]) and _is_word(char):
                chars.append(" ")
                offsets.append(blank)
            blank = None
            chars.append(char)
            offsets.append(offset)
    return Folded("".join(chars), tuple(offsets))


class _Folding(dict[int, str]):
    """For str.translate: each character's folded form, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_character(chr(code))
        return self[code]


_FOLDING = _Folding()


def fold_text(text: str) -> str:
    """The text of fold(text), about twenty times as fast; for what has no need of the way back.

    >>> fold_text("Ｒ＆Ｄ 支出 〔2018〕60号 Big  Data")
    'r&d支出(2018)60号big data'
    """
    first, *rest = text.translate(_FOLDING).split(" ") if text else ("",)
    folded = first
    for part in filter(None, rest):
        folded += f" {part}" if folded and _is_word(folded[-1]) and _is_word(part[0]) else part
    return folded


def bigrams(folded: str) -> set[str]:
    """The distinct pairs of neighbouring characters.

    >>> sorted(bigrams("科技成"))
    ['技成', '科技']
    """
    return {folded[at : at + 2] for at in range(len(folded) - 1)}


def _fold_character(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    if unicodedata.category(char) == "Cf":  # zero-width marks, soft hyphens: invisible to who types and who reads
        return ""
    normal = unicodedata.normalize("NFKC", char).lower()
    return "".join(" " if part.isspace() else _SAME.get(part, part) for part in normal)


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()
