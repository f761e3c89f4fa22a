"""The window's county half: wires marks, cards and counts to the record, and goes from duty to duty."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from checklist.progress import Progress, Status
from content.library import Library
from ui.actions import Command
from ui.desk import Desk
from ui.labels import STATUS, duty_label
from ui.ledger.order import next_duty
from ui.ledger.panel import Beside
from ui.ledger.session import ChecklistSession
from ui.reading.outline_model import OutlineModel

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
        self._library, self._session, self._outline = library, session, outline
        self._reader, self._panel = desk.reader, desk.duty_panel
        self._reader.page_shown.connect(self._mark)
        self._reader.clause_in_view.connect(self.show_clause)
        self._reader.toggle_requested.connect(session.toggle)
        self._reader.duty_focused.connect(self._panel.focus_duty)
        self._panel.link_requested.connect(self.link_requested)
        self._panel.step_toggled.connect(session.set_step)
        self._panel.done_toggled.connect(session.set_done)
        self._panel.place_requested.connect(self.go_to_duty)
        self._panel.next_duty_requested.connect(partial(self.step, 1))
        session.opened.connect(self._show_all)
        session.progress_changed.connect(self._show_progress)
        session.refused.connect(self.said)

    def commands(self) -> tuple[Command | None, ...]:
        """What the menu 事项 offers."""
        return (
            Command("下一项", "Ctrl+Down", partial(self.step, 1)),
            Command("上一项", "Ctrl+Up", partial(self.step, -1)),
            Command("办结或取消办结", "Ctrl+Return", self.toggle_current),
        )

    def show_clause(self, clause_id: str) -> None:
        """Duties, notes and, at its beginning, the facts of the document beside the clause in view."""
        document = self._library.document(self._reader.document_id)
        clause = document.clause(clause_id)
        duties = tuple(duty for duty in self._library.duties_of(document.id) if duty.clause == clause_id)
        about = document if clause.kind in _ABOUT_KINDS or clause is document.clauses[0] else None
        self._panel.show_beside(Beside(duties, document.notes_of(clause_id), about), self._session.progress)

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

    def _mark(self) -> None:
        self._outline.set_statuses(self._session.statuses)
        self._reader.set_statuses(self._session.statuses)

    def _show_all(self) -> None:
        self._mark()
        if self._reader.document_id:
            self.show_clause(self._reader.clause)

    def _show_progress(self, progress: Progress) -> None:
        self._mark()
        self._panel.show_progress(progress)
        self.saved.emit()
