"""What the cells of the grid take as text, and what they refuse; blocks as they are copied."""

from __future__ import annotations

from datetime import date

import pytest

from checklist.actions import Edit
from checklist.record import Record
from content.library import Library
from ui.days import leading_day, read_day
from ui.grid.clipboard import BlockTooLarge, read_block, written
from ui.grid.reading import CellRefused, ReasonWanted, edits_of
from ui.grid.session import RecordLedger

TODAY = date(2026, 11, 22)


@pytest.fixture
def session(library: Library, record: Record) -> RecordLedger:
    kept = RecordLedger(library, lambda: TODAY)
    kept.attach(record)
    return kept


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-3-31", date(2026, 3, 31)),
        ("2026年3月31日前", date(2026, 3, 31)),
        ("２０２６/３/３１", date(2026, 3, 31)),
        ("20260331", date(2026, 3, 31)),
        ("3月31日", date(2026, 3, 31)),
        ("2026年2月底", date(2026, 2, 28)),
        ("2028年2月底前", date(2028, 2, 29)),
        ("2026年底", date(2026, 12, 31)),
        ("2026-2-30", None),
        ("13月底", None),
        ("明年", None),
        ("", None),
    ],
)
def test_days_as_people_write_them(text: str, day: date | None) -> None:
    assert read_day(text, TODAY) == day


def test_a_line_may_begin_with_its_day() -> None:
    assert leading_day("2026年3月1日：召开会议") == (date(2026, 3, 1), "召开会议")
    assert leading_day("2026-03-01 召开会议") == (date(2026, 3, 1), "召开会议")
    assert leading_day("2026-02-30 召开会议") == (None, "2026-02-30 召开会议")
    assert leading_day("召开会议") == (None, "召开会议")


def test_what_a_cell_takes(session: RecordLedger) -> None:
    row = session.rows[5]
    assert edits_of(row, "status", "不适用：没有园区", TODAY) == (
        Edit(row.duty, "status", "not_applicable"),
        Edit(row.duty, "reason", "没有园区"),
    )
    assert edits_of(row, "supporting", "县财政局，县教育局、县财政局", TODAY) == (
        Edit(row.duty, "supporting", ("县财政局", "县教育局")),
    )
    assert edits_of(row, "due", "3月31日", TODAY) == (Edit(row.duty, "due", "2026-03-31"),)
    assert edits_of(row, "lead", "", TODAY) == ()
    assert edits_of(row, "blocked", "是", TODAY) == (Edit(row.duty, "blocked", True),)
    with pytest.raises(ReasonWanted):
        edits_of(row, "status", "不适用", TODAY)


@pytest.mark.parametrize(
    ("field", "text", "part"),
    [
        ("due", "2月30日", "2月30日"),
        ("status", "完成", "没有“完成”"),
        ("title", "另一个名字", "不能"),
        ("evidence", "a.pdf", "佐证材料"),
        ("lead", "甲\x07", "控制字符"),
        ("lead", "长" * 201, "201"),
        ("done_on", "2026-1-1", "已办结"),
        ("result", "很好", "很好"),
    ],
)
def test_what_a_cell_refuses_is_said(session: RecordLedger, field: str, text: str, part: str) -> None:
    with pytest.raises(CellRefused) as told:
        edits_of(session.rows[5], field, text, TODAY)
    assert part in told.value.words


def test_entries_keep_their_ids_while_they_are_corrected(session: RecordLedger) -> None:
    duty = session.rows[0].duty
    session.write(*edits_of(session.rows[0], "entries", "2026-03-01 开会\n2026-04-01 发文\n附件两份", TODAY))
    before = session.rows[0].entries
    assert [(one.day.isoformat(), one.text) for one in before] == [
        ("2026-03-01", "开会"),
        ("2026-04-01", "发文\n附件两份"),
    ]
    session.write(*edits_of(session.rows[0], "entries", "2026-03-01 开会\n2026-04-02 印发文件\n", TODAY))
    after = session.rows[0].entries
    assert [one.id for one in after] == [one.id for one in before]
    assert after[1].text == "印发文件"
    session.write(*edits_of(session.rows[0], "entries", "完成初稿", TODAY))
    assert [(one.day, one.text) for one in session.rows[0].entries] == [(TODAY, "完成初稿")]
    assert session.rows[0].duty == duty


def test_blocks_go_out_and_come_back_guarded() -> None:
    cells = [["=1+1", "两\n行", '带"引号"'], ["-", "", "制\t表"]]
    text = written(cells)
    assert text.startswith("'=1+1")
    assert [list(row) for row in read_block(text)] == cells
    assert read_block("甲\t乙\r\n丙\r\n") == (("甲", "乙"), ("丙", ""))
    with pytest.raises(BlockTooLarge):
        read_block("甲\n" * 20_001)
    with pytest.raises(BlockTooLarge):
        read_block("甲" * 4_000_001)
