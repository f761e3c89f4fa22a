"""Folding: what counts as the same, and the way back to the original characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import bigrams, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("科技成果", "科技成果"),
        ("科 技\u3000成\n果", "科技成果"),
        ("Ｒ＆Ｄ", "r&d"),
        ("R&D 支出", "r&d支出"),
        ("Big  Data", "big data"),
        ("5G 等", "5g等"),
        ("１．２％", "1.2%"),
        ("〔2018〕60号", "(2018)60号"),
        ("[2018]60号", "(2018)60号"),
        ("【2018】 60 号", "(2018)60号"),
        ("（2018）60号", "(2018)60号"),
        ("《意见》", '"意见"'),
        ("“意见”", '"意见"'),
        ("「意见」", '"意见"'),
        ("創新驅動", "创新驱动"),
        ("2017—2020", "2017-2020"),
        ("２０１７－２０２０", "2017-2020"),
        ("", ""),
        (" \t", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("县（市、区）政府", "(市、区)", ["（市、区）"]),
        ("Ｒ＆Ｄ支出，R&D投入", "r&d", ["Ｒ＆Ｄ", "R&D"]),
        ("科 技 成果", "科技成果", ["科 技 成果"]),
        ("㈠总则", "(一)", ["㈠"]),
        ("aaa", "aa", ["aa"]),
    ],
)
def test_a_match_finds_its_way_back(text: str, query: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in fold(text).find_all(query)] == found


@given(st.text(max_size=60))
def test_folding_any_text_is_sound(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.offsets)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= offset < len(text) for offset in folded.offsets)
    assert bigrams(folded.text) == {folded.text[n : n + 2] for n in range(max(0, len(folded.text) - 1))}
