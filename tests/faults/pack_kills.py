"""kill -9 while content packs are installed. By path: pack_kills.py [N] [seed]. POSIX only: the children are forked.

A child installs one edition after the other and says what it begins and what is installed; it is killed, and the
program that starts then must use the last one installed or the one that was begun, whole. The next goes on from there.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from checklist.journal import now
from content.library import Library
from content.packs.opening import open_shelf
from tests.faults.diary import Tell
from tests.faults.kills import live_and_die
from tests.faults.scratch import fresh, numbers, scratch
from tests.faults.trust import Row
from tests.pack_samples import Household, heard, small_edition

LONGEST = 0.12  # seconds until the kill, from the start of the child
LIVES = 20  # until a new house begins


def install(house: Household, library: Library, serial: int, tell: Tell) -> Library:
    """One edition over another."""
    path = house.publisher.write(house.home / "next.xiancepack", serial, small_edition(str(serial)))
    seen = house.packs.examine(path, library, heard)
    tell(f"begin {serial}")
    house.packs.install(seen, library, "检验员", now())
    tell(f"kept {serial}")
    return seen.library


def update(house: Household, first: int, tell: Tell) -> None:
    """Editions without end."""
    library = open_shelf(house.home / "data", None).library
    for serial in itertools.count(first):
        library = install(house, library, serial, tell)


def complaints(house: Household, last: int, said: list[str]) -> Iterator[str]:
    """What is wrong with what a start finds; `last` is the edition before this life."""
    told = [(word, int(number)) for word, number in (one.split() for one in said)]
    kept = max((number for word, number in told if word == "kept"), default=last)
    begun = max((number for word, number in told if word == "begin"), default=last)
    shelf = open_shelf(house.home / "data", None)
    if shelf.trouble is not None:
        yield f"an edition is {shelf.trouble}"
    if shelf.serial not in (kept, begun):
        yield "neither the edition installed last nor the one begun"
    if f"第{shelf.serial}个" not in shelf.library.documents[0].clauses[1].text:
        yield "the words are another edition's"


def run(row: Row, home: Path, count: int, chance: random.Random) -> None:
    house, last = Household(fresh(home / "house")), 2
    for number in range(count):
        if number % LIVES == 0:
            house = Household(fresh(home / "house"))
            install(house, open_shelf(house.home / "data", home / "cache").library, 2, lambda _: None)
        last = open_shelf(house.home / "data", None).serial
        said = live_and_die(partial(update, house, last + 1), chance.uniform(0.005, LONGEST))
        row.judge(complaints(house, last, said))


def update_naively(folder: Path, tell: Tell) -> None:
    """Each file over the one before, then the number: as it is done where nobody thinks of kills."""
    for serial in itertools.count(2):
        for name, body in small_edition(str(serial)).items():
            (folder / name.replace("/", "-")).write_bytes(body)
        (folder / "serial").write_text(str(serial))
        tell("kept")


def naive_complaints(folder: Path) -> Iterator[str]:
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    wanted = {name.replace("/", "-"): body for name, body in small_edition(files.pop("serial", b"").decode()).items()}
    if files != wanted:
        yield "a mixture"


def run_control(row: Row, home: Path, count: int, chance: random.Random) -> None:
    for _ in range(count):
        folder = fresh(home / "naive")
        live_and_die(partial(update_naively, folder), chance.uniform(0.005, LONGEST))
        row.judge_control(naive_complaints(folder))


def main(count: int, seed: int) -> bool:
    row = Row(
        "安装内容包时强行结束（kill -9）：旧版或新版，必有一版完整可用", "python tests/faults/pack_kills.py", seed=seed
    )
    row.control = "逐个文件就地覆盖"
    chance = random.Random(seed)
    with scratch(on_disk=True) as home:
        run(row, home, count, chance)
        run_control(row, home, max(20, count // 10), chance)
    return row.print()


if __name__ == "__main__":
    if not hasattr(os, "fork"):
        sys.exit("pack_kills.py needs a system that can fork")
    sys.exit(not main(*numbers(sys.argv, 400)))
