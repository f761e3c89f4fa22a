"""One PDF being written in the background, told of and stoppable."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal

from ui.jobs import Job
from ui.printing.errors import PrintCancelled, PrintTargetUnwritable
from ui.printing.pdf import print_document_pdf
from ui.printing.request import PrintRequest
from ui.printing.words import FAILED, unwritable_sentence


class Saving(QObject):
    """Emits `progressed` (page, of how many), then one of `saved` (path, pages), `refused` (a sentence), `cancelled`.

    The worker lays the request out anew: no text document, format or font is shared between threads.
    """

    progressed = Signal(int, int)
    saved = Signal(object, int)
    refused = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = Event()
        self._path = Path()
        self.is_running = False

    def start(self, request: PrintRequest, path: Path) -> None:
        self._stop.clear()
        self.is_running, self._path = True, path
        job = Job(partial(self._run, request, path))
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.start()

    def cancel(self) -> None:
        """Stop before the next page; what stood at the path stays."""
        self._stop.set()

    def _run(self, request: PrintRequest, path: Path) -> int:
        """In the worker: the number of pages, 0 where it was cancelled."""
        try:
            return print_document_pdf(request, path, self._report)
        except PrintCancelled:
            return 0

    def _report(self, index: int, count: int) -> None:
        if self._stop.is_set():
            raise PrintCancelled
        self.progressed.emit(index + 1, count)

    def _on_done(self, pages: int) -> None:
        self.is_running = False
        if pages:
            self.saved.emit(self._path, pages)
        else:
            self.cancelled.emit()

    def _on_failed(self, error: Exception) -> None:
        self.is_running = False
        self.refused.emit(unwritable_sentence(error) if isinstance(error, PrintTargetUnwritable) else FAILED)
