"""What a proof of a bundle comes to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether it held, None where it could not be tried on this machine; and what was seen."""

    held: bool | None
    detail: str
