"""`make test`: set up, then every check of the project, in the order from fast to slow."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from set_up import ROOT, set_up

# To look at every call of the system, to speak in other code pages, to compile what stands in for ICU.
PACKAGES = ("strace", "locales", "gcc", "libc6-dev", "binutils")
CORE = ("content", "search", "checklist", "commands", "house")


def main() -> int:
    python = str(set_up("requirements-test.txt", *PACKAGES))
    tests = ROOT / "tests"
    core = [str(path) for path in sorted(tests.glob("test_*.py")) if path.stem.split("_")[1] in CORE]
    gui = [str(path) for path in sorted(tests.glob("test_*.py")) if str(path) not in core]
    no_plugin = ["-p", "no:pytest-qt", "-W", "ignore:Unknown config option:pytest.PytestConfigWarning"]
    without_qt = {"PYTHONPATH": str(tests / "without_qt")}
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    steps: list[tuple[str, list[str], dict[str, str]]] = [
        ("format", [python, "-m", "ruff", "format", "--check", "--quiet", "."], {}),
        ("lint", [python, "-m", "ruff", "check", "--quiet", "."], {}),
        ("types", [python, "-m", "mypy"], {}),
        ("imports", [python, "-c", "from importlinter.cli import lint_imports_command as run; run()"], {}),
        ("core tests, no Qt", [python, "-m", "pytest", "-q", *no_plugin, *core], without_qt),
        ("window tests", [python, "-m", "pytest", "-q", *gui], offscreen),
    ]
    return next((1 for step in steps if not _passes(*step)), 0)


def _passes(title: str, command: list[str], extra: dict[str, str]) -> bool:
    print(f"== {title}", flush=True)
    start = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env={**os.environ, **extra}, check=False).returncode
    print(f"== {title}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - start:.0f} s", flush=True)
    return code == 0


if __name__ == "__main__":
    sys.exit(main())
