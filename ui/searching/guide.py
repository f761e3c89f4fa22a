"""The window's search half: wires box, hit list, tour and text to each other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from search.hit import ANNOTATION, NOTE, Answer
from ui.desk import Desk
from ui.reading.layers import Span, match_paints
from ui.reading.marked_scroll_bar import ScrollMark
from ui.searching.bar import SearchBar
from ui.searching.memory import SearchMemory
from ui.searching.session import SearchSession
from ui.searching.tour import Stop


class SearchGuide(QObject):
    """Takes a person from a query to hits, and from place to place; asks the window for what it cannot show itself."""

    document_requested = Signal(str)
    annotation_requested = Signal(str)
    counted = Signal(str)  # which of all places the reader is at, in words; nothing where there is none
    said = Signal(str)

    def __init__(
        self, desk: Desk, bar: SearchBar, session: SearchSession, memory: SearchMemory, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._session, self._memory = desk, session, memory
        self._reader, self._panel = desk.reader, desk.search_panel
        self.bar = bar
        self._marking = QTimer(self)  # after the hit list is painted, and once where keys come fast
        self._marking.setSingleShot(True)
        self._marking.timeout.connect(self._mark)
        self.bar.query_changed.connect(session.search)
        self.bar.landing_requested.connect(self._land)
        self.bar.list_requested.connect(self._panel.tree.setFocus)
        self.bar.closing_requested.connect(self.close)
        memory.chosen.connect(self.bar.setText)
        self._panel.hit_requested.connect(session.land)
        self._panel.query_requested.connect(self.bar.setText)
        self._panel.filter_toggled.connect(self.bar.toggle_word)
        session.found.connect(self._show_answer)
        session.refused.connect(self._show_refusal)
        session.cleared.connect(self._show_outline)
        session.stop_reached.connect(self._show_stop)
        self._reader.page_shown.connect(self._mark_again)

    def begin(self) -> None:
        """Put the keyboard into the box."""
        self.bar.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.selectAll()

    def close(self) -> None:
        """Drop the query and give the keyboard back to the text."""
        self.bar.clear()
        self._reader.setFocus()

    def toggle_saved(self) -> None:
        is_saved = self._memory.toggle_saved(self.bar.text())
        self.said.emit("已收藏当前检索" if is_saved else "没有收藏当前检索")

    def _land(self) -> None:
        self._memory.remember(self.bar.text())
        self._session.step(1)

    def _show_answer(self, query: str, answer: Answer, elsewhere: int) -> None:
        self._panel.show_answer(query, answer, elsewhere)
        self._session.set_order(self._panel.hits())
        self._desk.show_hits()
        self._marking.start()

    def _show_refusal(self, words: str) -> None:
        self._panel.show_refusal(words)
        self._desk.show_hits()
        self._mark()

    def _show_outline(self) -> None:
        self._desk.show_outline()
        self._mark()

    def _show_stop(self, stop: Stop) -> None:
        if stop.hit.doc != self._reader.document_id:
            self.document_requested.emit(stop.hit.doc)
        self._panel.follow(stop.hit)
        self._mark(stop)
        if stop.match is None and stop.hit.clause is not None:
            self._reader.go_to(stop.hit.clause)
        if stop.hit.where == NOTE:
            self._desk.duty_panel.focus_note(stop.hit.excerpt.partition("：")[0])
        if stop.hit.where == ANNOTATION:
            self.annotation_requested.emit(stop.hit.id)

    def _mark_again(self) -> None:
        """Another page: its found places, without moving."""
        self._paint(None)

    def _paint(self, current: Span | None) -> None:
        """In the text and beside the scroll bar."""
        reader, matches = self._reader, self._session.tour.matches_in(self._reader.document_id)
        reader.set_layer("matches", match_paints(reader.theme, matches, current))
        marks = (ScrollMark(reader.relative_place(m.clause, m.start), m.clause, m.start) for m in matches)
        reader.marks.set_marks("hit", tuple(marks))

    def _mark(self, stop: Stop | None = None) -> None:
        """Mark the found places of the open document, and say which of all the reader is at."""
        self._marking.stop()
        tour, current = self._session.tour, stop.match if stop else None
        self._paint(current)
        if current is not None:
            self._reader.go_to(current.clause, current.start)
        self.counted.emit(f"第 {tour.position}/{len(tour)} 处　F3 下一处　·　" if len(tour) else "")
