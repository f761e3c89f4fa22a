"""What a search goes through and what it finds, as values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

TEXT, DUTY, NOTE, ANNOTATION, DOCUMENT = "text", "duty", "note", "annotation", "document"


@dataclass(frozen=True, slots=True)
class Passage:
    """One searchable text: a clause, or what belongs to one: a duty, an editor's note, the reader's own annotation.

    `where` says which. `units`, `forces` and `year` are what filters ask for: units named for the clause, forces of
    its duties, the year of its document. `id` is by what the window opens an annotation.
    """

    doc: str
    clause: str
    heading: tuple[str, ...]
    text: str
    where: str = TEXT
    units: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
    year: str | None = None
    is_heading: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class DocumentName:
    """By what names a document is called."""

    id: str
    number: str | None
    title: str
    short_title: str
    year: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One found passage, or a document itself (`clause` None).

    `kind`: literal (the clause contains the query as typed), terms (every term), synonym (with like words, or a
    document by name), pinyin (by sound), loose (best effort). `where` is that of the passage. `reason` says what
    stood for what (GDP→地区生产总值), or nothing. `excerpt` is the slice of the passage's text that starts at
    `excerpt_start`; `marks` are (start, end) offsets into the whole text. `id` is that of the passage.
    """

    doc: str
    clause: str | None
    heading: tuple[str, ...]
    score: float
    kind: str
    excerpt: str
    excerpt_start: int
    marks: tuple[tuple[int, int], ...]
    where: str = TEXT
    reason: str = ""
    id: str = ""


@dataclass(frozen=True)
class Answer:
    """What a query found, best first; `suggestions` are spellings that the texts know (您是不是要找).

    `total` is how many it found; where a limit ended the search at the clauses with every term, how many those are.
    The hits are made when they are first asked for: to find ten thousand passages costs less than to show a hundred.
    """

    total: int
    make_hits: Callable[[], tuple[Hit, ...]]
    suggestions: tuple[str, ...] = ()

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        return self.make_hits()
