"""The Whoosh field of this index: a text is the set of its bigrams; no positions, no weights.

Word segmenters lose Chinese words (two of three arbitrary strings are not found); bigrams lose none, and a
candidate is verified on the text itself, so positions would be weight without use.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh import analysis, fields, formats

from search.analysis import bigrams


class BigramField(fields.FieldType):  # type: ignore[misc]
    """Indexes already folded text."""

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.analyzer = analysis.NgramTokenizer(2, 2)
        self.scorable = self.stored = self.unique = self.spelling = False
        self.indexed = True
        self.vector = self.column_type = self.sortable_typecode = None
        self.multitoken_query = "phrase"

    def index(self, value: str, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yields (term, frequency, weight, posting value) for every distinct bigram."""
        for gram in sorted(bigrams(value)):
            yield self.to_bytes(gram), 1, 1.0, b""

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")

    def from_bytes(self, value: bytes) -> str:
        return value.decode("utf-8", "surrogatepass")
