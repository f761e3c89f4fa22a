"""How far apart two strings are, counted in characters put in, left out or changed."""

from __future__ import annotations


def distances(pattern: str, text: str) -> list[int]:
    """For each n, the least edit distance between `pattern` and any stretch of `text` that ends before character n.

    distances("县城", "各县市") == [2, 2, 1, 1]

    Myers' algorithm: a column of the table is two whole numbers, one bit a character of the pattern.
    """
    masks: dict[str, int] = {}
    for bit, char in enumerate(pattern):
        masks[char] = masks.get(char, 0) | 1 << bit
    every, last = (1 << len(pattern)) - 1, 1 << max(0, len(pattern) - 1)
    up, down, distance = every, 0, len(pattern)
    found = [distance]
    for char in text:
        same = masks.get(char, 0)
        level = (((same & up) + up) ^ up) | same | down
        rise, fall = down | (~(level | up) & every), up & level
        distance += bool(rise & last) - bool(fall & last)
        found.append(distance)
        rise, fall = rise << 1 & every, fall << 1 & every
        up, down = fall | (~((same | down) | rise) & every), rise & (same | down)
    return found
