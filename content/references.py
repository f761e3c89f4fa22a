"""Which clauses speak of each other, over all documents: by the links of our notes and the duties' related clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.library import Library

_LINK = re.compile(r'href="clause:(?P<doc>[^"#]*)#(?P<clause>[^"]+)"')


@dataclass(frozen=True, slots=True)
class Address:
    """A clause of a document."""

    doc: str
    clause: str


class References:
    """Both directions: where A refers to B, each is related to the other."""

    def __init__(self, library: Library) -> None:
        self._order = {document.id: n for n, document in enumerate(library.documents)}
        self._places = {document.id: document.order for document in library.documents}
        self._related: dict[Address, set[Address]] = {}
        for one, other in _pairs(library):
            if one != other and other.clause in self._places.get(other.doc, {}):
                self._related.setdefault(one, set()).add(other)
                self._related.setdefault(other, set()).add(one)

    def of(self, doc: str, clause: str) -> tuple[Address, ...]:
        """The clauses related to one, in the order of documents and of their texts."""
        return tuple(sorted(self._related.get(Address(doc, clause), ()), key=self._place))

    def _place(self, address: Address) -> tuple[int, int]:
        return self._order[address.doc], self._places[address.doc][address.clause]


def _pairs(library: Library) -> Iterator[tuple[Address, Address]]:
    for document in library.documents:
        for note in document.notes:
            for link in _LINK.finditer(note.html):
                yield Address(document.id, note.clause), Address(link["doc"] or document.id, link["clause"])
        for duty in library.duties_of(document.id):
            for related in duty.related:
                doc, _, clause = related.partition("#")
                yield Address(duty.doc, duty.clause), Address(doc, clause)
