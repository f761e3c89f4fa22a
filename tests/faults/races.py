"""Two to ten programs open one record at the same instant. By path: races.py [rounds] [seed]. POSIX: they are forked.

Exactly one gets it; every other is told RecordInUse; nothing is damaged. Every second round there is no record yet.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from checklist.connection import checksum_vfs
from checklist.errors import ChecklistError, RecordInUse
from checklist.record import open_record
from tests.faults.diary import Diary, open_heard, say
from tests.faults.judging import Judge
from tests.faults.naive import FILE as NAIVE
from tests.faults.naive import NaiveRecord
from tests.faults.scratch import fresh, numbers, scratch
from tests.faults.trust import Row

Outcome = str
HEADSTART = 0.03  # seconds, so that all are waiting when the race begins


def race(enter: Callable[[int, Callable[[str], None]], None], runners: int) -> list[str]:
    """Let `enter` run in so many children from one instant on; gives what they said. One holds on until all have."""
    start, gates = time.monotonic() + HEADSTART, []
    for number in range(runners):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            _run(enter, number, writing, start)
        os.close(writing)
        gates.append((child, reading))
    said = []
    for child, reading in gates:
        with os.fdopen(reading, "rb") as pipe:
            said += pipe.read().decode().split("\n")[:-1]
        os.waitpid(child, 0)
    return said


def _run(enter: Callable[[int, Callable[[str], None]], None], number: int, writing: int, start: float) -> None:
    try:
        while time.monotonic() < start:
            pass
        enter(number, lambda word: _say(writing, word))
    except ChecklistError as error:
        _say(writing, say("refused", type(error).__name__))
    finally:
        os._exit(0)


def _say(pipe: int, word: str) -> None:
    os.write(pipe, f"{word}\n".encode())


def hold(folder: Path, _: int, tell: Callable[[str], None]) -> None:
    """Open, write, and hold until all others have tried."""
    record = open_heard(folder, tell)
    tell(say("won", os.getpid()))
    record.set_step("d1", "1", True, "")
    time.sleep(HEADSTART * 20)
    record.close()


def write_naively(folder: Path, number: int, tell: Callable[[str], None]) -> None:
    record = NaiveRecord(folder)
    tell("won")
    record.tick(str(number))


def main(rounds: int, seed: int) -> bool:
    row = Row(
        "同时打开（2—10 个程序）：恰有一个得到记录，其余得到“正在使用”", "python tests/faults/races.py", seed=seed
    )
    row.control = "不加锁的 JSON 记录"
    chance = random.Random(seed)
    checksum_vfs()
    with scratch() as home:
        judge, folder = Judge(home), home / "record"
        for number in range(rounds):
            fresh(folder)
            if number % 2:
                open_record(folder, "甲").close()
            said = race(partial(hold, folder), chance.randint(2, 10))
            row.judge([*_told(said), *judge.complaints(folder, Diary().hear_all(said))])
        for _ in range(max(5, rounds // 5)):
            (fresh(folder) / NAIVE).write_text("[]")
            said = race(partial(write_naively, folder), 4)
            row.judge_control(["several won"] if len(said) != 1 else [])
    return row.print()


def _told(said: list[str]) -> list[str]:
    won = sum(one.startswith('["won"') for one in said)
    others = [one for one in said if one.startswith('["refused"') and RecordInUse.__name__ not in one]
    return [*([f"{won} won"] if won != 1 else []), *(f"another was told {one}" for one in others)]


if __name__ == "__main__":
    if not hasattr(os, "fork"):
        sys.exit("races.py needs a system that can fork")
    sys.exit(not main(*numbers(sys.argv, 50)))
