"""Annotations as JSON-LD by the W3C Web Annotation Data Model, for other programs to read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from checklist.annotation import Annotation, Kind
from checklist.annotation_entry import Collection, Entry
from checklist.selector import Selector

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"  # a name that readers of the format know; nothing is fetched
_MOTIVATIONS = {
    Kind.HIGHLIGHT: "highlighting",
    Kind.UNDERLINE: "highlighting",
    Kind.NOTE: "commenting",
    Kind.BOOKMARK: "bookmarking",
}


def write_jsonld(path: Path, collection: Collection) -> None:
    """Raises OSError."""
    items = [_annotation(entry) for entry in collection.entries]
    page = {"type": "AnnotationPage", "startIndex": 0, "items": items}
    whole = {"@context": _CONTEXT, "type": "AnnotationCollection", "label": collection.title}
    told = json.dumps({**whole, "total": len(items), "first": page}, ensure_ascii=False, indent=1)
    path.write_text(told + "\n", encoding="utf-8", newline="\n")


def count_jsonld(path: Path) -> int:
    """How many annotations a file holds. Raises OSError."""
    return len(json.loads(path.read_text(encoding="utf-8"))["first"]["items"])


def _annotation(entry: Entry) -> dict[str, Any]:
    one = entry.annotation
    told: dict[str, Any] = {
        "id": f"urn:uuid:{one.id}",
        "type": "Annotation",
        "motivation": _MOTIVATIONS[one.kind],
        "created": one.created,
        "modified": one.changed,
        "creator": {"type": "Person", "name": one.by},
        "target": [_target(one, piece) for piece in one.pieces],
    }
    if one.note:
        told["body"] = {
            "type": "TextualBody",
            "value": one.note,
            "format": "text/plain",
            "language": "zh-CN",
            "purpose": "commenting",
        }
    if entry.tint:
        css = f".{_style(one)} {{ background: {entry.tint} }}"
        told["stylesheet"] = {"type": "CssStylesheet", "value": css}
    return told


def _target(annotation: Annotation, piece: Selector) -> dict[str, Any]:
    """A piece of a document, told twice: by clause and characters, and by its words."""
    position = {"type": "TextPositionSelector", "start": piece.start, "end": piece.end}
    return {
        "type": "SpecificResource",
        "source": f"urn:xiance:{annotation.document}",
        "styleClass": _style(annotation),
        "selector": [
            {"type": "FragmentSelector", "value": piece.clause, "refinedBy": position},
            {"type": "TextQuoteSelector", "exact": piece.exact, "prefix": piece.prefix, "suffix": piece.suffix},
        ],
    }


def _style(annotation: Annotation) -> str:
    return f"{annotation.kind}-{annotation.colour}"
