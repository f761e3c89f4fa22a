"""The menus: every action of the program with its key, as one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a menu."""

    title: str
    keys: str
    run: Callable[[], object]


Menus = dict[str, tuple[Command | None, ...]]


def fill_menus(window: QMainWindow, menus: Menus) -> dict[str, QMenu]:
    """Add menus to the window's bar; None is a line between commands."""
    made = {title: window.menuBar().addMenu(title) for title in menus}
    for title, commands in menus.items():
        fill_menu(window, made[title], commands)
    return made


def fill_menu(window: QMainWindow, menu: QMenu, commands: Iterable[Command | None]) -> None:
    """Add commands to a menu, their keys working in the whole window."""
    for command in commands:
        if command is None:
            menu.addSeparator()
            continue
        action = QAction(command.title, window)
        action.setShortcut(QKeySequence(command.keys))
        action.triggered.connect(partial(_run, command))
        menu.addAction(action)


def add_choices(menu: QMenu, choices: Iterable[tuple[str, str]], current: str, choose: Callable[[str], None]) -> None:
    """Add (name, title) of values to a menu, one of them chosen; `choose` gets the chosen one's name."""
    group = QActionGroup(menu)
    menu.addSeparator()
    for name, title in choices:
        action = QAction(title, group)
        action.setCheckable(True)
        action.setChecked(name == current)
        action.triggered.connect(partial(_choose, choose, name))
        menu.addAction(action)


def shortcut_lines(menus: Menus) -> tuple[tuple[str, str], ...]:
    """(key, what it does) of every command that has a key, the keys as they are printed on keyboards."""
    commands = [command for row in menus.values() for command in row if command and command.keys]
    return tuple((_printed(command.keys), command.title) for command in commands)


def _printed(keys: str) -> str:
    for name, shown in (("Down", "↓"), ("Up", "↑"), ("Left", "←"), ("Right", "→"), ("Return", "回车")):
        keys = keys.replace(name, shown)
    return keys


def _run(command: Command, checked: bool = False) -> None:
    command.run()


def _choose(choose: Callable[[str], None], name: str, checked: bool = False) -> None:
    choose(name)
