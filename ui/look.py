"""How the program looks now: the theme and the size a person chose, put on when they change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu

from ui.actions import add_choices
from ui.theme import SIZES, SYSTEM, Size, Theme, dress, frame_windows, size_named, theme_choices, theme_named


class Look(QObject):
    """`changed` says that the program is dressed anew and everything that paints itself should follow."""

    changed = Signal()

    def __init__(self, theme_name: str, size_name: str, parent: QObject) -> None:
        super().__init__(parent)
        self.theme_name = theme_name
        self.theme: Theme = theme_named(theme_name)
        self.size: Size = size_named(size_name)

    def add_choices(self, menu: QMenu) -> None:
        """Offer themes and sizes in a menu."""
        add_choices(menu, theme_choices(), self.theme_name, self.set_theme)
        add_choices(menu, [(size.name, f"字号：{size.title}") for size in SIZES], self.size.name, self.set_size)

    def set_theme(self, name: str) -> None:
        frame_windows(name)
        self.theme_name, self.theme = name, theme_named(name)
        self._dress()

    def set_size(self, name: str) -> None:
        self.size = size_named(name)
        self._dress()

    def follow_system(self, scheme: Qt.ColorScheme) -> None:
        """The system went dark or light: so does the program, where it was asked to follow."""
        if self.theme_name == SYSTEM:
            self.theme = theme_named(SYSTEM)
            self._dress()

    def _dress(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        dress(application, self.theme, self.size)
        self.changed.emit()
