"""Which rows the grid shows: all of them, filtered, put in order, grouped; and those that were only just changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checklist.ledger import LedgerRow
from ui.grid.arranging import Arrangement, Entry, arranged
from ui.grid.choice import RowFilter
from ui.grid.names import Names


@dataclass(frozen=True, slots=True)
class Counted:
    """`strays` are shown, for they were just changed, though the filter holds them no longer."""

    total: int
    held: int
    strays: int


class Shelf:
    """Rows keep their places while they are edited; only filter, order or grouping move them."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._rows: dict[str, LedgerRow] = {}
        self._shown: frozenset[str] = frozenset()
        self._held: frozenset[str] = frozenset()
        self.filter = RowFilter()
        self.how = Arrangement()
        self.folded: frozenset[str] = frozenset()
        self.numbers: dict[str, int] = {}

    def put(self, rows: Iterable[LedgerRow]) -> None:
        """All rows there are, in the order of the texts."""
        self._rows = {row.duty: row for row in rows}

    def entries(self) -> tuple[Entry, ...]:
        """Filtered and arranged anew."""
        held = [row for row in self._rows.values() if self.filter.holds(row)]
        self._shown = self._held = frozenset(row.duty for row in held)
        self.numbers = {row.duty: number for number, row in enumerate(held, 1)}
        return arranged(held, self.how, self._names, self.folded)

    def changed(self, duties: frozenset[str]) -> dict[str, LedgerRow]:
        """Of the rows shown, those that were changed."""
        known = {duty: self._rows[duty] for duty in duties if duty in self._rows}
        self._held = (self._held - duties) | {duty for duty, row in known.items() if self.filter.holds(row)}
        return {duty: row for duty, row in known.items() if duty in self._shown}

    @property
    def counted(self) -> Counted:
        return Counted(len(self._rows), len(self._held), len(self._shown - self._held))

    def toggle_fold(self, key: str) -> None:
        self.folded ^= {key}
