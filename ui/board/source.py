"""What the board asks of whoever keeps the record."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from PySide6.QtCore import SignalInstance

from checklist.indicators import Actual
from checklist.ledger import LedgerRow
from checklist.profile import CountyProfile
from checklist.progress import Progress
from content.duty import Duty
from content.indicator import Indicator


class BoardSource(Protocol):
    """Rows and values out, values in; `changed` tells which subjects a write touched, `opened` that all may have."""

    @property
    def opened(self) -> SignalInstance: ...
    @property
    def changed(self) -> SignalInstance: ...
    @property
    def refused(self) -> SignalInstance: ...

    @property
    def why_not(self) -> str:
        """Why nothing can be written; nothing where it can."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is recorded yet."""

    @property
    def day(self) -> date: ...
    @property
    def rows(self) -> tuple[LedgerRow, ...]: ...
    @property
    def profile(self) -> CountyProfile: ...

    @property
    def duties(self) -> tuple[tuple[Duty, Progress], ...]:
        """Every duty with what was done about it, own ones last."""

    def actual(self, goal: Indicator) -> Actual: ...
    def set_actual(self, goal: Indicator, given: Actual) -> bool:
        """Whether it is on disk."""
