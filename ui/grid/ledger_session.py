"""What the grid asks of whoever keeps the record."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from PySide6.QtCore import SignalInstance

from checklist.actions import Edit
from checklist.ledger import LedgerRow


class LedgerSession(Protocol):
    """Rows out, wishes in. A write is one action, on disk before `changed` tells which duties it touched.

    `opened` says that all rows are to be read anew, `refused` and `said` carry a sentence each.
    """

    @property
    def opened(self) -> SignalInstance: ...
    @property
    def changed(self) -> SignalInstance: ...
    @property
    def refused(self) -> SignalInstance: ...
    @property
    def said(self) -> SignalInstance: ...

    @property
    def why_not(self) -> str:
        """Why nothing can be written; nothing where it can."""

    @property
    def day(self) -> date:
        """The day on which the rows are what they are."""

    @property
    def rows(self) -> tuple[LedgerRow, ...]:
        """Every duty's, in the order of the texts."""

    @property
    def units(self) -> tuple[str, ...]:
        """Known by name: to be offered."""

    @property
    def people(self) -> tuple[str, ...]: ...

    def write(self, *edits: Edit) -> bool:
        """Whether they are on disk; the hash of the clause is added."""

    def undo(self) -> None: ...
    def redo(self) -> None: ...
