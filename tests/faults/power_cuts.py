"""Power cuts at random moments of real use, in recovery and in migration. By path: power_cuts.py [N] [seed].

A record is used on a disk that writes everything down; each cut is an image of what could be left, opened and held
against what had been acknowledged. Every fourth is cut a second time while it recovers.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from checklist import connection, files
from checklist.errors import ChecklistError
from checklist.record import FILE_NAME, open_record
from tests.faults.deeds import Life, furnish
from tests.faults.diary import Diary, open_heard
from tests.faults.disk import Disk, Do
from tests.faults.judging import Judge
from tests.faults.platter import Platter
from tests.faults.python_side import put_under_python
from tests.faults.scratch import GOLDEN, fresh, numbers, scratch
from tests.faults.sqlite_side import put_under_sqlite
from tests.faults.trust import Row

DEEDS = 25  # of a history
CUTS = 50  # of a history
AGAIN = 4  # one cut of so many is cut again
MIGRATED = 3  # one history of so many begins with a record of version 1


class Cutting:
    """One disk, and a source of chance."""

    def __init__(self, disk: Disk, home: Path, chance: random.Random) -> None:
        self._disk, self._home, self._chance = disk, home, chance
        self._judge = Judge(home)

    def history(self, number: int, cuts: int, heard: Callable[[list[str]], None]) -> None:
        """Use a record, then cut: `heard` gets the complaints of each cut."""
        folder = fresh(self._home / "used")
        if number % MIGRATED == MIGRATED - 1:
            shutil.copyfile(GOLDEN, folder / FILE_NAME)
        platter, diary, at = Platter(folder), Diary(), 0
        with self._disk.watching(folder):
            self._use(folder)
        steps = tuple(self._disk.steps)
        for place in sorted(self._chance.randrange(1, len(steps) + 1) for _ in range(cuts)):
            for step in steps[at:place]:
                platter.take(step)
                if step.do is Do.MARK:
                    diary.hear(step.path)
            at = place
            heard(self._cut(platter, diary))

    def _use(self, folder: Path) -> None:
        record = open_heard(folder, self._disk.mark)
        life = Life(record, self._home / "desk", self._chance, self._disk.mark)
        for _ in range(DEEDS):
            life.act()
        record.close()

    def _cut(self, platter: Platter, diary: Diary) -> list[str]:
        out = fresh(self._home / "cut")
        platter.image(self._chance, out)
        if self._chance.randrange(AGAIN) == 0:
            out = self._cut_again(out)
        return self._judge.complaints(out, diary)

    def _cut_again(self, folder: Path) -> Path:
        """Open what is left, and cut at a random moment of that."""
        platter = Platter(folder)
        with self._disk.watching(folder), suppress(ChecklistError):  # the judge will say so
            open_record(folder, "重新打开").close()
        for step in self._disk.steps[: self._chance.randint(0, len(self._disk.steps))]:
            platter.take(step)
        out = fresh(self._home / "again")
        platter.image(self._chance, out)
        return out


@contextmanager
def careless() -> Iterator[None]:
    """The same program without its waiting for the disk."""
    settings = connection._SETTINGS.replace("synchronous = FULL", "synchronous = OFF")
    with patch.object(connection, "_SETTINGS", settings), patch.object(files, "sync_file", lambda _: None):
        yield


def main(count: int, seed: int) -> bool:
    row = Row("断电：已确认的一件不少，没有半件", "python tests/faults/power_cuts.py", seed=seed)
    row.control = "不等磁盘写完（synchronous=OFF，文件不 fsync）"
    disk = Disk("")
    vfs = put_under_sqlite(disk)
    with scratch() as home, put_under_python(disk):
        furnish(home / "desk", seed)
        cutting = Cutting(disk, home, random.Random(seed))
        for number in range(-(-count // CUTS)):
            cutting.history(number, min(CUTS, count - number * CUTS), row.judge)
        with careless():
            for number in range(max(1, count // CUTS // 10)):
                cutting.history(number, min(CUTS, count), row.judge_control)
    vfs.unregister()
    return row.print()


if __name__ == "__main__":
    sys.exit(not main(*numbers(sys.argv, 5000)))
