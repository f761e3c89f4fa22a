"""What a proof of a bundle comes to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether it held, None where it could not be tried on this machine; and what was seen."""

    held: bool | None
    detail: str


def said(title: str, outcome: Outcome) -> Outcome:
    """The outcome, with a line of its own on standard output."""
    mark = {True: "通过", False: "不通过", None: "略过"}[outcome.held]
    print(f"{mark}　{title}　{outcome.detail}", flush=True)
    return outcome
