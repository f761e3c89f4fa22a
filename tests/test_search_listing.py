"""Lists of clauses: packing loses nothing, and bounds cost no hit its place among the best."""

from __future__ import annotations

import random
import zlib
from array import array
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.library import Library
from search.analysis import bigrams
from search.hit import Passage
from search.index import SearchIndex
from search.inversion import Inversion
from search.listing import STEPS, Listing, pack, unbounded, unpack
from search.passages import passages_of
from search.ranking import bound_of, leading_line, resistance

MOST = (1 << 32) - 1


@given(st.sets(st.integers(0, MOST), max_size=300), st.data())
def test_what_is_packed_comes_back(numbers: set[int], data: st.DataObject) -> None:
    rising = sorted(numbers)
    bounds = data.draw(st.binary(min_size=len(rising), max_size=len(rising)))
    assert unpack(pack(array("I", rising), bounds), len(rising)) == Listing(rising, bounds)


def test_nothing_is_a_list_of_none() -> None:
    assert unpack(b"", 0) == Listing([], b"")


@pytest.mark.parametrize("packed", [b"h", b"I\0", b"hello", b"B\1\0ab", pack(array("I", range(5000)), bytes(5000))])
def test_what_was_not_packed_is_refused(packed: bytes) -> None:
    """No such list falls: gaps are not negative, and none but the first is nothing."""
    with pytest.raises((ValueError, zlib.error)):
        unpack(packed, 3)


def test_what_a_listing_tells() -> None:
    texts = ("科技成果", "成果", "科技", "科技成果转化", "转化")
    listed = Listing([0, 1, 3], bytes([9, 32, 20]))
    assert listed.holding("科技", texts) == Listing([0, 3], bytes([9, 20]))
    assert listed.without(("转化", "人才"), texts) == Listing([0, 1], bytes([9, 32]))
    assert listed.within(frozenset({1, 2})) == Listing([1], bytes([32]))
    assert [listed.step_of(count) for count in (1, 2, 3, 4)] == [32, 20, 9, 0]
    assert (listed.reaching(20), listed.reaching(1, 20)) == ([1, 3], [0])
    assert listed.followed_by([5]) == Listing([0, 1, 3, 5], bytes([9, 32, 20, STEPS]))
    assert unbounded([2]) == Listing([2], bytes([STEPS]))


def test_no_string_scores_above_the_bound_of_a_bigram_in_it(library: Library) -> None:
    texts = (*(one.text for one in passages_of(library)[::9]), "的的的x的的的的", "成果成果。成果成果成果")
    bounds = {gram: unpack(packed, len(texts)) for gram, packed in Inversion(texts).packed()}
    chance = random.Random(60)
    for number, text in enumerate(texts):
        for _ in range(20):
            start = chance.randrange(max(1, len(text) - 1))
            string = text[start : start + chance.randint(2, 6)]
            frequency = text.count(string) + 3 * (string in leading_line(text))
            for gram in bigrams(string):
                held = dict(zip(bounds[gram].numbers, bounds[gram].bounds, strict=True))
                assert bound_of(frequency, resistance(text)) <= held[number]


@pytest.fixture(scope="module")
def many(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """Three thousand clauses of one vocabulary, so that there are more hits than anyone asks for."""
    real = [one.text for one in passages_of(library)]
    sentences = [sentence for text in real for sentence in text.split("。") if sentence]
    chance = random.Random(60)
    made = SearchIndex(
        tuple(
            Passage("d", f"{number}", (), "。".join(chance.choices(sentences, k=chance.randint(1, 5))))
            for number in range(3000)
        )
    )
    made.attach(made.load_postings(tmp_path_factory.mktemp("many")))
    yield made
    made.close()


@pytest.mark.parametrize("query", ["创新", "科技", "的", "科技成果", "科技成果转化", "科技 人才", "建设 平台 企业"])
@pytest.mark.parametrize("limit", [1, 7, 50])
def test_the_best_are_the_best_of_all(many: SearchIndex, query: str, limit: int) -> None:
    everything, best = many.answer(query, limit=0), many.answer(query, limit=limit)
    exact = [hit for hit in everything.hits if hit.kind in ("literal", "terms")]
    assert len(exact) > limit
    assert best.hits == everything.hits[:limit]
    assert best.total == len(exact)
    assert everything.total == len(everything.hits)
