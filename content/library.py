"""Everything the program ships to read: documents in their order, their county duties, goals and responsible units."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from content.document import Clause, Document
from content.duty import Duty
from content.errors import UnknownDocument
from content.indicator import Indicator
from content.units import Responsibility, responsibilities


@dataclass(frozen=True)
class Library:
    """All documents, the centre piece first; duties and indicators in the order of the text; groups of like words.

    `gone` are duties that a former edition had and this one has no more. `folder` is that of an installed edition, None
    for the program's own content.
    """

    documents: tuple[Document, ...]
    duties: tuple[Duty, ...]
    indicators: tuple[Indicator, ...]
    synonyms: tuple[tuple[str, ...], ...] = ()
    gone: tuple[Duty, ...] = field(default=(), compare=False)
    folder: Path | None = field(default=None, compare=False)

    @cached_property
    def _by_id(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

    @cached_property
    def responsibilities(self) -> tuple[Responsibility, ...]:
        """What each measure says of responsible units, in the order of the text."""
        return tuple(one for document in self.documents for one in responsibilities(document))

    def document(self, document_id: str) -> Document:
        """Raises UnknownDocument."""
        try:
            return self._by_id[document_id]
        except KeyError:
            raise UnknownDocument(document_id, tuple(self._by_id)) from None

    def clause_of(self, duty: Duty) -> Clause:
        return self.document(duty.doc).clause(duty.clause)

    def duties_of(self, document_id: str) -> tuple[Duty, ...]:
        return tuple(duty for duty in self.duties if duty.doc == document_id)

    def naming(self, unit: str) -> tuple[Responsibility, ...]:
        """The measures that name a unit, whether it leads or not."""
        return tuple(one for one in self.responsibilities if unit in one.units)
