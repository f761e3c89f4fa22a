"""What is to be printed: a document or parts of it, with or without what is ours. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from content.document import Clause, Document, EditorNote

# For a clause id, the county's duties there: (the word of its state, its title).
DutyMarks = Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class PrintRequest:
    """`clauses` are the ids wanted, None for the whole document; `duties` None prints no ticks.

    `printed_at` is local time. An excerpt carries the headings above its clauses, and says that it is one.
    """

    document: Document
    printed_at: datetime
    clauses: tuple[str, ...] | None = None
    with_notes: bool = False
    duties: DutyMarks | None = None

    @property
    def is_excerpt(self) -> bool:
        return self.clauses is not None and len(self.printed) < len(self.document.clauses)

    @property
    def printed(self) -> tuple[Clause, ...]:
        """The clauses to print, in the order of the text. Raises UnknownClause."""
        if self.clauses is None:
            return self.document.clauses
        wanted = {clause.id for clause_id in self.clauses for clause in _with_headings(self.document, clause_id)}
        return tuple(clause for clause in self.document.clauses if clause.id in wanted)

    @property
    def notes(self) -> tuple[tuple[int, EditorNote], ...]:
        """The editor's notes to print, each with its number in the document; none where they are not wanted."""
        if not self.with_notes:
            return ()
        printed = {clause.id for clause in self.printed}
        numbered = enumerate(self.document.notes, 1)
        return tuple((number, note) for number, note in numbered if note.clause in printed)

    @property
    def marks(self) -> tuple[tuple[Clause, tuple[tuple[str, str], ...]], ...]:
        """The clauses to print that bear duties, each with its marks."""
        duties = self.duties or {}
        return tuple((clause, duties[clause.id]) for clause in self.printed if duties.get(clause.id))


def clauses_under(document: Document, clause_id: str) -> tuple[str, ...]:
    """A heading (or a paragraph that begins with one) and all that stands below it. Raises UnknownClause."""
    head = document.clause(clause_id)
    after = document.clauses[document.order[clause_id] + 1 :]
    if head.kind == "title":
        below = takewhile(lambda clause: clause.kind != "title", after)
    else:
        line = (*head.heading, _own_line(head))
        below = takewhile(lambda clause: clause.heading[: len(line)] == line, after)
    return (clause_id, *(clause.id for clause in below))


def heads(document: Document) -> tuple[Clause, ...]:
    """What a reader may choose to print: clauses that head others or run in after （一）; not what heads the whole."""
    below = {clause.id: len(clauses_under(document, clause.id)) for clause in document.clauses}
    return tuple(
        clause
        for clause in document.clauses
        if (clause.is_heading or clause.lead.startswith("（") or below[clause.id] > 1)
        and below[clause.id] < len(document.clauses)
    )


def depth(clause: Clause) -> int:
    """How deep a heading stands in the outline: titles and chapters 0."""
    return len(clause.heading)


def head_line(clause: Clause) -> str:
    """A heading's words as they stand in an outline."""
    return _own_line(clause).rstrip("。")


def _own_line(clause: Clause) -> str:
    return clause.lead or clause.text


def _with_headings(document: Document, clause_id: str) -> list[Clause]:
    clause = document.clause(clause_id)
    above = document.clauses[: document.order[clause_id]]
    title = [one for one in above if one.kind == "title"][-1:]
    lines = [one for one in above if one.is_heading or one.lead == one.text]
    headings = [one for n, line in enumerate(clause.heading) for one in _last(lines, clause.heading[:n], line)]
    return [*title, *headings, clause]


def _last(lines: list[Clause], above: tuple[str, ...], line: str) -> list[Clause]:
    return [one for one in lines if one.heading == above and _own_line(one) == line][-1:]
