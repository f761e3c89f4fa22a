"""The record on screen: what is told to whom, undo of anything in words, own duties, review."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from checklist.actions import Edit
from checklist.annotation import Annotation, Kind
from checklist.annotation_record import Annotations
from checklist.ledger import Flag
from checklist.own_duties import OwnDuty
from checklist.profile import CountyProfile
from checklist.progress import Progress
from checklist.record import Record
from checklist.selector import Selector
from checklist.standing import Status
from content.library import Library
from ui.grid.session import RecordLedger
from ui.ledger.session import NOT_OPEN, ChecklistSession

DUTY, PARK = "cbf-2018-60.5-3.1", "cbf-2018-60.5-1.2"
PIECE = Selector("5-3", 0, 2, "搭建", "", "成果转移")
TITLE = "建设成果转化和技术转移服务机构"


@pytest.fixture
def session(qtbot: QtBot, library: Library, record: Record) -> ChecklistSession:
    made = ChecklistSession(library)
    made.attach(record)
    return made


def heard(session: ChecklistSession) -> list[str]:
    """What the session says from now on."""
    told: list[str] = []
    session.said.connect(told.append)
    session.refused.connect(told.append)
    return told


ACTIONS = [
    (lambda session: session.set_step(DUTY, "1", True), f"{TITLE} · 勾选步骤"),
    (lambda session: session.set_done(DUTY, True), f"{TITLE} · 状态（未启动 → 已办结）"),
    (lambda session: session.keep(Edit(DUTY, "lead", "县科技局")), f"{TITLE} · 牵头单位"),
    (
        lambda session: session.keep(Edit(DUTY, "entry/e", {"date": "2026-03-01", "text": "开会"})),
        f"{TITLE} · 添加进展情况",
    ),
    (lambda session: session.set_status(DUTY, Status.NOT_APPLICABLE, "没有"), f"{TITLE} · 状态（未启动 → 不适用）"),
    (lambda session: session.keep(Edit(DUTY, "lead", "甲"), Edit(PARK, "lead", "甲")), "2 项的“牵头单位”"),
    (lambda session: session.keep_profile(CountyProfile("测试县")), "县情"),
    (lambda session: session.keep_own(OwnDuty("自己的事")), "自己的事 · 新建本地事项"),
]


@pytest.mark.parametrize(("act", "words"), ACTIONS)
def test_anything_can_be_undone_and_done_again(session: ChecklistSession, act: object, words: str) -> None:
    assert callable(act)
    before = (dict(session.progress), session.read_profile(), dict(session.own))
    act(session)
    after = [session.read_profile(), dict(session.own), {key: one.status for key, one in session.progress.items()}]
    told = heard(session)
    assert session.what_undo() == words
    session.undo()
    assert (session.what_undo(), session.what_redo()) == ("", words)
    assert all(one.is_blank for one in session.progress.values())
    assert (session.read_profile(), dict(session.own)) == before[1:]
    session.redo()
    assert [session.read_profile(), dict(session.own), {k: p.status for k, p in session.progress.items()}] == after
    assert told == [f"已撤销：{words}", f"已重做：{words}"]
    session.redo()
    assert told[-1] == "没有可以撤销或重做的操作。"


def test_undo_goes_back_over_all_kinds_in_their_order(session: ChecklistSession, record: Record) -> None:
    session.set_step(DUTY, "1", True)
    notes = Annotations(record.journal)
    notes.add(Annotation(document="cbf-2018-60", pieces=(PIECE,), kind=Kind.NOTE, note="看"))
    session.keep(Edit(DUTY, "lead", "县科技局"))
    subjects: list[object] = []
    session.changed.connect(subjects.extend)
    told = heard(session)
    for _ in range(3):
        session.undo()
    assert told == [f"已撤销：{TITLE} · 牵头单位", "已撤销：批注", f"已撤销：{TITLE} · 勾选步骤"]
    assert [str(one).split("/")[0] for one in subjects] == [DUTY, "annotation", DUTY]
    notes.reload()
    assert notes.all == ()


def test_an_action_of_the_history_is_taken_back_and_restored(session: ChecklistSession) -> None:
    session.keep(Edit(DUTY, "lead", "县科技局"))
    session.keep(Edit(DUTY, "person", "张三"))
    first = session.history(DUTY)[0].action
    session.undo_action(first)
    assert (session.of(DUTY).lead, session.of(DUTY).person) == ("", "张三")
    undoing = session.history(DUTY)[-1].action
    assert session.recalled().undoing == {undoing: first}
    session.undo_action(undoing)
    assert session.of(DUTY).lead == "县科技局"
    assert session.recalled().undone == frozenset()


def test_what_was_changed_since_is_not_taken_back(session: ChecklistSession) -> None:
    session.keep(Edit(DUTY, "lead", "甲局"))
    session.keep(Edit(DUTY, "lead", "乙局"))
    told = heard(session)
    session.undo_action(session.history(DUTY)[0].action)
    assert session.of(DUTY).lead == "乙局"
    assert told[0].startswith("不能撤销：“牵头单位”后来")


def test_two_sessions_over_one_record_agree(session: ChecklistSession, library: Library, record: Record) -> None:
    grid = RecordLedger(library)
    grid.attach(record)
    session.changed.connect(grid.renew)
    grid.changed.connect(session.hear)
    drawn: list[Progress] = []
    session.progress_changed.connect(drawn.append)
    leads = lambda: {row.lead for row in grid.rows if row.duty == DUTY}  # noqa: E731
    session.keep(Edit(DUTY, "lead", "甲局"))
    assert leads() == {"甲局"}
    grid.write(Edit(DUTY, "lead", "乙局"))
    assert [one.lead for one in drawn] == ["甲局", "乙局"]
    grid.undo()
    session.undo()
    assert leads() == {""}
    assert [one.lead for one in drawn] == ["甲局", "乙局", "甲局", ""]


def test_refusals_are_given_back_and_change_nothing(session: ChecklistSession) -> None:
    assert session.keep(Edit(DUTY, "due", "2026-02-30")).startswith("“完成时限”的日期不存在")
    assert session.keep(Edit(DUTY, "lead", "局" * 10_000)) == "“牵头单位”有 10000 个字，最多 200 个。请缩短后再保存。"
    assert "控制字符" in session.keep(Edit(DUTY, "remark", "响\x07铃"))
    assert session.set_status(DUTY, Status.NOT_APPLICABLE, " ") == "请填写“不适用的理由”。"
    assert session.history(DUTY) == ()


def test_nothing_is_kept_while_no_record_is_open(qtbot: QtBot, library: Library) -> None:
    closed = ChecklistSession(library)
    told = heard(closed)
    assert closed.keep(Edit(DUTY, "lead", "甲")) == NOT_OPEN
    closed.set_step(DUTY, "1", True)
    closed.undo()
    assert told == [NOT_OPEN, NOT_OPEN]
    assert (closed.what_undo(), closed.history(DUTY), closed.flags(DUTY)) == ("", (), frozenset())


def test_own_duties_are_made_changed_and_withdrawn(session: ChecklistSession) -> None:
    duty = OwnDuty("选派科技特派员", steps=(("a", "上报"),))
    told = heard(session)
    session.keep_own(duty)
    session.set_step(duty.id, "a", True)
    assert Flag.OWN in session.flags(duty.id)
    assert session.duty(duty.id).title == "选派科技特派员"
    session.remove_own(duty.id)
    assert (dict(session.own), session.title(duty.id)) == ({}, "选派科技特派员")
    session.undo()
    assert session.of(duty.id).steps == {"a"}
    assert told == ["已撤下本地事项：选派科技特派员。Ctrl+Z 恢复。", "已撤销：选派科技特派员 · 撤下本地事项"]


def test_words_that_changed_are_reviewed_or_dealt_with_anew(
    session: ChecklistSession, record: Record, library: Library
) -> None:
    old, text = "a" * 64, "旧的条文"
    record.journal.know({old: text})
    record.set_step(DUTY, "1", True, old)
    record.set_done(DUTY, True, old)
    review = session.review(DUTY)
    assert review is not None
    assert review.old_text == text
    assert Flag.NEEDS_REVIEW in session.flags(DUTY)
    session.confirm(review)
    assert session.review(DUTY) is None
    assert session.of(DUTY).status is Status.DONE
    session.undo()
    session.start_anew(review)
    assert session.review(DUTY) is None
    assert (session.of(DUTY).status, session.of(DUTY).steps) == (Status.NOT_STARTED, frozenset())
    session.undo()
    assert session.of(DUTY).steps == {"1"}


def test_units_and_people_are_offered_from_profile_and_earlier_entries(session: ChecklistSession) -> None:
    session.keep_profile(CountyProfile("测试县", None, ("县科技局",)))
    session.keep(Edit(DUTY, "lead", "县教育局"), Edit(DUTY, "supporting", ("县科技局", "县财政局")))
    session.keep(Edit(DUTY, "person", "张三"))
    assert session.offers() == {"units": ("县科技局", "县教育局", "县财政局"), "people": ("张三",)}


def test_closing_tells_before_the_record_is_shut(session: ChecklistSession) -> None:
    kept: list[str] = []

    def keep() -> None:
        kept.append(session.keep(Edit(DUTY, "lead", "甲")))

    session.closing.connect(keep)
    session.close()
    assert kept == [""]
    assert not session.is_open
