"""The query language, document names, like words, sounds and corrections."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.library import Library
from search.errors import QueryEmpty, QueryTooLong, QueryTooManyTerms, SearchError
from search.hit import DocumentName
from search.index import SearchIndex
from search.loose import content_words
from search.names import mention, numeral_variants, part_number
from search.passages import guide_of, passages_of
from search.query import TERM_LIMIT, parse
from search.sounds import letters_of

NAMES = (
    DocumentName(
        "a", "川办发〔2018〕60号", "四川省人民政府办公厅关于加快县域创新驱动发展的实施意见", "县域创新", "2018"
    ),
    DocumentName("b", "川办发〔2016〕71号", "关于印发四川省促进科技成果转移转化行动方案的通知", "转化方案", "2016"),
    DocumentName("c", None, "四川省技术创新中心建设工作指引", "中心指引", "2025"),
)


@pytest.fixture(scope="module")
def index(library: Library, tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    made = SearchIndex(passages_of(library), guide_of(library))
    made.attach_sounds(made.load_sounds(tmp_path_factory.mktemp("sounds")))
    return made


@pytest.mark.parametrize(
    ("text", "groups", "without", "filters"),
    [
        ("科技 成果", [["科技"], ["成果"]], [], {}),
        ('"科技 成果" 转化', [["科技成果"], ["转化"]], [], {}),
        ("“创新驱动”", [["创新驱动"]], [], {}),
        ("人才 -公寓", [["人才"]], ["公寓"], {}),
        ("孵化器 OR 众创空间 建设", [["孵化器", "众创空间"], ["建设"]], [], {}),
        ("文件:60号 年份：2018 人才", [["人才"]], [], {"doc": "60号", "year": "2018"}),
        ("单位:科技厅", [], [], {"unit": "科技厅"}),
        ("-", [["-"]], [], {}),
        ("OR", [["or"]], [], {}),
        ("文件:", [["文件:"]], [], {}),
        ('"', [['"']], [], {}),
    ],
)
def test_grammar(text: str, groups: list[list[str]], without: list[str], filters: dict[str, str]) -> None:
    query = parse(text)
    assert [list(group) for group in query.groups] == groups
    assert (list(query.without), query.filters) == (without, filters)


def test_limits() -> None:
    with pytest.raises(QueryTooLong):
        parse("县" * 257)
    with pytest.raises(QueryTooManyTerms):
        parse(" ".join(f"词{n}" for n in range(TERM_LIMIT + 1)))
    with pytest.raises(QueryEmpty):
        parse("\u3000")


@pytest.mark.parametrize(
    ("query", "docs", "rest"),
    [
        ("川办发(2018)60号", "a", ""),
        ("川办发2018年60号", "a", ""),
        ("2018年60号文", "a", ""),
        ("2018 60号", "a", ""),
        ("60号文件", "a", ""),
        ("六十号文", "a", ""),
        ("七十一号", "b", ""),
        ("60号文第十条", "a", "第十条"),
        ("71号文的目标", "b", "目标"),
        ("2018年71号", "", ""),
        ("61号", "", ""),
        ("2025年指引", "c", ""),
        ("县域创新意见", "a", ""),
        ("成果转移转化行动方案", "b", ""),
        ("技术创新中心指引", "c", ""),
        ("2018年的文件", "a", ""),
        ("意见", "", ""),
        ("科技成果", "", ""),
    ],
)
def test_documents_by_name(query: str, docs: str, rest: str) -> None:
    named = mention(query, NAMES)
    assert "".join(named.docs) == docs
    if docs:
        assert named.rest == rest


@pytest.mark.parametrize(
    ("query", "first", "kind", "reason"),
    [
        ("GDP", "cbf-2018-60#2", "synonym", "地区生产总值"),
        ("六十号文", "cbf-2018-60#None", "synonym", "文件名"),
        ("60号文第十条", "cbf-2018-60#10", "synonym", "(十)"),
        ("zhuanxiang jihua", "cbf-2018-60#7-3", "pinyin", "拼音"),
        ("xxxs", "cbf-2018-60#11-1", "pinyin", ""),
        ("知识产全", "cbf-2016-71#4-2-4", "loose", "知识产权"),
        ("三级综治", "cbf-2018-60#6-2", "synonym", ""),
        ("後備庫", "cbf-2018-60#4-1", "literal", ""),
        ("「盈創動力」", "cbf-2018-60#4-3", "literal", ""),
        ("科技副縣長", "cbf-2018-60#8-3", "synonym", ""),
    ],
)
def test_forgiving(index: SearchIndex, query: str, first: str, kind: str, reason: str) -> None:
    hits = index.search(query)
    found = {f"{hit.doc}#{hit.clause}": hit for hit in hits}
    if first in found and found[first].kind == kind:
        assert reason in found[first].reason
    assert first in list(found)[:5], list(found)[:5]


def test_marks_of_every_tier_are_the_original_characters(index: SearchIndex, library: Library) -> None:
    for query, words in (("zscq", "知识产权"), ("GDP", "地区生产总值"), ("知识产全", "知识产权")):
        hit = next(hit for hit in index.search(query) if hit.clause)
        text = library.document(hit.doc).clause(str(hit.clause)).text
        assert {text[start:end] for start, end in hit.marks} == {words}


def test_a_spelling_is_offered_never_substituted(index: SearchIndex) -> None:
    assert index.answer("知识产全").suggestions == ("知识产权",)
    assert index.answer("知识产权").suggestions == ()
    assert index.answer("成果专化").suggestions[0] == "成果转化"


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("人才 文件:60号", lambda hit: hit.doc == "cbf-2018-60"),
        ("人才 年份:2022", lambda hit: hit.doc == "cbf-2022-13"),
        ("科技 类型:编注", lambda hit: hit.where == "note"),
        ("科技 类型:事项", lambda hit: hit.where == "duty"),
        ("平台 单位:科技厅", lambda hit: hit.where == "text"),
        ("建设 力度:必须", lambda hit: hit.clause in ("5-3", "9-1", "10-1", "12", "5-4", "annex-25", "6-5-p1")),
    ],
)
def test_filters(index: SearchIndex, query: str, holds: object) -> None:
    hits = index.search(query, limit=0)
    assert hits
    assert all(holds(hit) for hit in hits if hit.where == "text" or "类型" in query)  # type: ignore[operator]


def test_exclusion_and_alternatives(index: SearchIndex) -> None:
    either = {(hit.doc, hit.clause) for hit in index.search("孵化器 OR 众创空间", limit=0) if hit.where == "text"}
    one = {(hit.doc, hit.clause) for hit in index.search("孵化器", limit=0) if hit.kind == "literal"}
    other = {(hit.doc, hit.clause) for hit in index.search("众创空间", limit=0) if hit.kind == "literal"}
    assert one | other <= either
    without = {(hit.doc, hit.clause) for hit in index.search("孵化器 -众创空间", limit=0) if hit.kind == "literal"}
    assert without == one - other


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("后备库是给谁建的", ("后备库",)),
        ("示范企业怎么认定", ("示范企业", "认定")),
        ("谁", ()),
    ],
)
def test_function_words_drop_away(question: str, words: tuple[str, ...]) -> None:
    assert content_words(question) == words


def test_numerals_and_letters() -> None:
    assert numeral_variants("第三条") == ("第3条",)
    assert numeral_variants("(3)") == ("(三)",)
    assert part_number("第十二条") == 12
    assert letters_of("zhi'shi Chan quan") == "zhishichanquan"
    assert letters_of("知识") == ""


@pytest.mark.parametrize(
    "query",
    [
        "*",
        "((((",
        '"' * 200,
        "“" * 256,
        "-" * 256,
        "OR " * 80,
        "a:b:c",
        "文件:" * 60,
        "\x00\x01",
        "\ud800",
        "𠀀" * 20,
        "（" * 256,
    ],
)
def test_hostile_queries_are_answered(index: SearchIndex, query: str) -> None:
    with contextlib.suppress(SearchError):
        index.answer(query)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from('县科技成果60号〔〕()"“”-:文件年份 ORabcz*?\u3000\ud800𠀀1.%'), max_size=40))
def test_any_query_is_answered(index: SearchIndex, query: str) -> None:
    with contextlib.suppress(SearchError):
        index.answer(query, limit=5)


def test_the_table_of_traditional_characters_is_the_library_s() -> None:
    import runpy

    root = Path(__file__).parent.parent
    pairs = runpy.run_path(str(root / "packaging" / "make_tables.py"))["traditional_pairs"]()
    assert (root / "search" / "tables" / "traditional.txt").read_text(encoding="utf-8").split() == pairs


def test_sounds_are_kept(index: SearchIndex, tmp_path: Path, library: Library) -> None:
    made = SearchIndex(passages_of(library)[:40])
    first = made.load_sounds(tmp_path)
    (kept,) = tmp_path.glob("sounds-*.json")
    stamp = kept.stat().st_mtime_ns
    assert made.load_sounds(tmp_path).find("kejichengguo") == first.find("kejichengguo") != []
    assert kept.stat().st_mtime_ns == stamp
    kept.write_bytes(kept.read_bytes()[: random.Random(1).randrange(2000)])
    assert made.load_sounds(tmp_path).find("kejichengguo") == first.find("kejichengguo")
