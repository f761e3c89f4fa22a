"""The reader: one document's page, its column centred on the paper, with a margin on either side.

The page can only be read: it loads nothing, and a link is a wish that the window decides on.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from checklist.progress import Status
from content.citation import extracts, plain_text
from content.document import Document
from content.duty import Duty
from ui.reading.layers import Layers, Paint, SideMark, Span
from ui.reading.margin import Tag
from ui.reading.margins import Margins
from ui.reading.marked_scroll_bar import MarkedScrollBar
from ui.reading.page import Page, Pages, Top
from ui.reading.pointing import Pointing
from ui.reading.scrolling import Scrolling
from ui.sealed_browser import SealedBrowser
from ui.theme import TEXT_SIZE, Theme, page_style


class ReaderView(SealedBrowser):
    """Shows a document. The clause in view is the one at the reading line, or the one last gone to."""

    page_shown = Signal()
    clause_in_view = Signal(str)
    link_requested = Signal(str)
    link_hovered = Signal(str, QPoint)
    place_hovered = Signal(str, int, QPoint)
    place_clicked = Signal(str, int)
    selection_settled = Signal()
    toggle_requested = Signal(str)
    duty_focused = Signal(str)
    side_mark_activated = Signal(str, str)
    scrolled = Signal()
    first_painted = Signal()

    def __init__(self, theme: Theme, size: int = TEXT_SIZE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._size = theme, size
        self._pages = Pages(self)
        self._page: Page | None = None
        self._layers = Layers()
        self._clause = ""
        self._gone_to: int | None = None
        self._is_settling = False
        self._is_painted = False
        self._scrolling = Scrolling(self)
        self._margins = Margins(theme, size, self)
        self.margin, self.side_margin = self._margins.left, self._margins.right
        self.setObjectName("reader")
        self.setOpenLinks(False)
        self.setFrameStyle(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("正文")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._pointing = Pointing(self)
        self._pointing.place_hovered.connect(self.place_hovered)
        self._pointing.link_requested.connect(self.link_requested)
        self._pointing.link_hovered.connect(self.link_hovered)
        self._pointing.place_clicked.connect(self._on_place_clicked)
        self._pointing.selection_settled.connect(self.selection_settled)
        self.marks = MarkedScrollBar(theme, self)
        self.setVerticalScrollBar(self.marks)
        self.marks.place_requested.connect(self.go_to)
        self.marks.valueChanged.connect(self._on_scrolled)
        self.margin.toggle_requested.connect(self.toggle_requested)
        self.margin.duty_focused.connect(self.go_to_duty)
        self.side_margin.activated.connect(self.side_mark_activated)

    # what is shown

    @property
    def document_id(self) -> str:
        """Id of the document shown, nothing before the first."""
        return self._page.document.id if self._page else ""

    @property
    def clause(self) -> str:
        """Id of the clause in view."""
        return self._clause

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def type_size(self) -> int:
        """Of the body text, in pixels."""
        return self._size

    def holds(self, doc: str) -> bool:
        """Whether a document's page is kept from an earlier showing."""
        return self._pages.holds(doc)

    def show_document(self, document: Document, duties: tuple[Duty, ...], clause: str = "") -> None:
        """Show a page at a clause; without one an open page where it was left, another at its top."""
        self._leave_page()
        page = self._pages.page_of(document, duties, page_style(self._theme, self._size))
        page.clause = clause or page.clause
        self._show_page(page, bool(clause))

    def close_document(self, doc: str) -> None:
        """Forget a page that is not shown."""
        if doc != self.document_id:
            self._pages.close(doc)

    def set_look(self, theme: Theme, size: int) -> None:
        """Other colours or another size of type: every page is set anew when it is next shown."""
        self._theme, self._size = theme, size
        self._margins.set_look(theme, size)
        self.marks.set_theme(theme)
        shown, clause = self._page, self._clause
        forgotten = self._pages
        self._pages = Pages(self)
        if shown is not None:
            self.show_document(shown.document, shown.duties, clause)
        forgotten.close_all()

    def set_statuses(self, statuses: dict[str, Status]) -> None:
        """Progress of the duties, by duty id; a duty not named is 未启动."""
        self._margins.statuses = statuses
        self._place_marks()

    def set_layer(self, name: str, paints: tuple[Paint, ...]) -> None:
        """Tint places; `name` is one of ui.reading.layers.ORDER. Lasts until the next `page_shown`."""
        self._layers.set_layer(name, paints)
        self._paint_layers()

    def set_side_marks(self, kind: str, marks: tuple[SideMark, ...]) -> None:
        """The signs of one kind in the right margin, in reading order."""
        self._margins.side_marks[kind] = marks
        self._place_marks()

    def set_perspective(self, tags: Mapping[str, Tag] | None) -> None:
        """Widen the left margin to show, at each duty's mark, its words by duty id; None narrows it again."""
        before = self.margin.width_wanted
        self.margin.set_tags(tags)
        if self.margin.width_wanted != before:
            self._lay_out_column()
            self._margins.place(self.viewport().geometry())
            if self._clause:
                self.go_to(self._clause)
        self._place_marks()

    # where the reader is

    def go_to(self, clause: str, offset: int = 0) -> None:
        """Scroll so that the character stands at the reading line, and make its clause the one in view."""
        if self._page is None:
            return
        cursor = self._page.cursor(clause, offset)
        self._scrolling.bring_to_line(cursor)
        self._gone_to = self.verticalScrollBar().value()
        self._report_clause(clause)

    def go_to_duty(self, duty_id: str) -> None:
        """Go to a duty's sentence and give its mark the keyboard's place."""
        assert self._page is not None
        duty = next(duty for duty in self._page.duties if duty.id == duty_id)
        self.margin.focus_duty(duty_id)
        self.go_to(duty.clause, self._page.offsets[duty_id])
        self.duty_focused.emit(duty_id)

    def stay_at(self, clause: str) -> None:
        """Make a clause the one in view without scrolling."""
        self._gone_to = self.verticalScrollBar().value()
        self._report_clause(clause)

    def relative_place(self, clause: str, offset: int = 0) -> float:
        """How far down the whole page a character's line stands, 0 to 1."""
        return self._page.share(clause, offset) if self._page else 0.0

    def place_under(self, point: QPoint) -> tuple[str, int]:
        """Clause and offset of the character nearest to a point of the viewport; the page must be set."""
        assert self._page is not None
        return self._page.places.place_at(self.cursorForPosition(point).position())

    # what is selected

    def selected_spans(self) -> tuple[Span, ...]:
        """The person's selection, a span a clause, note marks left out."""
        cursor = self.textCursor()
        if self._page is None or not cursor.hasSelection():
            return ()
        found = self._page.places.spans(cursor.selectionStart(), cursor.selectionEnd())
        return tuple(Span(*one) for one in found)

    # Qt

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab goes from link to link here, and from the margins past the page."""
        return super().focusNextPrevChild(onward) if self.hasFocus() else QWidget.focusNextPrevChild(self, onward)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied or dragged away is policy text alone: the marks of our notes stay behind."""
        data = QMimeData()
        if self._page is not None:
            data.setText(plain_text(extracts(self._page.document, self.selected_spans())))
        return data

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width sets every line anew: the place that was read stays. Setting the margins comes here again."""
        is_inner, top = self._is_settling, self._scrolling.top(self._page)
        self._is_settling = True
        self._lay_out_column()
        super().resizeEvent(event)
        if not is_inner:
            self._restore(top)
            self._is_settling = False
            self._margins.place(self.viewport().geometry())
            self._place_marks()
            self.marks.relocate(self.relative_place)

    # setting and placing

    def _show_page(self, page: Page, is_gone_to: bool) -> None:
        self._page = None  # changing the page scrolls, and no place of the old page stands on the new one
        self._layers.clear()
        self._margins.side_marks.clear()
        self.setDocument(page.text)
        page.leave_room_below(self.viewport().height() * 0.5)
        self._page, self._clause, self._gone_to = page, "", None
        self._is_settling = True
        if is_gone_to:
            self._scrolling.bring_to_line(page.cursor(page.clause))
        else:
            self._restore(page.top)
        self._is_settling = False
        self._gone_to = self.verticalScrollBar().value()
        self.page_shown.emit()
        self._paint_layers()
        self._place_marks()
        self._report_clause(page.clause)

    def _restore(self, top: Top | None) -> None:
        """After the lines have moved: back to the clause gone to, or to what stood at the top."""
        if self._page is None or top is None:
            return
        if self._gone_to is not None and self._clause:
            self.go_to(self._clause)
        else:
            self._scrolling.bring(self._page.cursor(top.clause, top.offset), top.y)

    def _leave_page(self) -> None:
        if self._page is not None:
            self._page.clause, self._page.top = self._clause, self._scrolling.top(self._page)

    def _lay_out_column(self) -> None:
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        left, right = self._margins.sides(room, self._size)
        self.setViewportMargins(left, 0, right, 0)

    def _place_marks(self) -> None:
        if self._page is not None:
            top, bottom = QPoint(0, 0), self.viewport().rect().bottomLeft()
            seen = range(self.cursorForPosition(top).position(), self.cursorForPosition(bottom).position() + 1)
            self._margins.show_marks(self._page, seen, self.cursorRect)

    def _paint_layers(self) -> None:
        if self._page is not None:
            self.setExtraSelections(self._layers.selections(self._page.text, self._page.places))

    def _report_clause(self, clause: str) -> None:
        if clause != self._clause:
            self._clause = clause
            self.clause_in_view.emit(clause)

    def _on_scrolled(self, value: int) -> None:
        self._place_marks()
        self.scrolled.emit()
        if self._page is None or self._is_settling or value == self._gone_to:
            return
        self._gone_to = None
        self._report_clause(self.place_under(QPoint(0, self._scrolling.reading_line))[0])

    def _on_place_clicked(self, clause: str, offset: int) -> None:
        self.stay_at(clause)
        self.place_clicked.emit(clause, offset)
