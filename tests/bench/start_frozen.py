"""Start → window drawn, and memory, of the bundle and of the source tree, as ratios to a bare PySide6 window.

All in one interleaved run on one display; the clock stops when the X server reports that the window was drawn.
Run by path: `python tests/bench/start_frozen.py [rounds] [NAME=PROGRAM ...]`; without programs it is dist/xiance.
"""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path += [str(ROOT), str(ROOT / "packaging")]

from virtual_display import virtual_display  # noqa: E402

from tests.bench.screen_watch import ScreenWatch  # noqa: E402
from tests.bench.start_up import proportional_set_size  # noqa: E402

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
app.exec()
"""
PEERS = ("zeal", "kiwix-desktop", "goldendict")  # measured where they are installed
AT_REST = 8.0  # seconds after the drawing: by then the index is open
CLEARED = 0.3
Figures = tuple[float, float]


def start(command: list[str], home: str, watch: ScreenWatch, display: str) -> Figures:
    """Milliseconds until the window is drawn, and MiB of proportional set size of all its processes at rest."""
    homes = {f"XDG_{kind}_HOME": f"{home}/{kind}" for kind in ("DATA", "CACHE", "CONFIG")}
    of_qt = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QTWEBENGINE_DISABLE_SANDBOX": "1"}
    watch.forget()  # the ground that the last window left was drawn too
    begun = time.monotonic()
    child = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **homes, **of_qt}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        drawn = watch.wait_for_drawing()
        time.sleep(AT_REST)
        return (drawn - begun) * 1000, sum(proportional_set_size(pid) for pid in family(child.pid))
    finally:
        for pid in reversed(family(child.pid)):
            os.kill(pid, signal.SIGTERM)
        child.wait()
        time.sleep(CLEARED)


def family(pid: int) -> list[int]:
    """A process and all that come from it."""
    below = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(one for child in below for one in family(int(child)))]


def programs(named: list[str]) -> dict[str, list[str]]:
    """What is compared: a bare window, the source tree, bundles named as NAME=PROGRAM, and the peers that are here."""
    bundles = dict(one.split("=", 1) for one in named) or {"frozen": str(ROOT / "dist" / "xiance" / "xiance")}
    return {
        "bare": [sys.executable, "-c", BARE],
        "source": [sys.executable, str(ROOT / "main.py")],
        **{name: [program] for name, program in bundles.items()},
        **{name: [name] for name in PEERS if shutil.which(name)},
    }


def report(runs: dict[str, list[Figures]]) -> None:
    floor = statistics.median(taken for taken, _ in runs["bare"])
    size_of_floor = statistics.median(size for _, size in runs["bare"])
    for name, values in runs.items():
        times, sizes = zip(*values, strict=True)
        middle, size = statistics.median(times), statistics.median(sizes)
        print(
            f"{name:12} {middle:4.0f} ms ({min(times):.0f}-{max(times):.0f}) {middle / floor:.2f}×"
            f"   {size:.1f} MiB PSS {size / size_of_floor:.2f}×"
        )


def main(rounds: int, named: list[str]) -> None:
    with tempfile.TemporaryDirectory() as data, virtual_display() as display:
        watch = ScreenWatch(display)
        compared = programs(named)
        for name, command in compared.items():
            start(command, f"{data}/{name}", watch, display)
        runs: dict[str, list[Figures]] = {name: [] for name in compared}
        for _ in range(rounds):
            for name, command in compared.items():
                runs[name].append(start(command, f"{data}/{name}", watch, display))
        watch.close()
    print(f"{rounds} rounds, interleaved, Xvfb; median (min-max)")
    report(runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9, sys.argv[2:])
