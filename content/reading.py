"""Reads the shipped folder (policies/, duties/, sources/) into a Library. Slow (Markdown, YAML): see shelf.py."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Literal

from content.collation import read_collation
from content.document import Document, Metadata
from content.duty import Basis, Duty, Force, Step
from content.errors import ContentMalformed, Fault
from content.front_matter import convert, read_text, read_yaml, split_front_matter
from content.indicator import Indicator
from content.library import Library
from content.markup import read_markup

# The order on the shelf: the 2018 opinions first, then by date.
SHELF_ORDER = ("cbf-2018-60", "cbf-2016-71", "jscxgc-2017", "cbf-2022-13", "jscxzx-2025")

_FORCES = {
    "必须": Force.MUST,
    "应当推进": Force.PROMOTE,
    "支持": Force.SUPPORT,
    "鼓励": Force.ENCOURAGE,
    "目标": Force.TARGET,
}


@dataclass(frozen=True, slots=True)
class _DutyRow:
    """A duty as its file writes it."""

    id: str
    clause: str
    title: str
    quote: str
    force: str
    actor: str
    applies_to: str
    indicator: str | None
    deadline: str | int | None
    recurring: str | None
    steps: tuple[_StepRow, ...]
    evidence: tuple[str, ...]
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _StepRow:
    id: int
    basis: Basis
    text: str


@dataclass(frozen=True, slots=True)
class _IndicatorRow:
    """A goal as its file writes it."""

    clause: str
    quote: str
    subject: str
    value: float
    unit: str
    comparison: Literal["≥", ">", "≤", "≈", "="]
    year: str | None
    scope: str


def read_library(folder: Path) -> Library:
    """Read every document of `folder`. Raises ContentMalformed, ContentUnreadable."""
    paths = {path.stem: path for path in (folder / "policies").glob("*.md")}
    ids = [name for name in SHELF_ORDER if name in paths] + sorted(paths.keys() - set(SHELF_ORDER))
    documents = tuple(read_document(paths[name], folder / "sources" / f"{name}.yaml") for name in ids)
    duties: list[Duty] = []
    indicators: list[Indicator] = []
    for document in documents:
        places = document.order
        found = read_duties(folder / "duties" / f"{document.id}.yaml", document.id)
        duties += sorted(found, key=lambda duty: places.get(duty.clause, 0))
        indicators += read_indicators(folder / "indicators" / f"{document.id}.yaml", document.id)
    synonyms = folder / "synonyms.yaml"
    groups = read_yaml(synonyms, read_text(synonyms), tuple[tuple[str, ...], ...])
    return Library(documents, tuple(duties), tuple(indicators), groups)


def read_document(path: Path, collation: Path) -> Document:
    """Read one annotated Markdown file. Raises ContentMalformed, ContentUnreadable."""
    header, body = split_front_matter(path, read_text(path))
    metadata = convert(path, {**header, "issuers": header.get("issuers") or []}, Metadata)
    if metadata.id != path.stem:
        raise ContentMalformed(path, "id:", Fault.WRONG_ID, path.stem)
    clauses, notes = read_markup(path, body)
    return Document(metadata, read_collation(collation), clauses, notes)


def read_duties(path: Path, document_id: str) -> tuple[Duty, ...]:
    """Read one file of duties. Raises ContentMalformed, ContentUnreadable."""
    rows = read_yaml(path, read_text(path), tuple[_DutyRow, ...])
    return tuple(_to_duty(path, document_id, row) for row in rows)


def read_indicators(path: Path, document_id: str) -> tuple[Indicator, ...]:
    """Read one file of goals. Raises ContentMalformed, ContentUnreadable."""
    rows = read_yaml(path, read_text(path), tuple[_IndicatorRow, ...])
    return tuple(Indicator(document_id, *astuple(row)) for row in rows)


def _to_duty(path: Path, document_id: str, row: _DutyRow) -> Duty:
    if row.force not in _FORCES:
        raise ContentMalformed(path, row.id, Fault.BAD_VALUE, f"{row.force}：{'、'.join(_FORCES)}")
    steps = tuple(Step(str(step.id), step.text, step.basis) for step in row.steps)
    deadline = None if row.deadline is None else str(row.deadline)
    return Duty(
        row.id,
        document_id,
        row.clause,
        row.title,
        row.quote,
        _FORCES[row.force],
        row.actor,
        row.applies_to,
        row.indicator,
        deadline,
        row.recurring,
        steps,
        row.evidence,
        row.related,
    )
