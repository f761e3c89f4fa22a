"""Board and grid: to the first paint, scrolling, filtering, editing, with 67 and with 5,000 duties; processor time.

Run by path: `QT_QPA_PLATFORM=offscreen python tests/bench/ledger_views.py [duties …]`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from PySide6.QtWidgets import QApplication, QWidget

from checklist.actions import Edit, edit
from checklist.ledger import LedgerFilter
from checklist.record import open_record
from checklist.standing import Status
from content.library import Library
from content.reading import read_library
from content.shelf import CONTENT_FOLDER
from ui.application import make_application
from ui.board.view import BoardView
from ui.grid.session import RecordLedger
from ui.grid.view import GridView
from ui.theme import THEMES, dress

STEPS = 120  # frames while scrolling
WORDS = "召开推进会，明确责任单位和完成时限。"


def main(*counts: str) -> None:
    application = make_application(["bench"])
    dress(application, THEMES[0])
    library = read_library(CONTENT_FOLDER)
    for count in map(int, counts or ("67", "5000")):
        with tempfile.TemporaryDirectory() as folder:
            measure(application, grown(library, count), Path(folder))


def grown(library: Library, count: int) -> Library:
    """The library with its duties again and again, each with an id of its own, until there are `count`."""
    duties = (library.duties[number % len(library.duties)] for number in range(count))
    return replace(library, duties=tuple(replace(duty, id=f"{duty.id}~{n}") for n, duty in enumerate(duties)))


def measure(application: QApplication, library: Library, folder: Path) -> None:
    record = open_record(folder, "甲")
    edit(record, *(one for duty in library.duties[::3] for one in edits(duty.id, library.clause_of(duty).sha256)))
    session = RecordLedger(library)
    session.attach(record)
    print(f"--- {len(library.duties)} duties")
    told("rows from the record", taken(lambda: session.rows))
    for build in (BoardView, GridView):
        session.renew()
        told(f"{build.__name__} to the first paint, with the rows", taken(partial(opened, application, build, session)))
        told(f"{build.__name__} to the first paint, rows known", taken(partial(opened, application, build, session)))
    grid = GridView(session, library, THEMES[0])
    shown(application, grid)
    told("grid: worst frame while scrolling down", max(frames(application, grid, vertical=True)))
    told("grid: worst frame while scrolling sideways", max(frames(application, grid, vertical=False)))
    told("grid: filter by words", taken(lambda: grid.show_filter(LedgerFilter(text="孵化器"))))
    told("grid: filter cleared", taken(lambda: grid.show_filter(LedgerFilter())))
    told(
        "grid: sort",
        taken(
            lambda: grid.table.horizontalHeader().setSortIndicator(
                3, grid.table.horizontalHeader().sortIndicatorOrder()
            )
        ),
    )
    rows = session.rows
    told("one edit, on disk and drawn", taken(lambda: edited(grid, session, rows[1].duty)))
    told(
        "all rows at once, on disk and drawn",
        taken(lambda: session.write(*(Edit(row.duty, "lead", "科技局") for row in rows))),
    )
    told("undo of that", taken(session.undo))
    grid.close()
    record.close()


def edits(duty: str, basis: str) -> tuple[Edit, ...]:
    entry = {"date": "2026-03-05", "text": WORDS}
    return (
        Edit(duty, "status", Status.IN_PROGRESS.value, basis),
        Edit(duty, "lead", "县科技局", basis),
        Edit(duty, "entry/1", entry, basis),
        Edit(duty, "problems", WORDS, basis),
    )


def opened(application: QApplication, build: type[BoardView] | type[GridView], session: RecordLedger) -> None:
    view = build(session, session.library, THEMES[0])
    shown(application, view)
    view.close()


def shown(application: QApplication, view: QWidget) -> None:
    view.resize(1366, 768)
    view.show()
    application.processEvents()


def frames(application: QApplication, grid: GridView, vertical: bool) -> list[float]:
    """Milliseconds of each step."""
    bar = grid.table.verticalScrollBar() if vertical else grid.table.horizontalScrollBar()
    places = (bar.maximum() * at // STEPS for at in range(STEPS))
    return [taken(partial(moved, application, bar.setValue, place)) for place in places]


def moved(application: QApplication, move: Callable[[int], None], to: int) -> None:
    move(to)
    application.processEvents()


def edited(grid: GridView, session: RecordLedger, duty: str) -> None:
    session.write(Edit(duty, "person", "李四"))
    grid.table.viewport().repaint()


def taken(work: Callable[[], object]) -> float:
    """Milliseconds of the processor, which tell the same on a busy machine as on an idle one."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def told(what: str, milliseconds: float) -> None:
    print(f"{what}: {milliseconds:.1f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:])
