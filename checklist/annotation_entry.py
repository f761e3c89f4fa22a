"""Annotations with the words they are exported under, all of which come from the caller."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from checklist.annotation import Annotation


@dataclass(frozen=True, slots=True)
class Entry:
    """One annotation of an export.

    `document` and `chapter` are the headings it stands under, `citation` is the official way to cite its words, `label`
    names kind and colour; `tint` is the colour behind its words as #rrggbb, empty for none.
    """

    annotation: Annotation
    document: str
    chapter: str
    citation: str
    label: str
    tint: str = ""

    @property
    def byline(self) -> str:
        """What it is, who made it, and when it was last changed."""
        when = self.annotation.changed[:16].replace("T", " ")
        return " · ".join(part for part in (self.label, self.annotation.by, when) if part)


@dataclass(frozen=True, slots=True)
class Collection:
    """What is exported: a title, a line below it, and entries in their order."""

    title: str
    remark: str
    entries: tuple[Entry, ...]

    def chapters(self) -> Iterator[tuple[str, str, tuple[Entry, ...]]]:
        """(document, chapter, entries) as they follow each other."""
        for (document, chapter), group in groupby(self.entries, key=lambda one: (one.document, one.chapter)):
            yield document, chapter, tuple(group)
