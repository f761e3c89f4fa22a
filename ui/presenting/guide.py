"""会议投屏 from the window: what is offered, where it begins, and what is ticked while it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from checklist.actions import new_entry, put_entry
from content.library import Library
from ui.actions import Command
from ui.ledger.session import ChecklistSession
from ui.reading.reader_view import ReaderView

if TYPE_CHECKING:
    from ui.presenting.view import PresentationView


class PresentingGuide(QObject):
    """Shows the open document full screen, from the clause in view on."""

    place_requested = Signal(str, str)

    def __init__(self, library: Library, reader: ReaderView, session: ChecklistSession, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._reader, self._session = library, reader, session
        self.view: PresentationView | None = None

    def commands(self) -> tuple[Command, ...]:
        return (Command("会议投屏", "F5", self.start),)

    def start(self) -> None:
        """A clause a screen, beginning with the one in view; C offers duties instead."""
        from ui.presenting.slides import clause_slides, programmes  # not before it is asked for

        document = self._library.document(self._reader.document_id)
        slides = clause_slides(document)
        order = [document.order[slide.clause] for slide in slides]
        here = document.order[self._reader.clause]
        at = max((n for n, place in enumerate(order) if place <= here), default=0)
        view = self._view()
        view.offer(programmes(document, self._library.duties_of(document.id)))
        view.set_progress(self._session.progress)
        view.present(slides, at)
        view.showFullScreen()

    def _view(self) -> PresentationView:
        from ui.presenting.view import PresentationView

        if self.view is None:
            self.view = view = PresentationView(self._reader.theme)
            view.step_toggled.connect(self._session.set_step)
            view.done_toggled.connect(self._session.set_done)
            view.entry_requested.connect(self._add_entry)
            view.place_requested.connect(self.place_requested)
            view.closed.connect(view.hide)
            self._session.progress_changed.connect(view.show_progress)
            self._session.refused.connect(view.say)
            self.destroyed.connect(view.deleteLater)
        self.view.set_theme(self._reader.theme)
        return self.view

    def _add_entry(self, duty: str, text: str) -> None:
        """What was said in the meeting, under today."""
        entry, basis = new_entry(self._session.day, text), self._session.basis(duty)
        refusal = self._session.act((duty,), lambda record: put_entry(record, duty, entry, basis))
        if self.view is not None and refusal:
            self.view.say(refusal)
