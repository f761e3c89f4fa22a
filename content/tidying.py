"""Makes the edits of a bare alignment read as a person would have made them, without changing what they amount to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` of ours stand as `theirs_start` to `theirs_end` in theirs; either may be empty."""

    start: int
    end: int
    theirs_start: int
    theirs_end: int

    @property
    def size(self) -> int:
        return max(self.end - self.start, self.theirs_end - self.theirs_start)

    @property
    def is_one_sided(self) -> bool:
        return self.start == self.end or self.theirs_start == self.theirs_end

    @property
    def growth(self) -> int:
        return (self.theirs_end - self.theirs_start) - (self.end - self.start)

    def wider(self, before: int = 0, behind: int = 0) -> Edit:
        return Edit(self.start - before, self.end + behind, self.theirs_start - before, self.theirs_end + behind)

    def moved(self, by: int) -> Edit:
        return Edit(self.start + by, self.end + by, self.theirs_start + by, self.theirs_end + by)


@dataclass(frozen=True, slots=True)
class Lines:
    """Where clauses begin in ours and lines in theirs: where a difference likes to begin."""

    ours: frozenset[int]
    theirs: frozenset[int]


def tidy(edits: Iterable[Edit], ours: str, theirs: str, lines: Lines) -> list[Edit]:
    """Slide what can slide to a line's beginning or to its neighbour, and join what stands too close together."""
    return _joined(_slid(list(edits), ours, theirs, lines))


def _slid(edits: list[Edit], ours: str, theirs: str, lines: Lines) -> list[Edit]:
    done: list[Edit] = []
    for number, edit in enumerate(edits):
        here = done[-1] if done else None
        after = edits[number + 1] if number + 1 < len(edits) else None
        if here and here.end == edit.start and here.theirs_end == edit.theirs_start:
            done[-1] = Edit(here.start, edit.end, here.theirs_start, edit.theirs_end)
        elif edit.is_one_sided:
            _place(edit, done, _room(edit, here, after, (ours, theirs)), lines)
        else:
            done.append(edit)
    return done


@dataclass(frozen=True, slots=True)
class _Room:
    """How far an edit can slide to the left and right, and whether it would meet its neighbours there."""

    left: int
    right: int
    meets_left: bool
    meets_right: bool


def _room(edit: Edit, before: Edit | None, after: Edit | None, texts: tuple[str, str]) -> _Room:
    ours, theirs = texts
    text, start, end = (
        (ours, edit.start, edit.end) if edit.start < edit.end else (theirs, edit.theirs_start, edit.theirs_end)
    )
    free_left = edit.start - before.end if before else min(edit.start, edit.theirs_start)
    ends = (after.start, after.theirs_start) if after else (len(ours), len(theirs))
    free_right = min(ends[0] - edit.end, ends[1] - edit.theirs_end)
    left = next((n for n in range(free_left) if text[start - 1 - n] != text[end - 1 - n]), free_left)
    right = next((n for n in range(free_right) if text[end + n] != text[start + n]), free_right)
    return _Room(left, right, before is not None and left == free_left, after is not None and right == free_right)


def _place(edit: Edit, done: list[Edit], room: _Room, lines: Lines) -> None:
    """Add the edit where it reads best: with the neighbour it can reach, else at a line's beginning, else as found."""
    if room.meets_left:
        before, here = done[-1], edit.moved(-room.left)
        done[-1] = Edit(before.start, here.end, before.theirs_start, here.theirs_end)
        return
    if room.meets_right:
        done.append(edit.moved(room.right))
        return
    shifts = sorted(range(-room.left, room.right + 1), key=abs)
    at_line = (by for by in shifts if _begins_line(edit.moved(by), lines))
    done.append(edit.moved(next(at_line, 0)))


def _begins_line(edit: Edit, lines: Lines) -> bool:
    if edit.start < edit.end:
        return edit.start in lines.ours
    return edit.theirs_start in lines.theirs


def _joined(edits: list[Edit]) -> list[Edit]:
    """Two long differences with a few chance characters between them are one."""
    done: list[Edit] = []
    for edit in edits:
        while done and 2 * (edit.start - done[-1].end) < min(done[-1].size, edit.size):
            before = done.pop()
            edit = Edit(before.start, edit.end, before.theirs_start, edit.theirs_end)
        done.append(edit)
    return done
