"""The views of the window, one at a time: 阅读 and what stands beside it. A view is built when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QWidget

from ui.actions import Command

READING, BOARD, GRID, PROOF = "reading", "board", "grid", "proof"
# By name: the word on the button, and the keys.
_TITLES = {
    READING: ("阅读", "Ctrl+1"),
    BOARD: ("总览", "Ctrl+2"),
    GRID: ("台账", "Ctrl+3"),
    PROOF: ("原文核对", "Ctrl+4"),
}
Builders = Mapping[str, Callable[[], QWidget]]


class Views(QStackedWidget):
    """Shows one view; `bar` holds a button for each. Those that cannot be built yet cannot be shown yet."""

    shown = Signal(str)

    def __init__(self, builders: Builders) -> None:
        super().__init__()
        self._builders = dict(builders)
        self._built: dict[str, QWidget] = {}
        self.bar = QWidget()
        self.bar.setObjectName("viewBar")
        self._group = QButtonGroup(self)
        self._buttons = {name: self._build_button(name) for name in _TITLES}
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(2)
        for button in self._buttons.values():
            row.addWidget(button)

    def offer(self, builders: Builders) -> None:
        """Further views can be built now."""
        self._builders |= builders

    @property
    def current(self) -> str:
        """Name of the view shown, nothing before the first."""
        return next((name for name, widget in self._built.items() if widget is self.currentWidget()), "")

    def commands(self) -> tuple[Command, ...]:
        return tuple(Command(title, keys, partial(self.show_view, name)) for name, (title, keys) in _TITLES.items())

    def show_view(self, name: str) -> None:
        """Bring a view forward, building it the first time."""
        if name not in self._built:
            self._built[name] = self._builders[name]()
            self.addWidget(self._built[name])
        self._buttons[name].setChecked(True)
        if self.currentWidget() is not self._built[name] or not self.current:
            self.setCurrentWidget(self._built[name])
            self._built[name].setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit(name)

    def _build_button(self, name: str) -> QToolButton:
        title, keys = _TITLES[name]
        button = QToolButton()
        button.setObjectName("viewTab")
        button.setText(title)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolTip(f"{title}（{keys}）")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(partial(self._on_clicked, name))
        self._group.addButton(button)
        return button

    def _on_clicked(self, name: str, checked: bool = False) -> None:
        self.show_view(name if name in self._builders else self.current)
