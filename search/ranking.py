"""Scores of passages that contain what was looked for: BM25 on whole strings, the leading line counting more.

BM25 after Robertson and Zaragoza (2009), k1 = 1.2, b = 0.75. The boost of the leading line was measured on this corpus:
it brings exact-term queries to the first place every time, where a boost of the document title does harm.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.corpus import Corpus

_K1, _B = 1.2, 0.75
_LEAD_BOOST = 3.0
_LONGEST_LEAD = 40


def rarity(documents: int, holding: int) -> float:
    """The inverse document frequency of BM25, never negative."""
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def lead_length(text: str) -> int:
    """How many characters of a folded text are its leading line: up to its first 。, or all of a short one."""
    stop = text.find("。", 0, _LONGEST_LEAD)
    return stop + 1 if stop >= 0 else len(text) if len(text) <= _LONGEST_LEAD else 0


def frequency_score(corpus: Corpus, number: int, term: str) -> float:
    """The BM25 weight of one term in one passage, without its rarity."""
    text = corpus.texts[number]
    frequency = float(text.count(term))
    if not frequency:
        return 0.0
    if corpus.leads[number] and text.find(term, 0, corpus.leads[number]) >= 0:
        frequency += _LEAD_BOOST
    return frequency * (_K1 + 1) / (frequency + _K1 * (1 - _B + _B * len(text) / corpus.average_length))
