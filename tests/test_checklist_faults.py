"""A short, seeded sample of each fault and of its control; the whole runs are `make crash` and `make fuzz`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.trust import write_table

FAULTS = Path(__file__).parent / "faults"
POSIX = pytest.mark.skipif(os.name != "posix", reason="children are forked, or lose their rights")


def run(script: str, *arguments: str) -> dict[str, Any]:
    """The row that a script prints. Its own process: the watched disk goes under all of SQLite."""
    done = subprocess.run(
        [sys.executable, str(FAULTS / f"{script}.py"), *arguments], capture_output=True, text=True, check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    assert lines, done.stderr
    row: dict[str, Any] = json.loads(lines[-1])
    return row


SAMPLES = [
    pytest.param("kills", ("8", "5"), 8, marks=POSIX),
    pytest.param("races", ("2", "5"), 2, marks=POSIX),
    pytest.param("places", ("read-only",), 7, marks=POSIX),
    pytest.param("places", ("clocks", "4", "5"), 4, marks=POSIX),
    ("full_disk", ("vfs", "tick"), 20),
    ("power_cuts", ("30", "5"), 30),
    ("io_errors", ("create",), 100),
    ("flips", ("record", "60", "5"), 60),
    ("flips", ("wal", "20", "5"), 20),
    ("flips", ("evidence", "40", "5"), 40),
    ("fuzz", ("exchange", "1", "5"), 10),
]


@pytest.mark.parametrize(("script", "arguments", "least"), SAMPLES)
def test_nothing_is_lost_and_the_control_fails(script: str, arguments: tuple[str, ...], least: int) -> None:
    row = run(script, *arguments)
    assert row["failures"] == 0, row["complaints"]
    assert row["count"] >= least
    assert row["seen"] > 0, "the control did not fail: this test sees nothing"


def test_the_table_keeps_the_rows_that_were_not_run_anew(tmp_path: Path) -> None:
    path = tmp_path / "TRUST.md"
    row = dict.fromkeys(("count", "seed", "failures", "seen", "tried", "seconds"), 1)
    write_table(path, [{**row, "promise": "甲", "command": "a", "control": "x", "remark": ""}], "一")
    write_table(path, [{**row, "promise": "乙", "command": "b", "control": "", "remark": "略"}], "二")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.split(" | ")[0] for line in lines if "`a`" in line or "`b`" in line] == ["| 甲", "| 乙（略）"]
    assert lines[-1] == "二"
