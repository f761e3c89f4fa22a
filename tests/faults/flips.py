"""Bits that turn over and files that end early. By path: flips.py [target] [N] [seed].

Of each file that the program keeps, one random bit is turned over (four of five runs) or the end is cut off. What is
wrong has to be found, or has to do no harm; a wrong answer that nobody notices is a failure, and so is a crash.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import apsw

from checklist.errors import ChecklistError
from checklist.evidence import EvidenceStore
from checklist.record import FILE_NAME, open_record
from tests.faults.attempting import attempt
from tests.faults.flipped_caches import library_run, search_run, settings_run
from tests.faults.scratch import PLAIN_VFS, fresh
from tests.faults.targets import Run, run_targets
from tests.faults.trust import Row
from tests.faults.using import Stage

Spoil = Callable[[Path], None]


def spoil(path: Path, chance: random.Random) -> None:
    """Turn one bit over, or cut the end off."""
    body = bytearray(path.read_bytes())
    place = chance.randrange(len(body))
    if chance.random() < 0.2:
        del body[place:]
    else:
        body[place] ^= 1 << chance.randrange(8)
    path.write_bytes(body)


def said(folder: Path) -> list[object]:
    """All that a record says, its chain checked. Raises the errors of checklist.errors."""
    record = open_record(folder, "检验员")
    try:
        record.verify()
        return [record.journal.events(), record.journal.wordings(), record.journal.stubs(), dict(record.progress)]
    finally:
        record.close()


def record_run(home: Path, chance: random.Random, row: Row, count: int) -> None:
    stage, folder = Stage(home / "stage", chance.randrange(1 << 30)), home / "run"
    used = stage.home / "used"
    row.control = "普通 SQLite（无页校验，quick_check 通过而内容已变）"
    truth, plain = said(used), _plain(used)
    for number in range(count):
        shutil.copytree(used, fresh(folder), dirs_exist_ok=True)
        spoil(folder / FILE_NAME, chance)
        if number % 4 == 0:
            row.judge_control(_noticed_nothing(folder, plain))
        row.judge(_silent(folder, truth))


def wal_run(home: Path, chance: random.Random, row: Row, count: int) -> None:
    """The record as a kill leaves it: what was acknowledged last stands in the -wal file."""
    stage, left = Stage(home / "stage", chance.randrange(1 << 30)), fresh(home / "left")
    row.control = "普通 SQLite（wal 留在盘上，坏帧以后的事务无声丢弃）"
    with stage.opened(stage.home / "used", lambda _: None) as life:
        for name in ("tick", "field", "evidence", "tick", "entry", "tick"):
            life.do(name)
        shutil.copytree(stage.home / "used", left, dirs_exist_ok=True)
        truth: list[object] = [
            life.record.journal.events(),
            life.record.journal.wordings(),
            life.record.journal.stubs(),
            dict(life.record.progress),
        ]
    late = home / "late"
    _leave_plain_wal(left, late)
    plain = _plain(late)
    for _ in range(count):
        shutil.copytree(left, fresh(home / "run"), dirs_exist_ok=True)
        spoil(home / "run" / f"{FILE_NAME}-wal", chance)
        row.judge(_silent(home / "run", truth))
        shutil.copytree(late, fresh(home / "run"), dirs_exist_ok=True)
        spoil(home / "run" / f"{FILE_NAME}-wal", chance)
        row.judge_control(_noticed_nothing(home / "run", plain))


def evidence_run(home: Path, chance: random.Random, row: Row, count: int) -> None:
    stage = Stage(home / "stage", chance.randrange(1 << 30))
    row.control = "只看文件在不在、长短对不对"
    with stage.opened(stage.home / "used", lambda _: None) as life:
        store = EvidenceStore(life.record.folder)
        for _ in range(6):
            life.do("evidence")
        kept = {one.sha256: one for known in life.record.progress.values() for one in known.evidence if one.size}
    for _ in range(count):
        one = kept[chance.choice(sorted(kept))]
        path = store.path(one.sha256)
        whole = path.read_bytes()
        spoil(path, chance)
        row.judge([] if store.fault(one) is not None else ["a changed file passes"])
        row.judge_control(["passes"] if path.stat().st_size == one.size else [])
        path.write_bytes(whole)


def _silent(folder: Path, truth: list[object]) -> list[str]:
    found = attempt(partial(said, folder))
    if isinstance(found, ChecklistError):
        return []  # found, and told
    if isinstance(found, Exception):
        return [f"{type(found).__name__} gets out: {str(found)[:60]}"]
    return [] if found == truth else ["says something else, and nothing was told"]


def _plain(used: Path) -> list[object] | None:
    """What SQLite reads in a copy of a folder without page checksums, or None where it notices something."""
    folder = fresh(used.with_name("plain"))
    shutil.copytree(used, folder, dirs_exist_ok=True)
    try:
        database = apsw.Connection(str(folder / FILE_NAME), vfs=PLAIN_VFS)
        try:
            list(database.execute("PRAGMA locking_mode = EXCLUSIVE"))
            if database.pragma("quick_check") != "ok":
                return None
            tables = ("event", "stub", "basis", "arrival", "device")
            return [list(database.execute(f"SELECT * FROM {table} ORDER BY 1")) for table in tables]
        finally:
            database.close()
    except (apsw.Error, UnicodeDecodeError):
        return None


def _noticed_nothing(folder: Path, truth: list[object] | None) -> list[str]:
    found = _plain(folder)
    return ["silent"] if found is not None and found != truth else []


def _leave_plain_wal(left: Path, late: Path) -> None:
    """A record whose last ten changes stand in its -wal file only, as SQLite leaves it by itself."""
    shutil.copytree(left, fresh(late.with_name("open")), dirs_exist_ok=True)
    database = apsw.Connection(str(late.with_name("open") / FILE_NAME), vfs=PLAIN_VFS)
    list(database.execute("PRAGMA locking_mode = EXCLUSIVE"))
    for number in range(10):
        database.execute("INSERT INTO basis VALUES (?, ?)", (f"{number:064}", "原文" * 300))
    shutil.copytree(late.with_name("open"), fresh(late), dirs_exist_ok=True)
    database.close()


TARGETS: Mapping[str, tuple[str, Run]] = {
    "record": ("记录 record.db 位翻转、截断：必被发现或无害", record_run),
    "wal": ("record.db-wal 位翻转、截断：必被发现或无害", wal_run),
    "evidence": ("佐证文件位翻转、截断：必被发现", evidence_run),
    "library": ("文库编译缓存位翻转、截断：重新编译", library_run),
    "search": ("检索索引与读音缓存位翻转、截断：重建或改为扫描，命中不变", search_run),
    "settings": ("设置文件位翻转、截断：坏值各自复原", settings_run),
}
COUNTS = {"record": 1000, "wal": 300, "evidence": 300, "library": 150, "search": 100, "settings": 150}


if __name__ == "__main__":
    sys.exit(not run_targets(sys.argv, TARGETS, COUNTS))
