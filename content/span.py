"""A stretch of a clause's text, as a value that every room can name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start..end (end exclusive) of a clause."""

    clause: str
    start: int
    end: int
