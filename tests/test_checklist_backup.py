"""A backup counts when it was opened and says what the record says."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import apsw
import pytest

from checklist import backup
from checklist.backup import backups, make_backup
from checklist.copies import Occasion, copies
from checklist.errors import BackupFailed
from checklist.keeping import back_up, back_up_if_changed
from checklist.record import FILE_NAME, Record, open_record

NOW = datetime(2026, 11, 22, 9, 38, tzinfo=UTC)


def test_a_backup_opens_and_says_what_the_record_says(record: Record, tmp_path: Path) -> None:
    for step in "123":
        record.set_step("d", step, True, "")
        copy = record.journal.backup()
        place = tmp_path / f"restored-{step}"
        place.mkdir()
        shutil.copyfile(copy, place / FILE_NAME)
        restored = open_record(place, "x")
        restored.verify()
        assert (restored.head, dict(restored.progress)) == (record.head, dict(record.progress))
        restored.close()
    assert len(backups(tmp_path)) == 3
    assert {one.suffix for one in (tmp_path / "backups").iterdir()} == {".db"}


def delete_the_last(temporary: Path) -> None:
    copy = apsw.Connection(str(temporary), vfs="cksmvfs")
    copy.execute("DROP TRIGGER event_never_goes")
    copy.execute("DELETE FROM event")
    copy.close()


def change_a_word(temporary: Path) -> None:
    """The gist stays, the chain does not."""
    copy = apsw.Connection(str(temporary), vfs="cksmvfs")
    copy.execute("DROP TRIGGER event_never_changes")
    copy.execute("UPDATE event SET actor = 'another'")
    copy.close()


def flip_a_bit(temporary: Path) -> None:
    whole = bytearray(temporary.read_bytes())
    whole[-200] ^= 1
    temporary.write_bytes(whole)


def cut_it_short(temporary: Path) -> None:
    temporary.write_bytes(temporary.read_bytes()[:-4096])


@pytest.mark.parametrize("spoil", [delete_the_last, change_a_word, flip_a_bit, cut_it_short])
def test_a_spoiled_copy_is_not_kept(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], None]
) -> None:
    record.set_step("d", "1", True, "")
    real = backup._copy

    def spoiled(source: backup.Source, temporary: Path) -> object:
        said = real(source, temporary)
        spoil(temporary)
        return said

    monkeypatch.setattr(backup, "_copy", spoiled)
    with pytest.raises(BackupFailed):
        record.journal.backup()
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_restored_record_goes_on_under_a_new_name(record: Record, tmp_path: Path) -> None:
    """Or two laptops would write two histories under one name."""
    record.set_step("d", "1", True, "")
    old = record.journal.device
    record.journal.renew_device()
    record.set_step("d", "2", True, "")
    record.verify()
    assert set(record.journal.heads()) == {old, record.journal.device}
    assert record.of("d").steps == {"1", "2"}


def test_names_say_number_time_occasion_and_device(record: Record, tmp_path: Path) -> None:
    for occasion in Occasion:
        record.journal.backup(occasion)
    made = copies(tmp_path)
    assert [one.occasion for one in made] == [*reversed(Occasion)]
    assert [one.number for one in made] == [*range(len(Occasion), 0, -1)]
    assert all(abs(datetime.now(UTC) - one.at) < timedelta(minutes=1) for one in made)
    assert all(one.path.stem.endswith(record.journal.device[:8]) for one in made)
    assert all(one.size == one.path.stat().st_size for one in made)


def test_no_copy_takes_the_place_of_another(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where another program made one of the same name since the folder was looked at."""
    target = backup.names(tmp_path, "record", NOW, (Occasion.ASKED, record.journal.device))
    (tmp_path / "backups").mkdir()
    first, second = next(target), next(target)
    first.write_bytes(b"made meanwhile")
    monkeypatch.setattr(backup, "names", lambda *_: iter((first, second)))
    assert record.journal.backup() == second
    assert first.read_bytes() == b"made meanwhile"


class Stranger(NamedTuple):
    name: str
    is_listed: bool


STRANGERS = [
    Stranger("record-000007-20261122T093800+0800-timed-1a2b3c4.db", True),
    Stranger("record-000007-20261340T093800+0800-timed-1a2b3c4d.db", True),
    Stranger("record-000007-20261122T093800+0800-dinner-1a2b3c4d.db", True),
    Stranger("从U盘拷来的.db", True),
    Stranger("notes.txt", False),
]


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_has_no_number(tmp_path: Path, stranger: Stranger) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / stranger.name).write_bytes(b"")
    assert [(one.number, one.occasion) for one in copies(tmp_path)] == [(0, None)] * stranger.is_listed


def test_a_copy_half_made_by_a_killed_program_is_cleared_away(record: Record, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "record-1-1.tmp").write_bytes(b"half")
    record.journal.backup()
    assert [one.suffix for one in (tmp_path / "backups").iterdir()] == [".db"]


def test_the_record_is_written_while_it_is_copied(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window does not wait; each copy is whole, with all that was said up to some moment."""
    monkeypatch.setattr(backup, "_PAGES", 1)
    for step in range(200):
        record.set_step("d", str(step), True, "")
    made: list[Path] = []
    copying = threading.Thread(target=lambda: made.extend(record.journal.backup() for _ in range(5)))
    copying.start()
    step = 200
    while copying.is_alive():
        record.set_step("d", str(step), True, "")
        step += 1
    copying.join()
    assert len(made) == 5
    record.verify()
    assert len(record.of("d").steps) == step > 200


class ClosingLock:
    """Closes the record when it is taken for the nth time."""

    def __init__(self, record: Record, countdown: int) -> None:
        self._record, self._countdown = record, countdown

    def __enter__(self) -> None:
        self._countdown -= 1
        if not self._countdown:
            self._record.close()

    def __exit__(self, *_: object) -> None:
        return


@pytest.mark.parametrize("nth", range(1, 6))
def test_a_record_closed_while_it_is_copied_leaves_no_half(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    monkeypatch.setattr(backup, "_PAGES", 1)
    record.set_step("d", "1", True, "")
    source = backup.Source(record.journal._database, tmp_path / FILE_NAME, ClosingLock(record, nth))
    with pytest.raises(BackupFailed):
        make_backup(source, Occasion.TIMED)
    assert list((tmp_path / "backups").iterdir()) == []


# looking after them


def test_only_a_changed_record_is_backed_up(record: Record, tmp_path: Path) -> None:
    made = []
    for step in (None, "1", None, "2", None):
        if step:
            record.set_step("d", step, True, "")
        made.append(back_up_if_changed(record.journal, datetime.now(UTC)) is not None)
    assert made == [False, True, False, True, False]
    backups(tmp_path)[0].write_bytes(b"spoiled meanwhile")
    assert back_up_if_changed(record.journal, datetime.now(UTC)) is not None


def test_too_little_space_is_said_before_the_disk_is_full(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.set_step("d", "1", True, "")
    free = shutil.disk_usage(tmp_path)._replace(free=(200 << 20) + (tmp_path / FILE_NAME).stat().st_size - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: free)
    with pytest.raises(BackupFailed):
        back_up_if_changed(record.journal, NOW)
    assert backups(tmp_path) == ()


def test_behind_a_good_copy_the_old_ones_go(record: Record, tmp_path: Path) -> None:
    plant(tmp_path, 30)
    record.set_step("d", "1", True, "")
    kept = back_up_if_changed(record.journal, datetime.now(UTC))
    assert kept is not None
    assert kept.gone == 30 - len(backups(tmp_path)) + 1 > 0
    assert kept.path in backups(tmp_path)


def test_of_a_damaged_record_none_is_made_and_none_goes(record: Record, tmp_path: Path) -> None:
    plant(tmp_path, 30)
    record.set_step("d", "1", True, "")
    record.journal._database.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 0)
    record.journal._database.execute("DROP TRIGGER event_never_changes; UPDATE event SET actor = 'another'")
    with pytest.raises(BackupFailed):
        back_up(record.journal, Occasion.TIMED, datetime.now(UTC))
    assert len(backups(tmp_path)) == 30


def plant(folder: Path, count: int) -> None:
    """Copies by their names, one each six hours, the last one three days ago."""
    (folder / "backups").mkdir()
    for number in range(1, count + 1):
        at = datetime.now(UTC) - timedelta(days=3, hours=6 * (count - number))
        name = f"record-{number:06}-{at:%Y%m%dT%H%M%S%z}-timed-1a2b3c4d.db"
        (folder / "backups" / name).write_bytes(b"")
