"""Laptops that exchange files come to one state, in whatever order; nothing is lost, and a merge can be undone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checklist.actions import Edit, edit, set_status
from checklist.backup import backups
from checklist.errors import BackupFailed, RecordUnwritable, UndoOverlaid
from checklist.exchange import Choice, export_exchange
from checklist.exchange_errors import ExchangeChainBroken, ExchangeForked, ExchangeOtherCounty
from checklist.merging import Kind, Merged, merge, preview
from checklist.profile import CountyProfile, write_profile
from checklist.record import FILE_NAME, Record, open_record
from checklist.standing import Status
from tests.bench.checklist_histories import run_history


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Record]:
    opened = open_record(tmp_path / "other", "同事")
    yield opened
    opened.close()


def send(sender: Record, receiver: Record, choice: Choice | None = None) -> Merged:
    path = sender.folder / "sent.zip"
    export_exchange(sender, path, choice)
    return merge(receiver, preview(receiver, path))


@pytest.mark.parametrize("seed", range(101, 105))
def test_random_histories_end_in_one_state(tmp_path: Path, seed: int) -> None:
    assert run_history(tmp_path, seed, actions=12) > 0


PREVIEWS = [
    ("they=甲", "None 甲 甲 new"),
    ("me=甲", ""),
    ("me=甲 they=甲", "甲 甲 甲 same"),
    ("me=甲 they=乙", "甲 乙 ? conflict"),
    ("me=甲 they=乙 they=甲", "甲 甲 甲 same"),
    ("me=甲 they=乙 they=丙", "甲 丙 丙 conflict"),
    ("me=甲 me=丁 they=乙", "丁 乙 丁 conflict"),
    ("me=甲 give me=丁 they=乙", "丁 乙 ? conflict"),
    ("me=甲 give they=乙", "甲 乙 乙 new"),
    ("me=甲 give they=乙 they=", "甲 None None new"),
]


@pytest.mark.parametrize(("words", "expected"), PREVIEWS)
def test_a_preview_says_field_by_field_what_would_happen(
    record: Record, other: Record, words: str, expected: str
) -> None:
    for word in words.split():
        who, _, lead = word.partition("=")
        match who:
            case "give":
                send(record, other)
            case "take":
                send(other, record)
            case _:
                edit(record if who == "me" else other, Edit("d", "lead", lead))
    export_exchange(other, other.folder / "theirs.zip")
    seen = preview(record, other.folder / "theirs.zip")
    told = [(one.mine, one.theirs, one.result, str(one.kind)) for one in seen.fields]
    wanted = [None if word == "None" else word for word in expected.split()]
    assert all(row == (*wanted[:2], row[2] if wanted[2] == "?" else wanted[2], wanted[3]) for row in told)
    assert len(told) == bool(expected)
    assert all((one.actor, one.subject, one.field) == ("同事", "d", "lead") for one in seen.fields)
    merge(record, seen)
    assert all((record.of("d").lead or None) == one.result for one in seen.fields)
    assert bool(record.conflicts()) is any(one.kind is Kind.CONFLICT for one in seen.fields)


def test_both_values_are_kept_until_someone_decides(record: Record, other: Record) -> None:
    edit(record, Edit("d", "lead", "甲局"))
    edit(other, Edit("d", "lead", "乙局"))
    send(other, record)
    send(record, other)
    for one in (record, other):
        (conflict,) = one.conflicts("d")
        assert {conflict.kept.value, *(lost.value for lost in conflict.lost)} == {"甲局", "乙局"}
        assert one.of("d").lead == conflict.kept.value
        assert one.disputed == {"d"}
    (conflict,) = record.conflicts("d")
    record.decide(conflict, conflict.lost[0].event)
    assert (record.of("d").lead, record.conflicts(), record.disputed) == (conflict.lost[0].value, (), frozenset())
    send(record, other)
    assert (other.of("d").lead, other.conflicts()) == (conflict.lost[0].value, ())
    record.undo_last()
    assert len(record.conflicts()) == 1


def test_a_merge_is_undone_and_done_again_as_one(record: Record, other: Record, tmp_path: Path) -> None:
    edit(record, Edit("d", "lead", "甲局"), Edit("e", "person", "李四"))
    edit(other, Edit("d", "lead", "乙局"), Edit("d", "due", "2026-12-31"))
    other.set_done("f", True, "")
    before = dict(record.progress)
    done = send(other, record)
    merged = {duty: record.of(duty) for duty in "def"}
    assert done.action is not None
    assert done.backup in backups(tmp_path)
    record.undo(done.action)
    assert {duty: said.lead for duty, said in record.progress.items()} == {"d": "甲局", "e": "", "f": ""}
    assert (record.of("d").due, record.of("f").status, record.of("e").person) == (None, Status.NOT_STARTED, "李四")
    assert before["e"] == record.of("e")
    assert send(other, record).events == 0
    record.redo_last()
    assert all(record.of(duty).lead == merged[duty].lead and record.of(duty).due == merged[duty].due for duty in "def")
    record.undo_last()
    record.verify()


def test_a_merge_worked_on_since_is_not_undone(record: Record, other: Record) -> None:
    edit(other, Edit("d", "lead", "乙局"))
    done = send(other, record)
    edit(record, Edit("d", "lead", "丙局"))
    with pytest.raises(UndoOverlaid):
        record.undo(str(done.action))
    record.undo_last()
    record.undo(str(done.action))
    assert record.of("d").lead == ""


def test_chosen_subjects_then_the_rest(record: Record, other: Record) -> None:
    for n in range(6):
        record.set_step(f"d{n % 3}", str(n), True, "")
    send(record, other, Choice(frozenset({"d1"})))
    other.verify()
    assert set(other.progress) == {"d1"}
    send(record, other, Choice(frozenset({"d2"})))
    other.verify()
    send(record, other)
    other.verify()
    assert dict(other.progress) == dict(record.progress)
    send(other, record)
    assert record.head != ""
    assert {row.action for row in record.history("d0")} == {row.action for row in other.history("d0")}


def test_two_laptops_under_one_name_are_noticed(record: Record, tmp_path: Path) -> None:
    """Someone copied the folder and both went on."""
    record.set_step("d", "1", True, "")
    copy = record.journal.backup()
    (tmp_path / "copied").mkdir()
    shutil.copyfile(copy, tmp_path / "copied" / FILE_NAME)
    copied = open_record(tmp_path / "copied", "乙")
    copied.set_step("d", "2", True, "")
    record.set_step("d", "3", True, "")
    with pytest.raises(ExchangeForked):
        send(copied, record)
    assert record.of("d").steps == {"1", "3"}
    copied.close()


def test_a_record_that_fell_back_gets_its_own_events_again(record: Record, other: Record, tmp_path: Path) -> None:
    record.set_step("d", "1", True, "")
    copy = record.journal.backup()
    record.set_step("d", "2", True, "")
    send(record, other)
    (tmp_path / "restored").mkdir()
    shutil.copyfile(copy, tmp_path / "restored" / FILE_NAME)
    restored = open_record(tmp_path / "restored", "甲")
    send(other, restored)
    assert restored.of("d").steps == {"1", "2"}
    restored.set_step("d", "3", True, "")
    restored.verify()
    restored.close()


def test_another_county_s_file_is_not_merged(record: Record, other: Record) -> None:
    write_profile(record, CountyProfile("青川县"))
    write_profile(other, CountyProfile("剑阁县"))
    with pytest.raises(ExchangeOtherCounty) as caught:
        send(other, record)
    assert (caught.value.mine, caught.value.theirs) == ("青川县", "剑阁县")


def test_a_piece_of_history_that_does_not_join_is_refused(record: Record, other: Record) -> None:
    record.set_step("d", "1", True, "")
    send(record, other)
    path = record.folder / "sent.zip"
    seen = preview(other, path)
    assert seen.new_events == 0
    record.set_step("d", "2", True, "")
    record.set_step("d", "3", True, "")
    export_exchange(record, path)
    seen = preview(other, path)
    lacking = tuple(one for one in seen.parcel.events if one.field != "step/2")
    seen = replace(seen, parcel=replace(seen.parcel, events=lacking))
    with pytest.raises(ExchangeChainBroken):
        merge(other, seen)
    assert other.of("d").steps == {"1"}


@pytest.mark.parametrize("fails", ["backup", "writing"])
def test_a_merge_that_fails_leaves_all_as_it_was(
    record: Record, other: Record, fails: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_status(other, "d", Status.DONE, "")
    record.set_step("d", "1", True, "")
    export_exchange(other, other.folder / "theirs.zip")
    seen = preview(record, other.folder / "theirs.zip")
    before = record.journal.events()
    if fails == "backup":
        (record.folder / "backups").write_text("in the way")
    else:
        record.journal._database.execute("PRAGMA query_only = 1")
    with pytest.raises(BackupFailed if fails == "backup" else RecordUnwritable):
        merge(record, seen)
    record.journal._database.execute("PRAGMA query_only = 0")
    assert record.journal.events() == before
    assert record.of("d").status is Status.IN_PROGRESS


@pytest.mark.parametrize("after", [0, 1, 4, 5, 6])
def test_killed_while_merging_it_has_all_or_nothing(record: Record, other: Record, after: int) -> None:
    """The file holds five events; the sixth INSERT is the note of the import, the kill after it comes at COMMIT."""
    record.set_done("mine", True, "")
    for step in "1234":
        other.set_step("d", step, True, "")
    export_exchange(other, other.folder / "theirs.zip")
    record.close()
    code = (
        "import os, sys; from pathlib import Path\n"
        "from checklist.record import open_record; from checklist.merging import merge, preview\n"
        "record = open_record(Path(sys.argv[1]), '甲'); seen = preview(record, Path(sys.argv[2])); ran = []\n"
        "def trace(cursor, sql, bindings):\n"
        "    ran.append('INSERT INTO event' in sql)\n"
        "    if sum(ran) > int(sys.argv[3]) or (sum(ran) == 6 and 'COMMIT' in sql): os.kill(os.getpid(), 9)\n"
        "    return True\n"
        "record.journal._database.exec_trace = trace\n"
        "merge(record, seen)\n"
    )
    words = [sys.executable, "-c", code, str(record.folder), str(other.folder / "theirs.zip"), str(after)]
    assert abs(subprocess.run(words, check=False).returncode) == 9  # Windows knows no sign
    again = open_record(record.folder, "甲")
    again.verify()
    assert set(again.progress) == {"mine"}
    assert merge(again, preview(again, other.folder / "theirs.zip")).events == 5
    assert again.of("d").steps == set("1234")
    again.close()
