"""What the menu 帮助 offers of the program itself: manual, keys, what is new, about; and a word after an upgrade."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow, QToolButton

from content.library import Library
from ui.actions import Command, Menus, shortcut_lines
from ui.look import Look
from ui.manual import words
from ui.manual.book import FIRST, KEYS, NEWS, KeyTable
from ui.settings import read_seen, write_seen

if TYPE_CHECKING:
    from ui.identity.about import AboutDialog
    from ui.manual.dialog import ManualDialog


class HelpGuide(QObject):
    """Explains the window that it is made for."""

    def __init__(self, library: Library, data: Path, look: Look, menus: Menus, window: QMainWindow) -> None:
        """`data` is the folder of the settings, `menus` are the window's, as they grow."""
        super().__init__(window)
        self._library, self._data, self._look, self._menus, self._over = library, data, look, menus, window
        self.manual: ManualDialog | None = None
        self.about: AboutDialog | None = None
        self.news_button: QToolButton | None = None

    def commands(self, between: tuple[Command | None, ...] = ()) -> tuple[Command | None, ...]:
        """The menu 帮助: the manual first, 关于县策 last."""
        manual, keys, news, about = words.COMMANDS
        return (
            Command(manual, "F1", partial(self.open_manual, "")),
            Command(keys, "Ctrl+F1", partial(self.open_manual, KEYS)),
            Command(news, "", partial(self.open_manual, NEWS)),
            None,
            *between,
            None,
            Command(about, "", self.open_about),
        )

    def key_table(self) -> KeyTable:
        """Every key of the menus, as they are now."""
        rows = ((title, shortcut_lines({title: commands})) for title, commands in self._menus.items())
        return tuple((title, lines) for title, lines in rows if lines)

    def open_manual(self, page: str = "") -> None:
        """A page of the manual; without one where it was left, at first its beginning."""
        if self.manual is None:
            from ui.manual.dialog import ManualDialog  # not before it is asked for

            self.manual = ManualDialog(self.key_table(), self._look, self._over)
            page = page or FIRST
        if page:
            self.manual.show_page(page)
        self.manual.show()
        self.manual.activateWindow()

    def open_about(self) -> None:
        from ui.identity.about import AboutDialog

        self.about = about = AboutDialog(self._library, self._data, self._over)
        about.finished.connect(about.deleteLater)
        about.open()

    def greet(self) -> None:
        """Say that the program is another version than the one seen last; the first start has nothing to say."""
        from ui.identity.version import program_version

        before, now = read_seen(self._data), program_version()
        if before != now:
            write_seen(self._data, now)
            if before:
                self._offer_news(now)

    def _offer_news(self, version: str) -> None:
        """A quiet button in the status bar, gone once it was pressed."""
        self.news_button = button = QToolButton(self._over)
        button.setObjectName("newsButton")
        button.setText(words.upgraded(version))
        button.clicked.connect(partial(self._show_news, button))
        self._over.statusBar().addPermanentWidget(button)

    def _show_news(self, button: QToolButton, checked: bool = False) -> None:
        self._over.statusBar().removeWidget(button)
        button.deleteLater()
        self.open_manual(NEWS)
