"""The window's way to new content: opens 内容更新, and says where an installed edition could not be used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from content.library import Library
from content.packs.opening import FOLDER
from ui.actions import Command
from ui.ledger.session import ChecklistSession

if TYPE_CHECKING:
    from content.packs.installing import Packs
    from ui.packs.dialog import PackDialog

_NAME = "内容更新…"


class PackGuide(QObject):
    """`warned` carries a sentence that stays above the text, `said` one that passes."""

    warned = Signal(str)
    said = Signal(str)

    def __init__(self, library: Library, session: ChecklistSession, data: Path, over: QWidget) -> None:
        """`data` is the folder of the settings, beside which the packs lie; `library` what was opened at the start."""
        super().__init__(over)
        self._library, self._session, self._data, self._over = library, session, data, over
        self.keys: Path | None = None  # the keys of the program; a test has its own
        self.dialog: PackDialog | None = None
        session.closing.connect(self._on_closing)
        QTimer.singleShot(0, self._look_for_trouble)

    def commands(self) -> tuple[Command, ...]:
        """What the menu 帮助 offers."""
        return (Command(_NAME, "", self.open),)

    def open(self, path: Path | None = None) -> None:
        """What is installed, and a place for a pack; one that is given is looked at."""
        from ui.packs.dialog import PackDialog  # not before it is asked for
        from ui.packs.updating import Updating

        updating = Updating(self._packs(), self._library, self._session, self)
        self.dialog = dialog = PackDialog(updating, self._over)
        dialog.finished.connect(self._on_closed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        if path is not None:
            dialog.look(path)

    def _packs(self) -> Packs:
        from content.packs.installing import Packs

        return Packs(self._data / FOLDER, self.keys)

    def _look_for_trouble(self) -> None:
        """Whether the edition that was opened is the one that was chosen."""
        if not (self._data / FOLDER).is_dir():
            return
        from content.packs.opening import trouble_with
        from ui.packs.words import trouble_words

        found = trouble_with(self._data, self._library)
        if found is not None:
            self.warned.emit(trouble_words(*found))

    # what happened

    def _on_closing(self) -> None:
        """The record is about to be closed: what is being read is given up."""
        if self.dialog is not None:
            self.dialog.reject()

    def _on_closed(self) -> None:
        self.dialog = None
