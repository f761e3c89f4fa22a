"""Where each character of each clause stands in the reader's text document."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextDocument

from content.document import Clause

NOTE_SCHEME = "note:"


@dataclass(frozen=True, slots=True)
class _Run:
    """`length` policy characters from `offset` of the clause on stand from `position` of the page on."""

    clause: str
    offset: int
    position: int
    length: int


class Places:
    """Maps clause and offset to a page position and back; the marks of our notes lie between and do not count.

    Qt counts UTF-16 units where Python counts characters: the same for texts inside the Basic Multilingual Plane,
    which the content check demands.
    """

    def __init__(self, document: QTextDocument, clauses: tuple[Clause, ...]) -> None:
        """Walk the page once. Each block begins with its address as an anchor; a table cell's is clause.column."""
        cells = {clause.id: clause.text.split("\t") for clause in clauses}
        self._runs: dict[str, list[_Run]] = {clause.id: [] for clause in clauses}
        self._starts: list[tuple[int, str]] = []
        block = document.begin()
        while block.isValid():
            clause, _, column = _anchor(block).partition(".")
            if clause in cells:
                before = sum(len(cell) + 1 for cell in cells[clause][: int(column or 0)])
                self._runs[clause] += _runs(block, clause, before)
                self._starts.append((block.position(), clause))
            block = block.next()
        self._in_order = sorted((run for runs in self._runs.values() for run in runs), key=_position)

    def __contains__(self, clause_id: str) -> bool:
        return clause_id in self._runs

    def position(self, clause_id: str, offset: int = 0) -> int:
        """Page position of a character of a clause; raises KeyError for a clause that is not on the page."""
        runs = self._runs[clause_id]
        run = runs[max(0, bisect_right(runs, offset, key=_offset) - 1)]
        return run.position + max(0, offset - run.offset)

    def span(self, clause_id: str, start: int, end: int) -> tuple[int, int]:
        """Page positions (first, behind the last) of characters start..end of a clause."""
        return self.position(clause_id, start), self.position(clause_id, max(start, end - 1)) + 1

    def clause_at(self, position: int) -> str:
        at = bisect_right(self._starts, position, key=lambda start: start[0])
        return self._starts[max(0, at - 1)][1]

    def place_at(self, position: int) -> tuple[str, int]:
        """Clause and offset of the policy character at a page position, or of the nearest one before it."""
        run = self._in_order[max(0, bisect_right(self._in_order, position, key=_position) - 1)]
        return run.clause, run.offset + max(0, min(position - run.position, run.length - 1))

    def spans(self, start: int, end: int) -> list[tuple[str, int, int]]:
        """What policy characters stand between two page positions: (clause, start, end), one a clause, in order."""
        found: dict[str, tuple[int, int]] = {}
        first = max(0, bisect_right(self._in_order, start, key=_position) - 1)
        for run in self._in_order[first:]:
            if run.position >= end:
                break
            begin, stop = max(start, run.position), min(end, run.position + run.length)
            if begin < stop:
                begin, stop = run.offset + begin - run.position, run.offset + stop - run.position
                known = found.get(run.clause, (begin, stop))
                found[run.clause] = (min(known[0], begin), max(known[1], stop))
        return [(clause, *span) for clause, span in found.items()]


def _position(run: _Run) -> int:
    return run.position


def _offset(run: _Run) -> int:
    return run.offset


def _anchor(block: QTextBlock) -> str:
    first = block.begin()
    names = first.fragment().charFormat().anchorNames() if not first.atEnd() else []
    return str(names[0]) if names else ""


def _runs(block: QTextBlock, clause: str, before: int) -> list[_Run]:
    runs, offset = [], before
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        if not fragment.charFormat().anchorHref().startswith(NOTE_SCHEME):
            runs.append(_Run(clause, offset, fragment.position(), fragment.length()))
            offset += fragment.length()
        iterator += 1
    return runs
