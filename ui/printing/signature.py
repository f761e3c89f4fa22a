"""Where signatures and their dates begin: GB/T 9704-2012, 7.3.5.2, a document that bears no seal."""

from __future__ import annotations

from itertools import pairwise

from content.document import Clause
from ui.printing.measures import CELL, OFFICIAL
from ui.printing.styles import style_of, width_of

_BLANK = 2 * CELL


def signature_lefts(clauses: tuple[Clause, ...]) -> dict[str, float]:
    """The left edges, by clause id: a signature ends two characters from the right, its date begins two further in."""
    lefts = {clause.id: _left(clause) for clause in clauses if clause.kind in ("signature", "date")}
    for signature, date in pairwise(clauses):
        if (signature.kind, date.kind) == ("signature", "date"):
            lefts[signature.id] = min(lefts[signature.id], max(0.0, lefts[date.id] - _BLANK))
            lefts[date.id] = lefts[signature.id] + _BLANK
    return lefts


def _left(clause: Clause) -> float:
    return max(0.0, OFFICIAL.text_width - _BLANK - width_of(clause.text, style_of(clause.kind)))
