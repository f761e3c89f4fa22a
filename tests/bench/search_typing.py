"""Keystroke → painted results in the real window, for every character of the judged queries, typed one after another.

The clock runs from just before the key event is sent until the window with the hit list has been painted: search,
model, layout and all painting of that turn are in it. Run by path, with a display or with
QT_QPA_PLATFORM=offscreen: `python tests/bench/search_typing.py [rounds] [--profile]`.
"""

from __future__ import annotations

import cProfile
import pstats
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

import yaml  # noqa: E402
from PySide6.QtCore import QEvent, QObject, Qt  # noqa: E402
from PySide6.QtGui import QKeyEvent  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from content.shelf import open_library  # noqa: E402
from tests.bench.search_samples import percentile  # noqa: E402
from ui.application import make_application, open_window  # noqa: E402
from ui.folders import Folders  # noqa: E402
from ui.jobs import wait_for_jobs  # noqa: E402
from ui.window import MainWindow  # noqa: E402

QUERIES = ROOT / "tests" / "data" / "relevance.yaml"
AIM_MS = 16.0


@dataclass(frozen=True)
class Stroke:
    """What had been typed with it, milliseconds until its results were painted, and how many of them we computed."""

    typed: str
    milliseconds: float
    computing: float


class Painted(QObject):
    """Whether one of the watched widgets has been painted since `seen` was last set to False."""

    def __init__(self, *watched: QObject) -> None:
        super().__init__()
        self.seen = False
        for one in watched:
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


class Typist:
    """Types into the search box of the window and waits for the hit list to be painted."""

    def __init__(self, window: MainWindow) -> None:
        self._window, panel = window, window.desk.search_panel
        self._painted = Painted(panel.tree.viewport(), panel.empty)

    def type(self, query: str) -> list[Stroke]:
        """The strokes of one query; the box is empty before and after."""
        strokes = [self._press(query[: count + 1]) for count in range(len(query))]
        self._window.search_bar.clear()
        QApplication.processEvents()
        return strokes

    def _press(self, typed: str) -> Stroke:
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, typed[-1])
        self._painted.seen = False
        begun, computed = time.perf_counter(), time.thread_time()
        QApplication.sendEvent(self._window.search_bar, key)
        QApplication.sendPostedEvents()  # layout and painting; what a timer does comes after them
        while not self._painted.seen and self._window.search_bar.text().strip():
            QApplication.processEvents()
        taken, computing = time.perf_counter() - begun, time.thread_time() - computed
        QApplication.processEvents()
        return Stroke(typed, taken * 1000, computing * 1000)


def ready_window(scratch: Path) -> MainWindow:
    """The real window with index and sounds attached, at the size of an office laptop."""
    application = make_application([])
    window = open_window(application, open_library(scratch), Folders(scratch / "data", scratch))
    window.resize(1366, 768)
    while not (window.is_complete and window.search.is_ready and window.search.hears):
        application.processEvents()
    wait_for_jobs()
    application.processEvents()
    window.search_bar.setFocus()
    return window


def median(strokes: tuple[Stroke, ...]) -> Stroke:
    """The same keystroke in each round."""
    return Stroke(
        strokes[0].typed,
        statistics.median(one.milliseconds for one in strokes),
        statistics.median(one.computing for one in strokes),
    )


def show(name: str, taken: list[float]) -> bool:
    """Print the figures; returns whether they reach the aim."""
    middle, most = percentile(taken, 0.5), percentile(taken, 0.95)
    print(f"{name:14} p50 {middle:6.2f}  p95 {most:6.2f}  max {max(taken):6.2f}")
    return most <= AIM_MS


def main(rounds: int, is_profiled: bool) -> int:
    queries = [row["query"] for row in yaml.safe_load(QUERIES.read_text(encoding="utf-8"))]
    with tempfile.TemporaryDirectory() as scratch:
        window = ready_window(Path(scratch))
        typist = Typist(window)
        typist.type(queries[0])  # fonts and the first layout are not a keystroke's
        profile = cProfile.Profile()
        if is_profiled:
            profile.enable()
        typed = [[stroke for query in queries for stroke in typist.type(query)] for _ in range(rounds)]
        profile.disable()
        window.close()
        wait_for_jobs()
    strokes = [median(of_one) for of_one in zip(*typed, strict=True)]
    print(f"{len(queries)} queries, {len(strokes)} keystrokes, medians of {rounds} rounds; key to painted hit list, ms")
    passed = show("on the clock", [stroke.milliseconds for stroke in strokes])
    show("computing", [stroke.computing for stroke in strokes])
    print(f"p95 <= {AIM_MS:g} ms: {'pass' if passed else 'MISSED'}")
    for stroke in sorted(strokes, key=lambda one: -one.computing)[:12]:
        print(f"{stroke.milliseconds:8.2f} {stroke.computing:8.2f}  {stroke.typed}")
    if is_profiled:
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    return 0


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:] if one.isdecimal()]
    sys.exit(main(numbers[0] if numbers else 1, "--profile" in sys.argv))
