"""What has to be asked before the hand can write: a reason, or whether a block is to be pasted."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QWidget

from checklist.ledger import LedgerRow
from ui.grid.columns import AT
from ui.grid.hand import Hand
from ui.grid.model import LedgerModel
from ui.grid.paste_dialog import PasteDialog
from ui.grid.pasting import PastePlan
from ui.grid.reason import ReasonAsker
from ui.grid.table import LedgerTable
from ui.theme import Size

_WIDTH = 380  # pixels at 中


class Asking(QObject):
    """Asks over the table, and gives the keyboard back to it."""

    def __init__(self, hand: Hand, table: LedgerTable, size: Size, parent: QWidget) -> None:
        super().__init__(parent)
        self._hand, self._table, self._over = hand, table, parent
        self.size = size
        self.reason = ReasonAsker(table.viewport())
        self._rows: tuple[LedgerRow, ...] = ()
        hand.reason_wanted.connect(self._ask_reason)
        hand.paste_planned.connect(self._show_plan)
        self.reason.given.connect(self._on_reason)
        self.reason.closed.connect(self._on_closed)

    def _ask_reason(self, rows: tuple[LedgerRow, ...]) -> None:
        self._rows = rows
        model = self._table.model()
        assert isinstance(model, LedgerModel)
        cell = self._table.visualRect(model.index(model.row_of(rows[0].duty) or 0, AT["status"]))
        self.reason.ask(cell.bottomLeft() + QPoint(0, 2), self.size.px(_WIDTH))

    def _on_reason(self, reason: str) -> None:
        self._hand.set_not_applicable(self._rows, reason)

    def _on_closed(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_plan(self, plan: PastePlan) -> None:
        dialog = PasteDialog(plan, self.size, self._over)
        dialog.agreed.connect(self._hand.carry_out)
        dialog.open()
