"""What stands in the cells of the two columns: a row a clause, its words in pieces with what each piece is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from content.comparison import Comparison, Difference
from content.document import Clause
from content.folding import LeftOut, Span
from ui.proofing.proof import Proof
from ui.proofing.words import clause_name, reason, visible

CARET = "∧"
_BREAK = re.compile(r"\s*\n\s*")
_SPACES = re.compile(r"[ \u3000\xa0]{2,}")
_MOST = 4_000


class Look(Enum):
    """What a piece of text is."""

    PLAIN = "plain"
    CHANGED = "changed"
    ONLY_OURS = "only ours"
    ONLY_THEIRS = "only theirs"
    GONE = "gone"  # stands where this side lacks something: a sign of ours
    LEFT_OUT = "left out"
    OURS = "ours"  # said by us, not text
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look; `number` is that of the difference, `tip` what a pointer over it is told."""

    words: str
    look: Look = Look.PLAIN
    number: int | None = None
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One clause and what answers to it. `clause` is empty for what stands before or behind the document."""

    label: str
    clause: str
    ours: tuple[Piece, ...]
    theirs: tuple[Piece, ...]
    is_different: bool


def rows_of(proof: Proof, keeps_lines: bool) -> Iterator[Row]:
    """All rows; `keeps_lines` leaves the line breaks and spaces of the other text as they are."""
    found = proof.comparison
    stretches = {pair.clause: pair.theirs for pair in found.pairs}
    differences = {
        clause: list(numbered)
        for clause, numbered in groupby(enumerate(found.differences), key=lambda one: one[1].clause)
    }
    if found.head.count or any(one.start < found.head.end for one in found.left_out):
        yield _outside("文前", found.head, found, keeps_lines)
    for clause in proof.document.clauses:
        mine = differences.get(clause.id, [])
        theirs: Iterable[Piece] = ()
        if clause.id in stretches:
            theirs = _theirs(found, stretches[clause.id], mine, keeps_lines)
        yield Row(clause_name(clause), clause.id, tuple(_ours(clause, mine)), tuple(theirs), bool(mine))
    if found.tail.count or any(one.end > found.tail.start for one in found.left_out):
        yield _outside("文后", found.tail, found, keeps_lines)


def _outside(label: str, span: Span, found: Comparison, keeps_lines: bool) -> Row:
    said = Piece("〔不在正文范围内〕", Look.OURS)
    return Row(label, "", (said,), tuple(_theirs(found, span, [], keeps_lines)), False)


def _ours(clause: Clause, differences: list[tuple[int, Difference]]) -> Iterator[Piece]:
    if not clause.is_policy:
        yield Piece(clause.text, Look.OURS)
        return
    plain = Look.HEADING if clause.is_heading else Look.PLAIN
    at = 0
    for number, one in differences:
        yield Piece(_shown(clause.text[at : one.start]), plain)
        look = Look.CHANGED if one.theirs else Look.ONLY_OURS
        yield Piece(_shown(one.ours), look, number) if one.ours else Piece(CARET, Look.GONE, number)
        at = one.end
    yield Piece(_shown(clause.text[at:]), plain)


def _theirs(
    found: Comparison, span: Span, differences: list[tuple[int, Difference]], keeps_lines: bool
) -> Iterator[Piece]:
    at, left = span.start, _MOST
    for number, one in differences:
        start, end = max(at, one.theirs_start), max(at, one.theirs_end)
        yield from _passages(found, Span(at, start), Piece(""), keeps_lines)
        look = Look.CHANGED if one.ours else Look.ONLY_THEIRS
        if one.theirs:
            cut = min(end, start + max(left, 0))
            yield from _passages(found, Span(start, cut), Piece("", look, number), keeps_lines)
            if cut < end:
                yield Piece(f"〔还有 {end - cut} 字，未列出〕", Look.OURS, number)
            left -= end - start
        else:
            yield Piece(CARET, Look.GONE, number)
        at = end
    cut = min(span.end, at + _MOST)
    yield from _passages(found, Span(at, cut), Piece(""), keeps_lines)
    if cut < span.end:
        yield Piece(f"〔还有 {span.end - cut} 字，未列出〕", Look.OURS)


def _passages(found: Comparison, span: Span, like: Piece, keeps_lines: bool) -> Iterator[Piece]:
    """A stretch of the other text in pieces like the one given, what was left out apart."""
    at = span.start
    for passage in _within(found.left_out, span):
        yield _like(like, found.theirs[at : passage.start], keeps_lines)
        words = found.theirs[max(passage.start, span.start) : min(passage.end, span.end)]
        yield Piece(_shown(words, keeps_lines), Look.LEFT_OUT, None, f"未计入：{reason(passage)}")
        at = passage.end
    yield _like(like, found.theirs[at : span.end], keeps_lines)


def _within(left_out: tuple[LeftOut, ...], span: Span) -> Iterator[LeftOut]:
    return (one for one in left_out if one.start < span.end and one.end > span.start)


def _like(piece: Piece, words: str, keeps_lines: bool) -> Piece:
    return Piece(_shown(words, keeps_lines), piece.look, piece.number)


def _shown(words: str, keeps_lines: bool = False) -> str:
    """Lines run on as the clause does, unless asked otherwise; what cannot be seen is named."""
    if not keeps_lines:
        words = _SPACES.sub(" ", _BREAK.sub("", words))
    return visible(words.replace("\t", "　"))
