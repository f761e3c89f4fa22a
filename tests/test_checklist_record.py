"""Ticking adds up, stays, and never touches what it does not understand."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import threading
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist.errors import RecordDamaged, RecordForeign, RecordInUse, RecordTooNew, RecordUnwritable
from checklist.journal import Change, Event, Journal
from checklist.progress import Progress, Status, apply, fold
from checklist.record import FILE_NAME, Record, open_record, read_progress
from checklist.schema import APPLICATION_ID, VERSION

DUTY, BASIS = "cbf-2018-60.5-3.1", "a" * 64


def drawn(progress: Progress) -> str:
    shape = {Status.NOT_STARTED: "☐", Status.IN_PROGRESS: "◐", Status.DONE: "☑"}[progress.status]
    return " ".join([shape, *sorted(progress.steps)])


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ("", "☐"),
        ("+1", "◐ 1"),
        ("+1 +2", "◐ 1 2"),
        ("+1 +1", "◐ 1"),
        ("+1 -1", "☐"),
        ("-1", "☐"),
        ("done", "☑"),
        ("+1 done", "☑ 1"),
        ("done +1", "☑ 1"),
        ("done undone", "☐"),
        ("+1 done undone", "◐ 1"),
        ("+1 +2 done -1", "◐ 2"),
        ("+1 done -1", "☐"),
        ("undone", "☐"),
    ],
)
def test_actions_add_up(record: Record, tmp_path: Path, actions: str, expected: str) -> None:
    for action in actions.split():
        if action in ("done", "undone"):
            record.set_done(DUTY, action == "done", BASIS)
        else:
            record.set_step(DUTY, action[1:], action[0] == "+", BASIS)
    assert drawn(record.of(DUTY)) == expected
    record.close()
    again = open_record(tmp_path, "另一人")
    assert drawn(again.of(DUTY)) == expected
    again.verify()
    again.close()


def test_an_event_says_who_when_what_and_on_which_words(tmp_path: Path) -> None:
    journal = Journal(tmp_path / FILE_NAME, "王五")
    (event,) = journal.append((Change(DUTY, "step/1", False, True, BASIS),))
    assert (event.actor, event.subject, event.field, event.before, event.after) == (
        "王五",
        DUTY,
        "step/1",
        "false",
        "true",
    )
    assert (event.seq, event.clock, event.prev, event.basis) == (1, 1, "", BASIS)
    (second,) = journal.append((Change(DUTY, "step/2", False, True, BASIS),))
    assert (second.seq, second.clock, second.prev, second.device) == (2, 2, event.hash, event.device)
    journal.close()


def test_one_action_is_all_or_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path / FILE_NAME, "王五")
    with pytest.raises(TypeError):
        journal.append((Change(DUTY, "step/1", False, True, BASIS), Change(DUTY, "step/2", False, {1}, BASIS)))
    assert journal.events() == ()
    journal.close()


def test_a_field_of_a_later_version_is_passed_over() -> None:
    known = Progress(DUTY, Status.IN_PROGRESS, frozenset({"1"}))
    event = Event("e", "d", 1, 1, "2026-01-01T00:00:00+08:00", "甲", DUTY, "budget", "null", "3", BASIS, "", "")
    assert drawn(apply(known, event)) == "◐ 1"


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["1", "2", "3"]), st.booleans()), max_size=20))
def test_steps_are_the_last_word_on_each(changes: list[tuple[str, str, bool]]) -> None:
    events = [
        Event(str(n), "d", n, n, "", "", duty, f"step/{step}", "null", str(done).lower(), "", "", "")
        for n, (duty, step, done) in enumerate(changes, 1)
    ]
    last = {(duty, step): done for duty, step, done in changes}
    folded = fold(events)
    for (duty, step), done in last.items():
        assert (step in folded[duty].steps) is done


def edited(path: Path, sql: str) -> None:
    database = apsw.Connection(str(path), vfs="cksmvfs")
    database.execute("DROP TRIGGER IF EXISTS event_never_changes; DROP TRIGGER IF EXISTS event_never_goes")
    database.execute(sql)
    database.close()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE event SET actor = '别人' WHERE seq = 2",
        "UPDATE event SET after = 'false' WHERE seq = 3",
        "DELETE FROM event WHERE seq = 2",
        "UPDATE event SET seq = seq + 10 WHERE seq = 3",
    ],
)
def test_a_changed_history_is_found(record: Record, tmp_path: Path, sql: str) -> None:
    for step in "1234":
        record.set_step(DUTY, step, True, BASIS)
    record.verify()
    record.close()
    edited(tmp_path / FILE_NAME, sql)
    again = open_record(tmp_path, "x")
    with pytest.raises(RecordDamaged):
        again.verify()
    again.close()


def test_the_file_itself_refuses_to_rewrite_history(record: Record, tmp_path: Path) -> None:
    record.set_step(DUTY, "1", True, BASIS)
    record.close()
    database = apsw.Connection(str(tmp_path / FILE_NAME), vfs="cksmvfs")
    for sql in ("UPDATE event SET actor = 'x'", "DELETE FROM event"):
        with pytest.raises(apsw.ConstraintError):
            database.execute(sql)
    database.close()


def header(application: int, version: int) -> bytes:
    return struct.pack(">16s44xI4xI", b"SQLite format 3\0", version, application) + bytes(4024)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", RecordDamaged),
        (b"x", RecordForeign),
        ("这是一份台账".encode() * 40, RecordForeign),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), RecordForeign),
        (header(0, 1), RecordForeign),
        (header(APPLICATION_ID, VERSION + 1), RecordTooNew),
        (header(APPLICATION_ID, VERSION + 1000), RecordTooNew),
        (header(APPLICATION_ID, 0), RecordDamaged),
        (header(APPLICATION_ID, VERSION), RecordDamaged),
    ],
)
def test_a_file_that_is_refused_stays_as_it_was(tmp_path: Path, content: bytes, error: type[Exception]) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(content)
    with pytest.raises(error):
        open_record(tmp_path, "x")
    assert path.read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == [FILE_NAME]


def test_a_real_record_of_a_later_version_stays_as_it_was(record: Record, tmp_path: Path) -> None:
    record.set_step(DUTY, "1", True, BASIS)
    record.close()
    path = tmp_path / FILE_NAME
    edited(path, f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(RecordTooNew):
        open_record(tmp_path, "x")
    assert path.read_bytes() == before


def test_flipped_bits_are_found(record: Record, tmp_path: Path) -> None:
    for step in range(40):
        record.set_step(DUTY, str(step), True, BASIS)
    record.close()
    path = tmp_path / FILE_NAME
    whole = path.read_bytes()
    for place in range(120, len(whole), len(whole) // 60):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        with pytest.raises((RecordDamaged, RecordForeign, RecordTooNew)):
            open_record(tmp_path, "x").verify()
    path.write_bytes(whole)
    again = open_record(tmp_path, "x")
    assert len(again.of(DUTY).steps) == 40
    again.close()


def test_two_programs_cannot_hold_one_record(record: Record, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from checklist.record import open_record;"
        "from checklist.errors import RecordInUse\n"
        "try: open_record(Path(sys.argv[1]), 'x')\n"
        "except RecordInUse: print('in use')"
    )
    run = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert run.stdout == "in use\n"
    record.set_step(DUTY, "1", True, BASIS)
    with pytest.raises(RecordInUse):
        open_record(tmp_path, "x")


def test_killed_while_ticking_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from checklist.record import open_record\n"
        "record = open_record(Path(sys.argv[1]), 'x')\n"
        "for n in range(100000):\n"
        "    record.set_step('d', str(n), True, '')\n"
        "    print(n, flush=True)\n"
    )
    for acknowledged in (3, 20, 50):
        folder = tmp_path / str(acknowledged)
        child = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        for _ in range(acknowledged):
            child.stdout.readline()
        child.kill()
        child.communicate()
        record = open_record(folder, "x")
        assert {str(n) for n in range(acknowledged)} <= record.of("d").steps
        record.verify()
        record.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(RecordUnwritable) as caught:
        open_record(blocked / "data", "x")
    assert "file" in str(caught.value.path)


def can_remount() -> bool:
    """Whether this machine lets us make a folder read-only for a process of its own."""
    trial = ["unshare", "-rm", "true"]
    return bool(shutil.which("unshare")) and subprocess.run(trial, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_remount(), reason="needs a mount namespace")
def test_a_read_only_folder_can_be_read_but_not_written(record: Record, tmp_path: Path) -> None:
    record.set_step(DUTY, "1", True, BASIS)
    record.close()
    code = (
        "import sys; from pathlib import Path; from checklist.record import open_record, read_progress\n"
        "from checklist.errors import RecordUnwritable\n"
        "folder = Path(sys.argv[1])\n"
        "try: open_record(folder, 'x')\n"
        "except RecordUnwritable: print('unwritable')\n"
        "print(sorted(read_progress(folder)['cbf-2018-60.5-3.1'].steps))"
    )
    mount = f"mount --bind {tmp_path} {tmp_path} && mount -o remount,ro,bind {tmp_path}"
    command = ["unshare", "-rm", "sh", "-c", f'{mount} && exec "$@"', "sh", sys.executable, "-c", code, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stdout == "unwritable\n['1']\n", run.stderr


def test_no_record_is_no_progress(tmp_path: Path) -> None:
    assert read_progress(tmp_path) == {}
    assert list(tmp_path.iterdir()) == []


def test_jobs_read_while_the_window_writes(record: Record, tmp_path: Path) -> None:
    failed: list[Exception] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                assert len(record.head) in (0, 16)
                assert len(record.history()) <= 120
                record.journal.backup()
        except (apsw.Error, RuntimeError, RecordDamaged) as error:
            failed.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for n in range(60):
        record.set_step(f"d{n}", str(n), True, BASIS)
    stop.set()
    for reader in readers:
        reader.join()
    assert failed == []
    record.verify()
