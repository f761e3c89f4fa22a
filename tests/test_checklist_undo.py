"""Anything can be undone, and done again; nobody's later work is lost by it."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.actions import Edit, edit, new_entry, put_entry
from checklist.errors import UndoOverlaid, UndoUnknown
from checklist.profile import CountyProfile, read_profile, write_profile
from checklist.record import Record, open_record

DUTY = "d"


def act(record: Record, word: str) -> None:
    match word:
        case "undo":
            record.undo_last()
        case "redo":
            record.redo_last()
        case "done" | "undone":
            record.set_done(DUTY, word == "done", "")
        case _ if word[0] in "+-":
            record.set_step(DUTY, word[1:], word[0] == "+", "")
        case _:
            edit(record, Edit(DUTY, "lead", word))


def drawn(record: Record) -> str:
    now = record.of(DUTY)
    return " ".join([now.status, *sorted(now.steps), *([now.lead] if now.lead else [])])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("+1 undo", "not_started"),
        ("+1 +2 undo", "in_progress 1"),
        ("+1 +2 undo undo", "not_started"),
        ("+1 +2 undo undo redo", "in_progress 1"),
        ("+1 +2 undo undo redo redo", "in_progress 1 2"),
        ("+1 undo redo undo", "not_started"),
        ("+1 undo redo undo redo", "in_progress 1"),
        ("+1 undo redo undo redo undo", "not_started"),
        ("+1 done undo", "in_progress 1"),
        ("+1 done undo +2", "in_progress 1 2"),
        ("+1 +2 undo +3 undo undo", "not_started"),
        ("+1 done -1 undo", "done 1"),
        ("甲 乙 undo", "not_started 甲"),
        ("甲 乙 丙 undo undo redo", "not_started 乙"),
        ("甲 +1 undo 乙 undo undo", "not_started"),
        ("甲 undo 乙 undo redo", "not_started 乙"),
    ],
)
def test_undo_and_redo(record: Record, words: str, expected: str) -> None:
    for word in words.split():
        act(record, word)
    assert drawn(record) == expected
    record.verify()


@pytest.mark.parametrize("words", ["undo", "redo", "+1 redo", "+1 undo undo", "+1 undo +2 redo", "+1 undo redo redo"])
def test_nothing_left_to_undo_or_redo(record: Record, words: str) -> None:
    *before, last = words.split()
    for word in before:
        act(record, word)
    count = len(record.journal.events())
    with pytest.raises(UndoUnknown):
        act(record, last)
    assert len(record.journal.events()) == count


def test_a_later_change_is_not_lost(record: Record) -> None:
    edit(record, Edit(DUTY, "lead", "科技局"), Edit(DUTY, "person", "李四"))
    first = record.history()[-1].action
    edit(record, Edit(DUTY, "lead", "发改局"))
    with pytest.raises(UndoOverlaid) as caught:
        record.undo(first)
    assert (caught.value.subject, caught.value.field, caught.value.actor) == (DUTY, "lead", "测试员")
    record.undo_last()
    record.undo(first)
    assert record.of(DUTY).is_blank


def test_an_action_is_undone_once_from_anywhere_in_history(record: Record) -> None:
    for step in "123":
        record.set_step("other", step, True, "")
    put_entry(record, DUTY, new_entry(date(2026, 1, 1), "开会"), "")
    entry = record.history(DUTY)[-1].action
    record.set_step("other", "1", False, "")
    record.undo(entry)
    assert record.of(DUTY).entries == ()
    with pytest.raises(UndoUnknown):
        record.undo(entry)
    record.redo_last()
    assert [one.text for one in record.of(DUTY).entries] == ["开会"]
    record.undo(entry)  # what was done again can be undone again, by the action's first name
    assert record.of(DUTY).entries == ()


def test_the_profile_too(record: Record) -> None:
    write_profile(record, CountyProfile("青川县", 2026, ("科技局",)))
    write_profile(record, CountyProfile("青川县", 2027, ()))
    record.undo_last()
    assert read_profile(record.state) == CountyProfile("青川县", 2026, ("科技局",))


def test_what_is_not_an_action_cannot_be_undone(record: Record) -> None:
    with pytest.raises(UndoUnknown):
        record.undo("no such action")


WORDS = st.lists(st.sampled_from(["+1", "-1", "+2", "-2", "done", "undone", "甲", "乙"]), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None)
@given(WORDS)
def test_all_the_way_back_and_forth_again(words: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        record = open_record(Path(folder), "甲")
        states = [drawn(record)]
        for word in words:
            count = len(record.journal.events())
            act(record, word)
            if len(record.journal.events()) > count:
                states.append(drawn(record))
        for state in reversed(states[:-1]):
            record.undo_last()
            assert drawn(record) == state
        assert record.of(DUTY).is_blank
        for state in states[1:]:
            record.redo_last()
            assert drawn(record) == state
        record.verify()
        record.close()
