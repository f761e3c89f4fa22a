"""A document's text in one piece, and edits of it cut so that each belongs to one clause and to whole characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from content.document import Document
from content.folding import Folded, fold
from content.tidying import Edit


class ClauseText:
    """The policy clauses folded one by one and together; clause n is folded characters bounds[n] to bounds[n + 1]."""

    def __init__(self, document: Document) -> None:
        self.clauses = [clause for clause in document.clauses if clause.is_policy]
        self.folds = [fold(clause.text) for clause in self.clauses]
        self.bounds = list(accumulate((len(one) for one in self.folds), initial=0))
        self.folded = _together(self.folds)


def _together(folds: list[Folded]) -> Folded:
    shifts = list(accumulate((len(one.source) for one in folds), initial=0))
    shifted = list(zip(folds, shifts, strict=False))
    return Folded(
        "".join(one.source for one in folds),
        "".join(one.text for one in folds),
        [start + shift for one, shift in shifted for start in one.starts],
        [end + shift for one, shift in shifted for end in one.ends],
    )


@dataclass(frozen=True, slots=True)
class Cut:
    """An edit within clause number `clause`."""

    edit: Edit
    clause: int


def snapped(edits: Iterable[Edit], ours: Folded, theirs: Folded) -> list[Edit]:
    """Widen edits that would cut a piece (the m of ㎡) on either side; those that then meet become one."""
    coming, done = list(edits)[::-1], list[Edit]()
    while coming:
        edit = coming.pop()
        if not (ours.is_edge(edit.start) and theirs.is_edge(edit.theirs_start)):
            touches = done and done[-1].end == edit.start
            coming.append(_join(done.pop(), edit) if touches else edit.wider(before=1))
        elif not (ours.is_edge(edit.end) and theirs.is_edge(edit.theirs_end)):
            touches = coming and coming[-1].start == edit.end
            coming.append(_join(edit, coming.pop()) if touches else edit.wider(behind=1))
        else:
            done.append(_join(done.pop(), edit) if done and done[-1].end == edit.start else edit)
    return done


def _join(first: Edit, second: Edit) -> Edit:
    return Edit(first.start, second.end, first.theirs_start, second.theirs_end)


def cut_by_clause(edits: list[Edit], bounds: list[int], lines: frozenset[int]) -> list[Cut]:
    """Part the edits at the beginnings of clauses; `lines` are the beginnings of lines in theirs, and its end."""
    return [cut for edit in edits for cut in _cuts(edit, bounds, lines)]


def _cuts(edit: Edit, bounds: list[int], lines: frozenset[int]) -> Iterator[Cut]:
    count = len(bounds) - 1
    if edit.start == edit.end:
        number = min(bisect_right(bounds, edit.start) - 1, count - 1)
        # Between two clauses: words that begin the line of the second belong to it, a line of its own to the first.
        is_ahead = edit.theirs_start in lines and edit.theirs_end not in lines
        yield Cut(edit, number - (bounds[number] == edit.start and number > 0 and not is_ahead))
        return
    first, last = bisect_right(bounds, edit.start) - 1, bisect_right(bounds, edit.end - 1) - 1
    parts = sorted(at for at in lines if edit.theirs_start < at < edit.theirs_end)
    if len(parts) != last - first:
        parts = [edit.theirs_end] * (last - first)
    there = [edit.theirs_start, *parts, edit.theirs_end]
    for number in range(first, last + 1):
        start, end = max(edit.start, bounds[number]), min(edit.end, bounds[number + 1])
        yield Cut(Edit(start, end, there[number - first], there[number - first + 1]), number)
