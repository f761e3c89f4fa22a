"""The only thread code: run a slow callable in the background and hand its result to the window's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

log = logging.getLogger(__name__)


class Job(QObject):
    """One run of a callable. `done` carries its value, `failed` its exception; both arrive in the owner's thread.

    The owner must outlive the run: the application does, a window may be closed before.
    """

    done = Signal(object)
    failed = Signal(Exception)

    def __init__(self, work: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work

    def start(self) -> None:
        QThreadPool.globalInstance().start(_Run(self))

    def run(self) -> None:
        """The worker boundary: whatever the work raises becomes a signal, never a dead thread."""
        try:
            value = self._work()
        except Exception as error:
            log.exception("job failed")
            self.failed.emit(error)
        else:
            self.done.emit(value)


class _Run(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


def wait_for_jobs() -> None:
    """Let running jobs end; at shutdown nothing may outlive the window."""
    QThreadPool.globalInstance().waitForDone()
