"""The reader: one document's page, its column centred on the paper, with the margin of duty marks beside it.

The page can only be read: it loads nothing, and a link is a wish that the window decides on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPaintEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from checklist.progress import Status
from content.document import Document
from content.duty import Duty
from content.page import page_html
from ui.reading.margin import WIDTH as MARGIN_WIDTH
from ui.reading.margin import DutyMark, Margin
from ui.reading.marks import MARK_SIZE
from ui.reading.places import Places
from ui.reading.tables import fit_columns
from ui.theme import COLUMN_CHARACTERS, TEXT_SIZE, Theme, page_style

_READING_LINE = 0.22
_LEAST_SIDE = 24


@dataclass(frozen=True, slots=True)
class Match:
    """A found place: characters start..end of a clause."""

    clause: str
    start: int
    end: int


class ReaderView(QTextBrowser):
    """Shows a document. The clause in view is the one at the reading line, or the one last gone to."""

    clause_in_view = Signal(str)
    link_requested = Signal(str)
    toggle_requested = Signal(str)
    duty_focused = Signal(str)
    first_painted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._document: Document | None = None
        self._places: Places | None = None
        self._duties: tuple[Duty, ...] = ()
        self._offsets: dict[str, int] = {}
        self._statuses: dict[str, Status] = {}
        self._matches: tuple[Match, ...] = ()
        self._current_match: Match | None = None
        self._clause = ""
        self._gone_to: int | None = None
        self._is_painted = False
        self.margin = Margin(theme, self)
        self.setObjectName("reader")
        self.setOpenLinks(False)
        self.setFrameStyle(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("正文")
        self.anchorClicked.connect(self._on_anchor_clicked)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.margin.toggle_requested.connect(self.toggle_requested)
        self.margin.duty_focused.connect(self.go_to_duty)

    @property
    def document_id(self) -> str:
        """Id of the document shown, nothing before the first."""
        return self._document.id if self._document else ""

    @property
    def clause(self) -> str:
        """Id of the clause in view."""
        return self._clause

    def show_document(self, document: Document, duties: tuple[Duty, ...]) -> None:
        """Set the page anew and begin at its top."""
        self._document, self._duties = document, duties
        self._offsets = mark_offsets(document, duties)
        self._matches, self._current_match = (), None
        self._clause, self._gone_to = "", None
        self._set_page()
        self.verticalScrollBar().setValue(0)
        self._report_clause(document.clauses[0].id)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.margin.set_theme(theme)
        if self._document is not None:
            clause = self._clause
            self._set_page()
            self.go_to(clause)

    def set_statuses(self, statuses: dict[str, Status]) -> None:
        """Progress of the duties, by duty id; a duty not named is 未启动."""
        self._statuses = statuses
        self._place_marks()

    def go_to(self, clause: str, offset: int = 0) -> None:
        """Scroll so that the character stands at the reading line, and make its clause the one in view."""
        if self._places is None:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._places.position(clause, offset))
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - round(self.viewport().height() * _READING_LINE))
        self._gone_to = bar.value()
        self._report_clause(clause)

    def go_to_duty(self, duty_id: str) -> None:
        """Go to a duty's sentence and give its mark the keyboard's place."""
        duty = next(duty for duty in self._duties if duty.id == duty_id)
        self.margin.focus_duty(duty_id)
        self.go_to(duty.clause, self._offsets[duty_id])
        self.duty_focused.emit(duty_id)

    def stay_at(self, clause: str) -> None:
        """Make a clause the one in view without scrolling."""
        self._gone_to = self.verticalScrollBar().value()
        self._report_clause(clause)

    def show_matches(self, matches: tuple[Match, ...], current: Match | None) -> None:
        """Mark found places; land on the current one."""
        self._matches, self._current_match = matches, current
        self._paint_matches()
        if current is not None:
            self.go_to(current.clause, current.start)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is ever loaded: the page brings all it shows."""
        return QByteArray()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out_column()
        super().resizeEvent(event)
        self._place_margin()
        if self._gone_to is not None:
            self.go_to(self._clause)
        self._place_marks()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._places is not None and not self.textCursor().hasSelection():
            position = self.cursorForPosition(event.position().toPoint()).position()
            self.stay_at(self._places.clause_at(position))

    def _set_page(self) -> None:
        assert self._document is not None
        self._places = None  # setting the page scrolls, and no place of the old page stands on the new one
        self.document().setDefaultStyleSheet(page_style(self._theme))
        self.setHtml(page_html(self._document))
        fit_columns(self.document())
        self._places = Places(self.document(), self._document.clauses)
        frame = self.document().rootFrame()
        shape = frame.frameFormat()
        shape.setBottomMargin(self.viewport().height() * 0.5)
        frame.setFrameFormat(shape)
        self._paint_matches()
        self._place_marks()

    def _lay_out_column(self) -> None:
        wide = COLUMN_CHARACTERS * TEXT_SIZE + 8
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        side = max(MARGIN_WIDTH, (room - wide) // 2)
        right = max(_LEAST_SIDE, room - side - wide)
        self.setViewportMargins(side, 0, right, 0)

    def _place_margin(self) -> None:
        viewport = self.viewport().geometry()
        self.margin.setGeometry(QRect(viewport.left() - MARGIN_WIDTH, viewport.top(), MARGIN_WIDTH, viewport.height()))

    def _place_marks(self) -> None:
        if self._places is not None:
            self.margin.show_marks(tuple(self._duty_mark(duty, self._places) for duty in self._duties))

    def _duty_mark(self, duty: Duty, places: Places) -> DutyMark:
        cursor = QTextCursor(self.document())
        cursor.setPosition(places.position(duty.clause, self._offsets[duty.id]))
        place = self.cursorRect(cursor)
        status = self._statuses.get(duty.id, Status.NOT_STARTED)
        color = self._theme.encourage if status is Status.DONE else self._theme.force(duty.force)
        return DutyMark(duty.id, duty.title, status, color, place.center().y() - MARK_SIZE / 2)

    def _paint_matches(self) -> None:
        self.setExtraSelections([self._selection(match) for match in self._matches])

    def _selection(self, match: Match) -> Any:
        assert self._places is not None
        selection: Any = QTextEdit.ExtraSelection()  # its two members are missing from PySide6's stubs
        is_current = match == self._current_match
        marked = QTextCharFormat()
        marked.setBackground(QColor(self._theme.current_hit if is_current else self._theme.hit))
        selection.format = marked
        cursor = QTextCursor(self.document())
        start, end = self._places.span(match.clause, match.start, match.end)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        return selection

    def _report_clause(self, clause: str) -> None:
        if clause != self._clause:
            self._clause = clause
            self.clause_in_view.emit(clause)

    def _on_scrolled(self, value: int) -> None:
        self._place_marks()
        if self._places is None or value == self._gone_to:
            return
        self._gone_to = None
        line = round(self.viewport().height() * _READING_LINE)
        self._report_clause(self._places.clause_at(self.cursorForPosition(QPoint(0, line)).position()))

    def _on_anchor_clicked(self, url: QUrl) -> None:
        self.link_requested.emit(url.toString())


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
