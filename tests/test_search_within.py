"""Finding in one document finds what search calls literal."""

from __future__ import annotations

import pytest

from content.library import Library
from search.index import SearchIndex
from search.passages import passages_of
from search.within import find_in

QUERIES = [
    "科技成果", "R&D", "Ｒ＆Ｄ", "r&d", "縣域", "创新", "[2017]", "〔2017〕", "“四川科技扶贫在线”",
    '"四川科技', "的", "2020 年",
]  # fmt: skip


@pytest.fixture(scope="module")
def index(library: Library) -> SearchIndex:
    return SearchIndex(passages_of(library))


@pytest.mark.parametrize("query", QUERIES)
def test_it_finds_what_search_finds(query: str, library: Library, index: SearchIndex) -> None:
    hits = [hit for hit in index.search(query, limit=0) if hit.kind == "literal"]
    for document in library.documents:
        literal = {hit.clause for hit in hits if hit.doc == document.id and hit.where == "text"}
        ours = {clause.id for clause in document.clauses if not clause.is_policy}
        assert {span.clause for span in find_in(document, query)} - ours == literal


def test_places_are_exact_and_in_order(library: Library) -> None:
    document = library.document("cbf-2018-60")
    found = find_in(document, "創新 驅動")
    assert len(found) == sum(clause.text.count("创新驱动") for clause in document.clauses) == 17
    assert {document.clause(one.clause).text[one.start : one.end] for one in found} == {"创新驱动"}
    places = [(document.order[one.clause], one.start) for one in found]
    assert places == sorted(places)


def test_nothing_is_found_for_nothing(library: Library) -> None:
    document = library.document("cbf-2018-60")
    assert find_in(document, "") == find_in(document, " \u3000") == find_in(document, "区块链") == ()


def test_what_stands_on_the_page_is_found_even_where_it_is_ours(library: Library) -> None:
    assert [one.clause for one in find_in(library.document("jscxzx-2025"), "原件缺")] == ["missing-1", "missing-2"]
