"""A policy document as values: metadata and an ordered run of addressed clauses, with our notes beside them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from content.errors import UnknownClause
from content.normal_form import normal_form

HEADING_KINDS = ("title", "chapter", "section", "subsection")
# Marked in the text by a class; those of the whole document stand under no heading.
WHOLE_KINDS = ("number", "addressees", "subtitle", "signature", "date", "closing")
PLAIN_KINDS = (*WHOLE_KINDS, "units", "item", "missing")


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest addressed unit of a document.

    `kind` is one of HEADING_KINDS or PLAIN_KINDS, row (of a table) or paragraph. `heading` holds the headings above,
    outermost first; for a row also the text of merged cells that began in a row above. `text` is policy text alone
    (for kind missing it is ours), a row's cells parted by tabs. `html` is the same as sanitised HTML with the marks
    of our notes in it: inline, or the <td> cells of a row. `lead` is the bold leading line a paragraph begins with.
    """

    id: str
    kind: str
    heading: tuple[str, ...]
    text: str
    html: str
    lead: str = ""

    @property
    def is_heading(self) -> bool:
        return self.kind in HEADING_KINDS

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
    """What the received text states about itself; None where it states nothing (原文未载).

    `period_end` is the last year of the planning or target period that `period_words` quote from the text.
    """

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
    period_words: str | None
    status: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Omission:
    """A passage of the received file that is not the document's (a banner, a page number), and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Lack:
    """Something the received text lacks; at clause `where` stands 〔原件缺〕."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Oddity:
    """What looks like an error of the received text, and was kept as it is."""

    clause: str
    quote: str
    remark: str


@dataclass(frozen=True, slots=True)
class Collation:
    """校勘记: what content/sources/ID.yaml says about the text as received, content/sources/`file`."""

    file: str
    sha256: str
    provenance: str | None
    omitted: tuple[Omission, ...] = ()
    missing: tuple[Lack, ...] = ()
    kept: tuple[Oddity, ...] = ()


@dataclass(frozen=True)
class Document:
    """One policy document: metadata, collation, clauses in order, and editor's notes in order."""

    metadata: Metadata
    collation: Collation
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
