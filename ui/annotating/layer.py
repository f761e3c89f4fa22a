"""A document's annotations as the reader shows them: tints and underlines in the text, signs in the margin."""

from __future__ import annotations

from collections.abc import Iterable

from checklist.annotation import Annotation, Colour, Kind
from checklist.annotation_placing import Placed
from ui.annotating.words import preview
from ui.reading.layers import Paint, SideMark, Span
from ui.theme import Theme

LAYER = "annotations"
ANNOTATION, BOOKMARK = "annotation", "bookmark"
_INK = {Colour.YELLOW: "promote", Colour.GREEN: "encourage", Colour.BLUE: "support", Colour.RED: "must"}


def ground(theme: Theme, colour: Colour) -> str:
    """The colour behind highlighted text, on which every text can be read."""
    return str(getattr(theme, colour))


def ink(theme: Theme, colour: Colour) -> str:
    """The same colour for lines and signs, strong enough to be seen on paper."""
    return str(getattr(theme, _INK[colour]))


def paints(placed: Iterable[Placed], theme: Theme) -> tuple[Paint, ...]:
    """Highlights as tints, underlines as lines, notes as both; a bookmark leaves the text as it is."""
    return tuple(
        Paint(Span(span.clause, span.start, span.end), *_look(one.annotation, theme))
        for one in placed
        if one.annotation.kind is not Kind.BOOKMARK
        for span in one.spans
    )


def side_marks(placed: Iterable[Placed], theme: Theme) -> dict[str, tuple[SideMark, ...]]:
    """Signs by kind: one for each bookmark, and for each annotation that says something."""
    shown = [one for one in placed if one.spans]
    noted = [one for one in shown if one.annotation.kind is not Kind.BOOKMARK and one.annotation.note]
    marked = [one for one in shown if one.annotation.kind is Kind.BOOKMARK]
    return {
        ANNOTATION: tuple(_sign(one, ANNOTATION, ground(theme, one.annotation.colour)) for one in noted),
        BOOKMARK: tuple(_sign(one, BOOKMARK, ink(theme, one.annotation.colour)) for one in marked),
    }


def _look(annotation: Annotation, theme: Theme) -> tuple[str, str, str]:
    """Background, colour of the text, underline."""
    background = "" if annotation.kind is Kind.UNDERLINE else ground(theme, annotation.colour)
    underline = "" if annotation.kind is Kind.HIGHLIGHT else ink(theme, annotation.colour)
    return background, theme.text if background else "", underline


def _sign(placed: Placed, kind: str, color: str) -> SideMark:
    return SideMark(placed.annotation.id, kind, placed.clause, placed.offset, preview(placed), color)
