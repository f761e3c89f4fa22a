"""A policy document as values: metadata and an ordered run of addressed clauses, with our notes beside them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from content.errors import UnknownClause
from content.normal_form import normal_form

HEADING_KINDS = ("title", "chapter", "section", "subsection")


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest addressed unit of a document.

    `kind` is one of HEADING_KINDS, or number, addressees, signature, date, units, item, row, missing, paragraph.
    `heading` holds the headings above, outermost first. `text` is policy text alone (for kind missing it is ours).
    `html` is the same text as sanitised inline HTML with the marks of our notes in it.
    """

    id: str
    kind: str
    heading: tuple[str, ...]
    text: str
    html: str

    @property
    def is_heading(self) -> bool:
        return self.kind in HEADING_KINDS

    @property
    def lead(self) -> str:
        """The leading line set in bold that a paragraph begins with, without its full stop, or nothing."""
        return self.text.split("。", 1)[0] if self.html.startswith("<strong>") else ""

    @property
    def is_policy(self) -> bool:
        """Whether the text is the document's own; only a 〔原件缺〕 block is ours."""
        return self.kind != "missing"

    @property
    def sha256(self) -> str:
        """Hash of the words under the normal form: what a duty's progress is tied to."""
        return hashlib.sha256(normal_form(self.text).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class EditorNote:
    """Our own explanation, anchored behind character `offset` of a clause's text; never part of the text."""

    label: str
    kind: str
    clause: str
    offset: int
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the received text states about itself; None where it states nothing (原文未载)."""

    id: str
    title: str
    short_title: str
    number: str | None
    issuers: tuple[str, ...]
    addressees: str | None
    signed: date | None
    effective: date | None
    expires: date | None
    period_end: str | None
    status: str | None
    source: str | None


@dataclass(frozen=True)
class Document:
    """One policy document: its metadata, clauses in order, and editor's notes in order."""

    metadata: Metadata
    source_sha256: str
    clauses: tuple[Clause, ...]
    notes: tuple[EditorNote, ...]

    @property
    def id(self) -> str:
        return self.metadata.id

    @cached_property
    def _by_id(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each clause in the text, by its id."""
        return {clause.id: n for n, clause in enumerate(self.clauses)}

    def clause(self, clause_id: str) -> Clause:
        """The clause of that id. Raises UnknownClause."""
        try:
            return self._by_id[clause_id]
        except KeyError:
            raise UnknownClause(self.id, clause_id) from None

    def notes_of(self, clause_id: str) -> tuple[EditorNote, ...]:
        return tuple(note for note in self.notes if note.clause == clause_id)
