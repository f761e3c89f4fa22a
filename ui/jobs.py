"""The only thread code: run a slow callable in the background and hand its result to the window's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from traceback import clear_frames

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal

log = logging.getLogger(__name__)


class Job(QObject):
    """One run of a callable. `done` carries its value, `failed` its exception; both arrive in the window's thread.

    It belongs to the application, which outlives every run, and goes when it is done. Who listens by a method of its
    own may go before, and hears nothing then.
    """

    done = Signal(object)
    failed = Signal(Exception)

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__(QCoreApplication.instance())
        self._work = work

    def start(self) -> None:
        QThreadPool.globalInstance().start(_Run(self))

    def run(self) -> None:
        """The worker boundary: whatever the work raises becomes a signal, never a dead thread."""
        try:
            value = self._work()
        except Exception as error:
            log.exception("job failed")
            _let_go(error)
            self.failed.emit(error)
        else:
            self.done.emit(value)
        self.deleteLater()  # not by a signal: the window's thread might delete it before all who listen were told


def _let_go(error: BaseException | None) -> None:
    """What the work held, such as a text document, is to end in this thread, not with the error in another."""
    while error is not None:
        clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


class _Run(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


def wait_for_jobs() -> None:
    """Let running jobs end; at shutdown nothing may outlive the window."""
    QThreadPool.globalInstance().waitForDone()
