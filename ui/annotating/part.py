"""Annotating as one part of the window: made after the first paint, which does without it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from checklist.annotation_record import Annotations
from checklist.record import Record
from checklist.subjects import ANNOTATION
from content.library import Library
from ui.actions import Command
from ui.annotating.guide import AnnotationGuide
from ui.annotating.panel import AnnotationPanel
from ui.annotating.session import AnnotationSession
from ui.desk import Desk
from ui.searching.session import SearchSession


class AnnotatingPart(QObject):
    """The session with its guide, and the list, which takes the outline's place when asked for."""

    place_requested = Signal(str, str, int)
    cite_requested = Signal(str, object)
    said = Signal(str)

    def __init__(self, library: Library, desk: Desk, search: SearchSession, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._desk, self._search = library, desk, search
        self.session = AnnotationSession(library, self)
        self.panel = AnnotationPanel(desk.reader.theme, library)
        self.guide = AnnotationGuide(desk.reader, self.panel, self.session, self)
        desk.add_on_the_left(self.panel)
        self.guide.place_requested.connect(self.place_requested)
        self.guide.cite_requested.connect(self.cite_requested)
        self.guide.said.connect(self.said)
        self.guide.panel_requested.connect(self.toggle_panel)
        self.session.changed.connect(self._tell_search)
        search.attached.connect(self._tell_search)

    def commands(self) -> tuple[Command | None, ...]:
        return self.guide.commands()

    def attach(self, record: Record) -> None:
        """The record is open for reading and writing."""
        self.session.attach(Annotations(record.journal))

    def detach(self) -> None:
        """The record is about to be closed."""
        self.session.detach()

    def hear(self, subjects: frozenset[str]) -> None:
        """Another part wrote about these to the record, as an undo does; only annotations are read again."""
        if any(subject.startswith(ANNOTATION) for subject in subjects):
            self.session.reload()

    def set_theme(self) -> None:
        self.guide.set_theme()

    def open(self, key: str) -> None:
        """Go to an annotation that search has found."""
        placed = self.session.placements.of(key)
        if placed is not None and placed.spans:
            self.place_requested.emit(placed.annotation.document, placed.clause, placed.offset)

    def _tell_search(self) -> None:
        if self._search.index is not None:
            from search.passages import PassageMaker  # with the search room behind it, which is there by now

            maker = PassageMaker(self._library)
            found = [one for one in self.session.passages() if maker.knows(one.document, one.clause)]
            passages = (maker.annotation(one.document, one.clause, one.text, one.id) for one in found)
            self._search.index.set_annotations(tuple(passages))

    def toggle_panel(self) -> None:
        """The list of annotations in the outline's place, or the outline again."""
        if self._desk.left.isVisible() and self._desk.left.currentWidget() is self.panel:
            self._desk.show_outline()
        else:
            self._desk.show_on_the_left(self.panel)
            self.panel.tree.setFocus()
