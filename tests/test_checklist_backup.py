"""A backup counts when it was opened and says what the record says."""

from __future__ import annotations

import shutil
from pathlib import Path

import apsw
import pytest

from checklist import backup
from checklist.backup import backups
from checklist.errors import BackupFailed
from checklist.record import FILE_NAME, Record, open_record


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


def test_a_copy_that_differs_is_not_kept(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record.set_step("d", "1", True, "")
    real = backup._copy

    def spoiled(database: apsw.Connection, temporary: Path) -> None:
        real(database, temporary)
        copy = apsw.Connection(str(temporary), vfs="cksmvfs")
        copy.execute("DROP TRIGGER event_never_goes")
        copy.execute("DELETE FROM event")
        copy.close()

    monkeypatch.setattr(backup, "_copy", spoiled)
    with pytest.raises(BackupFailed):
        record.journal.backup()
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_copy_with_a_flipped_bit_is_not_kept(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record.set_step("d", "1", True, "")
    real = backup._copy

    def spoiled(database: apsw.Connection, temporary: Path) -> None:
        real(database, temporary)
        whole = bytearray(temporary.read_bytes())
        whole[-200] ^= 1
        temporary.write_bytes(whole)

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
