"""Breaks a title into centred lines as GB/T 9704 asks: words whole, lengths apt and like. Knows no Qt."""

from __future__ import annotations

from itertools import combinations, pairwise

# Where a line of a title may begin, and where it may end; the costs of other places are the same for all.
_BEGINS = ("关于", "印发", "《", "行动方案", "实施方案", "实施意见", "指导意见", "工作指引", "若干", "的通知")
_ENDS = ("》", "、", "的", "和", "与", "及", "）")
_FORBIDDEN_START = "》）、。，的"
_FORBIDDEN_END = "《（"
_WITHIN = 6.0
_MAY_BEGIN = 0.0
_MAY_END = 2.0
_NOTICE_ALONE = 4.0


def title_lines(title: str, capacity: int) -> tuple[str, ...]:
    """The fewest lines of at most `capacity` characters, broken where it hurts least."""
    count = -(-len(title) // capacity)
    ways = (_cut(title, cuts) for cuts in combinations(range(1, len(title)), count - 1))
    fitting = [lines for lines in ways if max(map(len, lines)) <= capacity]
    return min(fitting, key=_cost) if count > 1 and fitting else (title,)


def _cut(title: str, cuts: tuple[int, ...]) -> tuple[str, ...]:
    places = (0, *cuts, len(title))
    return tuple(title[start:end] for start, end in pairwise(places))


def _cost(lines: tuple[str, ...]) -> float:
    uneven = max(map(len, lines)) - min(map(len, lines))
    return 0.5 * uneven + sum(_cost_between(line, after) for line, after in pairwise(lines))


def _cost_between(line: str, after: str) -> float:
    if after[0] in _FORBIDDEN_START or line[-1] in _FORBIDDEN_END:
        return 100.0
    if after.startswith(_BEGINS):
        return _MAY_BEGIN + (_NOTICE_ALONE if len(after) < 5 else 0)
    return _MAY_END if line.endswith(_ENDS) else _WITHIN
