"""Annotated Markdown to clauses and notes: a test's docstring is the source."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from content.document import Clause, EditorNote
from content.errors import ContentMalformed
from content.markup import read_markup


def read(source: str) -> tuple[tuple[Clause, ...], tuple[EditorNote, ...]]:
    return read_markup(Path("test.md"), inspect.cleandoc(source))


def drawn(clauses: tuple[Clause, ...]) -> list[str]:
    return [f"{' / '.join((*one.heading, ''))}{one.id} [{one.kind}] {one.text}" for one in clauses]


def test_blocks_become_clauses_under_their_headings() -> None:
    """
    # 题目 {#title}

    川办发〔2018〕60号
    {#number .number}

    ## 一、总体要求 {#part-1}

    **（一）指导思想。**深入学习。
    {#1}

    ### （三）加快升级。 {#3}

    **强化创新。**支持县。
    {#3-1}

    **（十二）开展监测。**落实制度。
    {#12}

    省政府办公厅
    {#signature .signature}
    """
    clauses, _ = read(test_blocks_become_clauses_under_their_headings.__doc__ or "")
    assert drawn(clauses) == [
        "title [title] 题目",
        "number [number] 川办发〔2018〕60号",
        "part-1 [chapter] 一、总体要求",
        "一、总体要求 / 1 [paragraph] （一）指导思想。深入学习。",
        "一、总体要求 / 3 [section] （三）加快升级。",
        "一、总体要求 / （三）加快升级。 / 3-1 [paragraph] 强化创新。支持县。",
        "一、总体要求 / 12 [paragraph] （十二）开展监测。落实制度。",
        "signature [signature] 省政府办公厅",
    ]
    assert [one.lead for one in clauses if one.lead] == ["（一）指导思想。", "强化创新。", "（十二）开展监测。"]


def test_a_note_is_no_text_and_knows_its_place() -> None:
    """
    农产品“三品一标”[^三品一标]示范创建，见R&D。
    {#3-2}

    [^三品一标]: 术语：无公害农产品等的统称，见[川办发](cbf-2016-71#4-3)。
    """
    (clause,), (note,) = read(test_a_note_is_no_text_and_knows_its_place.__doc__ or "")
    assert clause.text == "农产品“三品一标”示范创建，见R&D。"
    assert clause.text[: note.offset] == "农产品“三品一标”"
    assert (note.label, note.kind, note.clause) == ("三品一标", "术语", "3-2")
    assert note.text == "无公害农产品等的统称，见川办发。"
    assert 'href="clause:cbf-2016-71#4-3"' in note.html
    assert '<sup class="mark"><a href="note:三品一标">注\u20601</a></sup>示范创建，见R&amp;D。' in clause.html


def test_raw_html_is_only_text() -> None:
    """
    一<script>alert(1)</script>二<img src=x onerror=y>三
    {#1 onclick=alert(1) style=color:red}
    """
    (clause,), _ = read(test_raw_html_is_only_text.__doc__ or "")
    assert clause.text == "一<script>alert(1)</script>二<img src=x onerror=y>三"
    assert "<" not in clause.html


def test_a_table_becomes_rows_that_can_be_read_alone() -> None:
    """
    ## 附件 {#annex}

    | 序号 {#annex-head} | 工作 | 任务 | 〃 {.across} |
    |---|---|---|---|
    | 1 {#annex-1} | 一、试点[^试点] | 1.专项 | 实施专项 |
    | 〔缺〕 {#annex-2 .missing} | 〃 {.merged} | 2.示范 | 培育示范 |
    | 〃 {#annex-3 .merged} | 〃 {.merged} | 3.推广 | 推广示范 |

    [^试点]: 背景：说明。
    """
    clauses, (note,) = read(test_a_table_becomes_rows_that_can_be_read_alone.__doc__ or "")
    assert drawn(clauses) == [
        "annex [chapter] 附件",
        "附件 / annex-head [row] 序号\t工作\t任务\t",
        "附件 / annex-1 [row] 1\t一、试点\t1.专项\t实施专项",
        "附件 / 一、试点 / annex-2 [row] \t\t2.示范\t培育示范",
        "附件 / 一、试点 / annex-3 [row] \t\t3.推广\t推广示范",
    ]
    assert clauses[2].text[: note.offset] == "1\t一、试点"
    assert 'rowspan="3"' in clauses[2].html
    assert 'rowspan="2"' in clauses[3].html
    assert 'colspan="2"' in clauses[1].html
    assert "〃" not in clauses[3].html
    assert '<p id="annex-2.0" class="missing">〔缺〕</p>' in clauses[3].html


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("没有编号的段落。", "没有编号的段落。"),
        ("甲。\n{#1}\n\n乙。\n{#1}", "乙。"),
        ("甲。\n{#一}", "甲。"),
        ("甲。\n{#1 .odd}", "甲。"),
        ("1. 甲。\n2. 乙。", "甲。"),
        ("> 引文\n", "引文"),
        ("甲[^x]。\n{#1}\n\n[^x]: 没有种类。", "[^x]"),
        ("甲[^x]乙[^x]。\n{#1}\n\n[^x]: 术语：两次。", "[^x]"),
        ("甲。\n{#1}\n\n[^x]: 术语：没有用到。", "[^x]"),
        ("甲[^x]。\n{#1}\n\n[^x]: 术语：[坏](javascript:alert(1))", "[^x]"),
        ("甲[^x]。\n{#1}\n\n[^x]: 术语：[外](http://example.com/)", "[^x]"),
    ],
)
def test_what_breaks_the_format_is_named(source: str, place: str) -> None:
    with pytest.raises(ContentMalformed) as caught:
        read(source)
    assert place in caught.value.place
