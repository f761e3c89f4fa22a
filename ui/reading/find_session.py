"""Finding in the page: from what is typed to places marked in the text and beside it, and from each to the next."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QObject, Signal

from content.library import Library
from ui.reading.find_bar import FindBar
from ui.reading.layers import Span, match_paints
from ui.reading.marked_scroll_bar import MarkedScrollBar, ScrollMark
from ui.reading.reader_view import ReaderView

_LAYER = "find"


class FindSession(QObject):
    """Belongs to one reader and its scroll bar. While the bar is shut nothing is marked."""

    closed = Signal()

    def __init__(self, library: Library, reader: ReaderView, scroll_bar: MarkedScrollBar, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._reader, self._scroll_bar = library, reader, scroll_bar
        self._matches: tuple[Span, ...] = ()
        self._marks: tuple[ScrollMark, ...] = ()
        self._at = -1
        self._origin, self._doc = ("", 0), ""
        self.bar = FindBar()
        self.bar.term_changed.connect(self._find)
        self.bar.step_requested.connect(self.step)
        self.bar.closing_requested.connect(self.close)
        reader.page_shown.connect(self._find_again)

    @property
    def is_open(self) -> bool:
        return not self.bar.isHidden()

    @property
    def matches(self) -> tuple[Span, ...]:
        return self._matches

    @property
    def current(self) -> Span | None:
        """The match the reader is at."""
        return self._matches[self._at] if self._matches else None

    def begin(self) -> None:
        """Open the bar: with the selected words where they are of one clause, else with the term left there."""
        if not self._reader.document_id:
            return
        self._origin = (self._reader.clause, 0)
        chosen = self._reader.selected_spans()
        term = self._text_of(chosen[0]) if len(chosen) == 1 else ""
        if term:
            self._origin = (chosen[0].clause, chosen[0].start)
        was = self.bar.term
        self.bar.begin(term)
        if self.bar.term == was:
            self._find(was)

    def step(self, by: int) -> None:
        """So many matches on, round the ends."""
        if self._matches:
            self.bar.remember()
            self._at = (self._at + by) % len(self._matches)
            self._mark_current()
            self._land()

    def close(self) -> None:
        """Shut the bar and unmark everything; the keyboard goes to the text, at the match it was at."""
        self.bar.remember()
        self.bar.hide()
        self._matches, self._at = (), -1
        self._mark()
        self._reader.setFocus()
        self.closed.emit()

    def _find(self, term: str) -> None:
        if self.is_open:
            self._look_up(term)
            self._mark()
            self._land()

    def _find_again(self) -> None:
        """A page is shown, another or the same in another look: mark it, and leave the reader where it is."""
        if self.is_open:
            if self._reader.document_id != self._doc:
                self._origin = (self._reader.clause, 0)
            elif self.current is not None:
                self._origin = (self.current.clause, self.current.start)
            self._look_up(self.bar.term)
            self._mark()

    def _look_up(self, term: str) -> None:
        """The matches, and which of them is the first from where the search began."""
        from search.within import find_in  # with its table of characters, which the first paint does without

        self._doc = self._reader.document_id
        document = self._library.document(self._doc)
        self._matches = tuple(Span(one.clause, one.start, one.end) for one in find_in(document, term))
        places = [(document.order[one.clause], one.start) for one in self._matches]
        behind = bisect_left(places, (document.order.get(self._origin[0], 0), self._origin[1]))
        self._at = behind % len(places) if places else -1

    def _land(self) -> None:
        if self.current is not None:
            self._reader.go_to(self.current.clause, self.current.start)

    def _mark(self) -> None:
        self._marks = tuple(self._scroll_mark(one) for one in self._matches)
        self._scroll_bar.set_marks(_LAYER, self._marks)
        self._mark_current()

    def _mark_current(self) -> None:
        self.bar.show_count(self._at + 1, len(self._matches))
        self._reader.set_layer(_LAYER, match_paints(self._reader.theme, self._matches, self.current))
        self._scroll_bar.set_current(self._marks[self._at] if self._marks else None)

    def _scroll_mark(self, match: Span) -> ScrollMark:
        return ScrollMark(self._reader.relative_place(match.clause, match.start), match.clause, match.start)

    def _text_of(self, span: Span) -> str:
        return self._library.document(self._reader.document_id).clause(span.clause).text[span.start : span.end]
