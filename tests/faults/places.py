"""Folders that cannot be written, files that lost their companions, clocks that jump. By path: places.py [what] [N].

Folders are tried as a user without rights: where this runs as root, in a child that gives its rights up. POSIX.
"""

from __future__ import annotations

import os
import random
import shutil
import stat
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from checklist.connection import checksum_vfs
from checklist.errors import ChecklistError
from checklist.event import Event
from checklist.record import FILE_NAME, open_record, read_progress
from tests.faults.deeds import DEEDS, Life
from tests.faults.diary import Diary
from tests.faults.flips import said
from tests.faults.judging import Judge
from tests.faults.kills import live_to_end
from tests.faults.naive import FILE as NAIVE
from tests.faults.naive import NaiveRecord
from tests.faults.scratch import PLAIN_VFS, fresh, numbers, scratch
from tests.faults.trust import Row
from tests.faults.using import Stage

NOBODY = 65534
COMMAND = "python tests/faults/places.py"


@dataclass(frozen=True, slots=True)
class Locked:
    """What is read-only, below the record's folder ("" is the folder itself), and what is then refused."""

    what: str
    deed: str = ""  # nothing: opening the record is refused


LOCKED: Mapping[str, Locked] = {
    "folder": Locked(""),
    "record": Locked(FILE_NAME),
    "folder after a kill": Locked(""),
    "evidence": Locked("evidence", "evidence"),
    "backups": Locked("backups", "backup"),
    "backups, import": Locked("backups", "import"),
    "export": Locked("out", "export"),
}


def read_only(home: Path, count: int, seed: int) -> Row:
    """Reading works, writing is refused in our own terms, and not a byte is changed."""
    row = Row("只读的文件夹和文件：能读，不能写时有话说，一个字节不变", f"{COMMAND} read-only", seed=seed)
    row.control = "就地改写的 JSON 记录：报错不是自己的话"
    home.chmod(0o755)
    stage = Stage(home / "stage", seed)
    for name, locked in tuple(LOCKED.items())[:count]:
        folder = _locked_folder(stage, name, locked)
        before = _bytes_of(folder)
        told, code = live_to_end(partial(_try, stage, folder, locked))
        changed = [] if _bytes_of(folder) == before or locked.deed else ["bytes changed"]
        row.judge(f"{name}: {one}" for one in [*told, *changed, *(["a traceback"] if code else [])])
        _unlock(folder)
    naive = fresh(home / "naive")
    (naive / NAIVE).write_text("[]")
    _lock(naive / NAIVE)
    _, code = live_to_end(partial(_try_naively, naive))
    row.judge_control(["a traceback"] if code else [])
    return row


def _locked_folder(stage: Stage, name: str, locked: Locked) -> Path:
    folder = fresh(stage.home / "locked")
    with stage.opened(stage.home / "used", lambda _: None) as life:
        life.do("tick")
        if name.endswith("kill"):  # with the companions of a record that was not closed
            shutil.copytree(stage.home / "used", folder, dirs_exist_ok=True)
    if not name.endswith("kill"):
        shutil.copytree(stage.home / "used", folder, dirs_exist_ok=True)
    (folder / "out").mkdir(exist_ok=True)
    (folder / "out" / "sent.zip").write_bytes(b"the old one")
    for path in (folder, *folder.rglob("*"), *stage.desk.rglob("*"), stage.home, stage.desk):
        path.chmod(0o777 if path.is_dir() else 0o666)
    _lock(folder / locked.what)
    return folder


def _try(stage: Stage, folder: Path, locked: Locked, tell: Callable[[str], None]) -> None:
    _give_up_rights()
    try:
        with stage.opened(folder, lambda _: None) as life:
            _do(life, locked)
            tell("nothing was refused")
    except ChecklistError:
        if not read_progress(folder):
            tell("cannot be read")


def _do(life: Life, locked: Locked) -> None:
    if locked.deed == "export":
        from checklist.exchange import export_exchange

        export_exchange(life.record, life.record.folder / "out" / "sent.zip")
    elif locked.deed:
        for _ in range(8):  # a file that is kept already needs no writing
            DEEDS[locked.deed][1](life)


def _try_naively(folder: Path, _: Callable[[str], None]) -> None:
    _give_up_rights()
    with suppress(ChecklistError):
        NaiveRecord(folder).tick("一")


def _give_up_rights() -> None:
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    sys.stderr = open(os.devnull, "w")  # noqa: SIM115 (for what is left of this child)


def _lock(path: Path) -> None:
    for one in (path, *path.rglob("*")) if path.is_dir() else (path,):
        one.chmod(0o555 if one.is_dir() else 0o444)


def _unlock(path: Path) -> None:
    path.chmod(stat.S_IRWXU)


def _bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def parted(home: Path, count: int, seed: int) -> Row:
    """A record and its -wal file, one of them gone, emptied or put back: found, or nothing acknowledged is lost.

    An older -wal file of the same record is not among these: SQLite cannot tell it from the right one.
    """
    row = Row("记录与 -wal 文件失散（缺一、清空、手工换回备份）：不丢，或说明损坏", f"{COMMAND} parted", seed=seed)
    row.control = "普通 SQLite 常规设置，只留 record.db"
    row.remark = "不含：有人把同一记录更旧的 -wal 放回来，那会退回旧状态，可能发现不了"
    chance = random.Random(seed)
    for number in range(count):
        stage = Stage(fresh(home / f"stage{number}"), chance.randrange(1 << 30))
        row.judge(_parted(stage, number, chance))
        row.judge_control(_parted_plainly(fresh(home / "plain")))
        shutil.rmtree(stage.home)
    return row


def _parted(stage: Stage, number: int, chance: random.Random) -> list[str]:
    used, folder, wal = stage.home / "used", stage.home / "parted", f"{FILE_NAME}-wal"
    diary = Diary()
    with stage.opened(used, diary.hear) as life:
        for _ in range(chance.randint(1, 9)):
            life.act()
        life.do("tick")
        shutil.copytree(used, folder)
        whole = life.record.journal.events()
    match number % 4:
        case 0:
            (folder / wal).unlink()
        case 1:  # somebody put a backup in its place by hand
            return _put_back(stage, folder, whole)
        case 2:
            (folder / wal).write_bytes(b"")
        case 3:
            (folder / FILE_NAME).unlink()
            return [] if _is_told_or_new(folder) else ["a record put together from a -wal file"]
    return Judge(stage.home).complaints(folder, diary)


def _put_back(stage: Stage, folder: Path, whole: tuple[Event, ...]) -> list[str]:
    """A backup under the record's name, beside the -wal file of a record that was not closed: either, or a refusal."""
    backup = sorted((folder / "backups").glob("*.db"))[-1]
    shutil.copyfile(backup, fresh(stage.home / "alone") / FILE_NAME)
    truth = said(stage.home / "alone")[0]
    shutil.copyfile(backup, folder / FILE_NAME)
    try:
        return [] if said(folder)[0] in (truth, whole) else ["neither the backup nor a refusal"]
    except ChecklistError:
        return []


def _is_told_or_new(folder: Path) -> bool:
    """Where only the -wal file is left: a refusal, or an empty record; nothing in between."""
    try:
        return said(folder)[0] == ()
    except ChecklistError:
        return True


def _parted_plainly(folder: Path) -> list[str]:
    import apsw

    database = apsw.Connection(str(folder / "p.db"), vfs=PLAIN_VFS)
    for sql in ("PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = WAL", "CREATE TABLE t (a)"):
        list(database.execute(sql))
    shutil.copyfile(folder / "p.db", folder / "q.db")
    database.close()
    other = apsw.Connection(str(folder / "q.db"), vfs=PLAIN_VFS)
    found = list(other.execute("SELECT count(*) FROM sqlite_master"))
    other.close()
    return ["the table is gone"] if found == [(0,)] else []


def clocks(home: Path, count: int, seed: int) -> Row:
    """The clock jumps by up to ten years before every deed: the order of events is that of their making."""
    row = Row("时钟乱跳（前后十年、1970、2099、换时区）：次序不变，不崩溃", f"{COMMAND} clocks", seed=seed)
    row.control = "按时间排序的流水"
    chance = random.Random(seed)
    stage = Stage(home / "stage", seed)
    for number in range(count):
        clock = partial(_jumping, chance)
        folder = fresh(home / f"clock{number}")
        record = open_record(folder, "甲", clock)
        life = Life(record, stage.desk, chance, lambda _: None)
        for _ in range(25):
            life.act()
        own = [one for one in record.journal.events() if one.device == record.journal.device]
        record.close()
        row.judge(_order(folder, [one.id for one in own]))
        by_time = sorted(own, key=lambda one: one.at)
        row.judge_control([] if by_time == own else ["another order"])
    return row


def _jumping(chance: random.Random) -> datetime:
    zone = timezone(timedelta(hours=chance.randint(-11, 13)))
    fixed = [datetime(1970, 1, 1, tzinfo=zone), datetime(2099, 12, 31, 23, 59, 59, tzinfo=zone)]
    jump = timedelta(days=chance.randint(-3650, 3650), seconds=chance.randint(0, 86_400))
    return chance.choice([*fixed, *[datetime(2026, 3, 1, tzinfo=zone) + jump] * 4])


def _order(folder: Path, ids: list[str]) -> list[str]:
    try:
        record = open_record(folder, "乙", partial(datetime.now, UTC))
    except ChecklistError as error:
        return [f"does not open: {type(error).__name__}"]
    try:
        record.verify()
        found = [one.id for one in record.journal.events() if one.id in set(ids)]
        record.history()
        return [] if found == ids else ["the order changed"]
    finally:
        record.close()


WHAT: Mapping[str, Callable[[Path, int, int], Row]] = {"read-only": read_only, "parted": parted, "clocks": clocks}


COUNTS = {"read-only": len(LOCKED), "parted": 20, "clocks": 30}


def main(what: str, count: int, seed: int) -> bool:
    checksum_vfs()
    with scratch() as home:
        return WHAT[what](home, count, seed).print()


if __name__ == "__main__":
    only = sys.argv.pop(1) if sys.argv[1:] and sys.argv[1] in WHAT else ""
    sys.exit(not all([main(one, *numbers(sys.argv, COUNTS[one])) for one in ([only] if only else WHAT)]))
