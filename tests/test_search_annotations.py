"""The reader's own annotations: found like notes, at once, and gone when they go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from content.library import Library
from search.hit import ANNOTATION, Hit, Passage
from search.index import SearchIndex
from search.passages import PassageMaker, guide_of, passages_of


@pytest.fixture(scope="module")
def maker(library: Library) -> PassageMaker:
    return PassageMaker(library)


@pytest.fixture(scope="module", params=["scan", "whoosh"])
def index(
    request: pytest.FixtureRequest, library: Library, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchIndex]:
    made = SearchIndex(passages_of(library), guide_of(library))
    if request.param == "whoosh":
        made.attach(made.load_postings(tmp_path_factory.mktemp("annotations")))
    yield made
    made.close()


@pytest.fixture
def annotated(index: SearchIndex, maker: PassageMaker) -> Iterator[SearchIndex]:
    index.set_annotations(
        (
            maker.annotation("cbf-2018-60", "5-3", "找青川县科协的老王商量，Ｇ５高速出口有空地", "a-1"),
            maker.annotation("cbf-2018-60", "5-3", "孵化园可以放在老车站", "a-2"),
            maker.annotation("cbf-2022-13", "2-1-4", "下一轮申报，等高企名单", "a-3"),
        )
    )
    yield index
    index.set_annotations(())


def annotations_in(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.id for hit in hits if hit.where == ANNOTATION]


@pytest.mark.parametrize(
    ("query", "ids", "kind"),
    [
        ("老王", ["a-1"], "terms"),
        ("g5高速", ["a-1"], "terms"),
        ("空地 老王", ["a-1"], "terms"),
        ("科技企业孵化器 老车站", ["a-2"], "synonym"),
        ("孵化器 类型:我的批注", ["a-2"], "synonym"),
        ("高新技术企业 类型：我的批注", ["a-3"], "synonym"),
        ("老 类型:我的批注 文件:60号", ["a-1", "a-2"], "terms"),
        ("申报 年份:2022 类型:我的批注", ["a-3"], "terms"),
        ("老 -车站 类型:我的批注", ["a-1"], "terms"),
        ("老王 文件:13号", [], ""),
        ("老王 类型:正文", [], ""),
    ],
)
def test_annotations_are_found(annotated: SearchIndex, query: str, ids: list[str], kind: str) -> None:
    hits = annotated.search(query, limit=0)
    assert sorted(annotations_in(hits)) == ids
    assert {hit.kind for hit in hits if hit.where == ANNOTATION} <= {kind}
    if "我的批注" in query:
        assert len(hits) == len(ids)


def test_a_hit_shows_what_it_marks(annotated: SearchIndex) -> None:
    (hit,) = annotated.search("g5高速 类型:我的批注")
    text = "找青川县科协的老王商量，Ｇ５高速出口有空地"
    assert [text[start:end] for start, end in hit.marks] == ["Ｇ５高速"]
    assert (hit.doc, hit.clause, hit.heading[-1]) == ("cbf-2018-60", "5-3", "（五）加强县域创新创业平台建设。")


def test_an_annotation_is_found_beside_its_clause(annotated: SearchIndex, maker: PassageMaker) -> None:
    """A duty or a note of a clause that is found already is not; what the reader wrote is."""
    annotated.set_annotations((maker.annotation("cbf-2018-60", "12", "监测评估要早做准备", "a-4"),))
    hits = annotated.search("监测评估", limit=0)
    assert ("cbf-2018-60", "12", "text") in {(hit.doc, hit.clause, hit.where) for hit in hits}
    assert annotations_in(hits) == ["a-4"]


def test_annotations_come_and_go(index: SearchIndex, maker: PassageMaker) -> None:
    before = index.search("科技成果", limit=0)
    index.set_annotations((maker.annotation("cbf-2018-60", "12", "问老王", "a-5"),))
    answer = index.answer("老王", limit=0)
    index.set_annotations((maker.annotation("cbf-2018-60", "12", "问老李", "a-6"),))
    assert annotations_in(answer.hits) == ["a-5"], "an answer stays what it was"
    assert annotations_in(index.search("老李")) == ["a-6"]
    assert annotations_in(index.search("老王")) == []
    index.set_annotations(())
    assert annotations_in(index.search("老李")) == []
    assert index.search("科技成果", limit=0) == before


def test_a_literal_hit_is_a_clause(annotated: SearchIndex) -> None:
    assert {hit.where for hit in annotated.search("老", limit=0) if hit.kind == "literal"} <= {"text"}


def test_two_thousand_annotations_are_set_at_once(index: SearchIndex, tmp_path: Path) -> None:
    many = tuple(
        Passage("cbf-2018-60", "12", (), f"第{n}条批注，请核对", where=ANNOTATION, id=f"a-{n}") for n in range(2000)
    )
    index.set_annotations(many)
    assert annotations_in(index.search("第1999条批注")) == ["a-1999"]
    index.set_annotations(())
