"""Everything the program ships to read: documents in their order and their county duties."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from content.document import Clause, Document
from content.duty import Duty
from content.errors import UnknownDocument


@dataclass(frozen=True)
class Library:
    """All documents, the centre piece first, and all duties in the order of the text."""

    documents: tuple[Document, ...]
    duties: tuple[Duty, ...]

    @cached_property
    def _by_id(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

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
