"""A button with a list to tick: several values of one column may pass the filter."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

_LONGEST = 9  # characters of a value on the button


class _StayingMenu(QMenu):
    """Stays open while boxes are ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ticks = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (ticks and self._tick(self.activeAction())):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True


class CheckMenu(QToolButton):
    """`chosen` are the keys ticked; none means that nothing is asked for."""

    changed = Signal()

    def __init__(self, title: str, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._remark = title, remark
        self._labels: dict[str, str] = {}
        self._chosen: frozenset[str] = frozenset()
        self._menu = _StayingMenu(self)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setObjectName("filterButton")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu.aboutToShow.connect(self._fill)
        self._show_words()

    @property
    def chosen(self) -> frozenset[str]:
        return self._chosen

    def choose(self, keys: frozenset[str]) -> None:
        """Tick these, quietly."""
        self._chosen = keys
        self._show_words()

    def offer(self, labels: Mapping[str, str]) -> None:
        """Key and word of each value; the menu is filled when it is opened."""
        self._labels = dict(labels)
        self._show_words()

    def _fill(self) -> None:
        self._menu.clear()
        if self._remark:
            self._menu.addAction(self._remark).setEnabled(False)
        for key, label in self._labels.items():
            action = self._menu.addAction(label.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key in self._chosen)
            action.setData(key)
            action.toggled.connect(self._on_toggled)
        self._menu.addSeparator()
        self._menu.addAction("全部（不限）").triggered.connect(self._on_all)

    def _on_toggled(self) -> None:
        ticked = (action for action in self._menu.actions() if action.isChecked())
        self._give(frozenset(str(action.data()) for action in ticked))

    def _on_all(self) -> None:
        self._give(frozenset())

    def _give(self, keys: frozenset[str]) -> None:
        if keys != self._chosen:
            self.choose(keys)
            self.changed.emit()

    def _show_words(self) -> None:
        words = [self._labels.get(key, key) for key in sorted(self._chosen)]
        if not words:
            told = ""
        elif len(words) == 1:
            told = words[0] if len(words[0]) <= _LONGEST else words[0][: _LONGEST - 1] + "…"
        else:
            told = f"{len(words)} 种"
        self.setText((f"{self._title}：{told}" if told else self._title).replace("&", "&&") + " ▾")
        self.setAccessibleName(f"{self._title}：{'、'.join(words) or '不限'}")
        self.setProperty("isOn", bool(words))
        self.style().unpolish(self)
        self.style().polish(self)
