"""Finds the line of a content file that a message should point at."""

from __future__ import annotations

from pathlib import Path


def line_of(path: Path, place: str) -> int:
    """The first line of a file that holds `place` (or a line number said as such); 1 where none does."""
    if place.isdecimal():
        return int(place)
    text = path.read_text(encoding="utf-8", errors="replace")
    at = text.find(place)
    return text.count("\n", 0, at) + 1 if at >= 0 else 1
