"""What a document asks of, supports or encourages a county body to do, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Force(StrEnum):
    """How strongly the text speaks, strongest first."""

    MUST = "must"
    PROMOTE = "promote"
    SUPPORT = "support"
    ENCOURAGE = "encourage"
    TARGET = "target"


class Basis(StrEnum):
    """Whether a step is said by the text or proposed by us."""

    TEXT = "原文"
    EDITOR = "编者建议"


@dataclass(frozen=True, slots=True)
class Step:
    """One checkable item of a duty."""

    id: str
    text: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Duty:
    """One county duty; `quote` stands verbatim in clause `clause` of document `doc`.

    `deadline` is an ISO date or a year as the text states it, `recurring` the text's own words (每年2月28日前).
    `related` are addresses (document#clause) that ask the same elsewhere.
    """

    id: str
    doc: str
    clause: str
    title: str
    quote: str
    force: Force
    actor: str
    applies_to: str
    indicator: str | None
    deadline: str | None
    recurring: str | None
    steps: tuple[Step, ...]
    evidence: tuple[str, ...]
    related: tuple[str, ...]
