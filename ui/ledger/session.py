"""The record on screen: from a person's wish to an event on disk and back to what is drawn. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from checklist.actions import Edit, edit
from checklist.conflicts import Conflict
from checklist.errors import ChecklistError
from checklist.fields import REASON, STATUS, STEP
from checklist.gone import gone_duty, remembered
from checklist.history import HistoryRow
from checklist.journal import Journal
from checklist.ledger import Flag, rows_of
from checklist.own_duties import TITLE, OwnDuty, own_duties, put_own_duty, remove_own_duty
from checklist.profile import CountyProfile, read_profile, write_profile
from checklist.progress import Progress, Status
from checklist.record import Record
from checklist.review import Review, confirm_review, reviews
from checklist.state import State
from checklist.subjects import PROFILE, is_duty, is_own
from checklist.undo import last_to_redo, last_to_undo
from content.duty import Duty
from content.library import Library
from content.validity import today
from ui.ledger.known_names import known_names
from ui.ledger.recalling import Recalled, recalled, removed, subjects_of, told
from ui.messages import sentence

NOT_OPEN = "本县记录还没有打开，不能勾选。请看窗口上方的说明。"


class ChecklistSession(QObject):
    """Emits what changed after it is committed, or the sentence that says why it could not be.

    `changed` carries the subjects of one action of this session, for whoever else shows the record; what others
    wrote is told to `hear`. `progress_changed` carries the Progress of each duty touched, whoever wrote it.
    """

    opened = Signal()
    progress_changed = Signal(object)
    own_changed = Signal()
    profile_changed = Signal()
    changed = Signal(object)  # frozenset of subjects
    refused = Signal(str)
    said = Signal(str)
    closing = Signal()  # the record is still open: what was typed can be handed over

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._duties = {duty.id: duty for duty in library.duties}
        self._basis = {duty.id: library.clause_of(duty).sha256 for duty in library.duties}
        self._record: Record | None = None
        self._state = State()
        self._progress: Mapping[str, Progress] = {}
        self._own: dict[str, OwnDuty] = {}
        self._is_telling = False

    # what there is

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

    def read_profile(self) -> CountyProfile:
        return read_profile(self._state)

    @property
    def own(self) -> Mapping[str, OwnDuty]:
        """The county's own duties by their ids, in the order in which they were added."""
        return self._own

    @property
    def day(self) -> date:
        return self._record.journal.today().date() if self._record is not None else today()

    def offers(self) -> dict[str, tuple[str, ...]]:
        """Known by name, to be offered while typing."""
        return known_names(self.read_profile(), self._progress.values())

    def flags(self, duty: str) -> frozenset[Flag]:
        """What is the matter with a duty today."""
        few = replace(self._library, duties=tuple(one for one in (self._duties.get(duty),) if one))
        rows = rows_of(few, self._state, self.disputed, self.day)
        return next((row.flags for row in rows if row.duty == duty), frozenset())

    def of(self, duty: str) -> Progress:
        return self._progress.get(duty, Progress(duty))

    def duty(self, duty: str) -> Duty:
        """A duty of the texts, of the county's own, or one that the texts have no more."""
        return self._own[duty].duty if duty in self._own else self._duties.get(duty) or gone_duty(self._library, duty)

    def title(self, subject: str) -> str:
        """A duty's title, that of an own one that was withdrawn too; nothing for what is none."""
        known = self._duties.get(subject) or remembered(self._library, subject)
        return known.title if known else str(self._state.value(subject, TITLE) or "")

    # what the record says of a duty

    def history(self, duty: str) -> tuple[HistoryRow, ...]:
        return self._record.history(duty) if self._record is not None else ()

    def recalled(self) -> Recalled:
        return recalled(self._record.journal) if self._record is not None else Recalled()

    def conflicts(self, duty: str) -> tuple[Conflict, ...]:
        is_disputed = self._record is not None and duty in self._record.disputed
        return self._record.conflicts(duty) if is_disputed and self._record is not None else ()

    @property
    def disputed(self) -> frozenset[str]:
        return self._record.disputed if self._record is not None else frozenset()

    def review(self, duty: str) -> Review | None:
        """What is to be looked at again, because the words of the clause changed since the duty was decided."""
        if not self.needs_review(duty):
            return None
        words = self._record.journal.wordings() if self._record is not None else {}
        return next(iter(reviews(self._progress, {duty: self._basis[duty]}, words)), None)

    def needs_review(self, duty: str) -> bool:
        known, basis = self.of(duty), self._basis.get(duty)
        return bool(known.basis and basis and known.basis != basis and not known.is_blank)

    # opening

    def attach(self, record: Record) -> None:
        """The record is open for reading and writing."""
        self._record = record
        try:
            record.journal.know({self.basis(one.id): self._library.clause_of(one).text for one in self._library.duties})
        except ChecklistError as error:
            self.refused.emit(sentence(error))
        self.show_state(record.state)

    def show(self, progress: Mapping[str, Progress]) -> None:
        """Show progress that cannot be written to."""
        self._progress = progress
        self.opened.emit()

    def show_state(self, state: State) -> None:
        """Show all that a record says."""
        self._state, self._own = state, {one.id: one for one in own_duties(state)}
        self.show(state.progress)

    def close(self) -> None:
        if self._record is not None:
            self.closing.emit()
            self._record.close()
            self._record = None

    # what a person wants: each gives why it could not be, nothing where it is on disk

    def set_step(self, duty: str, step: str, done: bool) -> str:
        return self._told(self.act((duty,), lambda record: record.set_step(duty, step, done, self.basis(duty))))

    def set_status(self, duty: str, status: Status, reason: str = "") -> str:
        """For 不适用 with the reason."""
        why = (Edit(duty, REASON, reason),) if status is Status.NOT_APPLICABLE else ()
        return self.keep(Edit(duty, STATUS, status), *why)

    def start_anew(self, review: Review) -> str:
        """Deal with a duty anew, because its words changed: nothing ticked; entries and evidence stay."""
        steps = sorted(self.of(review.duty).steps)
        ticked = (Edit(review.duty, STEP + step, False) for step in steps)
        return self.keep(Edit(review.duty, STATUS, Status.NOT_STARTED), *ticked)

    def set_done(self, duty: str, done: bool) -> str:
        return self._told(self.act((duty,), lambda record: record.set_done(duty, done, self.basis(duty))))

    def toggle(self, duty: str) -> None:
        """Done if it was not, else no longer done."""
        self.set_done(duty, self.of(duty).status is not Status.DONE)

    def keep(self, *edits: Edit) -> str:
        """Fields as they are to be, as one action."""
        based = tuple(replace(one, basis=self.basis(one.duty)) for one in edits)
        return self.act((one.duty for one in edits), lambda record: edit(record, *based))

    def confirm(self, review: Review) -> str:
        return self.act((review.duty,), partial(confirm_review, review=review))

    def decide(self, conflict: Conflict, event: str) -> str:
        return self.act((conflict.subject,), lambda one: one.decide(conflict, event, self.basis(conflict.subject)))

    def keep_profile(self, profile: CountyProfile) -> str:
        return self.act((PROFILE,), partial(write_profile, profile=profile))

    def keep_own(self, duty: OwnDuty) -> str:
        return self.act((duty.id,), partial(put_own_duty, duty=duty))

    def remove_own(self, duty: str) -> None:
        title = self.title(duty)
        if not self._told(self.act((duty,), partial(remove_own_duty, duty=duty))):
            self.said.emit(removed(title))

    # undo of anything

    def what_undo(self) -> str:
        """What Ctrl+Z would take back, in words; nothing where there is nothing."""
        return told(self._record.journal, last_to_undo, self.title) if self._record is not None else ""

    def what_redo(self) -> str:
        return told(self._record.journal, last_to_redo, self.title) if self._record is not None else ""

    def undo(self) -> None:
        """Take back the latest action of this device, of whatever kind."""
        self._take_back("已撤销", last_to_undo)

    def redo(self) -> None:
        self._take_back("已重做", last_to_redo)

    def undo_action(self, deed: str) -> None:
        """Take one action of the history back; where it took another one back, that is done again."""
        self._take_back("已恢复" if deed in self.recalled().undoing else "已撤销", lambda _: deed)

    # inside

    def basis(self, duty: str) -> str:
        """The hash of the clause that a duty stands in; empty for the county's own."""
        return self._basis.get(duty, "")

    def act(self, subjects: Iterable[str], action: Callable[[Record], object]) -> str:
        """Run what writes about these subjects, and tell of it; else the sentence that says why it was refused."""
        if self._record is None:
            return NOT_OPEN
        try:
            action(self._record)
        except ChecklistError as error:
            return sentence(error)
        self._tell(frozenset(subjects))
        return ""

    def hear(self, subjects: Iterable[str]) -> None:
        """Another session wrote about these to the same record."""
        if not self._is_telling:
            self._draw(frozenset(subjects))

    def _told(self, refusal: str) -> str:
        if refusal:
            self.refused.emit(refusal)
        return refusal

    def _tell(self, subjects: frozenset[str]) -> None:
        self._is_telling = True  # what others echo is known already
        try:
            self._draw(subjects)
            self.changed.emit(subjects)
        finally:
            self._is_telling = False

    def _draw(self, subjects: frozenset[str]) -> None:
        if any(map(is_own, subjects)):
            self._renew_own()
        for subject in subjects:
            if is_duty(subject):
                self.progress_changed.emit(self.of(subject))
        if PROFILE in subjects:
            self.profile_changed.emit()

    def _renew_own(self) -> None:
        known = {one.id: one for one in own_duties(self._state)}
        if known != self._own:
            self._own = known
            self.own_changed.emit()

    def _take_back(self, verb: str, find: Callable[[Journal], str]) -> None:
        if self._record is None:
            self.refused.emit(NOT_OPEN)
            return
        words = told(self._record.journal, find, self.title)
        try:
            written = self._record.undo(find(self._record.journal))
        except ChecklistError as error:
            self.refused.emit(sentence(error))
            return
        self._tell(subjects_of(written))
        self.said.emit(f"{verb}：{words}")
