"""The reader's own annotations: highlights, underlines, notes and bookmarks, anchored by clause and quotation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from checklist.selector import Selector

NOTE_LIMIT = 10_000


class Kind(StrEnum):
    """What a person made: how it is drawn, and which W3C motivation it has."""

    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    NOTE = "note"
    BOOKMARK = "bookmark"


class Colour(StrEnum):
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation. `pieces` are what it stands on, a selector a clause, in reading order.

    `created` and `changed` are local times with offset (ISO 8601), `by` is who made it; all three come from the
    journal. One that was removed stays known, so that it can be restored.
    """

    id: str = ""
    document: str = ""
    pieces: tuple[Selector, ...] = ()
    kind: Kind = Kind.HIGHLIGHT
    colour: Colour = Colour.YELLOW
    note: str = ""
    created: str = ""
    changed: str = ""
    by: str = ""
    removed: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether it is there: it stands on something and was not removed."""
        return bool(self.pieces) and not self.removed

    @property
    def quotation(self) -> str:
        """The words it stands on, a line a clause."""
        return "\n".join(piece.exact for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class AnnotationPassage:
    """What search is to know of an annotation: a person's own words, and where they stand."""

    id: str
    document: str
    clause: str
    text: str


def annotation_passages(
    annotations: Iterable[Annotation], clauses: Mapping[str, str] | None = None
) -> tuple[AnnotationPassage, ...]:
    """One passage an annotation that says something; highlights alone are found in the text itself.

    `clauses` names the clause an annotation stands in now, by annotation id, where that is not the one it was made in.
    """
    now = clauses or {}
    return tuple(
        AnnotationPassage(one.id, one.document, now.get(one.id, one.pieces[0].clause), one.note)
        for one in annotations
        if one.note and one.is_shown
    )
