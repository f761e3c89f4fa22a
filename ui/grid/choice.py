"""Which rows are shown: the ledger's own filter, and two ways into it that numbers on the board need. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from checklist.ledger import Flag, LedgerFilter, LedgerRow
from checklist.standing import Status


@dataclass(frozen=True, slots=True)
class RowFilter(LedgerFilter):
    """`leads` are lead units alone, "" for duties without one; `duties` are ids, and `called` what they have in common.

    `applies` asks whether a duty counts: those that a person set aside and those of other counties do not.

    Whatever takes a LedgerFilter takes this too, so that an export shows exactly what the grid shows.
    """

    leads: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()
    called: str = ""
    applies: bool | None = None

    def holds(self, row: LedgerRow) -> bool:
        return (
            (self.applies is None or self.applies is does_apply(row))
            and (not self.leads or row.lead in self.leads)
            and (not self.duties or row.duty in self.duties)
            and LedgerFilter.holds(self, row)
        )


def does_apply(row: LedgerRow) -> bool:
    """Whether the board counts a duty among those to be done."""
    return row.status is not Status.NOT_APPLICABLE and row.flags.isdisjoint((Flag.NOT_OURS, Flag.GONE))


def row_filter(choice: LedgerFilter) -> RowFilter:
    """The same, as a filter of rows."""
    if isinstance(choice, RowFilter):
        return choice
    return RowFilter(**{name: getattr(choice, name) for name in LedgerFilter.__dataclass_fields__})
