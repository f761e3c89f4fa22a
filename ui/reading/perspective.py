"""县级视角: which clauses concern the county, or one responsible unit. Everything else is dimmed, never hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from content.document import Document
from content.duty import Duty
from content.library import Library
from content.units import responsibilities
from ui.labels import FORCE
from ui.reading.layers import Paint, Span
from ui.reading.margin import Tag
from ui.theme import Theme

# County bodies as the texts name them; 县域 and 县域经济 are a subject, not a body.
_COUNTY_BODY = re.compile(r"县（市、区）|县\(市、区\)|县级|各县|市县|乡镇|乡（镇）")


@dataclass(frozen=True, slots=True)
class Perspective:
    """What stays bright in one document, and the words in the margin by duty id."""

    bright: frozenset[str]
    tags: Mapping[str, Tag]


def county_perspective(library: Library, document: Document) -> Perspective:
    """Clauses that put a duty on a county body or name one, and the headings above them."""
    duties = library.duties_of(document.id)
    named = {clause.id for clause in document.clauses if _COUNTY_BODY.search(clause.text)}
    bright = named | {duty.clause for duty in duties}
    return Perspective(_with_headings(document, bright), {duty.id: _tag(duty) for duty in duties})


def unit_perspective(library: Library, document: Document, unit: str) -> Perspective:
    """Clauses for which the text names the unit as responsible, and those whose text names it."""
    stated = [one for one in responsibilities(document) if unit in one.units]
    bright = {one.clause for one in stated} | {one.stated_in for one in stated}
    bright |= {clause.id for clause in document.clauses if unit in clause.text}
    duties = library.duties_of(document.id)
    return Perspective(_with_headings(document, bright), {d.id: _tag(d) for d in duties if d.clause in bright})


def units_named(library: Library) -> tuple[str, ...]:
    """Every unit that the texts hold responsible for something, most often named first."""
    counts: dict[str, int] = {}
    for document in library.documents:
        for one in responsibilities(document):
            for unit in one.units:
                counts[unit] = counts.get(unit, 0) + 1
    return tuple(sorted(counts, key=lambda unit: (-counts[unit], unit)))


def dimming(theme: Theme, document: Document, perspective: Perspective) -> tuple[Paint, ...]:
    """Quiet ink for every clause that is not bright."""
    return tuple(
        Paint(Span(clause.id, 0, len(clause.text)), color=theme.quiet)
        for clause in document.clauses
        if clause.id not in perspective.bright and clause.text
    )


def _with_headings(document: Document, bright: set[str]) -> frozenset[str]:
    """With every heading above them; a path is compared whole, since two chapters may share a heading's words."""
    lit = [clause.heading for clause in document.clauses if clause.id in bright]
    above = {heading[:depth] for heading in lit for depth in range(1, len(heading) + 1)}
    headings = {clause.id for clause in document.clauses if (*clause.heading, clause.text) in above}
    return frozenset(bright | headings)


def _tag(duty: Duty) -> Tag:
    return Tag(FORCE[duty.force], duty.actor)
