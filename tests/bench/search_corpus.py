"""The texts the search benchmark runs on: the five documents, and a seeded multiple of them."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from content.shelf import open_library
from search.analysis import fold
from search.hit import Passage
from search.passages import passages_of

CLAUSES_A_DOCUMENT = 100
_PLACES = """
成都 绵阳 德阳 自贡 乐山 攀枝花 宜宾 泸州 遂宁 南充 达州 广安 广元 巴中 内江 资阳 眉山 雅安 阿坝 甘孜 凉山
崇州 都江堰 江油 什邡 峨眉山 阆中 万源 华蓥 西昌 会理 射洪 简阳 隆昌 绵竹 广汉 邛崃 彭州
"""
_PLACE = re.compile("|".join(_PLACES.split()))
_NUMBER = re.compile(r"\d+")
_LIST = re.compile(r"[^、，。；：（）\s]{2,12}(?:、[^、，。；：（）\s]{2,12}){2,}")
_SENTENCE = re.compile(r"[^。]+。?")


@dataclass(frozen=True)
class Corpus:
    """Passages and their folded texts, kept in a file so that child processes measure the same ones."""

    path: Path

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        with self.path.open(encoding="utf-8") as lines:
            rows = (json.loads(line) for line in lines)
            return tuple(Passage(doc, clause, tuple(heading), text) for doc, clause, heading, text, _ in rows)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        with self.path.open(encoding="utf-8") as lines:
            return tuple(json.loads(line)[-1] for line in lines)


def write_corpus(path: Path, passages: tuple[Passage, ...]) -> Corpus:
    with path.open("w", encoding="utf-8") as file:
        for one in passages:
            row = [one.doc, one.clause, one.heading, one.text, fold(one.text).text]
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return Corpus(path)


def real_passages() -> tuple[Passage, ...]:
    """The clauses; duties and notes, which are passages too, are no literal hits."""
    return tuple(one for one in passages_of(open_library(None)) if getattr(one, "where", "text") == "text")


def synthetic_passages(count: int, seed: int = 60) -> tuple[Passage, ...]:
    """`count` clauses with the lengths of real ones: sentences drawn anew, numbers, places and lists varied.

    They share one vocabulary, so a common word is as common here as in the real texts: the worst case for it.
    """
    chance, real = random.Random(seed), real_passages()
    sentences = [sentence for one in real for sentence in _SENTENCE.findall(one.text) if sentence.endswith("。")]
    made = []
    for number in range(count):
        model = chance.choice(real)
        parts = _SENTENCE.findall(model.text)
        text = "".join(chance.choice(sentences) if part.endswith("。") else part for part in parts)
        document, clause = divmod(number, CLAUSES_A_DOCUMENT)
        made.append(Passage(f"made-{document:05}", f"c-{clause}", model.heading, _varied(text, chance)))
    return tuple(made)


def _varied(text: str, chance: random.Random) -> str:
    text = _NUMBER.sub(lambda found: _number_like(found.group(), chance), text)
    text = _PLACE.sub(lambda _: chance.choice(_PLACES.split()), text)
    return _LIST.sub(lambda found: _shuffled(found.group(), chance), text)


def _number_like(digits: str, chance: random.Random) -> str:
    """Half of them as they were, so that years and document numbers of the real texts still stand."""
    if chance.random() < 0.5:
        return digits
    return chance.choice("123456789") + "".join(chance.choice("0123456789") for _ in digits[1:])


def _shuffled(listed: str, chance: random.Random) -> str:
    items = listed.split("、")
    chance.shuffle(items)
    return "、".join(items)
