"""Best effort for a question in plain words: function words drop away, what remains is matched by weight and nearness.

No model: bigrams weighted by rarity, like words at less weight; a clause's own text first, then its leading line, the
headings above it, and what our duties and notes say of it; and a hint where the question asks who, when or how much.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from search.analysis import bigrams, fold_text
from search.corpus import Corpus
from search.hints import Hint, hints_in
from search.likeness import Likeness
from search.ranking import ORDINARY_LENGTH, rarity

# Words that ask or join and name nothing.
_FUNCTION_WORDS = (
    "请问|什么时候|什么时间|为什么|是什么|有什么|有哪些|哪些|哪个|哪里|哪儿|哪年|哪一年|什么|怎么样|怎么办|怎么|怎样|如何|多少|多久|"
    "几个|几家|几年|几|谁来|由谁|是谁|谁|是不是|能不能|可不可以|要不要|有没有|是否|可以|应该|应当|需要|必须|能够|"
    "由|的|了|吗|呢|吧|啊|是|在|和|与|或者|或|及|以及|被|把|给|对于|对|为|从|到|向|让|请|我们|我县|我|你们|你|他们|"
    "县里|县上|本县|怎|要|能|会|有|做|干|搞|去|来|也|都|就|还|很|最|这|那|个|之|其|等|中|里|上|下|文件|规定"
)
_SPLIT = re.compile(f"(?:{_FUNCTION_WORDS})+|[^\\w%.&+\u4e00-\u9fff]+")
_LIKE, _HEADING, _BESIDE, _LEAD = 0.75, 0.4, 0.35, 0.25
_RUN, _LENGTH, _TITLE_ONLY = 0.45, 0.3, 0.6
_LEAST, _SCORED, _BEST, _FEW = 0.22, 200, 50, 400
_LONG = 2_000  # clauses in a list that is worth avoiding


@dataclass(frozen=True, slots=True)
class LooseMatch:
    """A passage number with its score (about 0 to 2) and the strings that matched in it."""

    number: int
    score: float
    strings: tuple[str, ...]


class LooseSearch:
    """Ranks clauses for a question."""

    def __init__(self, corpus: Corpus, likeness: Likeness) -> None:
        self._corpus = corpus
        self._likeness = likeness
        self._held: dict[str, Sequence[int]] = {}
        self._headings = tuple(fold_text("".join(corpus.passages[number].heading)) for number in corpus.clauses)
        beside: dict[tuple[str, str], str] = defaultdict(str)
        for number, passage in enumerate(corpus.passages):
            if passage.where != "text":
                beside[passage.doc, passage.clause] += corpus.texts[number]
        self._beside = tuple(beside.get((one.doc, one.clause), "") for one in corpus.passages)

    def find(self, question: str, within: frozenset[int] | None) -> list[LooseMatch]:
        """Clauses for a folded question, best first, at most _BEST; none where it shares next to nothing with any."""
        segments = content_words(question)
        self._held.clear()
        weights = self._weights(segments)
        whole = sum(weights[gram] for segment in segments for gram in bigrams(segment)) or 1.0
        hints = hints_in(question)
        scored = [
            LooseMatch(number, self._score(number, segments, weights, whole) + self._hint(number, hints), ())
            for number in self._candidates(weights, within)
        ]
        best = sorted((one for one in scored if one.score >= _LEAST), key=lambda one: (-one.score, one.number))
        strings = [self._strings(one.number, segments, weights) for one in best[:_BEST]]
        return [LooseMatch(one.number, one.score, found) for one, found in zip(best, strings, strict=False)]

    def _weights(self, segments: tuple[str, ...]) -> dict[str, float]:
        """Rarity of the bigrams of the question, and at less weight those of like words."""
        weights: dict[str, float] = {}
        for segment in segments:
            for form in self._likeness.forms(segment):
                for gram in bigrams(form.text) - bigrams(segment):
                    weights[gram] = _LIKE * self._rarity(gram)
        for segment in segments:
            weights |= {gram: self._rarity(gram) for gram in bigrams(segment)}
        return weights

    def _rarity(self, gram: str) -> float:
        return rarity(len(self._corpus.passages), len(self._holding(gram)))

    def _holding(self, gram: str) -> Sequence[int]:
        if gram not in self._held:
            self._held[gram] = self._corpus.listing(gram).numbers
        return self._held[gram]

    def _candidates(self, weights: dict[str, float], within: frozenset[int] | None) -> list[int]:
        """Clauses that hold most of the weight, at most _SCORED; all of them where the question leaves few."""
        if within is not None and len(within) <= _FEW:
            return [number for number in sorted(within) if number < len(self._corpus.clauses)]
        sums: dict[int, float] = defaultdict(float)
        left, least = sum(weights.values()), 0.0
        for gram in sorted(weights, key=lambda gram: len(self._holding(gram))):
            weight, numbers = weights[gram], self._holding(gram)
            if len(numbers) > _LONG and len(sums) > _SCORED:
                least = heapq.nlargest(_SCORED, sums.values())[-1]
            if left < least:  # the long lists lift no other clause among the best
                texts = self._corpus.texts
                sums = {n: one + weight if gram in texts[n] else one for n, one in sums.items() if one + left >= least}
            else:
                for number in numbers if within is None else filter(within.__contains__, numbers):
                    sums[number] += weight
            left -= weight
        return heapq.nlargest(_SCORED, sums, key=sums.__getitem__)

    def _score(self, number: int, segments: tuple[str, ...], weights: dict[str, float], whole: float) -> float:
        text, lead = self._corpus.texts[number], self._corpus.leads[number]
        heading, beside = self._headings[number], self._beside[number]
        total = 0.0
        for gram, weight in weights.items():
            if gram in text:
                total += weight * (1 + (_LEAD if gram in lead else 0))
            elif gram in heading:
                total += weight * _HEADING
            elif gram in beside:
                total += weight * _BESIDE
        run = sum(_longest_run(segment, text) / len(segment) for segment in segments) / max(1, len(segments))
        length = 1 - _LENGTH + _LENGTH * min(3.0, len(text) / ORDINARY_LENGTH)
        score = total / whole / math.sqrt(length) + _RUN * run
        return score * _TITLE_ONLY if self._corpus.passages[number].is_heading else score

    def _hint(self, number: int, hints: tuple[Hint, ...]) -> float:
        text, passage = self._corpus.texts[number], self._corpus.passages[number]
        return sum(hint.worth for hint in hints if hint.is_met(text, passage))

    def _strings(self, number: int, segments: tuple[str, ...], weights: dict[str, float]) -> tuple[str, ...]:
        """What to mark: whole segments where they stand, else the bigrams that do."""
        text = self._corpus.texts[number]
        whole = tuple(segment for segment in segments if segment in text)
        covered = {gram for segment in whole for gram in bigrams(segment)}
        return whole + tuple(gram for gram in weights if gram in text and gram not in covered)


def content_words(question: str) -> tuple[str, ...]:
    """
    What a folded question is about: its pieces between function words.

    >>> content_words("后备库是给谁建的"), content_words("监测评估由哪个部门做")
    (('后备库',), ('监测评估', '部门'))
    """
    pieces = [piece for piece in _SPLIT.split(question) if piece]
    longer = tuple(piece for piece in pieces if len(piece) > 1)
    return longer or ((question,) if len(question) > 1 else ())


def _longest_run(segment: str, text: str) -> int:
    """Length of the longest piece of a segment that stands in the text; pieces of one character do not count."""
    longest = 0
    for start in range(len(segment)):
        while start + longest < len(segment) and segment[start : start + longest + 1] in text:
            longest += 1
    return longest if longest > 1 else 0
