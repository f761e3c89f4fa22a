"""Ticking: from a person's wish to an event on disk and back to what is drawn. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from checklist.errors import ChecklistError
from checklist.progress import Progress, Status
from checklist.record import Record
from content.library import Library
from ui.messages import sentence

NOT_OPEN = "本县记录还没有打开，不能勾选。请看窗口上方的说明。"


class ChecklistSession(QObject):
    """Emits progress after it is committed, or the sentence that says why it could not be."""

    opened = Signal()
    progress_changed = Signal(object)
    refused = Signal(str)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._duties = {duty.id: duty for duty in library.duties}
        self._basis = {duty.id: library.clause_of(duty).sha256 for duty in library.duties}
        self._record: Record | None = None
        self._progress: Mapping[str, Progress] = {}

    @property
    def record(self) -> Record | None:
        """The record, while it can be written."""
        return self._record

    @property
    def is_open(self) -> bool:
        """Whether a record can be written."""
        return self._record is not None

    @property
    def progress(self) -> Mapping[str, Progress]:
        return self._progress

    @property
    def statuses(self) -> dict[str, Status]:
        return {duty: progress.status for duty, progress in self._progress.items()}

    def attach(self, record: Record) -> None:
        """The record is open for reading and writing."""
        self._record = record
        self.show(record.progress)

    def show(self, progress: Mapping[str, Progress]) -> None:
        """Show progress that cannot be written to."""
        self._progress = progress
        self.opened.emit()

    def set_step(self, duty: str, step: str, done: bool) -> None:
        self._act(lambda record: record.set_step(duty, step, done, self._basis[duty]))

    def set_done(self, duty: str, done: bool) -> None:
        self._act(lambda record: record.set_done(duty, done, self._basis[duty]))

    def toggle(self, duty: str) -> None:
        """Done if it was not, else no longer done."""
        progress = self._progress.get(duty, Progress(duty))
        self.set_done(duty, progress.status is not Status.DONE)

    def close(self) -> None:
        if self._record is not None:
            self._record.close()
            self._record = None

    def _act(self, action: Callable[[Record], Progress]) -> None:
        if self._record is None:
            self.refused.emit(NOT_OPEN)
            return
        try:
            progress = action(self._record)
        except ChecklistError as error:
            self.refused.emit(sentence(error))
        else:
            self.progress_changed.emit(progress)
