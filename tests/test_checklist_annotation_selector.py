"""A quotation finds its place again in a corrected edition, or says that it cannot; it never lands elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.selector import CONTEXT, Edition, Selector
from checklist.selector_distance import distances
from content.document import Clause, Document
from content.library import Library
from content.normal_form import normal_form

FIRST = "各县（市、区）要依托行业龙头企业，建设1个以上成果转化机构，培育若干示范企业。"
SECOND = "支持县（市、区）设立创新创业基金，鼓励企业牵头实施科技项目，建立后备企业库。"
THIRD = "市（州）科技部门每年开展一次监测评估，评估结果在全市（州）通报，并报科技厅备案。"
OLD = {"1": FIRST, "2": SECOND, "3": THIRD}


def edition(texts: dict[str, str]) -> Edition:
    return Edition(tuple(Clause(key, "paragraph", (), text, text) for key, text in texts.items()))


def quoted(clause: str, words: str, texts: dict[str, str] = OLD) -> Selector:
    start = texts[clause].index(words)
    return edition(texts).select(clause, start, start + len(words))


def drawn(texts: dict[str, str], selector: Selector) -> str:
    """exact 1:“…”, or 需重新定位."""
    found = edition(texts).anchor(selector)
    spans = "+".join(f"{one.clause}:{texts[one.clause][one.start : one.end]}" for one in found)
    return f"{found[0].how} {spans}" if found else "需重新定位"


BODY = "成果转化机构"
FUND = "创新创业基金"


def changed(clause: str, old: str, new: str) -> dict[str, str]:
    return {**OLD, clause: OLD[clause].replace(old, new)}


@pytest.mark.parametrize(
    ("title", "new", "clause", "words", "expected"),
    [
        ("unchanged", OLD, "1", BODY, f"exact 1:{BODY}"),
        ("corrected behind", changed("1", "若干", "一批"), "1", BODY, f"exact 1:{BODY}"),
        ("corrected before", changed("1", "龙头", "骨干"), "1", BODY, f"exact 1:{BODY}"),
        ("longer before", changed("1", "各县", "各有关县"), "1", BODY, f"moved 1:{BODY}"),
        ("shorter before", changed("1", "行业龙头", "龙头"), "1", "示范企业", "moved 1:示范企业"),
        ("clause before went", {"2": SECOND, "3": THIRD}, "2", "后备企业库", "exact 2:后备企业库"),
        ("renumbered", {"a": FIRST, "b": SECOND, "c": THIRD}, "2", FUND, f"moved b:{FUND}"),
        ("one put in before", {"1": "新增。", "2": FIRST, "3": SECOND, "4": THIRD}, "2", FUND, f"moved 3:{FUND}"),
        ("split behind it", {"1": FIRST[:23], "1a": FIRST[23:], "2": SECOND}, "1", "龙头企业", "exact 1:龙头企业"),
        ("split before it", {"1": FIRST[:18], "1a": FIRST[18:], "2": SECOND}, "1", BODY, f"moved 1a:{BODY}"),
        (
            "split inside it",
            {"1": FIRST[:30], "1a": FIRST[30:], "2": SECOND},
            "1",
            "成果转化机构，培育若干示范企业",
            "moved 1:成果转化机构，+1a:培育若干示范企业",
        ),
        ("corrected inside", changed("1", "转化机", "转移机"), "1", BODY, "similar 1:成果转移机构"),
        ("put in inside", changed("1", "化机", "化的机"), "1", BODY, "similar 1:成果转化的机构"),
        ("left out inside", changed("2", "创业基", "基"), "2", f"{FUND}，鼓励", "similar 2:创新基金，鼓励"),
        ("corrected at its end", changed("2", "基金", "基地"), "2", FUND, "similar 2:创新创业基地"),
        ("too short to correct", changed("2", "基金", "基地"), "2", "基金", "需重新定位"),
        ("rewritten", {**OLD, "2": "各地统筹资金，推动高校参与产业创新，加强引进。"}, "2", FUND, "需重新定位"),
        ("clause went", {"1": FIRST, "3": THIRD}, "2", FUND, "需重新定位"),
        ("sentence went", {**OLD, "1": "示范企业由市级认定。"}, "1", "示范企业", "需重新定位"),
        ("width of punctuation", changed("1", "，", ","), "1", "转化机构，", "exact 1:转化机构,"),
        ("blanks put in", changed("1", "1个", " 1 个 "), "1", BODY, f"moved 1:{BODY}"),
    ],
)
def test_editions(title: str, new: dict[str, str], clause: str, words: str, expected: str) -> None:
    assert drawn(new, quoted(clause, words)) == expected, title


def test_the_same_words_twice_are_told_apart_by_what_stands_around_them() -> None:
    text = {"1": "鼓励企业建设研发机构，支持企业参与标准制定，引导企业加大研发投入。"}
    for at, place in ((2, "鼓励"), (13, "支持"), (24, "引导")):
        selector = edition(text).select("1", at, at + 2)
        assert selector.exact == "企业"
        (found,) = edition({"1": "各县要" + text["1"]}).anchor(selector)
        assert ("各县要" + text["1"])[found.start - 2 : found.start] == place


def test_a_row_told_from_its_twin_by_its_clause_alone() -> None:
    row = "科技厅、省发展改革委、省经济和信息化委、教育厅、农业厅、省国资委、省工商业联合会、中科院成都分院等单位负责"
    texts = {"a": row, "b": row, "c": row}
    for key in texts:
        selector = quoted(key, "教育厅", texts)
        corrected = {**texts, key: row.replace("农业厅", "农业农村厅")}
        assert drawn(corrected, selector) == f"exact {key}:教育厅"


def test_twins_are_not_chosen_between_when_the_clause_is_gone() -> None:
    row = "科技厅、省发展改革委、省经济和信息化委、教育厅、农业厅、省国资委、省工商业联合会、中科院成都分院等单位负责"
    texts = dict.fromkeys("abcde", row)
    selector = quoted("c", "教育厅", texts)
    del texts["c"]
    assert drawn(texts, selector) == "需重新定位"


def test_a_place_is_marked_by_the_words_that_follow_it() -> None:
    old = edition(OLD)
    assert old.select_place("2", 3).exact == SECOND[3:27]
    assert old.select_place("2", 10_000).exact == SECOND[-24:]
    assert drawn({**OLD, "2": "新增。" + SECOND}, old.select_place("2", 0)) == f"moved 2:{SECOND[:24]}"


def test_a_long_quotation_follows_its_paragraph_to_another_clause() -> None:
    long = FIRST + SECOND + THIRD
    old = {"1": "甲乙丙丁" * 10, "2": long, "3": "戊己庚辛" * 10, "4": "壬癸子丑" * 10}
    new = {"1": old["1"], "2": old["3"], "3": old["4"], "4": long}
    assert drawn(new, quoted("2", long, old)) == f"moved 4:{long}"
    assert drawn({**new, "5": long}, quoted("2", long, old)) == "需重新定位"


def test_blank_words_have_no_place() -> None:
    assert edition(OLD).anchor(Selector("1", 0, 1, " ", "", "各县")) == ()


@given(st.text("甲乙丙", max_size=12), st.text("甲乙丙", max_size=24))
def test_distances_are_those_of_the_textbook(pattern: str, text: str) -> None:
    column = list(range(len(pattern) + 1))
    expected = [column[-1]]
    for char in text:
        fresh = [0]
        for n, own in enumerate(pattern):
            fresh.append(min(fresh[-1] + 1, column[n + 1] + 1, column[n] + (own != char)))
        column = fresh
        expected.append(column[-1])
    assert distances(pattern, text) == expected


@st.composite
def selections(draw: st.DrawFn, document: Document) -> tuple[int, int, int]:
    """Number of a clause, start, end."""
    number = draw(st.integers(0, len(document.clauses) - 1))
    length = len(document.clauses[number].text)
    start = draw(st.integers(0, length - 1))
    return number, start, min(length, start + draw(st.integers(1, 60)))


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_any_selection_in_the_corpus_is_found_exactly(library: Library, data: st.DataObject) -> None:
    document = data.draw(st.sampled_from(library.documents))
    number, start, end = data.draw(selections(document))
    clause, now = document.clauses[number], Edition(document.clauses)
    selector = now.select(clause.id, start, end)
    (found,) = now.anchor(selector)
    assert (found.clause, found.start, found.end, found.how) == (clause.id, start, end, "exact")
    assert selector.exact == clause.text[start:end]
    assert max(len(selector.prefix), len(selector.suffix)) <= CONTEXT


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_one_edit_elsewhere_never_moves_a_quotation(library: Library, data: st.DataObject) -> None:
    document = data.draw(st.sampled_from(library.documents))
    number, start, end = data.draw(selections(document))
    clause = document.clauses[number]
    quotation = clause.text[start:end]
    is_before = data.draw(st.booleans())
    at = data.draw(st.integers(0, start) if is_before else st.integers(end, len(clause.text)))
    left_out = data.draw(st.integers(0, 1)) if at != start else 0
    put_in = data.draw(st.sampled_from(["", clause.text[0], "县", "，", clause.text[-1]]))
    text = clause.text[:at] + put_in + clause.text[at + left_out :]
    shift = len(put_in) - min(left_out, len(clause.text) - at) if is_before else 0
    clauses = list(document.clauses)
    clauses[number] = replace(clause, text=text)
    found = Edition(tuple(clauses)).anchor(Edition(document.clauses).select(clause.id, start, end))
    for one in found:  # none is allowed: a wrong place is not
        assert one.clause == clause.id
        assert normal_form(text[one.start : one.end]) == normal_form(quotation)
        blanks = len(quotation) - len(quotation.lstrip())
        assert abs(one.start - (start + shift)) <= blanks + (quotation[:1] == put_in)
    assert found or not normal_form(quotation)


def test_a_clause_that_went_takes_its_annotations_along(library: Library) -> None:
    """Unless the same words stand elsewhere between the same words, as in the annex of 71号, nothing is guessed."""
    moved = []
    for document in library.documents:
        old = Edition(document.clauses)
        for n, clause in enumerate(document.clauses):
            now = Edition(document.clauses[:n] + document.clauses[n + 1 :])
            if normal_form(clause.text) and (found := now.anchor(old.select(clause.id, 0, len(clause.text)))):
                moved.append((document.id, clause.id, found[0].clause))
    assert moved == []
