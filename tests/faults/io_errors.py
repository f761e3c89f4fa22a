"""Every operation of the disk fails in turn, once and for ever, in each use case. By path: io_errors.py [case …|stick].

The fault is put at operation 1, 2, 3 … until a run meets none. Whatever happens, the program says so by an error of its
own, does what it still can, and the record holds all that was acknowledged when the disk is well again.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import apsw

from checklist.errors import ChecklistError
from checklist.record_place import place_of
from tests.faults.attempting import attempt
from tests.faults.diary import Diary
from tests.faults.disk import Disk, Fault
from tests.faults.judging import Judge
from tests.faults.naive import naive_complaints, naive_deed
from tests.faults.python_side import put_under_python
from tests.faults.scratch import fresh, scratch
from tests.faults.sqlite_side import put_under_sqlite
from tests.faults.trust import Row
from tests.faults.using import STICK_CASES, USE_CASES, Stage, UseCase

COMMAND, SEED = "python tests/faults/io_errors.py", 1
MOST = 2_000  # operations of a use case
BOTH = Fault(0), Fault(0, for_ever=True)
CASES = {**USE_CASES, **STICK_CASES}


def is_told(error: Exception) -> bool:
    """Whether it is an error of our own.

    Where SQLite itself passes over a fault (when it gives up a copy that failed), the exception of a VFS in Python is
    left over, and comes as a SystemError; a VFS in C leaves nothing.
    """
    swallowed = isinstance(error, SystemError) and isinstance(error.__cause__, apsw.Error)
    return swallowed or isinstance(error, ChecklistError)


class Sweep:
    """One disk, the states to begin from, and a row for what is found."""

    def __init__(self, disk: Disk, stage: Stage, row: Row) -> None:
        self._disk, self._stage, self._row = disk, stage, row
        self._judge = Judge(stage.home)

    def case(self, name: str, step: int = 1, faults: tuple[Fault, ...] = BOTH) -> None:
        """Put each kind of fault at each operation, or at one of `step`."""
        for fault in faults:
            for number in range(1, MOST, step):
                at = Fault(number, fault.for_ever, fault.code, fault.among)
                complaints = self.run(CASES[name], at)
                if complaints is None:
                    break
                self._row.judge(f"{name}: {one}" for one in complaints)

    def run(self, case: UseCase, fault: Fault) -> list[str] | None:
        """What is wrong after one run; None where no fault was met."""
        folder, diary = self._stage.set(case, self._stage.home / "run"), Diary()
        strange: list[str] = []
        with self._disk.watching(folder / case.fails, fault):
            found = attempt(partial(self._use, case, folder, diary))
            if isinstance(found, Exception) and not is_told(found):
                strange.append(f"{type(found).__name__} gets out")
            failed = self._disk.failed
        return [*strange, *self._judge.complaints(place_of(folder), diary)] if failed else None

    def control(self, fault: Fault) -> None:
        """The naive record, with a fault at each of its operations."""
        folder = self._stage.home / "naive"
        for number in range(1, MOST):
            fresh(folder)
            heard: list[str] = []
            for _ in range(3):
                naive_deed(folder, partial(heard.append, "kept"))
            with self._disk.watching(folder, Fault(number, fault.for_ever, fault.code, fault.among)):
                with suppress(OSError):
                    naive_deed(folder, partial(heard.append, "kept"))
                failed = self._disk.failed
            if not failed:
                return
            self._row.judge_control(naive_complaints(folder, len(heard)))

    def _use(self, case: UseCase, folder: Path, diary: Diary) -> None:
        with self._stage.opened(folder, diary.hear) as life:
            if case.deed:
                failing = False
                try:
                    life.do(case.deed)
                except (ChecklistError, SystemError) as error:
                    if not is_told(error):
                        raise
                    failing = True
                if not life.is_open:
                    return
                with suppress(ChecklistError):  # who is refused once tries something else
                    life.do("tick" if failing else "field")


def main(names: list[str]) -> bool:
    row = Row("磁盘读写出错（每一个位置，一次、一直）：不丢不坏，有话说", COMMAND, seed=SEED)
    if names == ["stick"]:
        names = list(STICK_CASES)
        row = Row("导出、导入中途拔出 U 盘（每一个位置）：本机不丢不坏，盘上无半份", f"{COMMAND} stick", seed=SEED)
    row.control = "就地改写的 JSON 记录"
    row.remark = "、".join(names)
    disk = Disk("")
    sys.unraisablehook = lambda _: None  # a fault while a connection is given up has nobody to be told to
    vfs = put_under_sqlite(disk)
    with scratch() as home, put_under_python(disk):
        sweep = Sweep(disk, Stage(home, SEED), row)
        for name in names:
            sweep.case(name)
        for fault in BOTH:
            sweep.control(fault)
    vfs.unregister()
    return row.print()


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1:] or list(USE_CASES)))
