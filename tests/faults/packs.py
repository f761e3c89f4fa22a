"""Content packs that must not get in. By path: packs.py [target] [N] [seed].

`signatures`: packs of which random bytes are others, lost, added or taken from another pack. `archives`: what a trusted
key could have signed at its worst. `flips`: bits that turn over in what is installed.
"""

from __future__ import annotations

import random
import resource
import sys
import time
import zipfile
from collections.abc import Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from checklist.journal import now
from content.packs.errors import PackRefused
from content.packs.opening import open_shelf
from content.shelf import open_library
from tests import pack_hostile
from tests.faults.attempting import attempt
from tests.faults.flips import spoil
from tests.faults.scratch import fresh
from tests.faults.targets import Run, run_targets
from tests.faults.trust import Row
from tests.pack_samples import Household, heard, small_edition

_LONGEST, _LARGEST = 1.0, 50 << 10  # seconds; KiB that the process may grow by


def signatures_run(home: Path, chance: random.Random, row: Row, count: int) -> None:
    row.control = "只看压缩包自己的校验和（CRC），不看签名"
    house, library = Household(fresh(home)), open_library(None)
    whole, other = (house.publisher.pack(2, small_edition(word)) for word in "一二")
    head = len(whole) - len(house.publisher.body(2, small_edition("一")))
    path, packs = home / "x.xiancepack", house.packs
    for _ in range(count):
        wrong = _spoiled(whole, other, chance)
        path.write_bytes(wrong)
        try:
            packs.examine(path, library, heard)
            row.judge(["a pack that was changed is taken"] if wrong not in (whole, other) else [])
        except PackRefused:
            row.judge([])
        row.judge_control(["taken"] if _opens(wrong[head:]) else [])


def _spoiled(whole: bytes, other: bytes, chance: random.Random) -> bytes:
    place, way = chance.randrange(len(whole)), chance.randrange(4)
    if way == 0:
        return whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :]
    if way == 1:
        return whole[:place]
    if way == 2:
        return whole + chance.randbytes(chance.randrange(1, 40))
    return whole[:place] + other[place:]


def _opens(body: bytes) -> bool:
    """The naive way, whatever it runs into."""
    return attempt(partial(_tested, body)) is True


def _tested(body: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(body)) as archive:
        return archive.testzip() is None


def archives_run(home: Path, chance: random.Random, row: Row, count: int) -> None:
    """All of them, however many are asked for."""
    row.control = "照单解压（zipfile.extractall）"
    house, library = Household(fresh(home / "house")), open_library(None)
    path, packs = home / "x.xiancepack", house.packs
    before = sorted(home.rglob("*"))
    makers = (pack_hostile.named, pack_hostile.broken, pack_hostile.bombs)
    for name, body in (case for make in makers for case in make(house.publisher)):
        path.write_bytes(house.publisher.sign(body, house.publisher.statement(2)))
        size, begun, found = _memory(), time.monotonic(), []
        try:
            packs.examine(path, library, heard)
            found.append(f"taken: {name}")
        except PackRefused:
            pass
        if time.monotonic() - begun > _LONGEST or _memory() - size > _LARGEST:
            found.append(f"too slow or too large: {name}")
        path.unlink()
        row.judge([*found, *(["something was written"] if sorted(home.rglob("*")) != before else [])])
        row.judge_control(["unpacked"] if _unpacks(body, home / "naive") else [])


def _memory() -> int:
    """The most that the process ever had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _unpacks(body: bytes, folder: Path) -> bool:
    """The naive way, whatever it runs into."""
    if len(body) > 10 << 20:
        return False
    done = attempt(partial(_unpacked, body, folder)) is True
    _clear(folder)
    return done


def _unpacked(body: bytes, folder: Path) -> bool:
    with zipfile.ZipFile(BytesIO(body)) as archive:
        if sum(one.file_size for one in archive.infolist()) >= 64 << 20:
            return False
        archive.extractall(fresh(folder))
        return True


def _clear(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def flips_run(home: Path, chance: random.Random, row: Row, count: int) -> None:
    row.control = "只看文件在不在"
    house, own = Household(fresh(home / "house")), open_library(home / "cache")
    for serial in (2, 3):
        path = house.publisher.write(home / "x", serial, small_edition(str(serial)))
        house.packs.install(house.packs.examine(path, own, heard), own, "检验员", now())
    data = house.home / "data"
    files = [path for path in sorted((data / "packs").rglob("*")) if path.is_file() and path.name != "log.jsonl"]
    for _ in range(count):
        path = chance.choice(files)
        whole = path.read_bytes()
        spoil(path, chance)
        shelf = open_shelf(data, home / "cache")
        text = shelf.library.documents[0].clauses[1].text
        is_well = shelf.serial in (2, 3) and f"第{shelf.serial}个" in text
        is_told = shelf.trouble is not None or shelf.serial == 3
        row.judge([] if is_well and is_told else ["another content, or nothing was told"])
        row.judge_control(["passes"] if path.exists() and path.suffix in (".md", ".yaml", ".txt") else [])
        path.write_bytes(whole)


TARGETS: Mapping[str, tuple[str, Run]] = {
    "signatures": ("内容包有任何改动、截短、拼接：一概不收", signatures_run),
    "archives": ("恶意压缩包（有效签名下的恶意名称、坏包、炸弹）：整包拒收，不写出一个字节", archives_run),
    "flips": ("已安装内容与登记的位翻转、截断：改用完好的一版并说明", flips_run),
}
COUNTS = {"signatures": 2000, "archives": 0, "flips": 400}


if __name__ == "__main__":
    sys.exit(not run_targets(sys.argv, TARGETS, COUNTS))
