"""The Whoosh schema of this index: a document is a bigram, and its column the list of the clauses that hold it.

Word segmenters lose Chinese words (two of three arbitrary strings are not found); bigrams lose none, and a candidate
is verified on the text itself, so positions would be weight without use. Whoosh's own postings of clauses are read
block after block by Python and carry no score; a column is read at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh import analysis, columns, fields, formats


class GramField(fields.FieldType):  # type: ignore[misc]
    """Indexes a bigram as the one term that it is."""

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.analyzer = analysis.IDTokenizer()
        self.scorable = self.stored = self.unique = self.spelling = False
        self.indexed = True
        self.vector = self.column_type = self.sortable_typecode = None

    def index(self, value: str, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yields (term, frequency, weight, posting value), once."""
        yield self.to_bytes(value), 1, 1.0, b""

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")

    def from_bytes(self, value: bytes) -> str:
        return value.decode("utf-8", "surrogatepass")


def schema() -> fields.Schema:
    return fields.Schema(gram=GramField(), held=fields.COLUMN(columns.VarBytesColumn()))
