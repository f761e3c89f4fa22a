"""Cuts the passage of a clause that a reader should see for a hit."""

from __future__ import annotations

import re

EXCERPT_LENGTH = 80
_ENDS = "。；！？\t"  # a tab parts the cells of a row
_SENTENCE_END = re.compile(f"[{_ENDS}]")


def excerpt_bounds(text: str, mark: tuple[int, int]) -> tuple[int, int]:
    """Bounds of about EXCERPT_LENGTH characters around a mark, begun at a sentence where one begins near enough."""
    start = max(text.rfind(end, 0, mark[0]) for end in _ENDS) + 1
    if mark[1] - start > EXCERPT_LENGTH:
        start = max(start, mark[0] - EXCERPT_LENGTH // 3)
    stop = max(mark[1], min(len(text), start + EXCERPT_LENGTH))
    closing = _SENTENCE_END.search(text, mark[1], stop)
    return start, closing.end() if closing else stop


def merge_marks(marks: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Sort spans and join those that touch.

    >>> merge_marks([(4, 6), (0, 2), (2, 3)])
    ((0, 3), (4, 6))
    """
    if len(marks) == 1:
        return (marks[0],)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
