"""Recent and saved searches: remembered in the settings, offered in the search menu."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

_MOST_RECENT = 15


class SearchMemory(QObject):
    """Emits a query that was chosen again."""

    chosen = Signal(str)

    def __init__(self, recent: tuple[str, ...], saved: tuple[str, ...], parent: QObject) -> None:
        super().__init__(parent)
        self.recent = recent
        self.saved = saved

    def remember(self, query: str) -> None:
        """A search that led somewhere; the newest first, each once."""
        words = query.strip()
        if words:
            self.recent = (words, *(one for one in self.recent if one != words))[:_MOST_RECENT]

    def toggle_saved(self, query: str) -> bool:
        """Save a search, or drop it when it is saved; returns whether it is saved now."""
        words = query.strip()
        if words in self.saved:
            self.saved = tuple(one for one in self.saved if one != words)
            return False
        self.saved = (*self.saved, words) if words else self.saved
        return bool(words)

    def add_menus(self, menu: QMenu) -> None:
        """Two submenus that are filled each time they open."""
        menu.addSeparator()
        for title, name in (("收藏的检索", "saved"), ("最近的检索", "recent")):
            submenu = menu.addMenu(title)
            submenu.aboutToShow.connect(partial(self._fill, submenu, name))

    def _fill(self, menu: QMenu, name: str) -> None:
        menu.clear()
        queries: tuple[str, ...] = getattr(self, name)
        for query in queries:
            action = menu.addAction(query.replace("&", "&&"))
            action.triggered.connect(partial(self._choose, query))
        if not queries:
            menu.addAction("（还没有）").setEnabled(False)

    def _choose(self, query: str, checked: bool = False) -> None:
        self.chosen.emit(query)
