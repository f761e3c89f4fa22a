"""Annotations as events of the journal: what each field takes, and what the events add up to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any

from checklist.annotation import NOTE_LIMIT, Annotation, Colour, Kind
from checklist.event import Change, Event
from checklist.selector import Selector
from checklist.subjects import ANNOTATION

PLACE, KIND, COLOUR, NOTE, REMOVED = "place", "kind", "colour", "note", "removed"

_MOST_PIECES, _LONGEST_PIECE = 1_000, 20_000
# Controls (tab and line end aside), halves of characters, direction overrides that can make words read as others, and
# the two code points that XML has not.
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def fold(events: Iterable[Event]) -> dict[str, Annotation]:
    """Add events up, in the order given, to annotations by id, those that were removed included."""
    annotations: dict[str, Annotation] = {}
    for event in events:
        if event.subject.startswith(ANNOTATION):
            key = event.subject.removeprefix(ANNOTATION)
            annotations[key] = apply(annotations.get(key, Annotation(key, created=event.at, by=event.actor)), event)
    return annotations


def apply(annotation: Annotation, event: Event) -> Annotation:
    """One event further. A field or a value that this version does not know leaves the rest as it was."""
    read = _READERS.get(event.field)
    try:
        read_values = read(json.loads(event.after)) if read else {}
    except (TypeError, ValueError, KeyError):
        read_values = {}
    return replace(annotation, changed=event.at, **read_values)


def changes(before: Annotation, after: Annotation, basis: str) -> tuple[Change, ...]:
    """What makes `after` of `before`, field by field."""
    old, new = values(before), values(after)
    subject = ANNOTATION + after.id
    return tuple(Change(subject, field, old[field], new[field], basis) for field in new if new[field] != old[field])


def values(annotation: Annotation) -> dict[str, object]:
    """The fields as JSON values; null for what an annotation that is not there yet does not have."""
    if not annotation.pieces:
        return {PLACE: None, KIND: None, COLOUR: None, NOTE: "", REMOVED: False}
    pieces = [asdict(piece) for piece in annotation.pieces]
    return {
        PLACE: {"document": annotation.document, "pieces": pieces},
        KIND: annotation.kind.value,
        COLOUR: annotation.colour.value,
        NOTE: annotation.note,
        REMOVED: annotation.removed,
    }


def tidied(text: str) -> str:
    """Without control characters, halves of characters and direction overrides; no blanks or empty lines at the end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return printable(lines).rstrip()


def printable(text: str) -> str:
    """Without what neither a screen nor an XML file takes."""
    return _UNCLEAN.sub("", text)


def _read_place(value: Any) -> dict[str, Any]:
    """Null takes the place away: its making was undone. Raises TypeError, ValueError, KeyError for what is no place."""
    if value is None:
        return {"pieces": ()}
    pieces = tuple(_read_piece(one) for one in value["pieces"][:_MOST_PIECES])
    if not pieces or not isinstance(value["document"], str):
        raise ValueError(value)
    return {"document": value["document"], "pieces": pieces}


def _read_piece(value: Any) -> Selector:
    words = [value[name] for name in ("clause", "exact", "prefix", "suffix")]
    start, end = value["start"], value["end"]
    if not all(isinstance(word, str) and len(word) <= _LONGEST_PIECE for word in words):
        raise ValueError(value)
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        raise ValueError(value)
    clause, exact, prefix, suffix = map(printable, words)
    return Selector(clause, start, end, exact, prefix, suffix)


def _read_kind(value: Any) -> dict[str, Any]:
    return {"kind": Kind.HIGHLIGHT if value is None else Kind(value)}


def _read_colour(value: Any) -> dict[str, Any]:
    return {"colour": Colour.YELLOW if value is None else Colour(value)}


def _read_note(value: Any) -> dict[str, Any]:
    if not isinstance(value, str):
        raise TypeError(value)
    return {"note": tidied(value[:NOTE_LIMIT])}


def _read_removed(value: Any) -> dict[str, Any]:
    return {"removed": value is True}


_READERS: Mapping[str, Callable[[Any], dict[str, Any]]] = MappingProxyType(
    {PLACE: _read_place, KIND: _read_kind, COLOUR: _read_colour, NOTE: _read_note, REMOVED: _read_removed}
)
