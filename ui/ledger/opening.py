"""Opens a duty: wires the opened card to the record and to the evidence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from checklist.actions import Edit
from checklist.conflicts import Conflict
from checklist.fields import ENTRY, RESULT
from checklist.progress import Progress
from checklist.review import Review
from checklist.standing import Entry, Evidence, Result, Status
from checklist.subjects import is_own
from content.library import Library
from ui.ledger.asking import asked
from ui.ledger.entry_history import entry_pasts
from ui.ledger.evidence_work import EvidenceWork
from ui.ledger.matter_box import ConflictBox, ReviewBox
from ui.ledger.session import ChecklistSession
from ui.ledger.sheet import ENTRIES, EVIDENCE, HISTORY, DutySheet
from ui.theme import Theme


class CardOpening(QObject):
    """One card is open at a time. `link_requested` carries clause:DOCUMENT#CLAUSE."""

    link_requested = Signal(str)
    own_edit_requested = Signal(str)

    def __init__(self, library: Library, session: ChecklistSession, work: EvidenceWork, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._session, self._work = library, session, work
        self.sheet: DutySheet | None = None
        self._duty = ""
        session.progress_changed.connect(self._on_progress)
        session.own_changed.connect(self._on_own)
        for saying in (session.said, session.refused, work.said):
            saying.connect(self._say)

    def open(self, duty: str, theme: Theme, over: QWidget) -> None:
        """Open a duty's card over a window; its evidence is checked anew."""
        self._duty = duty
        self.sheet = sheet = DutySheet(theme, self._today, self._work.state, over)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._connect(sheet)
        self._begin()
        sheet.finished.connect(self._on_finished)
        sheet.open()
        sheet.work.first.setFocus()

    def show_evidence(self) -> None:
        if self.sheet is not None:
            self.sheet.tabs.setCurrentIndex(EVIDENCE)

    def close(self) -> None:
        """The window is going: what was typed is handed over first."""
        if self.sheet is not None:
            self.sheet.leaving.emit()
            self.sheet.done(0)

    # what there is

    def _begin(self) -> None:
        sheet, session = self.sheet, self._session
        assert sheet is not None
        duty = session.duty(self._duty)
        sheet.begin(duty)
        sheet.asked.show_asked(asked(duty, self._library, session.read_profile()))
        sheet.work.offer(session.offers())
        sheet.work.begin(duty, session.of(self._duty))
        sheet.entries.begin()
        sheet.evidence.begin(duty)
        self._show(session.of(self._duty))
        self._work.check(self._duty)

    def _show(self, progress: Progress) -> None:
        sheet, session = self.sheet, self._session
        assert sheet is not None
        rows = session.history(self._duty)
        sheet.status.show_progress(progress)
        if progress.status is Status.NOT_APPLICABLE:
            sheet.reason.close_bar()
        sheet.done_button.setText("取消办结" if progress.status is Status.DONE else "办结")
        sheet.asked.show_progress(progress)
        sheet.work.show_progress(progress)
        sheet.show_counts(len(progress.entries), len(progress.evidence), len({row.action for row in rows}))
        self._show_tab(sheet.tabs.currentIndex())
        self._show_matters()

    def _show_tab(self, tab: int) -> None:
        """What is in sight; the other tabs when they are turned to."""
        sheet, session = self.sheet, self._session
        if sheet is None:
            return
        if tab == ENTRIES:
            sheet.entries.show_entries(session.of(self._duty).entries, entry_pasts(session.history(self._duty)))
        elif tab == EVIDENCE:
            sheet.evidence.show_files(session.of(self._duty).evidence)
        elif tab == HISTORY:
            sheet.history.show_history(session.history(self._duty), session.duty(self._duty), session.recalled())

    def _show_matters(self) -> None:
        boxes: list[QWidget] = []
        review = self._session.review(self._duty)
        if review is not None:
            box = ReviewBox(review, self._library.clause_of(self._session.duty(self._duty)).text)
            box.confirmed.connect(self._on_confirmed)
            box.anew_requested.connect(self._on_anew)
            boxes.append(box)
        for conflict in self._session.conflicts(self._duty):
            both = ConflictBox(conflict, self._session.duty(self._duty))
            both.chosen.connect(self._on_chosen)
            boxes.append(both)
        assert self.sheet is not None
        self.sheet.show_matters(boxes)

    # what a person does

    def _connect(self, sheet: DutySheet) -> None:
        sheet.leaving.connect(self._leave)
        sheet.tabs.currentChanged.connect(self._show_tab)
        sheet.status.status_chosen.connect(self._on_status)
        sheet.status.result_chosen.connect(self._on_result)
        sheet.reason.given.connect(self._on_reason)
        sheet.done_button.clicked.connect(self._on_done)
        sheet.asked.step_toggled.connect(self._on_step)
        sheet.asked.place_requested.connect(self._on_place)
        sheet.work.left.connect(self._on_left)
        sheet.entries.put.connect(self._on_entry)
        sheet.entries.struck.connect(self._on_struck)
        sheet.evidence.files_given.connect(self._on_files)
        sheet.evidence.cancelled.connect(self._work.cancel)
        sheet.evidence.open_requested.connect(self._work.open)
        sheet.evidence.copy_requested.connect(self._on_copy)
        sheet.evidence.removal_requested.connect(self._on_removal)
        sheet.history.undo_requested.connect(self._session.undo_action)
        sheet.undo_requested.connect(self._session.undo)
        sheet.redo_requested.connect(self._session.redo)
        sheet.step_requested.connect(self._on_step_requested)
        sheet.own_edit_requested.connect(self._on_own_edit)
        sheet.own_removal_requested.connect(self._on_own_removal)
        self._work.copying.connect(sheet.evidence.show_copying)
        self._work.copied.connect(sheet.evidence.show_copied)
        self._work.refused.connect(sheet.evidence.show_fault)
        self._work.faults_changed.connect(sheet.evidence.renew)

    def _leave(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        for box in sheet.work.boxes.values():
            if not box.isHidden():
                box.leave()
        for editor in sheet.entries.editors:
            if editor.is_changed:
                editor.give()

    def _on_left(self, field: str, value: object) -> None:
        refusal = self._session.keep(Edit(self._duty, field, value))
        if self.sheet is not None:
            self.sheet.work.settle(field, refusal, self._session.of(self._duty))

    def _on_entry(self, entry: Entry) -> None:
        value = {"date": entry.day.isoformat(), "text": entry.text}
        refusal = self._session.keep(Edit(self._duty, ENTRY + entry.id, value))
        if self.sheet is not None:
            self.sheet.entries.settle(entry, refusal)

    def _on_struck(self, entry: str) -> None:
        self._say(self._session.keep(Edit(self._duty, ENTRY + entry, None)) or "已划去，历史中仍可查。Ctrl+Z 恢复。")

    def _on_status(self, status: Status) -> None:
        if self.sheet is None:
            return
        if status is Status.NOT_APPLICABLE:
            self.sheet.reason.ask()
        else:
            self.sheet.reason.close_bar()
            self._say(self._session.set_status(self._duty, status))

    def _on_reason(self, reason: str) -> None:
        refusal = self._session.set_status(self._duty, Status.NOT_APPLICABLE, reason)
        if self.sheet is not None and refusal:
            self.sheet.reason.show_fault(refusal)

    def _on_result(self, result: Result) -> None:
        self._say(self._session.keep(Edit(self._duty, RESULT, result.value)))

    def _on_done(self) -> None:
        self._session.toggle(self._duty)

    def _on_step(self, step: str, done: bool) -> None:
        self._session.set_step(self._duty, step, done)

    def _on_confirmed(self) -> None:
        self._act_on_review(self._session.confirm)

    def _on_anew(self) -> None:
        self._act_on_review(self._session.start_anew)

    def _act_on_review(self, action: Callable[[Review], str]) -> None:
        review = self._session.review(self._duty)
        if review is not None:
            self._say(action(review) or "已复核")

    def _on_chosen(self, conflict: Conflict, event: str) -> None:
        self._say(self._session.decide(conflict, event) or "已取舍，另一说留在历史中。")

    def _on_files(self, files: tuple[Path, ...]) -> None:
        self._work.take_in(self._duty, files)

    def _on_copy(self, evidence: Evidence, target: Path) -> None:
        self._work.save_copy(evidence, target)

    def _on_removal(self, evidence: Evidence) -> None:
        self._work.remove(self._duty, evidence)

    def _on_place(self, address: str) -> None:
        if self.sheet is not None and self.sheet.leave():
            self.sheet.accept()
            self.link_requested.emit(f"clause:{address}")

    def _on_step_requested(self, by: int) -> None:
        """The next or previous duty of the same document, or of the county's own."""
        if self.sheet is None or not self.sheet.leave():
            return
        document = self._session.duty(self._duty).doc
        near = [one.id for one in self._library.duties_of(document)] or list(self._session.own)
        self._duty = near[(near.index(self._duty) + by) % len(near)]
        self._begin()

    def _on_own_edit(self) -> None:
        self.own_edit_requested.emit(self._duty)

    def _on_own_removal(self) -> None:
        if self.sheet is not None:
            self.sheet.accept()
        self._session.remove_own(self._duty)

    # what happened

    def _on_progress(self, progress: Progress) -> None:
        if self.sheet is not None and progress.duty == self._duty and self._is_known():
            self._show(progress)

    def _on_own(self) -> None:
        """The county's own duty was changed, or is no more."""
        if self.sheet is None:
            return
        if not self._is_known():
            self.sheet.accept()
            return
        duty = self._session.duty(self._duty)
        self.sheet.begin(duty)
        self.sheet.asked.show_asked(asked(duty, self._library, self._session.read_profile()))

    def _is_known(self) -> bool:
        return self._duty in self._session.own or not is_own(self._duty)

    def _say(self, words: str) -> None:
        if self.sheet is not None:
            self.sheet.say(words)

    def _today(self) -> date:
        return self._session.day

    def _on_finished(self) -> None:
        self.sheet = None
