"""From a tick to the moment it is on disk: p50, p95, p99 of set_step, in an empty record and one with a long history.

Run by path: `python tests/bench/checklist_commit.py [folder]`; the folder says which disk is measured.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from checklist.event import Change
from checklist.record import Record, open_record

TICKS = 500
LONG = 50_000  # events


def main(folder: str | None = None) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        record = open_record(Path(scratch), "甲")
        report("empty record", ticks(record))
        for start in range(0, LONG, 1000):
            record.write(*(entry(n) for n in range(start, start + 1000)))
        report(f"{LONG} events", ticks(record))
        record.close()
        begun = time.perf_counter()
        record = open_record(Path(scratch), "甲")
        print(f"opening it: {(time.perf_counter() - begun) * 1000:.0f} ms")
        begun = time.perf_counter()
        record.verify()
        print(f"verifying its chain: {(time.perf_counter() - begun) * 1000:.0f} ms")
        begun = time.perf_counter()
        record.undo_last()
        print(f"undo: {(time.perf_counter() - begun) * 1000:.0f} ms")
        record.close()


def entry(number: int) -> Change:
    """One of ten entries of one of 5,000 duties."""
    kept = {"date": "2026-01-01", "text": "召开推进会，明确责任单位和完成时限。"}
    return Change(f"d{number % (LONG // 10)}", f"entry/{number}", None, kept, "a" * 64)


def ticks(record: Record) -> list[float]:
    """Milliseconds each."""
    found, known = [], len(record.journal.events("t0"))
    for n in range(known * TICKS, (known + 1) * TICKS):
        begun = time.perf_counter()
        record.set_step(f"t{n % 40}", str(n), True, "a" * 64)
        found.append((time.perf_counter() - begun) * 1000)
    return sorted(found)


def report(title: str, times: list[float]) -> None:
    p50, p95, p99 = (times[int(len(times) * share)] for share in (0.5, 0.95, 0.99))
    print(
        f"{title}: {len(times)} ticks, p50 {p50:.2f} ms, p95 {p95:.2f} ms, p99 {p99:.2f} ms, worst {times[-1]:.2f} ms"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
