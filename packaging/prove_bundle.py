"""Proves a bundle: `prove_bundle.py [BUNDLE] [--glibc 2.31] [--chroot DIR]`. Exit code 1 where a proof fails.

Nothing of this machine helps it: the copy that is tried stands at a place with Chinese and blanks in its name, cannot
be written to, and gets an empty environment. What needs a tool or a right that is not there is said to be left out.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copytree

from bundle_contents import glibc_at_most, nothing_forbidden, nothing_missing, small_enough, unchanged
from bundle_runs import (
    checks_itself,
    opens_no_network_socket,
    runs_in_a_bare_system,
    searches,
    walks,
    walks_on_a_display,
)
from proof_outcome import Outcome, said
from set_up import ROOT, install_debian_packages


def prove(bundle: Path, limit: tuple[int, ...] | None, systems: list[Path]) -> bool:
    """Every proof, with a line each. Whether none failed."""
    with tempfile.TemporaryDirectory(prefix="县策 搬家 ") as elsewhere:
        Path(elsewhere).chmod(0o755)
        moved = copytree(bundle, Path(elsewhere) / "县策 0", symlinks=True)
        subprocess.run(["chmod", "-R", "a-w", str(moved)], check=True)
        steps: list[tuple[str, Callable[[], Outcome]]] = [
            ("没有不该有的", partial(nothing_forbidden, bundle)),
            ("不缺库", partial(nothing_missing, bundle)),
            ("glibc", partial(glibc_at_most, limit, bundle)),
            ("大小", partial(small_enough, bundle)),
            ("自检", partial(checks_itself, moved)),
            ("检索", partial(searches, moved)),
            ("离屏走查", partial(walks, moved)),
            ("显示走查", partial(walks_on_a_display, moved)),
            ("不联网", partial(opens_no_network_socket, moved)),
            *((f"空系统 {one.name}", partial(runs_in_a_bare_system, moved, one)) for one in systems),
            ("没有改动", partial(unchanged, moved)),
        ]
        outcomes = [said(title, step()) for title, step in steps]
        subprocess.run(["chmod", "-R", "u+w", str(moved)], check=True)
    return all(outcome.held is not False for outcome in outcomes)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def main() -> int:
    parser = argparse.ArgumentParser(description="逐项证明一个程序包可以交付")
    parser.add_argument("bundle", nargs="?", type=Path, default=ROOT / "dist" / "xiance")
    parser.add_argument("--glibc", type=_numbers, metavar="2.31", help="最高可以要求的 glibc")
    parser.add_argument("--chroot", type=Path, action="append", default=[], metavar="DIR", help="在这个空系统中试运行")
    options = parser.parse_args()
    install_debian_packages("xvfb", "strace")
    systems = [one.resolve() for one in options.chroot]
    return 0 if prove(options.bundle.resolve(), options.glibc, systems) else 1


if __name__ == "__main__":
    sys.exit(main())
