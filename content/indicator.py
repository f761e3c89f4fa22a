"""Numbers of the text that set a goal, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Indicator:
    """One goal: `subject` `comparison` `value` `unit`, until `year`, for `scope`; `quote` stands in the clause.

    `comparison` is one of ≥ > ≤ ≈ =; `year` is None where the text names none.
    """

    doc: str
    clause: str
    quote: str
    subject: str
    value: float
    unit: str
    comparison: str
    year: str | None
    scope: str
