"""Where each character of each clause stands in the reader's text document."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextDocument

NOTE_SCHEME = "note:"


@dataclass(frozen=True, slots=True)
class _Run:
    """Policy characters from `offset` of the clause on stand from `position` of the page on."""

    offset: int
    position: int


class Places:
    """Maps clause and offset to a page position and back; the marks of our notes lie between and do not count.

    Qt counts UTF-16 units where Python counts characters: the same for texts inside the Basic Multilingual Plane,
    which the content check demands.
    """

    def __init__(self, document: QTextDocument, clause_ids: tuple[str, ...]) -> None:
        """Walk the page once. It has one block a clause, in order (content.page)."""
        self._ids = clause_ids
        self._starts: list[int] = []
        self._runs: dict[str, list[_Run]] = {}
        block = document.begin()
        for clause_id in clause_ids:
            self._starts.append(block.position())
            self._runs[clause_id] = _runs(block)
            block = block.next()

    def position(self, clause_id: str, offset: int = 0) -> int:
        """Page position of a character of a clause; raises KeyError for a clause that is not on the page."""
        runs = self._runs[clause_id]
        run = runs[bisect_right([run.offset for run in runs], offset) - 1]
        return run.position + offset - run.offset

    def span(self, clause_id: str, start: int, end: int) -> tuple[int, int]:
        """Page positions (first, behind the last) of characters start..end of a clause."""
        return self.position(clause_id, start), self.position(clause_id, end - 1) + 1

    def clause_at(self, position: int) -> str:
        return self._ids[max(0, bisect_right(self._starts, position) - 1)]


def _runs(block: QTextBlock) -> list[_Run]:
    runs, offset = [], 0
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        if not fragment.charFormat().anchorHref().startswith(NOTE_SCHEME):
            runs.append(_Run(offset, fragment.position()))
            offset += fragment.length()
        iterator += 1
    return runs or [_Run(0, block.position())]
