"""kill -9 at random moments of real use. By path: kills.py [N] [seed]. POSIX only: the children are forked.

A child uses a record and says through a pipe what it begins and what it was told is kept; it is killed, and the record
it leaves is opened by another, which goes on from there. After LIVES lives a new record begins, each third of version1.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from checklist.connection import checksum_vfs
from checklist.record import FILE_NAME
from tests.faults.deeds import Life, furnish
from tests.faults.diary import Diary, Tell, open_heard
from tests.faults.judging import Judge
from tests.faults.naive import FILE as NAIVE
from tests.faults.naive import naive_complaints, naive_deed
from tests.faults.scratch import GOLDEN, fresh, numbers, scratch
from tests.faults.trust import Row

LIVES = 8
LONGEST = 0.12  # seconds until the kill, from the start of the child


def live_and_die(live: Callable[[Tell], None], seconds: float) -> list[str]:
    """Run `live` in a child until it is killed; gives the words it had said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            live(lambda word: _say(writing, word))
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"a child ended by itself with {status}")
    return said.split("\n")[:-1]


def live_to_end(live: Callable[[Tell], None]) -> tuple[list[str], int]:
    """Run `live` in a child that may end by itself; gives the words it had said, and its exit code."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reading)
            live(lambda word: _say(writing, word))
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    return said.split("\n")[:-1], status


def _say(pipe: int, word: str) -> None:
    os.write(pipe, f"{word}\n".encode())


def use(folder: Path, desk: Path, seed: int, tell: Tell) -> None:
    """A record in use, without end."""
    life = Life(open_heard(folder, tell), desk, random.Random(seed), tell)
    while True:
        life.act()


def use_naively(folder: Path, tell: Tell) -> None:
    while True:
        naive_deed(folder, lambda: tell("kept"))


def run(row: Row, home: Path, count: int, chance: random.Random) -> None:
    judge, diary, folder = Judge(home), Diary(), home / "record"
    for number in range(count):
        if number % LIVES == 0:
            fresh(folder)
            diary = Diary()
            if number // LIVES % 3 == 2:
                shutil.copyfile(GOLDEN, folder / FILE_NAME)
        seed = chance.randrange(1 << 30)
        said = live_and_die(partial(use, folder, home / "desk", seed), chance.uniform(0, LONGEST))
        diary.hear_all(said)
        row.judge(judge.complaints(folder, diary))


def run_control(row: Row, home: Path, count: int, chance: random.Random) -> None:
    for _ in range(count):
        folder = fresh(home / "naive")
        (folder / NAIVE).write_text("[]")
        said = live_and_die(partial(use_naively, folder), chance.uniform(0.01, LONGEST))
        row.judge_control(naive_complaints(folder, len(said)))


def main(count: int, seed: int) -> bool:
    row = Row("强行结束进程（kill -9）：已确认的一件不少，没有半件", "python tests/faults/kills.py", seed=seed)
    row.control = "就地改写的 JSON 记录"
    chance = random.Random(seed)
    checksum_vfs()  # before the first child, for all
    with scratch(on_disk=True) as home:
        furnish(home / "desk", seed)
        run(row, home, count, chance)
        run_control(row, home, max(20, count // 20), chance)
    return row.print()


if __name__ == "__main__":
    if not hasattr(os, "fork"):
        sys.exit("kills.py needs a system that can fork")
    sys.exit(not main(*numbers(sys.argv, 2000)))
