"""Everything the program ships to read: documents in their order, their county duties, goals and responsible units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from content.document import Clause, Document
from content.duty import Duty
from content.errors import UnknownDocument
from content.indicator import Indicator
from content.units import Responsibility, responsibilities


@dataclass(frozen=True)
class Library:
    """All documents, the centre piece first; duties and indicators in the order of the text; groups of like words."""

    documents: tuple[Document, ...]
    duties: tuple[Duty, ...]
    indicators: tuple[Indicator, ...]
    synonyms: tuple[tuple[str, ...], ...] = ()

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
