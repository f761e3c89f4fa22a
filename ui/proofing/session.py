"""Reading and comparing in the background, told of and stoppable; one comparison at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal

from content.comparison import compare
from content.document import Document
from content.errors import ContentError
from content.importing import read_text
from content.sources import ReceivedText
from ui.jobs import Job
from ui.proofing.proof import Proof, source_of_file, source_of_received
from ui.proofing.words import FAILED, refusal

ReceivedLoader = Callable[[Document], ReceivedText]
_Work = Callable[[Callable[[float], None]], Proof]


class _Stopped(Exception):
    """The person did not want to wait."""


class ProofSession(QObject):
    """Emits `started`, `advanced` (percent), then one of `proved` (a Proof), `refused` (a sentence), `stopped`."""

    started = Signal()
    advanced = Signal(int)
    proved = Signal(object)
    refused = Signal(str)
    stopped = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop: Event | None = None
        self._job: Job | None = None

    @property
    def is_running(self) -> bool:
        return self._stop is not None

    def prove_received(self, document: Document, loader: ReceivedLoader) -> None:
        """Compare with the text as received, which `loader` fetches. What runs is stopped."""
        self._start(partial(_with_received, document, loader))

    def prove_file(self, document: Document, path: Path) -> None:
        """Compare with a file that the person chose. What runs is stopped."""
        self._start(partial(_with_file, document, path))

    def cancel(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self._stop = None
            self.stopped.emit()

    def _start(self, work: _Work) -> None:
        if self._stop is not None:
            self._stop.set()
        self._stop = stop = Event()
        self._job = Job(partial(self._run, work, stop))
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)
        self.started.emit()
        self._job.start()

    def _run(self, work: _Work, stop: Event) -> tuple[Event, Proof | str]:
        """In the worker: what was found, or why nothing could be."""
        try:
            return stop, work(partial(self._report, stop))
        except ContentError as error:
            return stop, refusal(error)
        except _Stopped:
            return stop, ""

    def _report(self, stop: Event, done: float) -> None:
        if stop.is_set():
            raise _Stopped
        self.advanced.emit(round(100 * done))

    def _on_done(self, outcome: tuple[Event, Proof | str]) -> None:
        stop, found = outcome
        if stop is not self._stop:  # another one was begun, or the person stopped it
            return
        self._stop = None
        if isinstance(found, str):
            self.refused.emit(found)
        else:
            self.proved.emit(found)

    def _on_failed(self, error: Exception) -> None:
        if self.is_running and self.sender() is self._job:
            self._stop = None
            self.refused.emit(FAILED)


def _with_received(document: Document, loader: ReceivedLoader, on_step: Callable[[float], None]) -> Proof:
    received = loader(document)
    on_step(0.0)
    found = compare(document, received.text, received.left_out, on_step)
    return Proof(document, source_of_received(document, received), found)


def _with_file(document: Document, path: Path, on_step: Callable[[float], None]) -> Proof:
    on_step(0.0)
    imported = read_text(path)
    on_step(0.0)
    return Proof(document, source_of_file(imported), compare(document, imported.text, imported.left_out, on_step))
