"""A full disk, three ways. By path: full_disk.py [way] [use case …].

1. A real file system of 1 MiB (tmpfs) with 0, 4, 8 … 256 KiB free: 65 steps of eight use cases, 520 runs. Needs Linux
   and the right to mount; elsewhere it says so.
2. Each growth of a file refused in turn, and all after it (SQLITE_FULL, ENOSPC): portable.
3. A quota on the size of files (RLIMIT_FSIZE): POSIX.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from checklist.errors import ChecklistError
from tests.faults.attempting import attempt
from tests.faults.diary import Diary
from tests.faults.disk import GROWING, Disk, Fault
from tests.faults.io_errors import Sweep
from tests.faults.judging import Judge
from tests.faults.kills import live_to_end
from tests.faults.naive import naive_complaints, naive_deed
from tests.faults.python_side import put_under_python
from tests.faults.scratch import fresh, scratch
from tests.faults.sqlite_side import put_under_sqlite
from tests.faults.trust import Row
from tests.faults.using import USE_CASES, Stage

COMMAND = "python tests/faults/full_disk.py"
SEED = 1
STEPS, STEP = 65, 4096
SIZE = 1 << 20
CASES = ("create", "migrate", "tick", "evidence", "import", "export", "backup")  # and settings
QUOTAS = tuple(range(4096, 4096 + 20 * 16_384, 16_384))
NAIVE = "就地改写的 JSON 记录"


class Small:
    """A file system of SIZE bytes at `place`, and what is run on it."""

    def __init__(self, place: Path, stage: Stage) -> None:
        self._place, self._stage, self._judge = place, stage, Judge(stage.home)
        self._folder, self._filler = place / "folder", place / "filler"
        self.refused = 0

    def run(self, name: str, free: int) -> list[str]:
        """One use case with so many bytes free; judged while the disk is full, and when there is room again."""
        diary, strange = Diary(), list[str]()
        self._filler.unlink(missing_ok=True)
        self._stage.set(USE_CASES[name], self._folder)
        self._fill(free)
        found = attempt(partial(self._use, name, diary))
        if isinstance(found, ChecklistError):
            self.refused += 1
        elif isinstance(found, Exception):
            strange.append(f"{type(found).__name__} gets out")
        emptied = [one.name for one in self._folder.rglob("*.db") if not one.stat().st_size]
        self._filler.unlink(missing_ok=True)
        return [*strange, *(f"{one} emptied" for one in emptied), *self._judge.complaints(self._folder, diary)]

    def _use(self, name: str, diary: Diary) -> None:
        with self._stage.opened(self._folder, diary.hear) as life:
            if USE_CASES[name].deed:
                life.do(USE_CASES[name].deed)

    def run_naive(self, free: int) -> list[str]:
        self._filler.unlink(missing_ok=True)
        fresh(self._folder)
        heard: list[str] = []
        for _ in range(100):
            naive_deed(self._folder, partial(heard.append, "kept"))
        self._fill(free)
        with suppress(OSError):
            for _ in range(200):
                naive_deed(self._folder, partial(heard.append, "kept"))
        found = naive_complaints(self._folder, len(heard))
        self._filler.unlink(missing_ok=True)
        return found

    def run_settings(self, free: int) -> list[str]:
        from tests.faults.settings_file import settings_complaints, settings_deed  # Qt: for this one alone

        self._filler.unlink(missing_ok=True)
        settings_deed(fresh(self._folder), 1)
        self._fill(free)
        settings_deed(self._folder, 2)
        self._filler.unlink(missing_ok=True)
        return settings_complaints(self._folder, (1, 2))

    def _fill(self, free: int) -> None:
        room = shutil.disk_usage(self._place).free - free
        with open(self._filler, "wb") as filler, suppress(OSError):
            filler.write(bytes(max(0, room)))


def run_small(home: Path, names: list[str]) -> Row:
    row = Row("磁盘写满（1 MiB 文件系统，余量 0—256 KiB）：没有文件被清空，不丢不坏", f"{COMMAND} tmpfs", seed=SEED)
    row.control = NAIVE
    place = home / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "xiance", str(place)], check=False)
    if mounted.returncode:
        row.remark, row.control = "这里不能挂载文件系统，没有运行", ""
        return row
    try:
        small = Small(place, Stage(home / "stage", SEED))
        for step in range(STEPS):
            for name in names or CASES:
                row.judge(f"{name}: {one}" for one in small.run(name, step * STEP))
            row.judge(f"settings: {one}" for one in small.run_settings(step * STEP))
            row.judge_control(small.run_naive(step * STEP))
        row.remark = f"{small.refused} 次写不下"
    finally:
        subprocess.run(["umount", str(place)], check=False)
    return row


def run_refused(home: Path, names: list[str]) -> Row:
    row = Row("磁盘写满（每一次增长都被拒绝一遍）：不丢、不坏、有话说", f"{COMMAND} vfs", seed=SEED)
    row.control = NAIVE
    disk = Disk("")
    vfs = put_under_sqlite(disk)
    full = Fault(0, for_ever=True, code=errno.ENOSPC, among=GROWING)
    with put_under_python(disk):
        sweep = Sweep(disk, Stage(home / "stage", SEED), row)
        for name in names or USE_CASES:
            sweep.case(name, faults=(full,))
        sweep.control(full)
    vfs.unregister()
    return row


def run_quota(home: Path, names: list[str]) -> Row:
    import resource

    row = Row("文件大小配额（RLIMIT_FSIZE）：不丢、不坏、有话说", f"{COMMAND} quota", seed=SEED)
    row.control = NAIVE
    stage, folder = Stage(home / "stage", SEED), home / "run"
    judge = Judge(home)

    def use(name: str, limit: int, tell: Callable[[str], None]) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        with suppress(ChecklistError), stage.opened(folder, tell) as life:
            life.do(name)

    def use_naively(limit: int, tell: Callable[[str], None]) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        with suppress(OSError):
            for _ in range(600):
                naive_deed(folder, partial(tell, "kept"))

    for limit in QUOTAS:
        for name in names or ("tick", "evidence", "import"):
            stage.set(USE_CASES[name], folder)
            said, code = live_to_end(partial(use, name, limit))
            broke = [f"{name}: a traceback"] if code else []
            row.judge([*broke, *judge.complaints(folder, Diary().hear_all(said))])
        fresh(folder)
        said, _ = live_to_end(partial(use_naively, limit))
        row.judge_control(naive_complaints(folder, len(said)))
    return row


WAYS: Mapping[str, Callable[[Path, list[str]], Row]] = {"tmpfs": run_small, "vfs": run_refused, "quota": run_quota}


def main(way: str, names: list[str]) -> bool:
    with scratch() as home:
        return WAYS[way](home, names).print()


if __name__ == "__main__":
    only = sys.argv[1:2] or [one for one in WAYS if os.name == "posix" or one == "vfs"]
    sys.exit(not all([main(one, sys.argv[2:]) for one in only]))
