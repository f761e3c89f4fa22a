"""Taking a file in, step by step: looked at, taken in, decided, given back. Knows no widget."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from checklist.conflicts import Conflict
from checklist.record import Record
from content.library import Library
from ui.handing.errand import Errand
from ui.handing.handing_out import Report
from ui.handing.taking_in import Seen, SeenExchange, Taken, give_back, look, take_exchange, take_sheet
from ui.ledger.session import NOT_OPEN, ChecklistSession

_MEANWHILE = "这一处已经有了别的改动，请在事项卡片中查看。"


class Receiving(QObject):
    """Every step is done in the background and told to the session, so that all who show the record hear of it.

    Emits `seen` (what taking it in would do), `taken`, `given_back`, or `refused` (a sentence); `begun` at each step.
    """

    begun = Signal()
    seen = Signal(object)
    taken = Signal(object)
    given_back = Signal()
    refused = Signal(str)

    def __init__(self, library: Library, session: ChecklistSession, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._session = library, session
        self.looking, self.writing, self.undoing = Errand(self), Errand(self), Errand(self)
        self.now: Seen | None = None
        self.last: Taken | None = None
        self.looking.finished.connect(self._on_seen)
        self.writing.finished.connect(self._on_taken)
        self.undoing.finished.connect(self._on_given_back)
        for errand in (self.looking, self.writing, self.undoing):
            errand.began.connect(self.begun)
            errand.refused.connect(self.refused)

    @property
    def is_writing(self) -> bool:
        """Whether the record is being changed: that is waited for, not stopped."""
        return self.writing.is_running or self.undoing.is_running

    def look(self, path: Path) -> None:
        """What the file would change."""
        record = self._record()
        if record is not None:
            self.now, self.last = None, None
            self.looking.start(partial(_look, path, self._library, record, self._session))

    def take(self, ticked: Iterable[int]) -> None:
        """All of an exchange file; of a sheet the changes with these numbers."""
        record, seen = self._record(), self.now
        if record is None or seen is None:
            return
        if isinstance(seen, SeenExchange):
            self.writing.start(partial(_take_exchange, record, seen))
        else:
            wanted = tuple(seen.changes[at] for at in ticked)
            self.writing.start(lambda report: take_sheet(record, self._library, wanted))

    def undo(self) -> None:
        """Take back what was taken in last."""
        record, taken = self._record(), self.last
        if record is not None and taken is not None and taken.action is not None:
            self.undoing.start(lambda report: give_back(record, taken))

    def decide(self, at: int, is_theirs: bool) -> str:
        """Settle the conflict of a line for one of its values; why it could not be, nothing where it is on disk."""
        assert isinstance(self.now, SeenExchange)
        field = self.now.preview.fields[at]
        value = field.theirs if is_theirs else field.mine
        conflict = next((one for one in self._session.conflicts(field.subject) if one.field == field.field), None)
        event = _event_of(conflict, value)
        if conflict is None or not event:
            return _MEANWHILE
        return self._session.decide(conflict, event)

    def _record(self) -> Record | None:
        if self._session.record is None:
            self.refused.emit(NOT_OPEN)
        return self._session.record

    def _on_seen(self, seen: Seen) -> None:
        self.now = seen
        self.seen.emit(seen)

    def _on_taken(self, taken: Taken) -> None:
        self.last = taken
        self._tell(taken)
        self.taken.emit(taken)

    def _on_given_back(self, taken: Taken) -> None:
        self.last = taken
        self._tell(taken)
        self.given_back.emit()

    def _tell(self, taken: Taken) -> None:
        """It is on disk; whoever shows the record is to draw it."""
        if taken.subjects:
            self._session.act(taken.subjects, _done_already)


def _look(path: Path, library: Library, record: Record, session: ChecklistSession, report: Report) -> Seen:
    return look(path, library, record, session.day)


def _take_exchange(record: Record, seen: SeenExchange, report: Report) -> Taken:
    return take_exchange(record, seen)


def _event_of(conflict: Conflict | None, value: object) -> str:
    """The event that says a value; nothing where none does any more."""
    said = (conflict.kept, *conflict.lost) if conflict is not None else ()
    return next((one.event for one in said if one.value == value), "")


def _done_already(record: Record) -> None:
    """The job has written; the session only has to tell."""
