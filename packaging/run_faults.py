"""`make crash`, `make fuzz`, `make mutants`: set up, then what breaks programs, each beside a control that must fail.

Writes tests/TRUST.md from what was run. By path: run_faults.py crash|fuzz|mutants [share], a share of 0.1 for a tenth.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from set_up import ROOT, set_up

FAULTS = ROOT / "tests" / "faults"
TRUST = ROOT / "tests" / "TRUST.md"
SEED = 1

# Script, what it is to try (nothing: all of it), how often or for how many seconds (0: it knows itself).
CRASH = (
    ("kills", "", 2000),
    ("power_cuts", "", 5000),
    *(("io_errors", what, 0) for what in ("", "stick")),
    *(("full_disk", way, 0) for way in ("tmpfs", "vfs", "quota")),
    *(("places", what, 0) for what in ("read-only", "parted", "clocks")),
    ("races", "", 50),
    *(("flips", target, count) for target, count in (("record", 1000), ("wal", 300), ("evidence", 300))),
    *(("flips", target, count) for target, count in (("library", 150), ("search", 100), ("settings", 150))),
    ("pack_kills", "", 400),
    *(("packs", target, count) for target, count in (("signatures", 2000), ("archives", 0), ("flips", 400))),
)
_INPUTS = ("queries", "documents", "duties", "settings", "exchange", "sheets", "texts")
FUZZ = tuple(("fuzz", target, 120) for target in _INPUTS)
MUTANTS = tuple(("mutants", room, 30) for room in ("storage", "import", "cleaning"))  # so many of each module
RUNS = {"crash": CRASH, "fuzz": FUZZ, "mutants": MUTANTS}


def main(arguments: list[str]) -> int:
    what, share = (arguments[1:] or ["crash"])[0], float((arguments[2:] or ["1"])[0])
    python = str(set_up("requirements-test.txt"))
    rows: list[dict[str, Any]] = []
    failed = 0
    for script, target, count in RUNS[what]:
        numbers = [str(max(1, round(count * share))), str(SEED)] if count else []
        found, code = run([python, str(FAULTS / f"{script}.py"), *([target] if target else []), *numbers])
        rows += found
        failed += bool(code)
    write(rows)
    print(f"== {TRUST.relative_to(ROOT)}: {len(rows)} rows, {failed} failed", flush=True)
    return 1 if failed else 0


def run(command: list[str]) -> tuple[list[dict[str, Any]], int]:
    """The rows that a script printed, and its exit code; what it says to people goes through."""
    print(f"== {' '.join(command[1:])}", flush=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=False)
    lines = done.stdout.decode().splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")], done.returncode


def write(rows: list[dict[str, Any]]) -> None:
    """Put the rows into the table, under the day and the machine."""
    sys.path.insert(0, str(ROOT))
    from tests.faults.trust import write_table

    where = f"{platform.system()} {platform.machine()}，{os.cpu_count()} 核，Python {platform.python_version()}"
    write_table(Path(TRUST), rows, f"最近一次运行：{datetime.now().astimezone():%Y-%m-%d %H:%M}，{where}。")


if __name__ == "__main__":
    sys.exit(main(sys.argv))
