"""Many counties' exchange files as one comparison for the prefecture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checklist.board import Summary, summary
from checklist.chain import fingerprint, heads
from checklist.conflicts import disputed
from checklist.event import Event
from checklist.exchange_errors import ExchangeForked, ExchangeRefused
from checklist.ledger import Flag, LedgerRow, rows_of
from checklist.parcel import Parcel
from checklist.parcel_reading import read_parcel
from checklist.standing import Result, Status
from checklist.state import State
from content.library import Library


@dataclass(frozen=True, slots=True)
class Cell:
    """How far one county is with one duty."""

    status: Status
    result: Result
    evidence: int
    overdue: bool


@dataclass(frozen=True)
class County:
    """One county as its files say. `name` is the one in the files; where they name none, the file's own."""

    name: str
    files: tuple[Path, ...]
    made_at: str
    fingerprint: str
    summary: Summary
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not in the comparison, and why."""

    path: Path
    error: ExchangeRefused


@dataclass(frozen=True)
class Rollup:
    """Counties in the order of their files; `duties` are those of the library, in its order."""

    counties: tuple[County, ...]
    duties: tuple[str, ...]
    refused: tuple[Refused, ...]

    def cell(self, duty: str, county: County) -> Cell | None:
        """None where the county's files do not reach: a duty of another library."""
        return county.cells.get(duty)


def rollup(files: Iterable[Path], library: Library, day: date) -> Rollup:
    """Read and compare; a file that is refused is listed with its reason and hinders none of the others."""
    groups: dict[str, list[Parcel]] = {}
    refused = []
    for path in files:
        try:
            parcel = read_parcel(path)
            group = groups.get(parcel.county or path.stem, [])
            _check_together(parcel, group)
            groups[parcel.county or path.stem] = [*group, parcel]
        except ExchangeRefused as error:
            refused.append(Refused(path, error))
    counties = tuple(_county(name, group, library, day) for name, group in groups.items())
    return Rollup(counties, tuple(duty.id for duty in library.duties), tuple(refused))


def _check_together(parcel: Parcel, group: list[Parcel]) -> None:
    """Two files of a county must not tell one history in two ways."""
    links = {(one.device, one.seq): one.hash for other in group for one in other.events}
    for one in parcel.events:
        if links.get((one.device, one.seq), one.hash) != one.hash:
            raise ExchangeForked(parcel.path, f"event {one.seq} of device {one.device[:8]}")


def _county(name: str, group: list[Parcel], library: Library, day: date) -> County:
    events = _union(group)
    rows = tuple(rows_of(library, State(events), disputed(events), day))
    proof = fingerprint(heads(events, [stub for parcel in group for stub in parcel.stubs]))
    made_at = max(parcel.made_at for parcel in group)
    files = tuple(parcel.path for parcel in group)
    cells = {row.duty: _cell(row) for row in rows}
    return County(name, files, made_at, proof, summary(rows), cells)


def _union(group: list[Parcel]) -> tuple[Event, ...]:
    known = {event.id: event for parcel in group for event in parcel.events}
    return tuple(sorted(known.values(), key=lambda one: one.order))


def _cell(row: LedgerRow) -> Cell:
    return Cell(row.status, row.result, len(row.evidence), Flag.OVERDUE in row.flags)
