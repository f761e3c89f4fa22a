"""A record that is damaged, gone, foreign or too new: what is there is kept, and the way back is a checked backup."""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest

from checklist import recovery
from checklist.backup import backups
from checklist.connection import checksum_vfs
from checklist.copies import Occasion, copies
from checklist.errors import (
    ChecklistError,
    RecordDamaged,
    RecordForeign,
    RecordMissing,
    RecordTooNew,
    RecordUnwritable,
)
from checklist.holding import holding_of, look_into
from checklist.record import FILE_NAME, Record, open_record
from checklist.recovery import bring, put_aside, restore, start_anew
from checklist.standing import Status

GOLDEN = Path(__file__).parent / "data" / "record-v1.db"
NOW = datetime(2026, 11, 22, 9, 38, tzinfo=UTC)
MAGIC = b"SQLite format 3\0"
Spoil = Callable[[Path], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A record with two actions, a backup of the first, and closed."""
    folder = tmp_path / "本县 记录 100%#"
    record = open_record(folder, "张三")
    record.set_step("d", "1", True, "")
    record.journal.backup(Occasion.TIMED)
    record.set_done("d", True, "")
    record.close()
    return folder


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def overwrite(path: Path) -> None:
    path.write_bytes(b"not a record")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def flip(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 4
    path.write_bytes(whole)


def take_away(path: Path) -> None:
    path.unlink()


# the way back


@pytest.mark.parametrize("spoil", [empty, overwrite, cut, flip])
def test_a_spoiled_record_is_kept_and_the_backup_opens(folder: Path, spoil: Spoil) -> None:
    spoil(folder / FILE_NAME)
    wrong = digest(folder / FILE_NAME)
    with pytest.raises((RecordDamaged, RecordForeign)):
        open_record(folder, "张三")
    (kept,) = put_aside(folder, NOW)
    record = restore(folder, backups(folder)[0], "张三")
    assert record.of("d").steps == {"1"}
    assert (kept.name, digest(kept)) == ("record-aside-20261122-093800.db", wrong)
    record.close()


def test_what_is_beside_a_spoiled_record_goes_with_it(folder: Path) -> None:
    for tail in ("", "-wal", "-shm"):
        (folder / f"{FILE_NAME}{tail}").write_bytes(tail.encode())
    first, second = put_aside(folder, NOW), None
    (folder / FILE_NAME).write_bytes(b"again")
    second = put_aside(folder, NOW)
    assert [one.name for one in first] == [f"record-aside-20261122-093800.db{tail}" for tail in ("", "-wal", "-shm")]
    assert [one.name for one in second] == ["record-aside-20261122-093800-2.db"]
    assert not (folder / FILE_NAME).exists()


def test_a_restored_record_goes_on_as_a_new_device(folder: Path) -> None:
    before = open_record(folder, "张三")
    old = before.journal.device
    before.close()
    record = restore(folder, backups(folder)[0], "张三")
    record.set_step("d", "2", True, "")
    record.verify()
    assert set(record.journal.heads()) == {old, record.journal.device}
    assert record.of("d").status is Status.IN_PROGRESS
    record.close()
    again = open_record(folder, "张三")
    assert again.of("d").steps == {"1", "2"}
    again.close()


def test_a_strange_wal_is_not_taken_for_the_restored_record_s(folder: Path) -> None:
    (folder / f"{FILE_NAME}-wal").write_bytes(b"of another file" * 500)
    record = restore(folder, backups(folder)[0], "张三")
    assert record.of("d").steps == {"1"}
    assert len(list(folder.glob("record-aside-*.db-wal"))) == 1
    record.close()


@pytest.mark.parametrize("broken", ["look_into", "copy_whole", "put_in_place"])
@pytest.mark.parametrize("nth", [1, 2])
def test_a_restore_that_fails_leaves_all_as_it_was(
    folder: Path, broken: str, nth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, before, count = getattr(recovery, broken), digest(folder / FILE_NAME), 0

    def failing(*parts: object) -> object:
        nonlocal count
        count += 1
        if count == nth:
            raise OSError(28, "No space left on device")
        return real(*parts)

    monkeypatch.setattr(recovery, broken, failing)
    try:
        restore(folder, backups(folder)[0], "张三").close()
    except (ChecklistError, OSError):
        assert digest(folder / FILE_NAME) == before
    else:
        assert count < nth
    assert sorted(one.name for one in folder.iterdir()) == ["backups", FILE_NAME]


def test_an_interrupted_recovery_is_taken_up_again(folder: Path) -> None:
    """The file was already put aside when the program was killed."""
    put_aside(folder, NOW)
    with pytest.raises(RecordMissing):
        open_record(folder, "张三")
    record = restore(folder, backups(folder)[0], "张三")
    assert record.of("d").steps == {"1"}
    record.close()


def test_a_backup_of_an_old_version_is_restored(folder: Path) -> None:
    shutil.copyfile(GOLDEN, folder / "backups" / "旧版.db")
    assert look_into(folder / "backups" / "旧版.db").actions == 22
    record = restore(folder, folder / "backups" / "旧版.db", "张三")
    assert len(record.journal.events()) == 22
    record.verify()
    record.close()
    assert not list(folder.glob("restoring-*"))


@pytest.mark.parametrize("spoil", [empty, overwrite, cut, flip, take_away])
def test_a_spoiled_backup_is_never_restored(folder: Path, spoil: Spoil) -> None:
    before, copy = digest(folder / FILE_NAME), backups(folder)[0]
    spoil(copy)
    with pytest.raises((RecordDamaged, RecordForeign, RecordUnwritable)):
        restore(folder, copy, "张三")
    assert digest(folder / FILE_NAME) == before


# never an empty one silently


def backup_there(folder: Path) -> None:
    (folder / "backups").mkdir()
    (folder / "backups" / "any.db").write_bytes(b"")


def evidence_there(folder: Path) -> None:
    (folder / "evidence" / "ab").mkdir(parents=True)
    (folder / "evidence" / "ab" / ("ab" * 32)).write_bytes(b"")


def put_aside_there(folder: Path) -> None:
    (folder / "record-aside-20261122-093800.db").write_bytes(b"")


def moved_there(folder: Path) -> None:
    (folder / "moved-20261122-093800").mkdir()


@pytest.mark.parametrize("trace", [backup_there, evidence_there, put_aside_there, moved_there])
def test_where_one_was_no_empty_one_is_made(tmp_path: Path, trace: Spoil) -> None:
    trace(tmp_path)
    with pytest.raises(RecordMissing):
        open_record(tmp_path, "张三")
    assert not (tmp_path / FILE_NAME).exists()
    record = start_anew(tmp_path, "张三")
    assert record.journal.events() == ()
    record.close()


def test_a_record_that_is_there_is_never_begun_anew(folder: Path) -> None:
    before = digest(folder / FILE_NAME)
    with pytest.raises(RecordForeign):
        start_anew(folder, "张三")
    assert digest(folder / FILE_NAME) == before


# left as they are


def with_version(version: int, application: int = 0x58434345) -> bytes:
    return struct.pack(">16s44xI4xI", MAGIC, version & 0xFFFFFFFF, application) + bytes(4000)


REFUSED = [
    (with_version(99), RecordTooNew),
    (with_version(1002), RecordTooNew),
    (with_version(2**31 - 1), RecordTooNew),
    (with_version(-1), RecordTooNew),
    (with_version(0), RecordDamaged),
    (with_version(2, application=0), RecordForeign),
    (with_version(2, application=252006675), RecordForeign),
    (b"", RecordDamaged),
    (b"\0", RecordForeign),
    (b"\x89PNG\r\n\x1a\n" + bytes(500), RecordForeign),
    ("本县记录".encode() * 50, RecordForeign),
    (bytes(8192), RecordForeign),
]


@pytest.mark.parametrize(("content", "error"), REFUSED)
def test_what_is_refused_is_left_byte_for_byte(tmp_path: Path, content: bytes, error: type[ChecklistError]) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    for refuse in (lambda: open_record(tmp_path, ""), lambda: look_into(tmp_path / FILE_NAME)):
        with pytest.raises(error):
            refuse()
    assert (tmp_path / FILE_NAME).read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == [FILE_NAME]


def test_a_newer_record_killed_before_it_was_written_out_is_left_with_its_wal(tmp_path: Path) -> None:
    """The version stands in the -wal only, so that the file's own header still looks like one of ours."""
    home = tmp_path / "killed"
    open_record(home, "").close()
    pid = os.fork()
    if pid == 0:
        database = apsw.Connection(str(home / FILE_NAME), vfs=checksum_vfs())
        database.pragma("journal_mode", "wal")
        database.pragma("user_version", 99)
        os._exit(0)
    os.waitpid(pid, 0)
    before = {one.name: digest(one) for one in home.iterdir() if not one.name.endswith("-shm")}
    assert f"{FILE_NAME}-wal" in before
    with pytest.raises(RecordTooNew):
        open_record(home, "")
    assert {one.name: digest(one) for one in home.iterdir() if not one.name.endswith("-shm")} == before


# what a backup holds, and backups from elsewhere


def test_what_a_backup_holds_is_what_the_record_held(folder: Path) -> None:
    record = open_record(folder, "李四")
    then = look_into(backups(folder)[0])
    now = holding_of(record.journal.events(), record.journal.stubs())
    assert (then.actions, then.last_actor, then.statuses) == (1, "张三", {Status.IN_PROGRESS: 1})
    assert (now.actions, now.statuses, now.head) == (2, {Status.DONE: 1}, record.head)
    record.close()


HOSTILE = [
    "CREATE TRIGGER x AFTER INSERT ON event BEGIN DELETE FROM event; END",
    "CREATE VIEW x AS SELECT * FROM event",
    "CREATE TABLE x (a)",
    "CREATE VIRTUAL TABLE x USING fts5(a)",
    "DROP TRIGGER event_never_goes; CREATE TRIGGER event_never_goes BEFORE DELETE ON event BEGIN SELECT 1; END",
]


@pytest.mark.parametrize("sql", HOSTILE)
def test_a_hostile_backup_is_foreign(folder: Path, tmp_path: Path, sql: str) -> None:
    hostile = tmp_path / "U盘.db"
    shutil.copyfile(backups(folder)[0], hostile)
    database = apsw.Connection(str(hostile), vfs=checksum_vfs())
    database.execute(sql)
    database.close()
    before = digest(hostile)
    with pytest.raises(RecordForeign):
        bring(hostile, folder)
    assert digest(hostile) == before
    assert len(copies(folder)) == 1


def test_a_backup_from_a_stick_joins_the_others(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "U盘" / "县策备份.db"
    stick.parent.mkdir()
    backups(folder)[0].rename(stick)
    brought = bring(stick, folder)
    (known,) = copies(folder)
    assert (known.path, known.occasion, digest(brought)) == (brought, Occasion.BROUGHT, digest(stick))
    record = restore(folder, brought, "张三")
    assert record.of("d").steps == {"1"}
    record.close()


def test_a_hundred_drills_come_out_equal(record: Record, tmp_path: Path) -> None:
    """Back up, restore elsewhere, compare: the record grows and changes between."""
    for number in range(100):
        record.set_step(f"d{number % 7}", str(number), True, "")
        if number % 3 == 0:
            record.set_done(f"d{number % 5}", number % 2 == 0, "")
        place = tmp_path / "drill"
        restored = restore(place, record.journal.backup(), "演练")
        assert restored.journal.events() == record.journal.events()
        assert dict(restored.progress) == dict(record.progress)
        restored.close()
