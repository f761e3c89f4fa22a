"""The views of the window, one at a time: 阅读 and what stands beside it. A view is built when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QWidget

from ui.actions import Command

READING = "reading"


@dataclass(frozen=True, slots=True)
class View:
    """A view by name, with the word on its button and the way to build it."""

    name: str
    title: str
    keys: str
    build: Callable[[], QWidget]


class Views(QStackedWidget):
    """Shows one view; `bar` holds a button for each."""

    shown = Signal(str)

    def __init__(self, views: tuple[View, ...]) -> None:
        super().__init__()
        self._views = {view.name: view for view in views}
        self._built: dict[str, QWidget] = {}
        self.bar = QWidget()
        self.bar.setObjectName("viewBar")
        self._group = QButtonGroup(self)
        self._buttons = {view.name: self._build_button(view) for view in views}
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(2)
        for button in self._buttons.values():
            row.addWidget(button)

    @property
    def current(self) -> str:
        """Name of the view shown, nothing before the first."""
        return next((name for name, widget in self._built.items() if widget is self.currentWidget()), "")

    def commands(self) -> tuple[Command, ...]:
        return tuple(
            Command(view.title, view.keys, partial(self.show_view, view.name)) for view in self._views.values()
        )

    def show_view(self, name: str) -> None:
        """Bring a view forward, building it the first time."""
        if name not in self._built:
            self._built[name] = self._views[name].build()
            self.addWidget(self._built[name])
        self._buttons[name].setChecked(True)
        if self.currentWidget() is not self._built[name] or not self.current:
            self.setCurrentWidget(self._built[name])
            self._built[name].setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit(name)

    def _build_button(self, view: View) -> QToolButton:
        button = QToolButton()
        button.setObjectName("viewTab")
        button.setText(view.title)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolTip(f"{view.title}（{view.keys}）")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(partial(self._on_clicked, view.name))
        self._group.addButton(button)
        return button

    def _on_clicked(self, name: str, checked: bool = False) -> None:
        self.show_view(name)
