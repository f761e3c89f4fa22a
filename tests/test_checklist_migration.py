"""Records of every released version open, say what they said, and can go back to the backup made before."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from checklist import migration
from checklist.backup import backups
from checklist.connection import checksum_vfs
from checklist.errors import BackupFailed
from checklist.event import event_hash
from checklist.journal import Journal
from checklist.record import FILE_NAME, open_record, read_progress
from checklist.schema import VERSION

GOLDEN = Path(__file__).parent / "data" / "record-v1.db"
HEAD = "20ad4e45889890829da3eae6ff1ce7be9d957868433d00ab6ca0a388e5f197b3"
SAID = {
    "cbf-2018-60.2.2": "in_progress 1",
    "cbf-2018-60.3-1.1": "done 1 2",
    "cbf-2018-60.3-2.1": "in_progress 2 3",
    "cbf-2018-60.4-1.1": "in_progress 1",
    "cbf-2018-60.4-1.2": "in_progress 1 2",
    "cbf-2018-60.4-2.1": "in_progress 1 2 3",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copyfile(GOLDEN, tmp_path / FILE_NAME)
    return tmp_path


def said(folder: Path) -> dict[str, str]:
    return {duty: " ".join([one.status, *sorted(one.steps)]) for duty, one in read_progress(folder).items()}


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    database = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY, vfs=checksum_vfs())
    try:
        return list(database.execute(sql))
    finally:
        database.close()


def test_a_record_of_version_1_says_what_it_said(folder: Path) -> None:
    record = open_record(folder, "李四")
    events = record.journal.events()
    record.verify()
    assert (len(events), events[-1].hash, {one.action for one in events}) == (22, HEAD, {""})
    record.set_step("cbf-2018-60.2.2", "2", True, "b" * 64)
    record.verify()
    new = record.journal.events()[-1]
    assert (new.seq, new.prev, bool(new.action), new.hash) == (23, HEAD, True, event_hash(new))
    record.close()
    assert said(folder) == SAID | {"cbf-2018-60.2.2": "in_progress 1 2"}


def test_the_backup_made_before_is_a_whole_record_of_version_1(folder: Path) -> None:
    open_record(folder, "李四").close()
    (backup,) = backups(folder)
    assert rows(backup, "PRAGMA user_version") == [(1,)]
    golden = Path(shutil.copyfile(GOLDEN, folder / "golden.db"))  # in place SQLite would leave files beside it
    assert rows(backup, "SELECT * FROM event ORDER BY seq") == rows(golden, "SELECT * FROM event ORDER BY seq")
    assert [one.name for one in backup.parent.iterdir()] == [backup.name]
    shutil.copyfile(backup, folder / FILE_NAME)
    assert said(folder) == SAID


def test_it_is_migrated_once(folder: Path) -> None:
    for _ in range(3):
        open_record(folder, "李四").close()
    assert len(backups(folder)) == 1
    assert rows(folder / FILE_NAME, "PRAGMA user_version") == [(VERSION,)]


def test_a_new_record_has_the_schema_of_a_migrated_one(folder: Path, tmp_path: Path) -> None:
    open_record(folder, "李四").close()
    open_record(tmp_path / "new", "李四").close()
    schema = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    assert rows(folder / FILE_NAME, schema) == rows(tmp_path / "new" / FILE_NAME, schema)


def test_without_a_backup_nothing_is_migrated(folder: Path) -> None:
    (folder / "backups").write_text("in the way")
    before = rows(folder / FILE_NAME, "SELECT * FROM event")
    with pytest.raises(BackupFailed):
        open_record(folder, "李四")
    assert rows(folder / FILE_NAME, "PRAGMA user_version") == [(1,)]
    assert rows(folder / FILE_NAME, "SELECT * FROM event") == before


STATEMENTS = [one for one in migration.STEPS[0].split(";") if "CREATE" in one or "ALTER" in one]


@pytest.mark.parametrize("broken", range(len(STATEMENTS) + 1))
def test_a_migration_that_fails_leaves_the_old(folder: Path, broken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    cut = ";".join([*STATEMENTS[:broken], "SELECT no_such_function()"])
    with monkeypatch.context() as patch:
        patch.setattr(migration, "STEPS", (cut,))
        with pytest.raises(apsw.SQLError):
            Journal(folder / FILE_NAME, "")
    assert rows(folder / FILE_NAME, "PRAGMA user_version") == [(1,)]
    assert said(folder) == SAID


@pytest.mark.parametrize("after", range(len(STATEMENTS) + 1))
def test_killed_while_migrating_it_is_old_or_new(folder: Path, after: int) -> None:
    code = (
        "import os, sys, apsw; from pathlib import Path; from checklist import connection, schema, journal\n"
        "ran = []\n"
        "def trace(cursor, sql, bindings):\n"
        "    ran.append(sql)\n"
        "    if sum('ALTER' in one or 'CREATE' in one or '(2)' in one for one in ran) > int(sys.argv[2]):\n"
        "        os.kill(os.getpid(), 9)\n"
        "    return True\n"
        "real = connection.connect\n"
        "def connect(path):\n"
        "    database = real(path); database.exec_trace = trace; return database\n"
        "schema.connect = connect\n"
        "journal.Journal(Path(sys.argv[1]), '')\n"
    )
    run = subprocess.run([sys.executable, "-c", code, str(folder / FILE_NAME), str(after)], check=False)
    assert abs(run.returncode) == 9  # Windows knows no sign
    record = open_record(folder, "李四")
    record.verify()
    assert {duty: one.status for duty, one in record.progress.items()} == {k: v.split()[0] for k, v in SAID.items()}
    record.close()


def test_the_words_of_old_decisions_are_kept_when_they_are_still_known(folder: Path) -> None:
    record = open_record(folder, "李四")
    basis = record.of("cbf-2018-60.2.2").basis
    assert basis is not None
    assert record.journal.wordings() == {}
    record.journal.know({basis: "到2022年", "f" * 64: "never decided on"})
    assert json.dumps(record.journal.wordings(), ensure_ascii=False) == f'{{"{basis}": "到2022年"}}'
    record.close()
