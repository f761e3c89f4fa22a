"""The window's county half: wires marks, cards and counts to the record, and goes from duty to duty."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from checklist.actions import Edit
from checklist.fields import RESULT
from checklist.ledger import Flag
from checklist.progress import Progress, Status
from checklist.standing import Result
from content.library import Library
from ui.actions import Command
from ui.desk import Desk
from ui.labels import STATUS, duty_label
from ui.ledger.order import next_duty
from ui.ledger.panel import Beside
from ui.ledger.session import ChecklistSession
from ui.ledger_words import OWN_DUTY
from ui.reading.outline_model import OutlineModel

if TYPE_CHECKING:
    from ui.ledger.dealing import Dealing

_ABOUT_KINDS = ("title", "number", "addressees")


class LedgerGuide(QObject):
    """Shows beside the text what the clause asks of the county, and takes ticks to the record."""

    said = Signal(str)
    saved = Signal()
    link_requested = Signal(str)

    def __init__(
        self, desk: Desk, library: Library, session: ChecklistSession, outline: OutlineModel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._library, self._session, self._outline = desk, library, session, outline
        self._reader, self._panel = desk.reader, desk.duty_panel
        self.dealing: Dealing | None = None
        self._is_county_skipped = False
        self._connect_reader()
        self._connect_panel()
        self._connect_session()
        QTimer.singleShot(0, self._catch_up)

    def _connect_reader(self) -> None:
        self._reader.page_shown.connect(self._mark)
        self._reader.clause_in_view.connect(self.show_clause)
        self._reader.toggle_requested.connect(self._session.toggle)
        self._reader.duty_focused.connect(self._panel.focus_duty)

    def _connect_panel(self) -> None:
        self._panel.link_requested.connect(self.link_requested)
        self._panel.step_toggled.connect(self._session.set_step)
        self._panel.done_toggled.connect(self._session.set_done)
        self._panel.status_chosen.connect(self._set_status)
        self._panel.result_chosen.connect(self._set_result)
        self._panel.open_requested.connect(self.open_duty)
        self._panel.own_requested.connect(self.new_own)
        self._panel.place_requested.connect(self.go_to_duty)
        self._panel.next_duty_requested.connect(partial(self.step, 1))

    def _connect_session(self) -> None:
        self._session.opened.connect(self._show_all)
        self._session.progress_changed.connect(self._show_progress)
        self._session.own_changed.connect(self._show_beside)
        self._session.profile_changed.connect(self._show_beside)
        self._session.changed.connect(self._on_saved)
        self._session.refused.connect(self.said)
        self._session.said.connect(self.said)

    def commands(self) -> tuple[Command | None, ...]:
        """What the menu 事项 offers."""
        return (
            Command("下一项", "Ctrl+Down", partial(self.step, 1)),
            Command("上一项", "Ctrl+Up", partial(self.step, -1)),
            Command("办结或取消办结", "Ctrl+Return", self.toggle_current),
            Command("打开事项…", "Ctrl+E", self.open_current),
            None,
            Command(f"新建{OWN_DUTY}…", "", self.new_own),
            Command("县情…", "", self.open_county),
        )

    @property
    def is_county_skipped(self) -> bool:
        """Whether a person does not want to be asked for the county."""
        return self.dealing.county.is_skipped if self.dealing is not None else self._is_county_skipped

    @is_county_skipped.setter
    def is_county_skipped(self, skipped: bool) -> None:
        self._is_county_skipped = skipped

    def undo_commands(self) -> tuple[Command, ...]:
        """Undo of anything in the record, whatever kind it is of."""
        return (
            Command("撤销", "Ctrl+Z", self._session.undo),
            Command("重做", "Ctrl+Y", self._session.redo),
        )

    def show_clause(self, clause_id: str) -> None:
        """Duties, notes and, at its beginning, the facts of the document beside the clause in view."""
        document = self._library.document(self._reader.document_id)
        clause = document.clause(clause_id)
        duties = tuple(duty for duty in self._library.duties_of(document.id) if duty.clause == clause_id)
        about = document if clause.kind in _ABOUT_KINDS or clause is document.clauses[0] else None
        own = tuple(one.duty for one in self._session.own.values()) if about else ()
        flags = {duty.id: self._session.flags(duty.id) for duty in (*duties, *own)}
        beside = Beside(duties, document.notes_of(clause_id), about, own, flags)
        self._panel.show_beside(beside, self._session.progress)

    # opening

    def open_duty(self, duty: str) -> None:
        """The card of a duty, of the texts or of the county's own."""
        if self.dealing is not None:
            self.dealing.open_duty(duty)

    def open_current(self) -> None:
        """The duty whose card or mark has the keyboard, else the first of the clause in view."""
        shown = [card.duty.id for card in self._panel.cards]
        duty = self._panel.current or self._reader.margin.current or next(iter(shown), "")
        if duty:
            self.open_duty(duty)
        else:
            self.said.emit("这一条没有交给县级的事项。按 Ctrl+↓ 到下一项。")

    def new_own(self) -> None:
        if self.dealing is not None:
            self.dealing.new_own()

    def open_county(self) -> None:
        if self.dealing is not None:
            self.dealing.open_county()

    def show_note(self, label: str) -> None:
        self._panel.show()
        self._panel.focus_note(label)

    def step(self, by: int) -> None:
        """To the next or previous duty in the order of the text, from the mark or the clause the reader is at."""
        document = self._library.document(self._reader.document_id)
        duties = self._library.duties_of(document.id)
        duty = next_duty(duties, document.order, self._reader.clause, self._reader.margin.current, by)
        if duty is not None:
            self.go_to_duty(duty.id)

    def go_to_duty(self, duty_id: str) -> None:
        """To a duty of the open document."""
        self._reader.go_to_duty(duty_id)
        duty = next(duty for duty in self._library.duties if duty.id == duty_id)
        self.said.emit(duty_label(duty))

    def toggle_current(self) -> None:
        """Tick or untick the duty whose mark has the keyboard."""
        if self._reader.margin.current is not None:
            self._session.toggle(self._reader.margin.current)

    def printed_marks(self, doc: str) -> dict[str, tuple[tuple[str, str], ...]] | None:
        """For paper: (status, title) of a document's duties by clause; None while no record is open."""
        if not self._session.is_open:
            return None
        marks: dict[str, tuple[tuple[str, str], ...]] = {}
        for duty in self._library.duties_of(doc):
            word = STATUS[self._session.statuses.get(duty.id, Status.NOT_STARTED)]
            marks[duty.clause] = (*marks.get(duty.clause, ()), (word, duty.title))
        return marks

    # inside

    def _mark(self) -> None:
        self._outline.set_statuses(self._session.statuses)
        self._reader.set_statuses(self._session.statuses)

    def _show_all(self) -> None:
        self._mark()
        self._show_beside()

    def _show_beside(self) -> None:
        if self._reader.document_id:
            self.show_clause(self._reader.clause)

    def _show_progress(self, progress: Progress) -> None:
        self._mark()
        self._panel.show_progress(progress, self._flags(progress.duty))
        self.saved.emit()

    def _flags(self, duty: str) -> frozenset[Flag]:
        is_shown = any(card.duty.id == duty for card in self._panel.cards)
        return self._session.flags(duty) if is_shown else frozenset()

    def _set_status(self, duty: str, status: Status, reason: str) -> None:
        refusal = self._session.set_status(duty, status, reason)
        if refusal and status is Status.NOT_APPLICABLE:
            self._panel.show_refusal(duty, refusal)
        elif refusal:
            self.said.emit(refusal)

    def _set_result(self, duty: str, result: Result) -> None:
        refusal = self._session.keep(Edit(duty, RESULT, result.value))
        if refusal:
            self.said.emit(refusal)

    # what happened

    def _catch_up(self) -> None:
        """What the first screen does without."""
        from ui.ledger.dealing import Dealing

        self.dealing = Dealing(self._desk, self._library, self._session, self)
        self.dealing.said.connect(self.said)
        self.dealing.link_requested.connect(self.link_requested)
        self.dealing.county.is_skipped = self._is_county_skipped
        self.dealing.begin()

    def _on_saved(self, subjects: frozenset[str]) -> None:
        self.saved.emit()
