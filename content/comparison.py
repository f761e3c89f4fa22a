"""A document against another text of it: every differing character, at its clause, under the one normal form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, pairwise

from content.alignment import Alignment, OnStep, align
from content.clausewise import ClauseText, Cut, cut_by_clause, snapped
from content.document import Document
from content.folding import Folded, LeftOut, Span, fold
from content.tidying import Edit, Lines

_LONG_RUN = 8


class Kind(StrEnum):
    """How a place differs."""

    CHANGED = "changed"
    ONLY_OURS = "only-ours"
    ONLY_THEIRS = "only-theirs"


@dataclass(frozen=True, slots=True)
class Difference:
    """Characters `start` to `end` of a clause's text, and characters `theirs_start` to `theirs_end` of the other text
    that stand in their place. `theirs` is without what was left out.
    """

    clause: str
    start: int
    end: int
    ours: str
    theirs: str
    theirs_start: int
    theirs_end: int

    @property
    def kind(self) -> Kind:
        if not self.ours:
            return Kind.ONLY_THEIRS
        return Kind.CHANGED if self.theirs else Kind.ONLY_OURS


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause and the stretch of the other text that answers to it, up to where the next clause's begins."""

    clause: str
    theirs: Span


@dataclass(frozen=True, slots=True)
class Outside(Span):
    """What of the other text stands before or behind the document; `count` characters of it were not left out."""

    count: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A character of ours that the other text sets in another shape or width, so many times; no difference."""

    ours: str
    theirs: str
    count: int


@dataclass(frozen=True)
class Comparison:
    """The whole result. Offsets are into the clauses' texts and into `theirs`, the other text as it was given.

    `alike` is the share of ours, 0 to 1, that stands in theirs in runs of eight characters or more. Where a comparison
    is coarse, stretches too long and too unlike to be told apart by characters were taken as one difference.
    """

    theirs: str
    differences: tuple[Difference, ...]
    pairs: tuple[Pair, ...]
    head: Outside
    tail: Outside
    left_out: tuple[LeftOut, ...]
    shapes: tuple[Shape, ...]
    alike: float
    is_coarse: bool

    @property
    def is_same(self) -> bool:
        return not self.differences


def compare(
    ours: Document, theirs: str, left_out: tuple[LeftOut, ...] = (), on_step: OnStep | None = None
) -> Comparison:
    """Find every place where `theirs` differs from the document's own text (〔原件缺〕 blocks are not text).

    `left_out` names stretches of theirs, in order, to be passed over. `on_step` is called with the share of the work
    done, and may raise to stop it.
    """
    text, other = ClauseText(ours), fold(theirs, left_out)
    lines = Lines(frozenset(text.bounds), other.line_starts())
    alignment = align(text.folded.text, other.text, lines, on_step or _go_on)
    edits = snapped(alignment.edits, text.folded, other)
    cuts = cut_by_clause(edits, text.bounds, lines.theirs | {alignment.tail})
    head, tail = _outside(alignment, other)
    return Comparison(
        theirs,
        tuple(_difference(cut, text, other) for cut in cuts),
        tuple(_pairs(cuts, text, other, alignment)),
        head,
        tail,
        left_out,
        _shapes(_equal_runs(edits, alignment), text.folded, other),
        _alike(edits, len(text.folded)),
        alignment.is_coarse,
    )


def _go_on(done: float) -> None:
    """Nobody watches."""


def _difference(cut: Cut, text: ClauseText, other: Folded) -> Difference:
    own, first = text.folds[cut.clause], text.bounds[cut.clause]
    here = own.span(cut.edit.start - first, cut.edit.end - first)
    there = other.span(cut.edit.theirs_start, cut.edit.theirs_end)
    return Difference(
        text.clauses[cut.clause].id,
        here.start,
        here.end,
        own.source[here.start : here.end],
        other.kept(there),
        there.start,
        there.end,
    )


def _pairs(cuts: list[Cut], text: ClauseText, other: Folded, alignment: Alignment) -> Iterator[Pair]:
    """Each clause's share of theirs is as long as the clause, but for its own edits."""
    sizes = [len(one) for one in text.folds]
    for cut in cuts:
        sizes[cut.clause] += cut.edit.growth
    starts = list(accumulate(sizes, initial=alignment.head))
    for clause, (start, end) in zip(text.clauses, pairwise(starts), strict=True):
        yield Pair(clause.id, Span(other.start_of(start, alignment.tail), other.start_of(end, alignment.tail)))


def _outside(alignment: Alignment, other: Folded) -> tuple[Outside, Outside]:
    start = other.start_of(alignment.head, alignment.tail)
    end = other.start_of(alignment.tail, alignment.tail)
    return Outside(0, start, alignment.head), Outside(end, len(other.source), len(other) - alignment.tail)


def _equal_runs(edits: list[Edit], alignment: Alignment) -> Iterator[tuple[int, int, int]]:
    """Where each stretch that both share begins in ours and in theirs, and its length."""
    start, there = 0, alignment.head
    for edit in [*edits, None]:
        end = edit.theirs_start if edit else alignment.tail
        yield start, there, end - there
        if edit:
            start, there = edit.end, edit.theirs_end


def _shapes(runs: Iterator[tuple[int, int, int]], ours: Folded, theirs: Folded) -> tuple[Shape, ...]:
    """The commonest first."""
    seen: Counter[tuple[str, str]] = Counter()
    for start, there, length in runs:
        begun = 0
        for at in range(1, length + 1):
            if ours.is_edge(start + at) and theirs.is_edge(there + at):
                pair = ours.piece(start + begun, start + at), theirs.piece(there + begun, there + at)
                seen[pair] += pair[0] != pair[1]
                begun = at
    return tuple(Shape(*pair, count) for pair, count in seen.most_common() if count)


def _alike(edits: list[Edit], size: int) -> float:
    starts, ends = [0, *(edit.end for edit in edits)], [*(edit.start for edit in edits), size]
    runs = (end - start for start, end in zip(starts, ends, strict=True))
    return sum(run for run in runs if run >= _LONG_RUN or run == size) / size if size else 1.0
