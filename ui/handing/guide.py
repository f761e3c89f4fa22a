"""The window's doors to the outside: opens the dialogs of handing out and taking in over the record."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from checklist.ledger import LedgerFilter
from checklist.record import Record
from content.library import Library
from ui.actions import Command
from ui.handing.files import documents_folder
from ui.handing.holding import Gathered, gather, held
from ui.handing.kinds import Kind
from ui.ledger.session import NOT_OPEN, ChecklistSession


class HandingGuide(QObject):
    """One dialog at a time, over the window. `said` carries why one could not be opened."""

    said = Signal(str)

    def __init__(self, library: Library, session: ChecklistSession, over: QWidget) -> None:
        super().__init__(over)
        self._library, self._session, self._over = library, session, over
        self.dialog: QDialog | None = None
        session.closing.connect(self._on_closing)

    def commands(self) -> tuple[Command | None, ...]:
        """What the menu 文件 offers."""
        return (
            Command("导出台账…", "Ctrl+Shift+E", self.export),
            Command("接收同事的文件…", "Ctrl+Shift+O", self.receive),
            Command("多县汇总…", "", self.roll_up),
            Command("交接…", "", self.hand_over),
        )

    def export(self, kind: str = Kind.XLSX, choice: LedgerFilter | None = None) -> None:
        """Choose what goes out; `kind` comes chosen, with the rows that the filter shows."""
        from ui.handing.export_dialog import ExportDialog  # not before it is asked for

        record = self._record()
        if record is not None:
            work = partial(self._gather, record, choice or LedgerFilter())
            self._open(ExportDialog(work, Kind(kind), documents_folder(), self._over))

    def receive(self, path: Path | None = None) -> None:
        """Take in a colleague's file, one that is given or one to be chosen."""
        from ui.handing.receive_dialog import ReceiveDialog

        if self._record() is not None:
            dialog = ReceiveDialog(self._library, self._session, documents_folder(), self._over)
            self._open(dialog)
            if path is not None:
                dialog.look(path)

    def roll_up(self) -> None:
        """Many counties' files side by side; needs no record."""
        from ui.handing.rollup_dialog import RollupDialog

        self._open(RollupDialog(self._library, self._session.day, documents_folder(), self._over))

    def hand_over(self) -> None:
        """All of the record for a successor."""
        from ui.handing.handover_dialog import HandoverDialog

        record = self._record()
        if record is not None:
            self._open(HandoverDialog(partial(self._gather, record, LedgerFilter()), documents_folder(), self._over))

    def _gather(self, record: Record, choice: LedgerFilter) -> Gathered:
        """In the background: a long history takes a second to be read."""
        return gather(self._library, held(record), choice, record.journal.today().date())

    def _record(self) -> Record | None:
        if self._session.record is None:
            self.said.emit(NOT_OPEN)
        return self._session.record

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self, result: int = 0) -> None:
        self.dialog = None

    def _on_closing(self) -> None:
        """The record is about to be closed: what is half written is given up; what is written to it ends first."""
        if self.dialog is not None:
            self.dialog.reject()
