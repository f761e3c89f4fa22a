"""Every field takes what it should, says why it does not take the rest, and passes over what it does not know."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from checklist.actions import (
    Edit,
    drop_evidence,
    edit,
    new_entry,
    put_entry,
    put_evidence,
    set_status,
    strike_entry,
)
from checklist.event import Change, Event, as_json
from checklist.progress import Progress, apply, fold
from checklist.record import Record, open_record
from checklist.refusals import (
    DateImpossible,
    FieldUnknown,
    ResultUnknown,
    StatusUnknown,
    TextMissing,
    TextTooLong,
    TextUnclean,
    TooMany,
    WrongKind,
)
from checklist.standing import Entry, Evidence, Result, Status

DUTY, BASIS, SHA = "cbf-2018-60.5-3.1", "a" * 64, "c" * 64


def event(field: str, after: object, subject: str = DUTY, at: str = "2026-05-06T07:08:09+08:00") -> Event:
    return Event("e", "d", 1, 1, at, "甲", subject, field, "null", as_json(after), BASIS, "", "")


@pytest.mark.parametrize(
    ("field", "value", "name", "expected"),
    [
        ("status", "not_applicable", "status", Status.NOT_APPLICABLE),
        ("status", "done", "done_on", date(2026, 5, 6)),
        ("result", "partly", "result", Result.PARTLY),
        ("reason", "本县无此类园区", "reason", "本县无此类园区"),
        ("lead", "科技局", "lead", "科技局"),
        ("supporting", ["发改局", "财政局", "发改局"], "supporting", ("发改局", "财政局")),
        ("person", "李四", "person", "李四"),
        ("due", "2026-02-28", "due", date(2026, 2, 28)),
        ("due", "2028-02-29", "due", date(2028, 2, 29)),
        ("problems", "一\n二", "problems", "一\n二"),
        ("measures", "下月报送", "measures", "下月报送"),
        ("funds", "县级财政 20 万元", "funds", "县级财政 20 万元"),
        ("blocked", True, "blocked", True),
        ("remark", "𠀀👍", "remark", "𠀀👍"),
        ("done_on", "2026-01-31", "done_on", date(2026, 1, 31)),
        ("step/2", True, "steps", frozenset({"2"})),
        ("entry/x", {"date": "2026-03-01", "text": "开会"}, "entries", (Entry("x", date(2026, 3, 1), "开会"),)),
        (
            f"evidence/{SHA}",
            {"name": "文件.pdf", "size": 9, "added": "2026-03-01"},
            "evidence",
            (Evidence(SHA, "文件.pdf", 9, date(2026, 3, 1)),),
        ),
        ("review", "b" * 64, "basis", "b" * 64),
    ],
)
def test_a_field_says_what_was_written(field: str, value: object, name: str, expected: object) -> None:
    assert getattr(apply(Progress(DUTY), event(field, value)), name) == expected


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("due", "2026-02-30", DateImpossible),
        ("due", "2026-2-3", DateImpossible),
        ("due", "20260203", DateImpossible),
        ("due", "2026-W01-1", DateImpossible),
        ("due", "0026-01-01", DateImpossible),
        ("due", "明天", DateImpossible),
        ("due", 20260203, DateImpossible),
        ("done_on", "2026-13-01", DateImpossible),
        ("status", "paused", StatusUnknown),
        ("status", 1, StatusUnknown),
        ("result", "good", ResultUnknown),
        ("lead", "科" * 201, TextTooLong),
        ("problems", "长" * 20_001, TextTooLong),
        ("lead", "科技\n局", TextUnclean),
        ("problems", "a\x00b", TextUnclean),
        ("problems", "a\x1bb", TextUnclean),
        ("remark", "\ud800", TextUnclean),
        ("person", "李\u202e四", TextUnclean),
        ("lead", 3, WrongKind),
        ("lead", ["科技局"], WrongKind),
        ("supporting", "科技局", WrongKind),
        ("supporting", [str(n) for n in range(51)], TooMany),
        ("blocked", "yes", WrongKind),
        ("step/1", "yes", WrongKind),
        ("step/", True, FieldUnknown),
        ("budget", 3, FieldUnknown),
        ("entry/x", {"date": "2026-02-30", "text": "会"}, DateImpossible),
        ("entry/x", {"text": "会"}, DateImpossible),
        ("entry/x", {"date": "2026-02-03", "text": "  "}, TextMissing),
        ("entry/x", "会", WrongKind),
        (f"evidence/{SHA}", {"name": "x", "size": -1, "added": "2026-01-01"}, WrongKind),
        (f"evidence/{SHA}", {"name": "x", "size": 1}, DateImpossible),
        ("evidence/../../x", {"name": "x", "size": 1, "added": "2026-01-01"}, FieldUnknown),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_passed_over(
    record: Record, field: str, value: object, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        edit(record, Edit(DUTY, "lead", "不应写入"), Edit(DUTY, field, value))
    assert record.journal.events() == ()
    if value != "\ud800":
        known = Progress(DUTY, Status.IN_PROGRESS, frozenset({"1"}), basis=BASIS)
        told = apply(known, event(field, value))
        assert (told.status, told.steps, told.lead, told.entries) == (known.status, known.steps, "", ())


@pytest.mark.parametrize(
    "subject", ["annotation/x", "profile", "indicator/x", "action/x", "import/x", "template/x", "own/x", DUTY]
)
def test_progress_is_of_duties(subject: str) -> None:
    assert (subject in fold([event("status", "done", subject)])) is (subject in ("own/x", DUTY))


def test_a_duty_that_does_not_apply_needs_a_reason(record: Record) -> None:
    for reason in ("", "  "):
        with pytest.raises(TextMissing):
            set_status(record, DUTY, Status.NOT_APPLICABLE, BASIS, reason)
    set_status(record, DUTY, Status.NOT_APPLICABLE, BASIS, "本县没有产业园区")
    assert (record.of(DUTY).status, record.of(DUTY).reason) == (Status.NOT_APPLICABLE, "本县没有产业园区")
    with pytest.raises(TextMissing):
        edit(record, Edit(DUTY, "reason", ""))
    set_status(record, DUTY, Status.IN_PROGRESS, BASIS)
    assert record.of(DUTY).reason == ""


def test_the_day_it_was_done(tmp_path: Path) -> None:
    clock = iter(datetime(2026, 5, day, tzinfo=timezone(timedelta(hours=8))) for day in range(1, 31) for _ in "123456")
    record = open_record(tmp_path, "甲", lambda: next(clock))
    record.set_done(DUTY, True, BASIS)
    first = record.of(DUTY).done_on
    assert first is not None
    edit(record, Edit(DUTY, "done_on", "2026-04-30", BASIS))
    assert record.of(DUTY).done_on == date(2026, 4, 30)
    for _ in range(9):
        record.journal.today()
    record.undo_last()
    assert record.of(DUTY).done_on == first
    record.set_done(DUTY, False, BASIS)
    assert record.of(DUTY).done_on is None
    for _ in range(20):
        record.journal.today()
    record.undo_last()
    assert (record.of(DUTY).status, record.of(DUTY).done_on) == (Status.DONE, first)
    record.close()


def test_entries_stand_by_their_day_and_history_keeps_what_they_said(record: Record) -> None:
    late, early = new_entry(date(2026, 5, 1), "签约"), new_entry(date(2026, 3, 1), "开会")
    put_entry(record, DUTY, late, BASIS)
    put_entry(record, DUTY, early, BASIS)
    assert [one.text for one in record.of(DUTY).entries] == ["开会", "签约"]
    put_entry(record, DUTY, Entry(early.id, date(2026, 6, 1), "开会（更正）"), BASIS)
    assert [one.text for one in record.of(DUTY).entries] == ["签约", "开会（更正）"]
    strike_entry(record, DUTY, late.id, BASIS)
    assert [one.text for one in record.of(DUTY).entries] == ["开会（更正）"]
    told = [(row.field.partition("/")[0], row.before, row.after) for row in record.history(DUTY)]
    assert told[2] == (
        "entry",
        {"date": "2026-03-01", "text": "开会"},
        {"date": "2026-06-01", "text": "开会（更正）"},
    )
    assert told[3] == ("entry", {"date": "2026-05-01", "text": "签约"}, None)


def test_many_edits_are_one_action(record: Record) -> None:
    edit(record, *(Edit(f"d{n}", "lead", "科技局") for n in range(30)), Edit("d1", "due", "2026-12-31"))
    assert {row.action for row in record.history()} == {record.history()[0].action}
    edit(record, *(Edit(f"d{n}", "lead", "科技局") for n in range(30)))  # nothing changes, nothing is written
    assert len(record.history()) == 31
    record.undo_last()
    assert all(one.is_blank for one in record.progress.values())


@pytest.mark.parametrize(("field", "empty"), [("lead", ""), ("supporting", ()), ("due", None), ("problems", "")])
def test_what_was_emptied_is_as_never_said(record: Record, field: str, empty: object) -> None:
    edit(record, Edit(DUTY, field, {"supporting": ["a"], "due": "2026-01-01"}.get(field, "一")))
    assert not record.of(DUTY).is_blank
    edit(record, Edit(DUTY, field, empty))
    assert record.of(DUTY).is_blank


def test_files_are_put_to_a_duty_and_taken_off(record: Record) -> None:
    put_evidence(record, DUTY, Evidence(SHA, "说明.pdf", 12, date(2026, 1, 2)), BASIS)
    put_evidence(record, DUTY, Evidence(SHA, "改名.pdf", 12, date(2026, 1, 2)), BASIS)
    assert record.of(DUTY).evidence == (Evidence(SHA, "改名.pdf", 12, date(2026, 1, 2)),)
    drop_evidence(record, DUTY, SHA, BASIS)
    assert record.of(DUTY).evidence == ()


def test_a_later_version_s_file_is_read_as_far_as_it_is_known(record: Record, tmp_path: Path) -> None:
    record.write(Change(DUTY, "status", None, "suspended"), Change(DUTY, "budget", None, {"a": [1]}))
    record.write(Change("template/1", "x", None, 1), Change(DUTY, "lead", None, "科技局"))
    record.close()
    again = open_record(tmp_path, "x")
    assert (again.of(DUTY).status, again.of(DUTY).lead) == (Status.NOT_STARTED, "科技局")
    again.close()
