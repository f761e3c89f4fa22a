"""How documents and places are called in the grid, found once. Knows no Qt."""

from __future__ import annotations

from checklist import gone, own_duties
from checklist.ledger import LedgerRow
from content.citation import place
from content.library import Library
from ui.labels import document_label
from ui.ledger_words import GONE_DUTY, OWN_DUTY

_OTHERS = {own_duties.DOC: OWN_DUTY, gone.DOC: GONE_DUTY}


class Names:
    """Short names of the library's documents and places."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.documents = {document.id: document_label(document) for document in library.documents}
        self._places: dict[str, str] = {}

    def document(self, name: str) -> str:
        return self.documents.get(name) or _OTHERS.get(name, name)

    def chapter(self, document: str, chapter: str) -> str:
        """川办发〔2018〕60号　二、重点任务."""
        return "　".join(part for part in (self.document(document), chapter) if part)

    def place(self, row: LedgerRow) -> str:
        """The document and the place in it, a line each; of one that stands in none, why."""
        if not row.clause:
            return self.document(row.document)
        if row.clause not in self._places:
            document = self._library.document(row.document)
            where = place(document, document.clause(row.clause.partition("#")[2]))
            self._places[row.clause] = "\n".join(part for part in (self.document(row.document), where) if part)
        return self._places[row.clause]
