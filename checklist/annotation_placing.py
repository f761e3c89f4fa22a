"""Where an annotation stands in an edition of its document, or that it must be set anew."""

from __future__ import annotations

from dataclasses import dataclass

from checklist.annotation import Annotation
from checklist.selector import Anchored, Edition, How


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation, the spans it stands on, and how many of its pieces have no certain place any more."""

    annotation: Annotation
    spans: tuple[Anchored, ...]
    lacking: int = 0

    @property
    def is_lost(self) -> bool:
        """Whether a person must say where it belongs (需重新定位)."""
        return self.lacking > 0 or not self.spans

    @property
    def is_corrected(self) -> bool:
        """Whether the words it was made on read differently now."""
        return any(span.how is How.SIMILAR for span in self.spans)

    @property
    def is_moved(self) -> bool:
        """Whether it stands in a clause of another number now."""
        return not {span.clause for span in self.spans} <= {piece.clause for piece in self.annotation.pieces}

    @property
    def clause(self) -> str:
        """Where it begins, or began."""
        return self.spans[0].clause if self.spans else self.annotation.pieces[0].clause

    @property
    def offset(self) -> int:
        return self.spans[0].start if self.spans else self.annotation.pieces[0].start


def place(annotation: Annotation, edition: Edition | None) -> Placed:
    """Every piece finds its own place; none is found where the document is not shipped any more."""
    found = [edition.anchor(piece) if edition else () for piece in annotation.pieces]
    return Placed(annotation, tuple(span for spans in found for span in spans), sum(not spans for spans in found))
