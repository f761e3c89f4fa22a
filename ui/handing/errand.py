"""One piece of work in the background, told of and stoppable. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event

from PySide6.QtCore import QObject, Signal

from checklist.errors import ChecklistError
from ui.handing.errors import NoRecord, PdfDiffers, Stopped
from ui.handing.handing_out import Report
from ui.handing.paper_words import told
from ui.jobs import Job

Work = Callable[[Report], object]


class Errand(QObject):
    """Emits `began`, `advanced` (done, of how many), then one of `finished` (what came of it), `refused`, `stopped`.

    The work calls its Report now and then, and lets Stopped through. One runs at a time; `stop` leaves the one that
    runs to itself: it puts nothing in place.
    """

    began = Signal()
    advanced = Signal(int, int)
    finished = Signal(object)
    refused = Signal(str)
    stopped = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop: Event | None = None

    @property
    def is_running(self) -> bool:
        return self._stop is not None

    def start(self, work: Work) -> None:
        """What runs already is stopped."""
        self._drop()
        self._stop = stop = Event()
        job = Job(partial(_run, work, partial(self._report, stop)))
        job.done.connect(partial(self._on_done, stop))
        job.failed.connect(partial(self._on_failed, stop))
        self.began.emit()
        job.start()

    def stop(self) -> None:
        """Nobody waits any more."""
        if self._stop is not None:
            self._drop()
            self.stopped.emit()

    def _drop(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self._stop = None

    def _report(self, stop: Event, done: int, count: int) -> None:
        """In the worker."""
        if stop.is_set():
            raise Stopped
        self.advanced.emit(done, count)

    def _on_done(self, stop: Event, found: object) -> None:
        if stop is not self._stop:
            return
        self._stop = None
        if isinstance(found, _Refusal):
            self.refused.emit(found.words)
        else:
            self.finished.emit(found)

    def _on_failed(self, stop: Event, error: Exception) -> None:
        if stop is self._stop:
            self._stop = None
            self.refused.emit(told(error))


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why it could not be done; nothing for the log, where what nobody expected stands."""

    words: str


def _run(work: Work, report: Report) -> object:
    """In the worker; who stopped it hears nothing more of it."""
    try:
        return work(report)
    except Stopped:
        return None
    except (ChecklistError, NoRecord, PdfDiffers) as error:
        return _Refusal(told(error))
