"""The views beside 阅读: built when first asked for, dressed like the window, told what is being read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from content.library import Library
from ui.ledger.session import ChecklistSession
from ui.look import Look
from ui.views import BOARD, GRID, PROOF, Builders

if TYPE_CHECKING:
    from ui.board.view import BoardView
    from ui.grid.choice import RowFilter
    from ui.grid.session import RecordLedger
    from ui.grid.view import GridView
    from ui.proofing.view import ProofView


class FurtherViews(QObject):
    """总览, 台账 and 原文核对. The first two share one ledger over the record that the reading view ticks."""

    place_requested = Signal(str, str)
    duty_requested = Signal(str)
    view_requested = Signal(str)
    export_requested = Signal(str)
    left = Signal()
    said = Signal(str)

    def __init__(self, library: Library, session: ChecklistSession, look: Look, grid: bytes, parent: QObject) -> None:
        """`grid` is how the table was left, as `grid_state` told it."""
        super().__init__(parent)
        self._library, self._session, self._look, self._grid_state = library, session, look, grid
        self._ledger: RecordLedger | None = None
        self.board: BoardView | None = None
        self.grid: GridView | None = None
        self.proof: ProofView | None = None
        look.changed.connect(self._follow_look)
        session.changed.connect(self._on_changed)
        session.opened.connect(self._attach)
        session.closing.connect(self._detach)

    @property
    def grid_state(self) -> bytes:
        """Columns of the table as they stand, to be kept for the next start."""
        return self.grid.state() if self.grid is not None else self._grid_state

    @property
    def filter(self) -> RowFilter | None:
        """What the table shows now; None where it was not opened."""
        return self.grid.filter if self.grid is not None else None

    def builders(self) -> Builders:
        return {BOARD: self._build_board, GRID: self._build_grid, PROOF: self._build_proof}

    def show_view(self, name: str, doc: str) -> None:
        """A view comes forward while `doc` is the document being read."""
        if name == PROOF and self.proof is not None:
            from content.shelf import CONTENT_FOLDER
            from content.sources import received_text

            sources = (self._library.folder or CONTENT_FOLDER) / "sources"
            self.proof.show_document(self._library.document(doc), partial(received_text, folder=sources))

    def renew(self) -> None:
        """The record was written to by another part."""
        if self._ledger is not None:
            self._ledger.renew()

    # building

    def _build_board(self) -> QWidget:
        from ui.board.view import BoardView  # not before it is asked for

        self.board = board = BoardView(self._shared_ledger(), self._library, self._look.theme, self._look.size)
        board.rows_requested.connect(self._show_rows)
        board.reading_requested.connect(self.left)
        self._connect(board)
        return board

    def _build_grid(self) -> QWidget:
        from ui.grid.view import GridView

        self.grid = grid = GridView(self._shared_ledger(), self._library, self._look.theme, self._look.size)
        grid.restore_state(self._grid_state)
        grid.export_requested.connect(self.export_requested)
        grid.print_requested.connect(partial(self.export_requested.emit, "pdf"))
        self._connect(grid)
        return grid

    def _build_proof(self) -> QWidget:
        from ui.proofing.view import ProofView

        self.proof = proof = ProofView(self._look.theme, self._look.size.pixels)
        proof.place_requested.connect(self.place_requested)
        proof.closed.connect(self.left)
        proof.said.connect(self.said)
        return proof

    def _connect(self, view: BoardView | GridView) -> None:
        view.place_requested.connect(self.place_requested)
        view.duty_requested.connect(self.duty_requested)
        view.said.connect(self.said)

    def _shared_ledger(self) -> RecordLedger:
        from ui.grid.session import RecordLedger

        if self._ledger is None:
            self._ledger = RecordLedger(self._library, parent=self)
            self._ledger.changed.connect(self._session.hear)
            self._ledger.said.connect(self.said)
            self._attach()
        return self._ledger

    # what happened

    def _attach(self) -> None:
        if self._ledger is not None and self._session.record is not None:
            self._ledger.attach(self._session.record)

    def _detach(self) -> None:
        if self._ledger is not None:
            self._ledger.detach()

    def _on_changed(self, subjects: frozenset[str]) -> None:
        self.renew()

    def _show_rows(self, choice: RowFilter) -> None:
        self.view_requested.emit(GRID)
        if self.grid is not None:
            self.grid.show_filter(choice)

    def _follow_look(self) -> None:
        for view in (self.board, self.grid):
            if view is not None:
                view.set_look(self._look.theme, self._look.size)
        if self.proof is not None:
            self.proof.set_look(self._look.theme, self._look.size.pixels)
