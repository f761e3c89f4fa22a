"""Opening every document and jumping to its last clause, as ratios to the same HTML in a bare QTextBrowser.

Each round opens all five documents anew in both, taking turns; the clock runs from the wish to the painted page.
Then: every page scrolled through, every theme put on, and the memory of all five open. Run by path:
`python tests/bench/reading.py [rounds]`.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QTextBrowser

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from content.document import Document
from content.page import page_html
from content.shelf import open_library
from ui.application import make_application, open_window
from ui.folders import folders_at
from ui.jobs import wait_for_jobs
from ui.theme import THEMES, page_style
from ui.window import MainWindow

SIZE = (1366, 768)
PAGES_A_ROUND = 12


def timed(act: Callable[[], object], application: QApplication) -> float:
    """Milliseconds until what was asked for is painted."""
    start = time.perf_counter()
    act()
    application.processEvents()
    return (time.perf_counter() - start) * 1000


def settled(application: QApplication, seconds: float = 0.3) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        application.processEvents()
        time.sleep(0.005)


def show_bare(view: QTextBrowser, document: Document) -> None:
    view.document().setDefaultStyleSheet(page_style(THEMES[0]))
    view.setHtml(page_html(document))
    cursor = view.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    view.setTextCursor(cursor)
    view.ensureCursorVisible()
    view.repaint()


def show_ours(window: MainWindow, document: Document) -> None:
    window.reading.go_to(document.id, document.clauses[-1].id)
    window.repaint()


def p95(values: list[float]) -> float:
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


def line(title: str, values: list[float]) -> None:
    print(f"{title:<44} median {statistics.median(values):7.1f}  p95 {p95(values):7.1f}  max {max(values):7.1f} ms")


def memory() -> float:
    """Proportional set size in MiB."""
    rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    return next(int(row.split()[1]) for row in rollup.splitlines() if row.startswith("Pss:")) / 1024


def opening(application: QApplication, window: MainWindow, bare: QTextBrowser, rounds: int) -> None:
    documents = window.library.documents
    ours: list[float] = []
    theirs: list[float] = []
    again: list[float] = []
    for _ in range(rounds):
        window.reader._pages.close_all()
        window.reader._page = None
        for document in documents:
            theirs.append(timed(partial(show_bare, bare, document), application))
            ours.append(timed(partial(show_ours, window, document), application))
        again += [timed(partial(show_ours, window, document), application) for document in documents]
    line("open and jump to the last clause, ours", ours)
    line("the same HTML in a bare QTextBrowser", theirs)
    line("back to an open tab, ours", again)
    print(f"{'ratio of the p95':<44} {p95(ours) / p95(theirs):.2f}")


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folders = folders_at(Path(scratch))
        application = make_application(["bench"])
        window = open_window(application, open_library(folders.cache), folders)
        window.resize(*SIZE)
        bare = QTextBrowser()
        bare.resize(752, 640)
        bare.show()
        settled(application, 3)
        opening(application, window, bare, rounds)
        bare.close()
        bar = window.reader.verticalScrollBar()
        bar.setValue(0)
        frames = [
            timed(lambda: bar.setValue(bar.value() + bar.pageStep()), application)
            for _ in range(PAGES_A_ROUND * rounds)
        ]
        line("a page further, ours", frames)
        themes = [timed(partial(window.look.set_theme, theme.name), application) for theme in THEMES * rounds]
        line("another theme, five documents open", themes)
        print(f"{'memory with all five open':<44} {memory():.0f} MiB")
        window.close()
        wait_for_jobs()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
