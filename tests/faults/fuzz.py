"""Spoiled inputs for a bounded time. By path: fuzz.py [target] [seconds] [seed].

Whatever comes in, the answer is a result or one of the room's own refusals, within LIMIT seconds. The control reads
what is spoiled in the same way with the bare libraries.
"""

from __future__ import annotations

import logging
import random
import signal
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.faults import fuzz_inputs
from tests.faults.attempting import attempt
from tests.faults.fuzz_inputs import Target
from tests.faults.scratch import fresh, numbers, scratch
from tests.faults.trust import Row

LIMIT = 5.0  # seconds for one input
CONTROL = 10  # one input of so many goes to the control too

TARGETS: Mapping[str, tuple[str, Callable[[Path, random.Random], Target]]] = {
    "queries": ("检索词", fuzz_inputs.queries),
    "documents": ("文件正文与头部（Markdown、YAML）", fuzz_inputs.documents),
    "duties": ("事项清单（YAML）", fuzz_inputs.duties),
    "settings": ("设置文件", fuzz_inputs.settings),
    "exchange": ("交换文件", fuzz_inputs.exchange),
    "sheets": ("收回的台账（xlsx）", fuzz_inputs.sheets),
    "texts": ("导入的文本（txt、md、docx、pdf）", fuzz_inputs.texts),
}


class TooSlow(Exception):
    """One input took longer than LIMIT."""


def run(row: Row, target: Target, seconds: float, seed: int) -> None:
    """Each input has a seed of its own, which is named where it fails."""
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        own = seed * 1_000_000 + number
        row.judge(_outcome(partial(target.read, random.Random(own)), target.refusals, own))
        if number % CONTROL == 0:
            row.judge_control(_outcome(partial(target.careless, random.Random(own)), target.refusals, own))
        number += 1


def _outcome(read: Callable[[], None], refusals: tuple[type[Exception], ...], own: int) -> list[str]:
    begun = time.monotonic()
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, LIMIT)
    found = attempt(read)
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
    if isinstance(found, Exception) and not isinstance(found, refusals):
        return [f"{type(found).__name__} {str(found)[:50]!r} (input {own})"]
    return [f"{time.monotonic() - begun:.1f} s (input {own})"] if time.monotonic() - begun > LIMIT else []


def _too_slow(*_: object) -> None:
    raise TooSlow


def main(name: str, seconds: int, seed: int) -> bool:
    words, make = TARGETS[name]
    row = Row(f"模糊测试：{words}", f"python tests/faults/fuzz.py {name}", seed=seed)
    row.control = "不设防的库，同样的输入"
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _too_slow)
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    with scratch() as home:
        target = make(fresh(home / name), random.Random(seed))
        row.begun = time.monotonic()
        run(row, target, seconds, seed)
    return row.print()


if __name__ == "__main__":
    only = sys.argv.pop(1) if sys.argv[1:] and sys.argv[1] in TARGETS else ""
    sys.exit(not all([main(one, *numbers(sys.argv, 60)) for one in ([only] if only else TARGETS)]))
