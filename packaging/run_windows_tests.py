"""Runs the tests with a Windows Python under Wine: `run_windows_tests.py [FILE…]`. Exit code 1 where one fails.

A handful of files at a time, windows offscreen: with a display Wine stops after some fifty of them. What Windows has
not got is left out by tests/not_on_windows.py; the tests of the house look at the project, and are run on Linux alone.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from build_windows import bring_project
from set_up import ROOT
from wine_system import DRIVE, Wine, install, running_wine

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QPA_FONTDIR": r"Z:\usr\share\fonts\opentype\noto"}
_HANDFUL = 8
_OUTCOMES = re.compile(r"(\d+) (passed|failed|skipped|error)")


def main(names: list[str]) -> int:
    files = [Path(name).name for name in names] or [
        path.name for path in sorted((ROOT / "tests").glob("test_*.py")) if not path.name.startswith("test_house")
    ]
    total: Counter[str] = Counter()
    with running_wine() as wine:
        python = install(wine, "python-test", "requirements-test.txt")
        project = bring_project(DRIVE / "tested")
        for handful in _handfuls(files):
            total += _run(wine, python, project, handful)
    print("== " + "，".join(f"{count} {outcome}" for outcome, count in sorted(total.items())))
    return 1 if total["failed"] or total["error"] else 0


def _handfuls(files: list[str]) -> Iterator[list[str]]:
    """With Qt and without in turn, so that the tests without run in a Python that has loaded none."""
    for of_ui in (False, True):
        chosen = [name for name in files if name.startswith("test_ui_") is of_ui]
        yield from (chosen[at : at + _HANDFUL] for at in range(0, len(chosen), _HANDFUL))


def _run(wine: Wine, python: str, project: Path, files: list[str]) -> Counter[str]:
    pytest = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout", "300", "--tb", "short"]
    done = wine.run([*pytest, *(f"tests/{name}" for name in files)], OFFSCREEN, project)
    last = done.stdout.strip().rpartition("\n")[2]
    print(f"{files[0]} … {files[-1]}: {last}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr)
    return Counter({outcome: int(count) for count, outcome in _OUTCOMES.findall(last)}) or Counter(error=1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
