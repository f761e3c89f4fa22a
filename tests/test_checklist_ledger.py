"""The ledger's rows, what the board counts, what comes round, what is to be reviewed, many counties side by side."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from checklist.actions import Edit, edit, new_entry, put_entry, put_evidence, set_status
from checklist.board import summary
from checklist.calendar import Recurrence, Rhythm, occasions, recurrence
from checklist.exchange import export_exchange
from checklist.ledger import Flag, LedgerFilter, LedgerRow, ledger_rows, stated_due
from checklist.own_duties import OwnDuty, put_own_duty
from checklist.profile import CountyProfile, write_profile
from checklist.progress import Progress
from checklist.record import Record, open_record
from checklist.review import bases_of, confirm_review, reviews, wordings_of
from checklist.rollup import rollup
from checklist.standing import Evidence, Status
from content.duty import Force
from content.library import Library
from ui.field_words import LEDGER_COLUMNS

DAY = date(2026, 11, 22)
MUST, OTHER, GOAL, DEEP = "cbf-2018-60.5-3.1", "cbf-2018-60.3-1.1", "cbf-2018-60.2.1", "cbf-2018-60.7-1.1"
PROOF = Evidence("c" * 64, "报告.pdf", 9, DAY)


def rows(library: Library, record: Record, choice: LedgerFilter | None = None) -> dict[str, LedgerRow]:
    return {row.duty: row for row in ledger_rows(library, record, choice or LedgerFilter(), DAY)}


def test_a_row_a_duty_in_the_order_of_the_texts(library: Library, record: Record) -> None:
    own = OwnDuty("建立月调度制度", deadline=date(2026, 12, 1))
    put_own_duty(record, own)
    found = ledger_rows(library, record, LedgerFilter(), DAY)
    assert [row.duty for row in found] == [*(duty.id for duty in library.duties), own.id]
    assert [row.number for row in found] == list(range(1, len(found) + 1))
    assert [one.name for one in fields(LedgerRow)][: len(LEDGER_COLUMNS)] == list(LEDGER_COLUMNS)
    assert (found[-1].due, set(found[-1].flags)) == (date(2026, 12, 1), {Flag.OWN, Flag.DUE_SOON})


def test_a_row_says_what_the_county_said(library: Library, record: Record) -> None:
    basis = library.clause_of(next(one for one in library.duties if one.id == MUST)).sha256
    values = {"lead": "科技局", "supporting": ["发改局"], "person": "李四", "due": "2026-12-31", "funds": "20万元"}
    said = {"problems": "人手不足", "measures": "抽调", "remark": "见附件", "result": "partly"}
    edit(record, *(Edit(MUST, field, value, basis) for field, value in (values | said).items()))
    put_entry(record, MUST, new_entry(date(2026, 3, 1), "召开推进会"), basis)
    put_evidence(record, MUST, PROOF, basis)
    record.set_step(MUST, "1", True, basis)
    record.set_done(MUST, True, basis)
    row = rows(library, record)[MUST]
    assert (row.lead, row.supporting, row.person, row.due) == ("科技局", ("发改局",), "李四", date(2026, 12, 31))
    assert (row.funds, row.problems, row.measures, row.remark) == ("20万元", "人手不足", "抽调", "见附件")
    assert ([one.text for one in row.entries], row.evidence, row.result) == (["召开推进会"], (PROOF,), "partly")
    assert (row.status, row.steps_done, row.done_on is not None, row.flags) == (Status.DONE, 1, True, frozenset())
    assert (row.clause, row.chapter) == ("cbf-2018-60#5-3", "二、重点任务")


FLAGS = [
    ([("due", "2026-11-21")], {Flag.OVERDUE}),
    ([("due", "2026-11-22")], {Flag.DUE_SOON}),
    ([("due", "2026-12-22")], {Flag.DUE_SOON}),
    ([("due", "2026-12-23")], set()),
    ([("due", "2026-11-21"), ("status", "done")], {Flag.DONE_WITHOUT_EVIDENCE}),
    ([("due", "2026-11-21"), ("status", "not_applicable"), ("reason", "无")], set()),
    ([("blocked", True)], {Flag.BLOCKED}),
    ([("blocked", True), ("status", "done")], {Flag.DONE_WITHOUT_EVIDENCE}),
]


@pytest.mark.parametrize(("edits", "flags"), FLAGS)
def test_flags_on_a_day(library: Library, record: Record, edits: list[tuple[str, object]], flags: set[Flag]) -> None:
    edit(record, *(Edit(OTHER, field, value) for field, value in edits))
    assert rows(library, record)[OTHER].flags == flags


def test_a_goal_whose_year_has_passed_is_not_overdue(library: Library, record: Record) -> None:
    row = rows(library, record)[GOAL]
    assert (row.due, set(row.flags)) == (date(2022, 12, 31), {Flag.TARGET_PASSED})
    edit(record, Edit(GOAL, "due", "2026-01-01"))
    assert rows(library, record)[GOAL].flags == {Flag.OVERDUE}


def test_the_profile_says_which_rows_are_the_county_s(library: Library, record: Record) -> None:
    assert rows(library, record)[DEEP].flags == {Flag.OURS_UNKNOWN}
    write_profile(record, CountyProfile(facts={"deep_poverty": False}))
    assert rows(library, record)[DEEP].flags == {Flag.NOT_OURS}
    assert DEEP not in rows(library, record, LedgerFilter(without=frozenset({Flag.NOT_OURS})))
    write_profile(record, CountyProfile(facts={"deep_poverty": True}))
    assert rows(library, record)[DEEP].flags == set()


FILTERS = [
    (LedgerFilter(documents=frozenset({"jscxzx-2025"})), lambda row: row.document == "jscxzx-2025"),
    (LedgerFilter(chapters=frozenset({"二、重点任务"})), lambda row: row.chapter == "二、重点任务"),
    (LedgerFilter(forces=frozenset({Force.MUST, Force.TARGET})), lambda row: row.force in (Force.MUST, Force.TARGET)),
    (LedgerFilter(units=frozenset({"科技局"})), lambda row: row.duty in (MUST, OTHER)),
    (LedgerFilter(units=frozenset({"财政局"})), lambda row: row.duty == OTHER),
    (LedgerFilter(statuses=frozenset({Status.DONE})), lambda row: row.duty == MUST),
    (LedgerFilter(flags=frozenset({Flag.OVERDUE})), lambda row: row.duty == OTHER),
    (LedgerFilter(flags=frozenset({Flag.OVERDUE, Flag.BLOCKED})), lambda row: False),
    (LedgerFilter(text=" 推进会 "), lambda row: row.duty == MUST),
    (LedgerFilter(text="r&d"), lambda row: "R&D" in row.quote + row.title),
    (LedgerFilter(text="5-3", statuses=frozenset({Status.DONE})), lambda row: row.duty == MUST),
]


@pytest.mark.parametrize(("choice", "holds"), FILTERS)
def test_a_filter_shows_exactly_what_it_asks_for(
    library: Library, record: Record, choice: LedgerFilter, holds: object
) -> None:
    assert callable(holds)
    edit(record, Edit(MUST, "lead", "科技局"), Edit(MUST, "status", "done"))
    put_entry(record, MUST, new_entry(date(2026, 3, 1), "召开推进会"), "")
    edit(record, Edit(OTHER, "supporting", ["科技局", "财政局"]), Edit(OTHER, "due", "2026-01-01"))
    expected = [duty for duty, row in rows(library, record).items() if holds(row)]
    assert list(rows(library, record, choice)) == expected


def test_the_board_counts_what_the_rows_say(library: Library, record: Record) -> None:
    write_profile(record, CountyProfile(facts={"deep_poverty": False}))
    edit(record, Edit(MUST, "lead", "科技局"), Edit(MUST, "status", "done"), Edit(OTHER, "lead", "科技局"))
    set_status(record, OTHER, Status.NOT_APPLICABLE, "", "不涉及")
    found = tuple(rows(library, record).values())
    told = summary(found)
    assert (told.whole.done, told.whole.total, told.whole.not_applicable) == (1, len(found) - 2, 2)
    for tallies in (told.by_chapter, told.by_force, told.by_unit):
        assert sum(one.total + one.not_applicable for one in tallies) == len(found)
        assert sum(one.done for one in tallies) == 1
    assert {one.key: (one.done, one.total) for one in told.by_unit}["科技局",] == (1, 1)
    assert ("cbf-2018-60", "二、重点任务") in {one.key for one in told.by_chapter}
    for flag in Flag:
        asked = ledger_rows(library, record, LedgerFilter(flags=frozenset({flag})), DAY)
        assert told.flags[flag] == len(asked)
    assert summary(()).whole.total == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("每年2月28日前", Recurrence(Rhythm.YEARLY, 2, 28)),
        ("每年3月31日前由主管部门报送", Recurrence(Rhythm.YEARLY, 3, 31)),
        ("每年12月底", Recurrence(Rhythm.YEARLY, 12, 0)),
        ("每年11月", Recurrence(Rhythm.YEARLY, 11, 0)),
        ("每月28日前", Recurrence(Rhythm.MONTHLY, None, 28)),
        ("每月底", Recurrence(Rhythm.MONTHLY, None, 0)),
        ("每季度", Recurrence(Rhythm.QUARTERLY)),
        ("年度", Recurrence(Rhythm.YEARLY)),
        ("每年", Recurrence(Rhythm.YEARLY)),
        ("每年2月30日前", None),
        ("每年13月1日", None),
        ("适时", None),
    ],
)
def test_what_comes_round(words: str, expected: Recurrence | None) -> None:
    assert recurrence(words) == expected


def test_the_calendar_of_a_year(library: Library) -> None:
    first = library.duties[0]
    told = [
        (replace(first, id="year", deadline=None, recurring="每年2月28日前"), Progress("year")),
        (replace(first, id="month", deadline=None, recurring="每月31日前"), Progress("month")),
        (replace(first, id="quarter", deadline=None, recurring="每季度"), Progress("quarter")),
        (replace(first, id="some day", deadline=None, recurring="年度"), Progress("some day")),
        (replace(first, id="once", deadline="2026", recurring=None), Progress("once")),
        (replace(first, id="own", deadline="2022", recurring=None), Progress("own", due=date(2026, 5, 5))),
        (replace(first, id="past", deadline="2022", recurring=None), Progress("past")),
    ]
    found = occasions(told, 2026)
    days = {duty: [one.due for one in found if one.duty == duty] for duty in (duty.id for duty, _ in told)}
    assert days["year"] == [date(2026, 2, 28)]
    assert (len(days["month"]), days["month"][1]) == (12, date(2026, 2, 28))
    assert days["quarter"] == [date(2026, month, day) for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))]
    assert (days["some day"], days["once"], days["own"], days["past"]) == (
        [date(2026, 12, 31)],
        [date(2026, 12, 31)],
        [date(2026, 5, 5)],
        [],
    )
    assert {one.duty: (one.exact, one.own_date) for one in found} == {
        "year": (True, False),
        "month": (True, False),
        "quarter": (False, False),
        "some day": (False, False),
        "once": (False, False),
        "own": (True, True),
    }
    assert [one.due for one in found] == sorted(one.due for one in found)


def test_every_date_and_rhythm_of_the_content_is_understood(library: Library) -> None:
    for duty in library.duties:
        assert (stated_due(duty) is None) is (duty.deadline is None)
        assert duty.recurring is None or recurrence(duty.recurring) is not None


def test_changed_words_are_to_be_reviewed_unchanged_ones_carry_over(library: Library, record: Record) -> None:
    old, new = "a" * 64, "b" * 64
    record.journal.know({old: "旧的条文"})
    record.set_step(MUST, "1", True, old)
    record.set_step(OTHER, "1", True, old)
    record.set_step(GOAL, "1", True, old)
    record.set_step(GOAL, "1", False, old)  # nothing is said of it any more
    bases = {GOAL: new, OTHER: old, MUST: new, DEEP: new}
    (review,) = reviews(record.progress, bases, record.journal.wordings())
    assert (review.duty, review.old, review.new, review.old_text) == (MUST, old, new, "旧的条文")
    record.set_step(MUST, "2", True, new)  # work goes on, yet what was decided is still to be looked at
    assert len(reviews(record.progress, bases, {})) == 1
    assert Flag.NEEDS_REVIEW in rows(library, record)[MUST].flags
    confirm_review(record, review)
    assert reviews(record.progress, bases, {}) == ()
    record.undo_last()
    assert len(reviews(record.progress, bases, {})) == 1
    set_status(record, MUST, Status.DONE, new)  # who decides anew has read the words
    assert reviews(record.progress, bases, {}) == ()


def test_the_words_of_the_library_are_kept_with_what_was_decided(library: Library, record: Record) -> None:
    bases, words = bases_of(library), wordings_of(library)
    record.journal.know(words)
    record.set_step(MUST, "1", True, bases[MUST])
    clause = library.document("cbf-2018-60").clause("5-3")
    assert record.journal.wordings() == {clause.sha256: clause.text}
    assert reviews(record.progress, bases, record.journal.wordings()) == ()
    (review,) = reviews(record.progress, bases | {MUST: "b" * 64}, record.journal.wordings())
    assert review.old_text == clause.text


@pytest.fixture
def counties(tmp_path: Path) -> list[Path]:
    """Files of two counties and one that named itself not, each with one more duty done than the one before."""
    files = []
    for n, county in enumerate(("青川县", "剑阁县", "")):
        record = open_record(tmp_path / str(n), "甲")
        write_profile(record, CountyProfile(county, 2026))
        for duty in (MUST, OTHER, GOAL)[: n + 1]:
            record.set_done(duty, True, "")
        files.append(tmp_path / f"第{n}份.zip")
        export_exchange(record, files[-1])
        (tmp_path / f"head-{n}").write_text(record.head)
        record.close()
    return files


def test_many_counties_side_by_side(library: Library, counties: list[Path], tmp_path: Path) -> None:
    broken, absent = tmp_path / "坏.zip", tmp_path / "无.zip"
    broken.write_bytes(counties[0].read_bytes()[:-30])
    told = rollup([counties[0], broken, *counties[1:], absent, counties[0]], library, DAY)
    assert [one.name for one in told.counties] == ["青川县", "剑阁县", "第2份"]
    assert [one.summary.whole.done for one in told.counties] == [1, 2, 3]
    assert [(one.path.name, type(one.error).__name__) for one in told.refused] == [
        ("坏.zip", "ExchangeDamaged"),
        ("无.zip", "ExchangeUnreadable"),
    ]
    statuses = [[cell.status for one in told.counties if (cell := told.cell(duty, one))] for duty in (MUST, GOAL)]
    assert statuses == [["done", "done", "done"], ["not_started", "not_started", "done"]]
    assert told.duties == tuple(duty.id for duty in library.duties)
    heads = [(tmp_path / f"head-{n}").read_text() for n in range(3)]
    assert [one.fingerprint for one in told.counties] == heads  # what was printed on the county's own ledger
