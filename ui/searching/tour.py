"""Stepping through everything a query found: place after place, in the order of the hit list."""

from __future__ import annotations

from dataclasses import dataclass

from search.hit import TEXT, Hit
from ui.reading.layers import Span


@dataclass(frozen=True, slots=True)
class Stop:
    """One found place and the hit it belongs to; a note, a duty or a document has no place in the text to mark."""

    hit: Hit
    match: Span | None


class SearchTour:
    """Knows all stops and the one the reader is at (none before the first step)."""

    def __init__(self, hits: tuple[Hit, ...]) -> None:
        self._stops = tuple(stop for hit in hits for stop in _stops(hit))
        self._at: int | None = None

    def __len__(self) -> int:
        return len(self._stops)

    @property
    def current(self) -> Stop | None:
        return None if self._at is None else self._stops[self._at]

    @property
    def position(self) -> int:
        """1 for the first stop, 0 before any."""
        return 0 if self._at is None else self._at + 1

    def matches_in(self, doc: str) -> tuple[Span, ...]:
        """All found places of one document."""
        return tuple(stop.match for stop in self._stops if stop.match and stop.hit.doc == doc)

    def move(self, by: int) -> Stop | None:
        """Go on by so many stops, round the ends; the first move forward goes to the first stop."""
        if self._stops:
            start = -1 if self._at is None and by > 0 else self._at or 0
            self._at = (start + by) % len(self._stops)
        return self.current

    def go_to(self, hit: Hit) -> Stop | None:
        """The first stop of a hit."""
        self._at = next((n for n, stop in enumerate(self._stops) if stop.hit == hit), self._at)
        return self.current


def _stops(hit: Hit) -> list[Stop]:
    if hit.clause is None or hit.where != TEXT or not hit.marks:
        return [Stop(hit, None)]
    return [Stop(hit, Span(hit.clause, start, end)) for start, end in hit.marks]
