"""One document laid out as a page, kept while its tab is open: going back to it costs no setting anew."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor, QTextDocument

from content.document import Document
from content.duty import Duty
from content.page import page_html
from ui.reading.places import Places
from ui.reading.tables import fit_columns


@dataclass(frozen=True, slots=True)
class Top:
    """A character and the height of its line's top in the viewport, 0 or a little less."""

    clause: str
    offset: int
    y: int


class Page:
    """A document's text on the paper, where its characters stand on it, and where its duties' marks belong.

    `clause` and `top` are the clause in view and what stood at the top when the page was left.
    """

    def __init__(self, document: Document, duties: tuple[Duty, ...], style: str, parent: QObject) -> None:
        """Set the page. `style` is the style sheet of ui.theme.page_style."""
        self.document, self.duties = document, duties
        self.text = QTextDocument(parent)
        self.text.setUndoRedoEnabled(False)
        self.text.setDefaultStyleSheet(style)
        self.text.setHtml(page_html(document))
        fit_columns(self.text)
        self.places = Places(self.text, document.clauses)
        self.offsets = mark_offsets(document, duties)
        self.clause = document.clauses[0].id
        self.top: Top | None = None

    def cursor(self, clause: str, offset: int = 0) -> QTextCursor:
        """A cursor before a character of a clause. Raises KeyError for a clause that is not on the page."""
        cursor = QTextCursor(self.text)
        cursor.setPosition(self.places.position(clause, offset))
        return cursor

    def share(self, clause: str, offset: int = 0) -> float:
        """How far down the page a character's line stands, 0 to 1."""
        layout = self.text.documentLayout()
        cursor = self.cursor(clause, offset)
        block = cursor.block()
        line = block.layout().lineForTextPosition(cursor.positionInBlock())
        top = layout.blockBoundingRect(block).top() + (line.y() if line.isValid() else 0)
        return float(top / max(1.0, layout.documentSize().height()))

    def leave_room_below(self, height: float) -> None:
        """Blank paper under the last line, so that it too can be brought to the reading line."""
        frame = self.text.rootFrame()
        shape = frame.frameFormat()
        if shape.bottomMargin() != height:  # setting it lays the whole page out again
            shape.setBottomMargin(height)
            frame.setFrameFormat(shape)


class Pages:
    """The pages of the documents that are open, in one look."""

    def __init__(self, owner: QObject) -> None:
        self._owner = owner
        self._pages: dict[str, Page] = {}

    def holds(self, doc: str) -> bool:
        return doc in self._pages

    def page_of(self, document: Document, duties: tuple[Duty, ...], style: str) -> Page:
        """The document's page, set now if it is not kept."""
        if document.id not in self._pages:
            self._pages[document.id] = Page(document, duties, style, self._owner)
        return self._pages[document.id]

    def close(self, doc: str) -> None:
        page = self._pages.pop(doc, None)
        if page is not None:
            page.text.deleteLater()

    def close_all(self) -> None:
        for doc in tuple(self._pages):
            self.close(doc)


def mark_offsets(document: Document, duties: tuple[Duty, ...]) -> dict[str, int]:
    """Where each duty's mark stands in its clause, by duty id.

    Several duties under one 要 quote the same beginning; each such mark stands where its quote leaves the one before.
    """
    offsets: dict[str, int] = {}
    behind = ("", 0, 0)
    for duty in duties:
        start = document.clause(duty.clause).text.index(duty.quote)
        end = start + len(duty.quote)
        clause, last_start, last_end = behind
        shares = (clause, last_start) == (duty.clause, start) and last_end < end
        offsets[duty.id] = last_end if shares else start
        behind = (duty.clause, start, end)
    return offsets
