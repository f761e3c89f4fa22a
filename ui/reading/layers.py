"""What is painted over and beside the page without touching it: tints of places in layers, signs in the margins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from content.span import Span as Span
from ui.reading.places import Places
from ui.theme import Theme

# From the lowest to the uppermost; where two tint one place the upper one is seen.
ORDER = ("perspective", "annotations", "mentions", "matches", "find")


@dataclass(frozen=True, slots=True)
class Paint:
    """How a span is shown; colours as #rrggbb, nothing where it is left as it is."""

    span: Span
    background: str = ""
    color: str = ""
    underline: str = ""


@dataclass(frozen=True, slots=True)
class SideMark:
    """A sign in the right margin at a character's line; `kind` is note, annotation or bookmark."""

    key: str
    kind: str
    clause: str
    offset: int
    label: str
    color: str


class Layers:
    """The tints of one page by layer."""

    def __init__(self) -> None:
        self._paints: dict[str, tuple[Paint, ...]] = {}

    def set_layer(self, name: str, paints: tuple[Paint, ...]) -> None:
        assert name in ORDER, name
        self._paints[name] = paints

    def clear(self) -> None:
        self._paints.clear()

    def selections(self, document: QTextDocument, places: Places) -> list[Any]:
        """Extra selections of all layers, the uppermost last. A span of a clause not on the page is passed over."""
        paints = [paint for name in ORDER for paint in self._paints.get(name, ()) if paint.span.clause in places]
        return [_selection(document, places, paint) for paint in paints]


def match_paints(theme: Theme, matches: tuple[Span, ...], current: Span | None) -> tuple[Paint, ...]:
    """Found places, the one the reader is at in a stronger tint."""
    return tuple(Paint(span, theme.current_hit if span == current else theme.hit, theme.text) for span in matches)


def _selection(document: QTextDocument, places: Places, paint: Paint) -> Any:
    selection: Any = QTextEdit.ExtraSelection()  # its two members are missing from PySide6's stubs
    look = QTextCharFormat()
    if paint.background:
        look.setBackground(QColor(paint.background))
    if paint.color:
        look.setForeground(QColor(paint.color))
    if paint.underline:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(QColor(paint.underline))
    selection.format = look
    cursor = QTextCursor(document)
    start, end = places.span(paint.span.clause, paint.span.start, paint.span.end)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    selection.cursor = cursor
    return selection
