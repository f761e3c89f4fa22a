"""Values of the rooms as JSON rows of the command line: the names that scripts rely on."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from checklist.progress import Progress
from content.document import Clause, Document
from content.duty import Duty
from content.indicator import Indicator
from content.library import Library
from content.units import Responsibility
from content.validity import today, validity_of
from search.hit import DOCUMENT, TEXT, Hit
from ui.labels import validity_label

Row = dict[str, object]


def document_row(library: Library, document: Document) -> Row:
    """null where the received text does not state it (原文未载)."""
    stated = document.metadata
    return {
        "id": document.id,
        "title": stated.title,
        "number": stated.number,
        "issuers": list(stated.issuers) or None,
        "signed": _iso(stated.signed),
        "effective": _iso(stated.effective),
        "expires": _iso(stated.expires),
        "period_end": stated.period_end,
        "status": stated.status,
        "source": stated.source,
        "source_sha256": document.collation.sha256,
        "clauses": len(document.clauses),
        "duties": len(library.duties_of(document.id)),
        "validity": validity_label(validity_of(stated, today())),
    }


def clause_row(clause: Clause) -> Row:
    return {"id": clause.id, "kind": clause.kind, "heading": list(clause.heading), "text": clause.text}


def duty_row(duty: Duty) -> Row:
    return asdict(duty)


def unit_row(responsibility: Responsibility) -> Row:
    return asdict(responsibility)


def indicator_row(indicator: Indicator) -> Row:
    return asdict(indicator)


def progress_row(duty: Duty, progress: Progress) -> Row:
    return {
        "id": duty.id,
        "doc": duty.doc,
        "clause": duty.clause,
        "title": duty.title,
        "force": duty.force,
        "status": progress.status,
        "steps": [{"id": step.id, "text": step.text, "done": step.id in progress.steps} for step in duty.steps],
        "changed_at": progress.changed_at,
        "changed_by": progress.changed_by,
    }


def hit_row(hit: Hit) -> Row:
    """Marks are offsets into the clause's text; a hit beside it (note, duty) has none there."""
    row = asdict(hit)
    del row["excerpt_start"], row["id"]
    return row if hit.where in (TEXT, DOCUMENT) else {**row, "marks": []}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
