"""What a record holds, in figures a person can compare: of the present one, or of a backup that was checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import apsw

from checklist.chain import Stub, fingerprint, heads
from checklist.connection import in_our_terms
from checklist.copy_reading import check_chain, opened_copy
from checklist.errors import RecordForeign
from checklist.event import Event
from checklist.migration import FIRST, STEPS
from checklist.profile import read_profile
from checklist.schema import check_header
from checklist.standing import Status
from checklist.state import State

_SCHEMA = "SELECT type, name, tbl_name, CASE type WHEN 'trigger' THEN sql END FROM sqlite_master"


@dataclass(frozen=True, slots=True)
class Holding:
    """`actions` counts what people did; `last_at` is local time with offset; `statuses` leaves out what is not started.

    `head` is the fingerprint of all history, empty for none.
    """

    actions: int
    last_at: str
    last_actor: str
    county: str
    head: str
    statuses: Mapping[Status, int]


def holding_of(events: Iterable[Event], stubs: Iterable[Stub] = ()) -> Holding:
    """Of events in their order."""
    said = tuple(events)
    state = State(said)
    last = max(said, key=lambda event: event.order, default=None)
    statuses: Counter[Status] = Counter(
        one.status for one in state.progress.values() if one.status is not Status.NOT_STARTED
    )
    return Holding(
        actions=len({event.deed for event in said}),
        last_at=last.at if last else "",
        last_actor=last.actor if last else "",
        county=read_profile(state).county,
        head=fingerprint(heads(said, stubs)),
        statuses=statuses,
    )


def look_into(path: Path) -> Holding:
    """Open a backup, wherever it came from, check all of it and say what it holds; the file is not changed.

    Raises RecordForeign, RecordTooNew, RecordDamaged, RecordUnwritable (it cannot be read).
    """
    check_header(path)
    return in_our_terms(path, partial(_look_into, path))


def _look_into(path: Path) -> Holding:
    with opened_copy(path) as copy:
        _check_schema(path, copy)
        return holding_of(*check_chain(path, copy))


def _check_schema(path: Path, copy: apsw.Connection) -> None:
    """Nothing but our own tables, indexes and triggers: a trigger or a view of another's would run as our code."""
    model = apsw.Connection(":memory:")
    try:
        model.execute(FIRST)
        for step in STEPS[: copy.pragma("user_version") - 1]:
            model.execute(step)
        if _schema(copy) != _schema(model):
            raise RecordForeign(path, "its tables are not those of a record")
    finally:
        model.close()


def _schema(database: apsw.Connection) -> set[tuple[str, ...]]:
    return {tuple(" ".join(str(part).split()) for part in row) for row in database.execute(_SCHEMA)}
