"""Where two strings differ: long runs they share are found first, then the longest common sequence between them.

Linear but for the stretches between shared runs. What is too unlike to be worth aligning is called coarse.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from content.tidying import Edit, Lines, tidy

# Called now and then with the share of the work done; it may raise to stop.
OnStep = Callable[[float], None]

_GRAMS = (16, 6)
_MOST_CELLS = 200_000_000  # bits of one matrix: 25 MB
_MOST_CELLS_IN_ALL = 4_000_000_000
_LONGEST_GAP = 40_000
_ROWS_A_STEP = 256


@dataclass(frozen=True, slots=True)
class Alignment:
    """`theirs` before `head` and from `tail` on is outside the text; `edits` turn ours into the rest, in order."""

    head: int
    tail: int
    edits: tuple[Edit, ...]
    is_coarse: bool


def align(ours: str, theirs: str, lines: Lines, on_step: OnStep) -> Alignment:
    """Find the edits. Whatever `on_step` raises stops the work."""
    return _Aligner(ours, theirs, lines, on_step).align()


class _Aligner:
    """One run: the strings, and what the run may still spend."""

    def __init__(self, ours: str, theirs: str, lines: Lines, on_step: OnStep) -> None:
        self._ours, self._theirs, self._lines, self._on_step = ours, theirs, lines, on_step
        self._cells_left = _MOST_CELLS_IN_ALL
        self._is_coarse = False

    def align(self) -> Alignment:
        whole = Edit(0, len(self._ours), 0, len(self._theirs))
        if self._ours == self._theirs:
            return Alignment(0, whole.theirs_end, (), False)
        gaps = list(self._gaps(whole, _GRAMS))
        head, tail = self._cut_head(gaps), self._cut_tail(gaps)
        edits: list[Edit] = []
        for gap in gaps:
            self._on_step(gap.start / max(1, len(self._ours)))
            edits += self._edits(gap)
        return Alignment(head, tail, tuple(tidy(edits, self._ours, self._theirs, self._lines)), self._is_coarse)

    def _gaps(self, gap: Edit, grams: tuple[int, ...]) -> Iterator[Edit]:
        """What lies between the runs that both share, found with ever shorter grams."""
        gap = self._trimmed(gap)
        if gap.start == gap.end or gap.theirs_start == gap.theirs_end or not grams:
            if gap.start < gap.end or gap.theirs_start < gap.theirs_end:
                yield gap
            return
        start, theirs_start = gap.start, gap.theirs_start
        for at, there, length in self._runs(gap, grams[0]):
            yield from self._gaps(Edit(start, at, theirs_start, there), grams[1:])
            start, theirs_start = at + length, there + length
        yield from self._gaps(Edit(start, gap.end, theirs_start, gap.theirs_end), grams[1:])

    def _trimmed(self, gap: Edit) -> Edit:
        """Without the characters that both begin or end with; but a banner may begin as the text does by chance."""
        a, b = self._ours[gap.start : gap.end], self._theirs[gap.theirs_start : gap.theirs_end]
        short = min(len(a), len(b))
        front = next((n for n in range(short) if a[n] != b[n]), short) if gap.start else 0
        rest = short - front if gap.end < len(self._ours) else 0
        back = next((n for n in range(rest) if a[-1 - n] != b[-1 - n]), rest)
        return Edit(gap.start + front, gap.end - back, gap.theirs_start + front, gap.theirs_end - back)

    def _runs(self, gap: Edit, gram: int) -> Iterator[tuple[int, int, int]]:
        """Runs of at least `gram` characters that stand once in either, the longest chain of them in order."""
        places = _unique_grams(self._ours, gap.start, gap.end, gram)
        there = _unique_grams(self._theirs, gap.theirs_start, gap.theirs_end, gram, places)
        self._on_step(gap.start / max(1, len(self._ours)))
        pairs = _rising([(place, there[one]) for one, place in places.items() if one in there])
        run: tuple[int, int, int] | None = None
        for at, at_there in pairs:
            if run and at - run[0] == at_there - run[1] and at <= run[0] + run[2]:
                run = (run[0], run[1], at + gram - run[0])
            elif run is None or (at >= run[0] + run[2] and at_there >= run[1] + run[2]):
                if run:
                    yield run
                run = (at, at_there, gram)
        if run:
            yield run

    def _cut_head(self, gaps: list[Edit]) -> int:
        """Lines of theirs before the first shared run are outside the text, but for as much as ours has there too."""
        first = gaps[0] if gaps else None
        if first is None or first.start or first.theirs_start or first.end == len(self._ours):
            return 0
        lines = sorted(at for at in self._lines.theirs | {0} if at <= first.theirs_end)
        head = min(lines, key=lambda at: abs(first.theirs_end - at - first.end))
        gaps[0] = Edit(0, first.end, head, first.theirs_end)
        return head

    def _cut_tail(self, gaps: list[Edit]) -> int:
        """Likewise behind the last shared run."""
        last, size = gaps[-1] if gaps else None, len(self._theirs)
        if last is None or last.end < len(self._ours) or last.theirs_end < size or not last.start:
            return size
        lines = sorted((at for at in self._lines.theirs | {size} if at >= last.theirs_start), reverse=True)
        tail = min(lines, key=lambda at: abs(at - last.theirs_start - (last.end - last.start)))
        gaps[-1] = Edit(last.start, last.end, last.theirs_start, tail)
        return tail

    def _edits(self, gap: Edit) -> Iterator[Edit]:
        rows, bits = gap.end - gap.start, gap.theirs_end - gap.theirs_start
        if not rows or not bits:
            yield from [gap] if rows or bits else []
            return
        if rows * bits > min(_MOST_CELLS, self._cells_left) or max(rows, bits) > _LONGEST_GAP:
            self._is_coarse = True
            yield gap
            return
        self._cells_left -= rows * bits
        start, theirs_start = gap.start, gap.theirs_start
        for at, there in [*self._matches(gap), (gap.end, gap.theirs_end)]:
            if at > start or there > theirs_start:
                yield Edit(start, at, theirs_start, there)
            start, theirs_start = at + 1, there + 1

    def _matches(self, gap: Edit) -> list[tuple[int, int]]:
        """The pairs of a longest common sequence, by bits: a row holds one character of ours, a bit one of theirs.

        After row r bit c is clear where the sequence grows with character c of theirs (Hyyrö 2004).
        """
        ours, theirs = self._ours[gap.start : gap.end], self._theirs[gap.theirs_start : gap.theirs_end]
        masks = _masks(theirs, set(ours))
        full = vector = (1 << len(theirs)) - 1
        rows = [vector]
        for number, char in enumerate(ours):
            if number % _ROWS_A_STEP == 0:
                self._on_step((gap.start + number) / len(self._ours))
            grown = vector & masks.get(char, 0)
            vector = ((vector + grown) | (vector - grown)) & full
            rows.append(vector)
        return _traced(rows, gap, len(theirs))


def _traced(rows: list[int], gap: Edit, column: int) -> list[tuple[int, int]]:
    """Back through the rows from the last pair to the first."""
    row, found = len(rows) - 1, []
    while row and column:
        if rows[row] >> (column - 1) & 1:
            column -= 1
        elif not rows[row - 1] >> (column - 1) & 1:
            row -= 1
        else:
            row, column = row - 1, column - 1
            found.append((gap.start + row, gap.theirs_start + column))
    return found[::-1]


def _masks(text: str, wanted: set[str]) -> dict[str, int]:
    """For each wanted character the number whose bits say where it stands in the text."""
    size = len(text) // 8 + 1
    marked: dict[str, bytearray] = {}
    for at, char in enumerate(text):
        if char in wanted:
            marked.setdefault(char, bytearray(size))[at // 8] |= 1 << at % 8
    return {char: int.from_bytes(bits, "little") for char, bits in marked.items()}


def _unique_grams(text: str, start: int, end: int, gram: int, wanted: dict[str, int] | None = None) -> dict[str, int]:
    """Where each gram that stands once begins, in order; of the wanted ones only, where they are given."""
    places: dict[str, int] = {}
    for at in range(start, end - gram + 1):
        one = text[at : at + gram]
        if wanted is None or one in wanted:
            places[one] = -1 if one in places else at
    return {one: place for one, place in places.items() if place >= 0}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs (in order of the first) in which the second rises too."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        place = bisect_left(tails, there)
        tails[place : place + 1] = [there]
        last[place : place + 1] = [number]
        before.append(last[place - 1] if place else -1)
    chain, number = [], last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
