"""Finding in one document, as it is read: every place that contains a string, under the fold that search uses.

What search calls literal is found here too, in the same clauses; found besides is what stands on the page but is no
policy text (〔原件缺〕), which search passes over.
"""

from __future__ import annotations

from functools import lru_cache

from content.document import Document
from content.span import Span
from search.analysis import Folded, fold, fold_text


def find_in(document: Document, query: str) -> tuple[Span, ...]:
    """Every occurrence of the query in the document's clauses, in the order of the text; nothing for an empty query."""
    folded = fold_text(query)
    if not folded:
        return ()
    return tuple(
        Span(clause.id, start, end)
        for clause in document.clauses
        if folded in _folded(clause.text).text
        for start, end in _folded(clause.text).find_all(folded)
    )


@lru_cache(maxsize=4096)
def _folded(text: str) -> Folded:
    """Folding is a hundred times the work of finding, and the same clauses are asked at every key."""
    return fold(text)
