"""The record as a handing out needs it, and the rows that go out: read once, in the background. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from checklist.errors import RecordUnwritable
from checklist.evidence import EvidenceStore
from checklist.ledger import LedgerFilter, LedgerRow, rows_of
from checklist.papers.cover import Cover
from checklist.profile import read_profile
from checklist.record import FILE_NAME, Record, open_record, read_state
from checklist.standing import Evidence
from checklist.state import State
from content.library import Library
from ui.handing.scope import scope_words


@dataclass(frozen=True)
class Holding:
    """What a record says. `record` is None where it cannot be written, or where there is none yet."""

    folder: Path
    state: State
    disputed: frozenset[str] = frozenset()
    chain: str = ""
    record: Record | None = None

    @property
    def store(self) -> EvidenceStore:
        return EvidenceStore(self.folder)


@dataclass(frozen=True)
class Gathered:
    """`chosen` are the rows that the filter shows, numbered from 1; `everything` those without a filter."""

    holding: Holding
    everything: tuple[LedgerRow, ...]
    chosen: tuple[LedgerRow, ...]
    cover: Cover

    @property
    def is_part(self) -> bool:
        return len(self.chosen) < len(self.everything)

    def rows(self, is_all: bool) -> tuple[LedgerRow, ...]:
        return self.everything if is_all else self.chosen

    def cover_of(self, is_all: bool) -> Cover:
        return replace(self.cover, scope="") if is_all else self.cover


def held(record: Record) -> Holding:
    """An open record. Raises RecordDamaged."""
    return Holding(record.folder, record.state, record.disputed, record.head, record)


def held_in(folder: Path, actor: str) -> Holding:
    """The record in `folder`, opened where it can be, read from a copy where not; looking never makes one.

    Whoever called closes `record`. Raises the errors of checklist.errors.
    """
    if not (folder / FILE_NAME).exists():
        return Holding(folder, State())
    try:
        return held(open_record(folder, actor))
    except RecordUnwritable:
        return Holding(folder, read_state(folder))


def gather(library: Library, holding: Holding, choice: LedgerFilter, day: date) -> Gathered:
    """The rows and the cover of what goes out. Own duties are among the rows."""
    found = tuple(rows_of(library, holding.state, holding.disputed, day))
    everything = _numbered(found)
    chosen = _numbered(tuple(row for row in found if choice.holds(row)))
    cover = Cover(library, day, read_profile(holding.state).county, scope_words(choice, library), holding.chain)
    return Gathered(holding, everything, chosen, cover)


def evidence_of(rows: tuple[LedgerRow, ...]) -> dict[str, Evidence]:
    """The files kept as proof of these duties, each once, by SHA-256."""
    return {one.sha256: one for row in rows for one in row.evidence}


def _numbered(rows: tuple[LedgerRow, ...]) -> tuple[LedgerRow, ...]:
    return tuple(replace(row, number=number) for number, row in enumerate(rows, 1))
