"""Copies of a record by name, by age, by place: which is which, which may go, and what is carried along."""

from __future__ import annotations

import hashlib
import os
import shutil
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import apsw
import pytest

from checklist import recovery
from checklist.backup import backups
from checklist.connection import in_our_terms
from checklist.copies import Copy, Occasion, copies, names
from checklist.copy_reading import check_chain, device_of, events_of, gist, opened_copy
from checklist.copying import carry_evidence, copy_whole, sha256_of
from checklist.errors import (
    BackupFailed,
    EvidenceNoRoom,
    EvidenceUnreadable,
    PlaceTaken,
    RecordDamaged,
    RecordForeign,
    RecordUnwritable,
)
from checklist.evidence import EvidenceStore, Fault
from checklist.holding import Holding, holding_of, look_into
from checklist.journal import Change
from checklist.keeping import Kept, back_up_if_changed
from checklist.moving import move_record
from checklist.profile import CountyProfile, write_profile
from checklist.record import FILE_NAME, Record, open_record
from checklist.record_place import place_of, read_memory, remember
from checklist.recovery import put_aside, restore
from checklist.rotation import outlived
from checklist.schema import APPLICATION_ID, VERSION
from checklist.standing import Status

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CHINA = timezone(timedelta(hours=8))


@pytest.mark.parametrize("word", ["timed", "asked", "import", "upgrade", "restore", "move", "brought"])
def test_a_name_says_number_time_and_occasion(tmp_path: Path, word: str) -> None:
    """These words stand in the names of copies that were made already."""
    path = tmp_path / "backups" / f"record-000012-20261122T173000+0800-{word}-1a2b3c4d.db"
    path.parent.mkdir()
    path.write_bytes(b"12345")
    at = datetime(2026, 11, 22, 17, 30, tzinfo=CHINA)
    assert copies(tmp_path) == (Copy(path, 12, at, Occasion(word), 5),)
    wanted = names(tmp_path, "record", at, (Occasion(word), "1a2b3c4d-0000"))
    assert next(wanted).name == f"record-000013-20261122T173000+0800-{word}-1a2b3c4d.db"
    assert next(wanted).name == f"record-000014-20261122T173000+0800-{word}-1a2b3c4d.db"
    assert len(list(wanted)) == 998  # then something else is wrong


@pytest.mark.parametrize(
    "name",
    [
        "record-000012-20261122T173000+0800-later-1a2b3c4d.db",
        "record-00012-20261122T173000+0800-timed-1a2b3c4d.db",
        "record-0000000012-20261122T173000+0800-timed-1a2b3c4d.db",
        "record-000012-20261322T173000+0800-timed-1a2b3c4d.db",
        "record-000012-20261122T173000+0800-timed-1a2b3c4.db",
        "县策.db",
    ],
)
def test_any_other_name_is_a_stranger_s(tmp_path: Path, name: str) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / name).write_bytes(b"1")
    (tmp_path / "backups" / "record.txt").write_bytes(b"no copy at all")
    (known,) = copies(tmp_path)
    assert (known.path.name, known.number, known.occasion, known.size) == (name, 0, None, 1)
    assert abs(datetime.now(UTC) - known.at) < timedelta(minutes=1)


def test_the_one_made_last_comes_first(tmp_path: Path) -> None:
    """By its number; strangers behind, by their time. A folder or a link that leads nowhere is passed over."""
    folder = tmp_path / "backups"
    folder.mkdir()
    for number, day in ((2, 9), (10, 1), (1, 20)):
        (folder / f"record-{number:06}-202611{day:02}T000000+0000-timed-1a2b3c4d.db").write_bytes(b"")
    if os.name == "posix":
        (folder / "gone.db").symlink_to(folder / "nowhere")
    assert [one.number for one in copies(tmp_path)] == [10, 2, 1]
    assert copies(tmp_path / "none") == ()


def made(*days: float) -> list[Copy]:
    """Copies made so many days ago, in the order they were made."""
    return [Copy(Path(f"{n}.db"), n, NOW - timedelta(days=one), Occasion.TIMED, 0) for n, one in enumerate(days, 1)]


def days_kept(found: list[Copy]) -> list[float]:
    gone = outlived(found, NOW)
    return [round((NOW - one.at) / timedelta(days=1), 3) for one in found if one not in gone]


def test_a_copy_a_day_for_two_months() -> None:
    """Seven days, the Sundays of four weeks, the last days of the months."""
    assert days_kept(made(*range(60, -1, -1))) == [53, 22, 21, 14, 7, 6, 5, 4, 3, 2, 1, 0]


def test_a_copy_a_month_for_two_years() -> None:
    middle = [datetime(2024 + n // 12, n % 12 + 1, 15, 9, 30, tzinfo=UTC) for n in range(11, 35)]
    found = [Copy(Path(f"{n}.db"), n, at, Occasion.TIMED, 0) for n, at in enumerate(middle, 1)]
    gone = outlived(found, NOW)
    assert [one.at for one in found if one not in gone] == middle[-12:]


def test_all_of_the_last_forty_eight_hours() -> None:
    assert days_kept(made(2.04, 2.02, 2, 1.99, 0.5)) == [2, 1.99, 0.5]


def test_the_copy_is_made_anew_when_the_newest_does_not_hold(record: Record, tmp_path: Path) -> None:
    """An older one that says the same is no reason to do without."""
    record.set_step("d", "1", True, "")
    for _ in range(2):
        record.journal.backup()
    assert back_up_if_changed(record.journal, datetime.now(UTC)) is None
    backups(tmp_path)[0].write_bytes(b"spoiled meanwhile")
    assert back_up_if_changed(record.journal, datetime.now(UTC)) is not None


@pytest.mark.parametrize(
    "name",
    ["a%41.db", "100%.db", "a#c.db", "a&immutable=0.db", "空 格.db", *(["a?b.db"] if os.name == "posix" else [])],
)
def test_a_copy_of_any_name_is_opened_read_only(record: Record, tmp_path: Path, name: str) -> None:
    record.set_step("d", "1", True, "")
    copy = tmp_path / "stick" / name
    copy.parent.mkdir()
    shutil.copyfile(record.journal.backup(), copy)
    with opened_copy(copy) as database:
        settings = [database.pragma(one) for one in ("trusted_schema", "cell_size_check", "mmap_size", "temp_store")]
        assert settings == [0, 1, 0, 2]
        assert database.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, -1) == 1
        assert gist(database) == record.journal.gist()
        assert gist(database)[:2] == (APPLICATION_ID, VERSION)
        assert device_of(database) == record.journal.device
        assert events_of(database) == record.journal.events()
        assert check_chain(copy, database) == (record.journal.events(), ())
        with pytest.raises(apsw.ReadOnlyError):
            database.execute("DELETE FROM device")
    assert [one.name for one in copy.parent.iterdir()] == [name]


def test_a_copy_whose_chain_is_broken_is_damaged(record: Record, tmp_path: Path) -> None:
    record.set_step("d", "1", True, "")
    copy = record.journal.backup()
    database = apsw.Connection(str(copy), vfs="cksmvfs")
    database.execute("DROP TRIGGER event_never_changes")
    database.execute("UPDATE event SET seq = 5 WHERE seq = 2")
    database.close()
    with opened_copy(copy) as opened, pytest.raises(RecordDamaged, match="event 5"):
        check_chain(copy, opened)
    with pytest.raises(RecordForeign):
        look_into(copy)


def test_what_a_record_holds_in_figures(record: Record) -> None:
    assert holding_of(()) == Holding(0, "", "", "", "", {})
    write_profile(record, CountyProfile(county="青川县"))
    record.set_step("d1", "1", True, "")
    record.set_step("d2", "1", True, "")
    record.set_step("d2", "1", False, "")
    record.set_done("d3", True, "")
    events = record.journal.events()
    held = holding_of(events)
    assert held.statuses == {Status.IN_PROGRESS: 1, Status.DONE: 1}
    assert (held.actions, held.last_at, held.last_actor) == (5, events[-1].at, "测试员")
    assert (held.county, held.head) == ("青川县", record.head)


# what is carried along


def proof(store: EvidenceStore, folder: Path, words: bytes) -> str:
    (folder / "佐证.txt").write_bytes(words)
    return store.take_in(folder / "佐证.txt", date(2026, 3, 1)).sha256


def test_evidence_that_is_spoiled_or_misplaced_is_left_and_the_rest_goes(tmp_path: Path) -> None:
    home, stick = tmp_path / "home", tmp_path / "stick"
    store = EvidenceStore(home)
    kept = sorted(proof(store, tmp_path, words) for words in (b"one", b"two", b"three"))
    misplaced = home / "evidence" / "00" / kept[0]
    misplaced.parent.mkdir(exist_ok=True)
    shutil.copyfile(store.path(kept[0]), misplaced)
    spoiled = home / "evidence" / "00" / ("00" + "f" * 62)
    spoiled.write_bytes(b"not what its name says")
    (home / "evidence" / "00" / ("00" + "e" * 62)).mkdir()
    short = EvidenceStore(stick).path(kept[1])
    short.parent.mkdir(parents=True)
    short.write_bytes(b"t")
    assert carry_evidence(home, stick) == 3
    assert sorted(one.name for one in (stick / "evidence").rglob("*") if one.is_file()) == kept
    assert all(sha256_of(EvidenceStore(stick).path(one)) == one for one in kept)


def test_a_copy_is_the_whole_file_and_none_else(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"0123456789" * 300_000)
    assert copy_whole(source, target) == hashlib.sha256(source.read_bytes()).hexdigest() == sha256_of(target)
    with pytest.raises(FileNotFoundError):
        copy_whole(tmp_path / "none", target)
    assert not target.exists()


@pytest.mark.parametrize(("short_by", "fits"), [(0, True), (1, False)])
def test_room_is_left_when_a_copy_is_made(
    record: Record, tmp_path: Path, short_by: int, fits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.set_step("d", "1", True, "")
    room = (200 << 20) + (tmp_path / FILE_NAME).stat().st_size - short_by
    usage = shutil.disk_usage(tmp_path)._replace(free=room)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    if fits:
        assert back_up_if_changed(record.journal, datetime.now(UTC)) == Kept(backups(tmp_path)[0], 0)
        return
    with pytest.raises(BackupFailed, match="MB free"):
        back_up_if_changed(record.journal, datetime.now(UTC))


@pytest.mark.parametrize(("short_by", "fits"), [(0, True), (1, False)])
def test_room_is_left_for_the_record_itself(
    tmp_path: Path, short_by: int, fits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "佐证.txt").write_bytes(b"12345")
    usage = shutil.disk_usage(tmp_path)._replace(free=(64 << 20) + 5 - short_by)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    if fits:
        EvidenceStore(tmp_path).take_in(tmp_path / "佐证.txt", date(2026, 3, 1))
        return
    with pytest.raises(EvidenceNoRoom) as told:
        EvidenceStore(tmp_path).take_in(tmp_path / "佐证.txt", date(2026, 3, 1))
    assert (told.value.free, told.value.needed) == (usage.free, (64 << 20) + 5)


def test_a_kept_file_is_whole_missing_or_changed(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path)
    (tmp_path / "佐证.txt").write_bytes(b"proof")
    evidence = store.take_in(tmp_path / "佐证.txt", date(2026, 3, 1))
    assert (store.fault(evidence), store.has(evidence.sha256)) == (None, True)
    store.path(evidence.sha256).write_bytes(b"other")
    assert store.fault(evidence) is Fault.CHANGED
    store.path(evidence.sha256).unlink()
    assert (store.fault(evidence), store.has(evidence.sha256)) == (Fault.MISSING, False)
    assert [one.value for one in Fault] == ["missing", "changed", "unreadable"]


def test_a_kept_file_that_cannot_be_read_is_not_taken_for_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = EvidenceStore(tmp_path)
    (tmp_path / "佐证.txt").write_bytes(b"proof")
    evidence = store.take_in(tmp_path / "佐证.txt", date(2026, 3, 1))

    def unreadable(*_: object) -> None:
        raise OSError(5, "the disk does not answer")

    monkeypatch.setattr(hashlib, "file_digest", unreadable)
    assert store.fault(evidence) is Fault.UNREADABLE
    monkeypatch.setattr(shutil, "copyfile", unreadable)
    with pytest.raises(EvidenceUnreadable):
        store.open_path(evidence.sha256, evidence.name)


# places


def test_a_record_opened_elsewhere_is_remembered_there(record: Record, tmp_path: Path) -> None:
    data = tmp_path / "settings"
    remember(data, record)
    assert (place_of(data), read_memory(data).device) == (tmp_path, record.journal.device)


@pytest.mark.parametrize("target", ["", ".", "evidence/内", "evidence"])
def test_a_record_is_never_moved_into_itself(record: Record, tmp_path: Path, target: str) -> None:
    record.close()
    with pytest.raises(PlaceTaken):
        move_record(tmp_path, tmp_path / target, NOW)
    assert (tmp_path / FILE_NAME).exists()


def test_a_record_that_is_not_there_is_not_moved(tmp_path: Path) -> None:
    with pytest.raises(RecordUnwritable):
        move_record(tmp_path / "none", tmp_path / "new", NOW)
    assert not any(one for one in (tmp_path / "new").rglob("*"))


def test_what_is_put_aside_gets_a_name_that_is_free(tmp_path: Path) -> None:
    """The record and what SQLite put beside it, under one new name; a name in part is not free."""
    for name in (FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm"):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "record-aside-20261122-093000.db-shm").write_bytes(b"an older one's")
    moved = put_aside(tmp_path, NOW)
    base = "record-aside-20261122-093000-2.db"
    assert [one.name for one in moved] == [base, f"{base}-wal", f"{base}-shm"]
    assert [one.read_bytes().decode() for one in moved] == [FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm"]
    assert not (tmp_path / FILE_NAME).exists()


def test_a_hostile_backup_is_never_opened_to_be_written(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands in it as a trigger would run then."""
    copy = record.journal.backup()
    database = apsw.Connection(str(copy), vfs="cksmvfs")
    database.execute("CREATE TRIGGER x AFTER UPDATE ON device BEGIN DELETE FROM stub; END")
    database.close()
    monkeypatch.setattr(recovery, "Journal", None)
    with pytest.raises(RecordForeign):
        restore(tmp_path / "new", copy, "李四")
    assert not (tmp_path / "new").exists()


def test_a_restored_record_stands_alone(record: Record, tmp_path: Path) -> None:
    """Nothing is left of the way there, and the old chain is not gone on with."""
    record.write(Change("d", "lead", None, "科技局"))
    copy = record.journal.backup()
    restored = restore(tmp_path / "new", copy, "李四")
    assert restored.journal.device != record.journal.device
    assert restored.journal.events() == record.journal.events()
    restored.close()
    assert sorted(one.name for one in (tmp_path / "new").iterdir()) == [FILE_NAME]
    open_record(tmp_path / "new", "李四").close()
    with pytest.raises(RecordDamaged):
        in_our_terms(copy, lambda: _raise_for(copy))


def _raise_for(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096] + bytes(100))
    with opened_copy(path):
        pass
