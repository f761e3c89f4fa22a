"""您是不是要找: spellings that the texts know, near to one that they do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.corpus import Corpus
    from search.sounds import Sounds

_SHORTEST, _LONGEST = 3, 10
_MOST = 3
_ENOUGH = 600  # clauses to learn spellings from: more than the documents have, and in 5 ms
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def same_sound(corpus: Corpus, sounds: Sounds | None, folded: str) -> list[str]:
    """Strings of the texts that sound like the query, most frequent first."""
    if sounds is None or not _SHORTEST - 1 <= len(folded) <= _LONGEST or not _HAN.search(folded):
        return []
    counts = Counter(corpus.texts[match.number][match.start : match.end] for match in sounds.sounding_like(folded))
    return [string for string, _ in counts.most_common(_MOST) if string != folded]


def one_edit_away(corpus: Corpus, folded: str, known: Collection[str]) -> list[str]:
    """Strings of the texts one character changed, added, left out or swapped away.

    A changed or added character is a Han one, so that none runs over a full stop. First those that keep most of what
    was typed, then known words, then the most frequent.
    """
    if not _SHORTEST <= len(folded) <= _LONGEST or not _HAN.search(folded):
        return []
    counts: Counter[str] = Counter()
    near = _sharing_a_half(corpus, folded)[:_ENOUGH]
    for patterns in filter(None, _edits(folded)):
        pattern = re.compile("|".join(patterns))
        for number in near:
            counts.update(pattern.findall(corpus.texts[number]))
    spellings = [one for one in counts if all(char in folded or _HAN.match(char) for char in one)]
    ranked = sorted(spellings, key=lambda one: (-_kept(folded, one), one not in known, -counts[one], one))
    return ranked[:_MOST]


def _sharing_a_half(corpus: Corpus, folded: str) -> list[int]:
    """Clauses that hold the first or the last part of a string: one edit leaves one of them whole.

    The parts leave out the two characters in the middle, so that a swap there harms neither.
    """
    middle = len(folded) // 2
    parts = (folded[: max(1, middle - 1)], folded[middle + 1 :] or folded[-1])
    return sorted({number for part in parts for number in corpus.listing(part).numbers})


def _kept(typed: str, string: str) -> int:
    """How many of the typed characters a spelling keeps, in their order."""
    remaining = iter(string)
    return sum(char in remaining for char in typed) if len(string) > len(typed) else len(set(typed) & set(string))


def _edits(folded: str) -> tuple[list[str], ...]:
    """Patterns by kind of edit. A class of all Han characters would take longer to compile than all else here."""
    parts = [(re.escape(folded[:at]), re.escape(folded[at:])) for at in range(len(folded) + 1)]
    added = [f"{head}.{tail}" for head, tail in parts[1:-1]]
    changed = [f"{head}.{re.escape(folded[at + 1 :])}" for at, (head, _) in enumerate(parts[:-1])]
    swapped = [
        re.escape(folded[:at] + folded[at + 1] + folded[at] + folded[at + 2 :])
        for at in range(len(folded) - 1)
        if folded[at] != folded[at + 1]
    ]
    left_out = [re.escape(folded[:at] + folded[at + 1 :]) for at in range(len(folded))] if len(folded) > 3 else []
    return added, swapped, changed, left_out
