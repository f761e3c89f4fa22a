"""The record's values as JSON rows of the command line: the names that scripts rely on. Knows no Qt."""

from __future__ import annotations

from datetime import date

from checklist.ledger import Flag, LedgerRow
from checklist.papers.returned import ReturnedProblem
from checklist.progress import Progress
from checklist.rollup import County
from content.duty import Duty
from ui.command.rows import Row, progress_row
from ui.handing.handing_out import Handed
from ui.handing.lines import Line
from ui.handing.paper_words import trouble_words


def ledger_row(duty: Duty, progress: Progress, row: LedgerRow) -> Row:
    """A duty with all that is said of it; `due` is the county's own date, else the text's."""
    return {
        **progress_row(duty, progress),
        "chapter": row.chapter or None,
        "result": row.result,
        "reason": row.reason or None,
        "lead": row.lead or None,
        "supporting": list(row.supporting),
        "person": row.person or None,
        "due": _iso(row.due),
        "entries": [{"id": one.id, "date": one.day.isoformat(), "text": one.text} for one in row.entries],
        "problems": row.problems or None,
        "measures": row.measures or None,
        "funds": row.funds or None,
        "evidence": [
            {"sha256": one.sha256, "name": one.name, "size": one.size, "added": one.added.isoformat()}
            for one in row.evidence
        ],
        "done_on": _iso(row.done_on),
        "remark": row.remark or None,
        "blocked": progress.blocked,
        "flags": sorted(row.flags),
        "basis": progress.basis,
    }


def handed_row(handed: Handed) -> Row:
    return {
        "file": str(handed.target),
        "kind": handed.kind,
        "rows": handed.rows,
        "pages": handed.pages,
        "events": handed.events,
        "files": handed.files,
        "missing": list(handed.missing),
    }


def line_row(line: Line) -> Row:
    return {
        "subject": line.subject,
        "field": line.field,
        "title": line.title,
        "mine": line.mine,
        "theirs": line.theirs,
        "who": line.who or None,
        "when": line.when,
        "mark": line.mark,
    }


def problem_row(problem: ReturnedProblem) -> Row:
    return {
        "row": problem.row,
        "column": problem.column,
        "trouble": problem.trouble,
        "words": trouble_words(problem),
        "value": problem.value,
    }


def rollup_row(county: County) -> Row:
    whole = county.summary.whole
    return {
        "county": county.name,
        "made_at": county.made_at,
        "total": whole.total,
        "done": whole.done,
        "in_progress": whole.in_progress,
        "not_applicable": whole.not_applicable,
        "overdue": county.summary.flags[Flag.OVERDUE],
        "chain": county.fingerprint,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
