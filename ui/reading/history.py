"""Where the reader has been: back and forward through every place gone to, over all documents. Knows no widget."""

from __future__ import annotations

from dataclasses import dataclass

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A clause of a document."""

    doc: str
    clause: str


class History:
    """A row of places and the one the reader is at. Going somewhere new forgets what lay ahead."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def can_go_back(self) -> bool:
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        return self._at < len(self._places) - 1

    def visit(self, left: Place | None, reached: Place) -> None:
        """A jump: from where the reader had scrolled to, to where it leads."""
        if left is not None and self._at >= 0 and left != self._places[self._at]:
            self._append(left)
        if self._at < 0 or reached != self._places[self._at]:
            self._append(reached)

    def back(self) -> Place | None:
        """The place before, or None at the beginning."""
        return self._move(-1) if self.can_go_back else None

    def forward(self) -> Place | None:
        """The place after, or None at the end."""
        return self._move(1) if self.can_go_forward else None

    def _append(self, place: Place) -> None:
        self._places = [*self._places[: self._at + 1], place][-_LONGEST:]
        self._at = len(self._places) - 1

    def _move(self, by: int) -> Place:
        self._at += by
        return self._places[self._at]
