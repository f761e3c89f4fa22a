"""What progress is made of: status, result, dated entries, files kept as proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How far a county is with a duty; said by a person, never computed."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


class Result(StrEnum):
    """What came of it; apart from status, for a duty can be done and its aim not reached."""

    NOT_ASSESSED = "not_assessed"
    PARTLY = "partly"
    REACHED = "reached"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated line of what was done."""

    id: str
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file kept as proof, by the SHA-256 of its bytes; `size` in bytes."""

    sha256: str
    name: str
    size: int
    added: date
