"""One search after another: from a typed query to hits and to the place the reader stands at. Knows no widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from search.errors import QueryEmpty, SearchError
from search.hit import Hit
from ui.messages import sentence
from ui.searching.tour import SearchTour

if TYPE_CHECKING:
    from search.index import SearchIndex


class SearchSession(QObject):
    """Emits what a query found, why it was refused, or that there is no query; and each stop the reader comes to.

    `found` carries the query, the Answer, and how many hits there are without the filters where it has none.
    """

    found = Signal(str, object, int)
    refused = Signal(str)
    cleared = Signal()
    stop_reached = Signal(object)
    attached = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._index: SearchIndex | None = None
        self._query = ""
        self._order: tuple[Hit, ...] = ()
        self._tour: SearchTour | None = None

    @property
    def index(self) -> SearchIndex | None:
        """What answers, once it is there."""
        return self._index

    @property
    def is_ready(self) -> bool:
        return self._index is not None

    @property
    def hears(self) -> bool:
        """Whether pinyin can be searched yet."""
        return self._index is not None and self._index.has_sounds

    def attach(self, index: SearchIndex) -> None:
        """Searching is possible from now on; a query typed before is answered."""
        self._index = index
        self.attached.emit()
        if self._query:
            self.search(self._query)

    def search(self, query: str) -> None:
        self._query = query
        if self._index is None:
            return
        try:
            answer = self._index.answer(query, limit=0)
        except QueryEmpty:
            self.set_order(())
            self.cleared.emit()
        except SearchError as error:
            self.set_order(())
            self.refused.emit(sentence(error))
        else:
            self.found.emit(query, answer, 0 if answer.hits else self._elsewhere(query))

    def _elsewhere(self, query: str) -> int:
        """How many hits the query has without its filters."""
        from search.query import without_filters  # with the whole room behind it: not before the first paint

        assert self._index is not None
        bare = without_filters(query)
        return self._index.answer(bare, limit=0).total if bare and bare != query else 0

    def set_order(self, hits: tuple[Hit, ...]) -> None:
        """The hits in the order shown: the order of the tour."""
        self._order, self._tour = hits, None

    @property
    def tour(self) -> SearchTour:
        """Through everything that was found; made when it is first asked for."""
        if self._tour is None:
            self._tour = SearchTour(self._order)
        return self._tour

    def land(self, hit: Hit) -> None:
        """Go to the first place of a hit."""
        self._report(self.tour.go_to(hit))

    def step(self, by: int) -> None:
        """Go on or back by so many places."""
        self._report(self.tour.move(by))

    def _report(self, stop: object) -> None:
        if stop is not None:
            self.stop_reached.emit(stop)
