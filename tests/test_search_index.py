"""Search is complete and exact: with the Whoosh index, and by the scan that answers before it is open."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from content.library import Library
from search.analysis import fold
from search.errors import QueryEmpty, QueryTooLong
from search.excerpt import merge_marks
from search.hit import Passage
from search.index import QUERY_LIMIT, SearchIndex
from search.passages import passages_of

Passages = tuple[Passage, ...]


@pytest.fixture(scope="module")
def passages(library: Library) -> tuple[Passage, ...]:
    return passages_of(library)


@pytest.fixture(scope="module", params=["scan", "whoosh"])
def index(
    request: pytest.FixtureRequest, passages: Passages, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchIndex]:
    made = SearchIndex(passages)
    if request.param == "whoosh":
        made.attach(made.load_postings(tmp_path_factory.mktemp("index")))
    yield made
    made.close()


def test_literal_hits_are_exactly_the_clauses_that_contain_the_query(index: SearchIndex, passages: Passages) -> None:
    texts = {(one.doc, one.clause): fold(one.text).text for one in passages if one.where == "text"}
    chance = random.Random(60)
    for _ in range(2000):
        text = chance.choice(list(texts.values()))
        start = chance.randrange(len(text))
        piece = text[start : start + chance.randint(1, 12)]
        found = {(hit.doc, hit.clause) for hit in index.search(piece, limit=0) if hit.kind == "literal"}
        assert found == {address for address, text in texts.items() if piece in text}, piece


def test_marks_cover_exactly_what_was_looked_for(index: SearchIndex, library: Library) -> None:
    for query in ("科技成果", "R&D", "(市、区)", "1.2%", "的"):
        for hit in index.search(query, limit=0):
            if hit.where != "text" or hit.clause is None:
                continue
            text = library.document(hit.doc).clause(hit.clause).text
            assert hit.marks == merge_marks(list(hit.marks))
            assert all(set(fold(text[a:b]).text) <= set(fold(query).text) for a, b in hit.marks), (query, hit)
            assert text[hit.excerpt_start : hit.excerpt_start + len(hit.excerpt)] == hit.excerpt
            assert any(hit.excerpt_start <= a < hit.excerpt_start + len(hit.excerpt) for a, _ in hit.marks)


@pytest.mark.parametrize(
    ("query", "first", "kind"),
    [
        ("科技成果转化", "5-3", "literal"),
        ("县域科普基地", "6-3", "literal"),
        ("监测评估", "12", "literal"),
        ("ｒ＆ｄ投入目标", "10-1", "literal"),
        ("川办发[2018]60号", "number", "literal"),
        ("国办发（2017）43 号", "preamble", "literal"),
        ("公寓 人才", "8-2", "terms"),
        ("星创天地 孵化器", "5-2", "terms"),
        ("后备库是给谁建的", "4-1", "loose"),
    ],
)
def test_the_right_clause_comes_first(index: SearchIndex, query: str, first: str, kind: str) -> None:
    hit = index.search(query, doc="cbf-2018-60")[0]
    assert (hit.clause, hit.kind) == (first, kind)


def test_words_in_one_clause_come_after_the_literal_hits(index: SearchIndex) -> None:
    kinds = [hit.kind for hit in index.search("科技 人才", limit=0)]
    assert kinds == sorted(kinds)
    assert set(kinds) == {"literal", "terms"}


def test_limit_and_document(index: SearchIndex) -> None:
    everything = index.search("县域", limit=0)
    assert index.search("县域", limit=3) == everything[:3]
    inside = {hit.clause for hit in everything if hit.doc == "cbf-2018-60"}
    assert {hit.clause for hit in index.search("县域", doc="cbf-2018-60", limit=0)} == inside
    assert index.search("县域", doc="cbf-1999-1", limit=0) == ()


@pytest.mark.parametrize("query", ["", " ", "\u3000\n\t", "\u200b \u00ad"])
def test_nothing_to_look_for(index: SearchIndex, query: str) -> None:
    with pytest.raises(QueryEmpty):
        index.search(query)


def test_a_very_long_query_is_refused(index: SearchIndex) -> None:
    with pytest.raises(QueryTooLong) as caught:
        index.search("县" * 100_000)
    assert (caught.value.length, caught.value.limit) == (100_000, QUERY_LIMIT)


@pytest.mark.parametrize(
    "query",
    [
        "*",
        "?*?*",
        "[TO]",
        "一~9",
        "((((",
        "NOT NOT",
        '"',
        "\\",
        "\x00",
        "\ud800",
        "𠀀",
        "🙂",
        "科技*",
        "(" * 256,
        "a:b^c",
    ],
)
def test_wildcards_brackets_and_rare_characters_are_only_characters(index: SearchIndex, query: str) -> None:
    assert all(hit.kind != "literal" or fold(query).text for hit in index.search(query))


@pytest.mark.parametrize("suffix", ["toc", "seg", "txt"])
@pytest.mark.parametrize("damage", [lambda whole: b"", lambda whole: whole[:20], lambda whole: whole[:-1] + b"\xff"])
def test_a_damaged_index_is_made_anew_not_opened(
    passages: Passages, tmp_path: Path, suffix: str, damage: Callable[[bytes], bytes]
) -> None:
    made = SearchIndex(passages)
    made.load_postings(tmp_path).close()
    (home,) = tmp_path.glob("index-*")
    (path,) = home.glob(f"*.{suffix}")
    path.write_bytes(damage(path.read_bytes()))
    made.attach(made.load_postings(tmp_path))
    assert made.search("后备库")[0].clause == "4-1"
    made.close()


def test_an_index_of_other_texts_is_not_used(passages: Passages, tmp_path: Path) -> None:
    SearchIndex(passages[:5]).load_postings(tmp_path).close()
    (old,) = tmp_path.glob("index-*")
    made = SearchIndex(passages)
    made.attach(made.load_postings(tmp_path))
    (new,) = tmp_path.glob("index-*")
    assert new != old
    assert made.search("后备库")[0].clause == "4-1"
    made.close()


def test_clauses_that_have_come_since_are_found_without_building_anew(passages: Passages, tmp_path: Path) -> None:
    """An index of all clauses but the last hundredth serves; what it does not hold is scanned."""
    clauses = tuple(one for one in passages if one.where == "text")
    SearchIndex(clauses[:-5]).load_postings(tmp_path).close()
    (home,) = tmp_path.glob("index-*")
    made = SearchIndex(clauses)
    made.attach(made.load_postings(tmp_path))
    assert list(tmp_path.glob("index-*")) == [home]
    texts = [fold(one.text).text for one in clauses]
    for text in texts[::40] + texts[-5:]:
        for piece in (text[:2], text[:1], text[-4:], text[:12]):
            found = [str(hit.clause) for hit in made.search(piece, limit=0) if hit.kind == "literal"]
            held = [one.clause for one, folded in zip(clauses, texts, strict=True) if fold(piece).text in folded]
            assert sorted(found) == sorted(held)
            best = [str(hit.clause) for hit in made.search(piece, limit=7) if hit.kind == "literal"]
            assert best == found[: len(best)]
    made.close()


def test_a_folder_that_cannot_be_written_is_an_os_error(passages: Passages, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(OSError, match="file"):
        SearchIndex(passages).load_postings(blocked)
    shutil.rmtree(tmp_path)
