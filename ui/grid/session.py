"""The ledger over the county's record: rows and figures out, wishes in. Knows no widget.

Serves the grid (ui.grid.ledger_session) and the board (ui.board.source) alike, so that both show the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from checklist.actions import Edit, edit
from checklist.errors import ChecklistError
from checklist.event import Event
from checklist.indicators import Actual, actual, set_actual
from checklist.ledger import LedgerRow, rows_of
from checklist.own_duties import own_duties
from checklist.profile import CountyProfile, read_profile
from checklist.progress import Progress
from checklist.record import Record
from checklist.state import State
from content.duty import Duty
from content.indicator import Indicator
from content.library import Library
from content.validity import today
from ui.grid.taking_back import redo, told, touched, undo
from ui.grid.words import NOT_OPEN, redone_line, undone_line
from ui.messages import sentence


class RecordLedger(QObject):
    """Rows are kept and renewed duty by duty; `opened` says that all of them may be other ones."""

    opened = Signal()
    changed = Signal(object)  # frozenset of subjects
    refused = Signal(str)
    said = Signal(str)

    def __init__(self, library: Library, clock: Callable[[], date] = today, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self._clock = clock
        self._duties = {duty.id: duty for duty in library.duties}
        self._record: Record | None = None
        self._state = State()
        self._rows: dict[str, LedgerRow] | None = None
        self._day = clock()

    # opening

    def attach(self, record: Record) -> None:
        """The record is open for reading and writing."""
        self._record = record
        self.show(record.state)

    def show(self, state: State) -> None:
        """Show what cannot be written to, or what a record has become: `state` lives on under its record."""
        self._state = state
        self.renew()

    def detach(self) -> None:
        """The record is being closed; what it said stays on screen."""
        self._record = None

    def renew(self) -> None:
        """Something else changed the record, or the day is another one."""
        self._rows = None
        self.opened.emit()

    # what there is

    @property
    def why_not(self) -> str:
        return "" if self._record is not None else NOT_OPEN

    @property
    def day(self) -> date:
        return self._clock()

    @property
    def rows(self) -> tuple[LedgerRow, ...]:
        if self._rows is None or self._day != self.day:
            self._day = self.day
            self._rows = {row.duty: row for row in rows_of(self.library, self._state, self._disputed, self._day)}
        return tuple(self._rows.values())

    @property
    def profile(self) -> CountyProfile:
        return read_profile(self._state)

    @property
    def units(self) -> tuple[str, ...]:
        named = (unit for row in self.rows for unit in (row.lead, *row.supporting))
        return tuple(dict.fromkeys(unit for unit in (*self.profile.units, *named) if unit))

    @property
    def people(self) -> tuple[str, ...]:
        named = (*(person.name for person in self.profile.people), *(row.person for row in self.rows))
        return tuple(dict.fromkeys(name for name in named if name))

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is recorded yet."""
        has_values = any(self.actual(goal) != Actual() for goal in self.library.indicators)
        return not has_values and all(one.is_blank for one in self._state.progress.values())

    @property
    def duties(self) -> tuple[tuple[Duty, Progress], ...]:
        """Every duty with what was done about it, own ones last."""
        own = (one.duty for one in own_duties(self._state))
        return tuple((duty, self._state.of(duty.id)) for duty in (*self.library.duties, *own))

    def actual(self, goal: Indicator) -> Actual:
        return actual(self._state, goal)

    # what a person wants

    def write(self, *edits: Edit) -> bool:
        """One action, on disk when this is true; else `refused` has said why."""
        return self._act(lambda record: edit(record, *self._based(edits))) and self._tell_changed(
            one.duty for one in edits
        )

    def set_actual(self, goal: Indicator, given: Actual) -> bool:
        """The county's own value of a goal."""
        return self._act(lambda record: set_actual(record, goal, given)) and self._tell_changed(())

    def undo(self) -> None:
        self._take_back(undo, undone_line)

    def redo(self) -> None:
        self._take_back(redo, redone_line)

    @property
    def _disputed(self) -> frozenset[str]:
        return self._record.disputed if self._record is not None else frozenset()

    def _based(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        for one in edits:
            duty = self._duties.get(one.duty)
            yield replace(one, basis=self.library.clause_of(duty).sha256) if duty else one

    def _act(self, action: Callable[[Record], object]) -> bool:
        if self._record is None:
            self.refused.emit(NOT_OPEN)
            return False
        try:
            action(self._record)
        except ChecklistError as error:
            self.refused.emit(sentence(error))
            return False
        return True

    def _take_back(self, action: Callable[[Record], tuple[Event, ...]], line: Callable[[str, int], str]) -> None:
        found: list[Event] = []
        if self._act(lambda record: found.extend(action(record))):
            self._tell_changed(touched(found))
            self.said.emit(line(told(found), len(touched(found))))

    def _tell_changed(self, subjects: Iterable[str]) -> bool:
        """Renew the rows of these; anything but a duty of the library may change every row."""
        touching = frozenset(subjects)
        if self._rows is not None and touching <= self._duties.keys():
            few = replace(self.library, duties=tuple(self._duties[name] for name in touching))
            known = (row for row in rows_of(few, self._state, self._disputed, self._day) if row.duty in touching)
            self._rows.update((row.duty, row) for row in known)
        else:
            self._rows = None
        self.changed.emit(touching)
        return True
