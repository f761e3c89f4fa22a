"""Start → first painted text, and memory, as ratios to a bare PySide6 window in the same interleaved run.

Each round starts both programs once, alternating; the clock runs from just before the process is started to the
first turn of the event loop after the first paint. Run by path: `python tests/bench/start_up.py [rounds]`.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, report)
def report():
    print(time.monotonic(), flush=True)
    sys.stdin.readline()
    app.exit()
app = QApplication([])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = """
import sys, time
from pathlib import Path
sys.argv = ["main.py"]  # as a person starts it: with an argument the command line is read first
import main
from ui.reading import reader_view
def report(view):
    print(time.monotonic(), flush=True)
    sys.stdin.readline()
    view.window().close()
painted = reader_view.ReaderView.paintEvent
def paint(view, event):
    if not hasattr(view, "reported"):
        view.reported = True
        reader_view.QTimer.singleShot(0, view, lambda: report(view))
    painted(view, event)
reader_view.ReaderView.paintEvent = paint
main.main([])
"""


def start(code: str, home: str) -> tuple[float, float]:
    """Milliseconds to the first paint and MiB of proportional set size then."""
    environment = {**os.environ, **{f"XDG_{kind}_HOME": f"{home}/{kind}" for kind in ("DATA", "CACHE", "CONFIG")}}
    begun = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    painted = float(child.stdout.readline())
    memory = proportional_set_size(child.pid)
    child.communicate("\n", timeout=30)
    return (painted - begun) * 1000, memory


def proportional_set_size(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        programs = {"bare": BARE, "ours": OURS}
        for code in programs.values():
            start(code, home)
        runs: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
        for _ in range(rounds):
            for name, code in programs.items():
                runs[name].append(start(code, home))
    platform = os.environ.get("QT_QPA_PLATFORM") or os.environ.get("DISPLAY")
    print(f"{rounds} rounds, interleaved, on {platform}; median (min-max)")
    middle = {}
    for name, values in runs.items():
        times, sizes = zip(*values, strict=True)
        middle[name] = (statistics.median(times), statistics.median(sizes))
        print(f"{name}: {middle[name][0]:.0f} ms ({min(times):.0f}-{max(times):.0f}), {middle[name][1]:.1f} MiB PSS")
    (bare_start, bare_size), (our_start, our_size) = middle["bare"], middle["ours"]
    print(f"start ratio {our_start / bare_start:.2f}, memory ratio {our_size / bare_size:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
