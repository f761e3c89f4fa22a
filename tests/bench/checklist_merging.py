"""1,000 random histories of two to five devices, merged in any order: the same state; the same file twice: no change.

Beside it a control that must fail: the same histories folded in the order of arrival instead of the events' own.
Run by path: `python tests/bench/checklist_merging.py [histories] [first seed]`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from checklist.event import Event
from checklist.progress import fold
from checklist.record import Record
from tests.bench.checklist_histories import devices, run_history

ACTIONS = 14


def main(histories: int = 1000, first: int = 1) -> None:
    begun, merges = time.monotonic(), 0
    for seed in range(first, first + histories):
        with tempfile.TemporaryDirectory() as folder:
            merges += run_history(Path(folder), seed, ACTIONS)
    seconds = time.monotonic() - begun
    print(f"seeds {first}-{first + histories - 1}: {histories} histories, {merges} merges, 0 differ, {seconds:.0f} s")
    control = sum(differs(seed) for seed in range(first, first + max(1, histories // 20)))
    print(f"control (folded as they arrived): {control} of {max(1, histories // 20)} differ")
    assert control


def differs(seed: int) -> bool:
    """Whether devices would differ if events were added up as they came in."""
    with tempfile.TemporaryDirectory() as folder, devices(Path(folder), seed) as found:
        for _ in range(ACTIONS):
            found.act()
        found.bring_together()
        states = [fold(as_they_came(record)) for record in found.records]
        return any(state != states[0] for state in states)


def as_they_came(record: Record) -> tuple[Event, ...]:
    return record.journal._events("ORDER BY rowid")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
