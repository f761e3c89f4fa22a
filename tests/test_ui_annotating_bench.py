"""A window with the text and the panel of annotations over a record of their own, for the tests beside this file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QSplitter

from checklist.annotation_record import Annotations
from checklist.journal import Journal
from content.library import Library
from ui.actions import fill_menus
from ui.annotating.guide import AnnotationGuide
from ui.annotating.panel import AnnotationPanel
from ui.annotating.session import AnnotationSession
from ui.reading.reader_view import ReaderView
from ui.theme import THEMES

LEFT = Qt.MouseButton.LeftButton
DOC, CLAUSE = "cbf-2018-60", "5-3"


class Bench(QMainWindow):
    """A reader and the panel side by side over a record of their own."""

    def __init__(self, library: Library, folder: Path) -> None:
        super().__init__()
        self.reader, self.session = ReaderView(THEMES[0]), AnnotationSession(library, self)
        self.panel = AnnotationPanel(THEMES[0], library)
        self.guide = AnnotationGuide(self.reader, self.panel, self.session, self)
        fill_menus(self, {"批注": self.guide.commands()})
        self.journal = Journal(folder / "record.db", "李晓梅")
        self.session.attach(Annotations(self.journal))
        desk = QSplitter()
        desk.addWidget(self.reader)
        desk.addWidget(self.panel)
        desk.setSizes([900, 380])
        self.setCentralWidget(desk)
        self.resize(1280, 720)
        document = library.document(DOC)
        self.reader.show_document(document, library.duties_of(DOC))

    def point(self, clause: str, offset: int) -> QPoint:
        assert self.reader._page is not None
        return self.reader.cursorRect(self.reader._page.cursor(clause, offset)).center()

    def drag(self, start: tuple[str, int], end: tuple[str, int]) -> None:
        """Select by mouse, from a character of a clause to another."""
        self.reader.go_to(end[0])
        view, first, last = self.reader.viewport(), self.point(*start), self.point(*end)
        QTest.mousePress(view, LEFT, Qt.KeyboardModifier.NoModifier, first)
        QTest.mouseMove(view, last)
        QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, last)

    def drawn(self) -> list[str]:
        """A line an annotation: kind, colour, words, note."""
        found = [one.annotation for one in self.session.placements.all]
        return [" ".join(filter(None, (one.kind, one.colour, one.quotation, one.note))) for one in found]

    def painted(self) -> list[str]:
        return [one.cursor.selectedText() for one in self.reader.extraSelections()]  # type: ignore[attr-defined]

    def close_record(self) -> None:
        self.session.detach()
        self.journal.close()
