"""`make run`: set up, then start the window; where there is no display, take the walk through it instead."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

from set_up import ROOT, set_up

SCREENS = ROOT / "walk-screens"


def main() -> int:
    python = str(set_up("requirements-run.txt"))
    problem = runpy.run_path(str(ROOT / "ui" / "display.py"))["display_problem"]()
    program = [python, str(ROOT / "main.py")]
    if problem is None:
        return _run(program)
    print(f"== {problem}\n== 改为在离屏窗口中走一遍阅读、检索、打勾，截图在 {SCREENS.name}/", flush=True)
    return _run([*program, "walk", str(SCREENS)])


def _run(command: list[str]) -> int:
    return subprocess.run(command, cwd=Path.cwd(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
