"""What annotated Markdown may not hold, each by its fault and place; and what of it reaches a page."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from content.errors import ContentMalformed, Fault
from content.markup import read_markup

PATH = Path("test.md")
NOTE = "\n\n[^注]: 术语：说明。"


def shown(text: str) -> str:
    (clause, *_), _ = read_markup(PATH, text)
    return clause.html


FAULTS = [
    ("甲\x07乙。\n{#1}", "甲", Fault.RARE_CHARACTER),
    ("前文\n甲\ufffe乙。\n{#1}", "甲", Fault.RARE_CHARACTER),
    ("[" * 501, "[" * 20, Fault.BAD_BLOCK),
    ("- 项\n{#1}", "\n项\n", Fault.BAD_BLOCK),
    ("甲。\n{#1 .odd}", "甲。", Fault.BAD_CLASS),
    ("甲。", "甲。", Fault.NO_ADDRESS),
    ("甲。\n{#A}", "甲。", Fault.NO_ADDRESS),
    ("甲。\n{#-a}", "甲。", Fault.NO_ADDRESS),
    ("甲。\n{#1}\n\n乙。\n{#1}", "乙。", Fault.ADDRESS_TWICE),
    ("[甲](http://x)。\n{#1}", "甲。", Fault.BAD_LINK),
    ("甲[^注]，乙[^注]。\n{#1}" + NOTE, "[^注]", Fault.NOTE_PLACE),
    ("甲。\n{#1}" + NOTE, "[^注]", Fault.NOTE_PLACE),
    ("甲[^注]。\n{#1}\n\n[^注]: 说明。", "[^注]", Fault.NOTE_KIND),
    *((f"甲[^注]。\n{{#1}}\n\n[^注]: 术语：见[乙]({target})。", "[^注]", Fault.BAD_LINK)
      for target in ("http://x", "file:///etc/passwd", "//srv/x", "javascript:x", "../x", "A", "a#b#c", "a?b")),
]  # fmt: skip


@pytest.mark.parametrize(("source", "place", "fault"), FAULTS)
def test_a_fault_is_named_with_its_place(source: str, place: str, fault: Fault) -> None:
    with pytest.raises(ContentMalformed) as told:
        read_markup(PATH, source)
    assert (told.value.path, told.value.place, told.value.fault) == (PATH, place, fault)


def test_what_a_fault_says_besides() -> None:
    for source, detail in (("a\x07", "U+0007"), ("[" * 501, "["), ("甲。\n{#1 .odd}", "odd"), ("甲。\n{#A}", "A"),
                           ("- 项\n{#1}", "ul"), ("[甲](http://x)。\n{#1}", "http://x")):  # fmt: skip
        with pytest.raises(ContentMalformed) as told:
            read_markup(PATH, source)
        assert told.value.detail == detail


@pytest.mark.parametrize("body", ["[" * 500 + "甲\n{#1}", "\n\n".join(f"甲[{n}]\n{{#p{n}}}" for n in range(600))])
def test_as_many_brackets_as_a_block_may_have(body: str) -> None:
    started = time.perf_counter()
    assert read_markup(PATH, body)[0]
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("甲**乙**^丙^\n{#1}", "甲<strong>乙</strong>^丙^"),
        ("甲<b onclick=x>乙</b>\n{#1}", "甲&lt;b onclick=x&gt;乙&lt;/b&gt;"),
        ("<div onclick=x>甲</div>\n{#1}", "&lt;div onclick=x&gt;甲&lt;/div&gt;"),
        ("甲&lt;乙&amp;丙&#x41;\n{#1}", "甲&amp;lt;乙&amp;amp;丙&amp;#x41;"),
        ("R&D *斜*\n{#1}", "R&amp;D 斜"),
        ("**乙**{.x title=t lang=zh style=color:red}丙\n{#1}", "<strong>乙</strong>丙"),
        ("![图](file:///x)甲\n{#1}", "甲"),
        ("一\n二\n{#1}", "一二"),
        ("甲[^注]。\n{#1}" + NOTE, '甲<sup class="mark"><a href="note:注">注\u20601</a></sup>。'),
    ],
)
def test_what_reaches_the_page(source: str, html: str) -> None:
    assert shown(source) == html


@pytest.mark.parametrize(
    ("target", "href"), [("cbf-2016-71", "clause:cbf-2016-71"), ("#4-3", "clause:#4-3"), ("a#4-3", "clause:a#4-3")]
)
def test_a_note_leads_to_addresses_only(target: str, href: str) -> None:
    _, (note,) = read_markup(PATH, f"甲[^注]。\n{{#1}}\n\n[^注]: 参见：见[乙]({target})，**丙**。")
    assert (note.label, note.kind, note.clause, note.offset, note.text) == ("注", "参见", "1", 1, "见乙，丙。")
    assert note.html == f'见<a href="{href}">乙</a>，<strong>丙</strong>。'


HEADED = """
# 题 {#title}

## 一、章 {#part-1}

### （一）节 {#1}

**1. 小节。**正文
{#1-1}

**要点。**正文
{#1-2}

**（二）节。**正文
{#2}

正文
{#2-1}

## 二、章 {#part-2}

附件
{#annex .signature}
"""


def test_each_clause_knows_what_it_stands_under() -> None:
    clauses, _ = read_markup(PATH, HEADED)
    assert [(one.id, one.heading, one.lead) for one in clauses] == [
        ("title", (), ""),
        ("part-1", (), ""),
        ("1", ("一、章",), ""),
        ("1-1", ("一、章", "（一）节"), "1. 小节。"),
        ("1-2", ("一、章", "（一）节", "1. 小节。"), "要点。"),
        ("2", ("一、章",), "（二）节。"),
        ("2-1", ("一、章", "（二）节。"), ""),
        ("part-2", (), ""),
        ("annex", clauses[-1].heading, ""),
    ]


TABLE = """
| 序 {#h} | 工作 |
|---|---|
| 1 {#r-1} | 甲[^注] |
| 〃 {#r-2 .merged} | 乙 |
""" + NOTE.replace("\n\n", "\n", 1)


def test_a_table_is_rows_under_what_spans_them() -> None:
    clauses, (note,) = read_markup(PATH, TABLE)
    assert [(one.id, one.kind, one.text, one.heading) for one in clauses] == [
        ("h", "row", "序\t工作", ()),
        ("r-1", "row", "1\t甲", ()),
        ("r-2", "row", "\t乙", ("1",)),
    ]
    assert (note.clause, note.offset) == ("r-1", 3)
    assert clauses[0].html.startswith('<td rowspan="1" colspan="1"><p id="h.0" class="head">序</p></td>')
    assert clauses[1].html.startswith('<td rowspan="2" colspan="1"><p id="r-1.0" class="cell">1</p></td>')
    assert clauses[2].html == '<td rowspan="1" colspan="1"><p id="r-2.1" class="cell">乙</p></td>'


def test_a_cell_beside_that_spans_another_is_as_wide() -> None:
    clauses, _ = read_markup(
        PATH, "| 序 {#h} | 工作 | 〃 {.across} | 末 |\n|---|---|---|---|\n| 1 {#r} | 甲 | 乙 | 丙 |\n"
    )
    cells = clauses[0].html.split("</td>")[:-1]
    assert [cell.split("<p")[0] for cell in cells] == [
        '<td rowspan="1" colspan="1">',
        '<td rowspan="1" colspan="2">',
        '<td rowspan="1" colspan="1">',
    ]
