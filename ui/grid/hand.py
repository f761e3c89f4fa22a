"""The writing hand: what is typed, chosen for many, cleared or pasted becomes one action of the record each."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from checklist.actions import Edit
from checklist.ledger import LedgerRow
from checklist.standing import Status
from ui.grid.clipboard import MOST_CELLS, BlockTooLarge, read_block, written
from ui.grid.columns import AT, COLUMNS
from ui.grid.ledger_session import LedgerSession
from ui.grid.names import Names
from ui.grid.pasting import PastePlan, Target, plan_paste
from ui.grid.reading import CellRefused, ReasonWanted, edits_of
from ui.grid.words import (
    PASTE_EMPTY,
    PASTE_TOO_LONG,
    REASON_MARK,
    changed_line,
    cleared_line,
    copied_line,
    pasted_line,
)
from ui.labels import STATUS

Text = Callable[[LedgerRow, str], str]


class Hand(QObject):
    """`reason_wanted` carries rows that do not apply, to ask why; `paste_planned` a PastePlan to be agreed to."""

    said = Signal(str)
    reason_wanted = Signal(object)
    paste_planned = Signal(object)

    def __init__(self, session: LedgerSession, names: Names, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._names = session, names

    def set_cell(self, row: LedgerRow, field: str, text: str) -> None:
        self.set_cells((row,), field, text)

    def set_cells(self, rows: tuple[LedgerRow, ...], field: str, text: str) -> None:
        """Let a column say the same in all rows."""
        try:
            edits = [edit for row in rows for edit in edits_of(row, field, text, self._session.day)]
        except ReasonWanted:
            self.reason_wanted.emit(rows)
        except CellRefused as error:
            self.said.emit(error.words)
        else:
            title = COLUMNS[AT[field]].title
            self._write(edits, changed_line(len({edit.duty for edit in edits}), title))

    def set_not_applicable(self, rows: tuple[LedgerRow, ...], reason: str) -> None:
        """The reason has been given; a row that has one keeps its own."""
        words = STATUS[Status.NOT_APPLICABLE]
        texts = ((row, words if row.reason else f"{words}{REASON_MARK}{reason}") for row in rows)
        try:
            edits = [edit for row, text in texts for edit in edits_of(row, "status", text, self._session.day)]
        except CellRefused as error:
            self.said.emit(error.words)
        else:
            self._write(edits, changed_line(len({edit.duty for edit in edits}), COLUMNS[AT["status"]].title))

    def clear(self, rows: Iterable[LedgerRow], fields: tuple[str, ...]) -> None:
        """Empty the cells that can be emptied; the first one that cannot is named."""
        edits: list[Edit] = []
        cells, why = 0, ""
        for row in rows:
            for field in fields:
                try:
                    found = edits_of(row, field, "", self._session.day)
                except CellRefused as error:
                    why = why or error.words
                    continue
                edits += found
                cells += bool(found)
        self._write(edits, cleared_line(cells))
        if why and not edits:
            self.said.emit(why)

    def copy(self, rows: tuple[LedgerRow, ...], fields: tuple[str, ...], text: Text) -> None:
        QGuiApplication.clipboard().setText(written([text(row, field) for field in fields] for row in rows))
        self.said.emit(copied_line(len(rows), len(fields)))

    def paste(self, target: Target, selected: Target) -> None:
        """One cell into all selected ones, a block from the current cell on."""
        try:
            block = read_block(QGuiApplication.clipboard().text())
        except BlockTooLarge:
            self.said.emit(PASTE_TOO_LONG.format(limit=MOST_CELLS))
            return
        if not block or not target.rows:
            self.said.emit(PASTE_EMPTY)
            return
        if len(block) == len(block[0]) == 1:
            block, target = ((block[0][0],) * len(selected.fields),) * len(selected.rows), selected
        plan = plan_paste(block, target, self._names, self._session.day)
        if len(plan.cells) == 1 and plan.edits:
            self.carry_out(plan)
        else:
            self.paste_planned.emit(plan)

    def carry_out(self, plan: PastePlan) -> None:
        self._write(plan.edits, pasted_line(len(plan.cells)))

    def _write(self, edits: Iterable[Edit], words: str) -> None:
        kept = tuple(edits)
        if kept and self._session.write(*kept):
            self.said.emit(words)
