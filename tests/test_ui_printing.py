"""What is printed, where titles and pages part, and the words that are ours: all without a window."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from content.errors import UnknownClause
from content.library import Library
from ui.printing import words
from ui.printing.breaking import Stripe, Table, break_pages
from ui.printing.errors import PrintTargetUnwritable, Unwritable
from ui.printing.request import PrintRequest, clauses_under, heads
from ui.printing.runs import grid_of, runs_of
from ui.printing.title_lines import title_lines

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OPINIONS, ACTION_PLAN = "cbf-2018-60", "cbf-2016-71"


def request(library: Library, doc: str, *clauses: str) -> PrintRequest:
    return PrintRequest(library.document(doc), NOON, clauses or None)


@pytest.mark.parametrize(
    ("doc", "clauses", "printed"),
    [
        (OPINIONS, ("5-3",), "title part-2 5 5-3"),
        (OPINIONS, ("9-1", "1"), "title part-1 1 part-3 9 9-1"),
        (OPINIONS, ("number",), "title number"),
        (ACTION_PLAN, ("4-2-1",), "plan 4 4-2 4-2-1"),
        (ACTION_PLAN, ("annex-3",), "plan annex annex-title annex-3"),
    ],
)
def test_an_excerpt_carries_the_headings_above_it(
    library: Library, doc: str, clauses: tuple[str, ...], printed: str
) -> None:
    asked = request(library, doc, *clauses)
    assert [clause.id for clause in asked.printed] == printed.split()
    assert asked.is_excerpt


def test_a_selection_of_everything_is_no_excerpt(library: Library) -> None:
    document = library.document(OPINIONS)
    assert not request(library, OPINIONS).is_excerpt
    assert not request(library, OPINIONS, *document.order).is_excerpt


def test_a_clause_that_is_not_there_is_refused(library: Library) -> None:
    with pytest.raises(UnknownClause):
        _ = request(library, OPINIONS, "no-such").printed


@pytest.mark.parametrize(
    ("doc", "head", "below"),
    [
        (OPINIONS, "part-1", "part-1 1 2"),
        (OPINIONS, "5", "5 5-1 5-2 5-3"),
        (OPINIONS, "12", "12"),
        (ACTION_PLAN, "2", "2 2-1 2-2 2-3 2-4 2-5"),
        (ACTION_PLAN, "4-2", "4-2 4-2-1 4-2-2 4-2-3 4-2-4"),
    ],
)
def test_a_chapter_is_all_that_stands_below_it(library: Library, doc: str, head: str, below: str) -> None:
    assert " ".join(clauses_under(library.document(doc), head)) == below


def test_the_second_title_of_a_document_heads_the_plan_alone(library: Library) -> None:
    below = clauses_under(library.document(ACTION_PLAN), "plan")
    assert (below[0], below[-1]) == ("plan", "annex-26")
    assert "number" not in below


def test_what_heads_the_whole_document_is_no_choice(library: Library) -> None:
    for document in library.documents:
        offered = [clause.id for clause in heads(document)]
        assert all(len(clauses_under(document, clause)) < len(document.clauses) for clause in offered)
        assert {clause.id for clause in document.clauses if clause.kind in ("chapter", "section")} <= set(offered)


def test_notes_keep_the_numbers_of_the_document(library: Library) -> None:
    asked = PrintRequest(library.document(OPINIONS), NOON, ("5-3",), with_notes=True)
    assert [number for number, _ in asked.notes] == [36, 37, 38, 39, 40]
    assert {note.clause for _, note in asked.notes} == {"5-3"}
    assert request(library, OPINIONS, "5-3").notes == ()


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "四川省人民政府办公厅关于加快县域创新驱动发展的实施意见",
            "四川省人民政府办公厅/关于加快县域创新驱动发展的实施意见",
        ),
        (
            "关于印发四川省促进科技成果转移转化行动方案（2016—2020年）的通知",
            "关于印发四川省促进科技成果转移转化/行动方案（2016—2020年）的通知",
        ),
        (
            "关于印发《四川省技术创新工程实施方案（2017—2020年）》的通知",
            "关于印发《四川省技术创新工程/实施方案（2017—2020年）》的通知",
        ),
        (
            "四川省人民政府办公厅关于印发《增强协同创新发展能力行动方案》的通知",
            "四川省人民政府办公厅关于印发/《增强协同创新发展能力行动方案》的通知",
        ),
        ("四川省技术创新中心建设工作指引", "四川省技术创新中心建设工作指引"),
        ("甲" * 50, f"{'甲' * 17}/{'甲' * 17}/{'甲' * 16}"),
    ],
)
def test_a_title_parts_between_words(title: str, lines: str) -> None:
    made = title_lines(title, 20)
    assert "".join(made) == title
    assert sorted(map(len, made)) == sorted(map(len, lines.split("/")))
    if "甲" not in title:
        assert "/".join(made) == lines


def test_runs_hold_every_character_of_the_text_and_the_place_of_every_note(library: Library) -> None:
    for document in library.documents:
        for clause in document.clauses:
            if clause.kind != "row":
                runs = runs_of(clause)
                assert "".join(run.text for run in runs) == clause.text, clause.id
                assert [run.note for run in runs if run.note] == [note.label for note in document.notes_of(clause.id)]
                assert "".join(run.text for run in runs if run.is_lead) == clause.lead


def test_a_table_cut_down_to_some_rows_keeps_head_and_merged_cells(library: Library) -> None:
    document = library.document(ACTION_PLAN)
    grid = grid_of(document, tuple(document.clause(row) for row in ("annex-2", "annex-3", "annex-4")))
    merged = [cell for cell in grid.cells if cell.column == 1]
    assert (grid.rows, grid.columns, grid.heads) == (4, 6, 1)
    assert [(cell.row, cell.rows, cell.runs[0].text) for cell in merged] == [
        (0, 1, "重点工作"),
        (1, 2, "一、开展科技成果转移转化试点示范"),
        (3, 1, "二、加强科技成果转移转化平台建设"),
    ]
    assert [cell.columns for cell in grid.cells if cell.row == 0] == [1, 1, 2, 1, 1]


# A column drawn as text: t text, h heading, _ blank line, | begins a page, T head of a table, r its rows.
@pytest.mark.parametrize(
    ("column", "pages"),
    [
        ("", []),
        ("ttt", ["ttt"]),
        ("tttttttt", ["ttttt", "ttt"]),
        ("tttthttt", ["tttt", "httt"]),
        ("ttthhttt", ["ttt", "hhttt"]),
        ("ttttt_ttt", ["ttttt", "ttt"]),
        ("tttt_ttt", ["tttt", "ttt"]),
        ("ttt__", ["ttt"]),
        ("tt|_htt", ["tt", "_htt"]),
        ("hhhhhhht", ["hhhhh", "hht"]),
        ("ttt|ttt", ["ttt", "ttt"]),
        ("Trrrrrrrr", ["Trrrr", "Trrrr"]),
        ("ttttTrrrrrr", ["tttt", "Trrrr", "Trr"]),
        ("ttTrrrrrt", ["ttTrr", "Trrrt"]),
    ],
)
def test_pages_of_five_lines(column: str, pages: list[str]) -> None:
    drawn = column.replace("|", "")
    breaks = {n - column[:n].count("|") for n, char in enumerate(column) if n and column[n - 1] == "|"}
    stripes = [
        Stripe(n, n + 1, char in "hT", n in breaks, char == "_", 0 if char in "Tr" else None)
        for n, char in enumerate(drawn)
    ]
    at = drawn.find("T")
    made = break_pages(stripes, [Table(at, at + 1)], 5 - 2)  # two units are allowed for rounding
    assert ["".join(drawn[int(top) : int(bottom)] for top, bottom, _ in page.strips) for page in made] == pages


@pytest.mark.parametrize(
    ("first", "states", "sign"),
    [
        (3, ("已办结",), ("事3", "已办结")),
        (1, ("已办结", "未启动"), ("事1–2", "已办结 1", "未启动 1")),
        (13, ("未启动",) * 7, ("事13–19", "未启动 7")),
    ],
)
def test_a_sign_says_which_duties_and_how_far(first: int, states: tuple[str, ...], sign: tuple[str, ...]) -> None:
    assert words.sign_lines(first, states) == sign


def test_the_foot_says_what_the_paper_is(library: Library) -> None:
    whole, part = request(library, OPINIONS), request(library, "jscxgc-2017", "2-1-1")
    assert words.foot_lines(whole) == (
        "川办发〔2018〕60号（全文）。来源：网页 www.kxys.org.cn，页面所载发布日期 2019-09-23。",
        "打印时间：2026-11-22 12:00。非官方排印，以发文机关正式文本为准。",
    )
    assert words.foot_lines(part)[0] == "技术创新工程实施方案（节选）。来源：原文未载。"
    assert words.file_name(part) == "技术创新工程实施方案（节选）.pdf"


def test_every_reason_has_its_sentence() -> None:
    told = {words.unwritable_sentence(PrintTargetUnwritable(Path("/a/某.pdf"), reason)) for reason in Unwritable}
    assert len(told) == len(Unwritable)
    assert all("某.pdf" in sentence and "/a" not in sentence for sentence in told)
