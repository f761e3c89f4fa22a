"""The ledger: the table a county reports, a row a duty, as values. Headings and words are the face's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from checklist.gone import gone_duties
from checklist.own_duties import own_duties
from checklist.profile import Answer, applies, read_profile
from checklist.progress import Progress
from checklist.record import Record
from checklist.standing import Entry, Evidence, Result, Status
from checklist.state import State
from content.duty import Duty, Force
from content.library import Library

SOON = timedelta(days=30)


class Flag(StrEnum):
    """What the board counts and a filter asks for."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    BLOCKED = "blocked"
    DONE_WITHOUT_EVIDENCE = "done_without_evidence"
    NEEDS_REVIEW = "needs_review"
    CONFLICT = "conflict"
    TARGET_PASSED = "target_passed"
    OWN = "own"
    NOT_OURS = "not_ours"
    OURS_UNKNOWN = "ours_unknown"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One duty. The first sixteen fields are the ledger's columns; `due` is the county's own date, else the text's.

    `clause` is an address (document#clause), empty for an own duty; `chapter` its first heading.
    """

    number: int
    clause: str
    quote: str
    title: str
    lead: str
    supporting: tuple[str, ...]
    person: str
    due: date | None
    status: Status
    entries: tuple[Entry, ...]
    funds: str
    problems: str
    measures: str
    evidence: tuple[Evidence, ...]
    done_on: date | None
    remark: str
    duty: str
    document: str
    chapter: str
    force: Force
    actor: str
    result: Result
    reason: str
    steps_done: int
    steps: int
    flags: frozenset[Flag]


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """An empty set asks for nothing. Sets of one kind are alternatives; all kinds, flags and the text must hold."""

    documents: frozenset[str] = frozenset()
    chapters: frozenset[str] = frozenset()
    forces: frozenset[Force] = frozenset()
    units: frozenset[str] = frozenset()
    statuses: frozenset[Status] = frozenset()
    flags: frozenset[Flag] = frozenset()
    without: frozenset[Flag] = frozenset()
    text: str = ""

    def holds(self, row: LedgerRow) -> bool:
        text = self.text.strip().casefold()
        return (
            (not self.documents or row.document in self.documents)
            and (not self.chapters or row.chapter in self.chapters)
            and (not self.forces or row.force in self.forces)
            and (not self.units or not self.units.isdisjoint((row.lead, *row.supporting)))
            and (not self.statuses or row.status in self.statuses)
            and self.flags <= row.flags
            and self.without.isdisjoint(row.flags)
            and (not text or text in _words(row))
        )


def ledger_rows(library: Library, record: Record, choice: LedgerFilter, day: date) -> tuple[LedgerRow, ...]:
    """The rows that the filter shows on `day`, numbered from 1, in the order of the texts; own duties last."""
    rows = (row for row in rows_of(library, record.state, record.disputed, day) if choice.holds(row))
    return tuple(replace(row, number=number) for number, row in enumerate(rows, 1))


def rows_of(library: Library, state: State, disputed: frozenset[str], day: date) -> Iterator[LedgerRow]:
    """Every duty's row, not numbered, last those that the content has no more.

    `disputed` are the subjects with values that stand against each other.
    """
    profile = read_profile(state)
    for duty in library.duties:
        clause = library.clause_of(duty)
        chapter = clause.heading[0] if clause.heading else ""
        progress, ours = state.of(duty.id), applies(duty, profile).answer
        flags = {_OURS[ours]} if ours in _OURS else set()
        if not progress.is_blank and progress.basis not in (None, clause.sha256):
            flags.add(Flag.NEEDS_REVIEW)
        yield _row(duty, progress, chapter, frozenset(flags | _flags(duty, progress, day, disputed)))
    for own in own_duties(state):
        progress = state.of(own.id)
        yield _row(own.duty, progress, "", frozenset({Flag.OWN} | _flags(own.duty, progress, day, disputed)))
    for gone in gone_duties(library, state):
        flags = {Flag.GONE, Flag.CONFLICT} if gone.id in disputed else {Flag.GONE}  # nobody asks for it any more
        yield _row(gone, state.of(gone.id), "", frozenset(flags))


def _row(duty: Duty, progress: Progress, chapter: str, flags: frozenset[Flag]) -> LedgerRow:
    return LedgerRow(
        number=0,
        clause=f"{duty.doc}#{duty.clause}" if duty.clause else "",
        quote=duty.quote,
        title=duty.title,
        lead=progress.lead,
        supporting=progress.supporting,
        person=progress.person,
        due=progress.due or stated_due(duty),
        status=progress.status,
        entries=progress.entries,
        funds=progress.funds,
        problems=progress.problems,
        measures=progress.measures,
        evidence=progress.evidence,
        done_on=progress.done_on if progress.status is Status.DONE else None,
        remark=progress.remark,
        duty=duty.id,
        document=duty.doc,
        chapter=chapter,
        force=duty.force,
        actor=duty.actor,
        result=progress.result,
        reason=progress.reason,
        steps_done=sum(step.id in progress.steps for step in duty.steps),
        steps=len(duty.steps),
        flags=flags,
    )


def stated_due(duty: Duty) -> date | None:
    """The day the text states; for a year its last day."""
    if duty.deadline is None:
        return None
    return date(int(duty.deadline), 12, 31) if len(duty.deadline) == 4 else date.fromisoformat(duty.deadline)


def _flags(duty: Duty, progress: Progress, day: date, disputed: frozenset[str]) -> set[Flag]:
    """A goal whose year has passed is not overdue, unless the county set itself a date."""
    due, is_open = progress.due or stated_due(duty), progress.status not in (Status.DONE, Status.NOT_APPLICABLE)
    past = due is not None and due < day
    goal = duty.force is Force.TARGET and progress.due is None
    found = {
        Flag.OVERDUE: is_open and past and not goal,
        Flag.TARGET_PASSED: goal and past,
        Flag.DUE_SOON: is_open and due is not None and day <= due <= day + SOON,
        Flag.BLOCKED: is_open and progress.blocked,
        Flag.DONE_WITHOUT_EVIDENCE: progress.status is Status.DONE and not progress.evidence,
        Flag.CONFLICT: duty.id in disputed,
    }
    return {flag for flag, holds in found.items() if holds}


def _words(row: LedgerRow) -> str:
    """All that a person may look for in a row."""
    entries = (entry.text for entry in row.entries)
    files = (evidence.name for evidence in row.evidence)
    people = (row.lead, *row.supporting, row.person, row.actor)
    told = (row.title, row.quote, row.clause, row.funds, row.problems, row.measures, row.remark, row.reason)
    return "\n".join((*told, *people, *entries, *files)).casefold()


_OURS: Mapping[Answer, Flag] = {Answer.NO: Flag.NOT_OURS, Answer.UNKNOWN: Flag.OURS_UNKNOWN}
