"""Everything by keyboard, everything with a name, and always to be seen where the keyboard is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from content.library import Library
from ui.presenting.slides import duty_slides
from ui.presenting.view import PresentationView
from ui.theme import theme_named
from ui.window import MainWindow

DOC = "cbf-2018-60"
KEYBOARD = Qt.FocusPolicy.TabFocus
# Hold the keyboard for what stands inside them; the part inside shows that it has it.
HOSTS = {"qt_spinbox_lineedit", "qt_scrollarea_viewport"}


@pytest.fixture
def busy_window(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The window with a clause that has duties and notes, and hits in the left pane."""
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.search_bar.setText("人才")
    window.reading.go_to(DOC, "5-3")
    return window


def focusable(root: QWidget) -> Iterator[QWidget]:
    """What Tab can reach in a window, as it stands."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.focusPolicy() & KEYBOARD and widget.isVisible() and widget.isEnabled():
            yield widget


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()!r} in {type(widget.parentWidget()).__name__}"


def nameless(root: QWidget) -> list[str]:
    """Widgets of which a screen reader could not say what they are."""
    found = []
    for widget in focusable(root):
        spoken = QAccessible.queryAccessibleInterface(widget)
        name = spoken.text(QAccessible.Text.Name).strip()
        if not name or spoken.role() is QAccessible.Role.NoRole:
            found.append(f"{told(widget)}: {name!r} {spoken.role().name}")
    return found


def unseen(root: QWidget) -> list[str]:
    """Widgets that look the same with the keyboard as without."""
    found = []
    for widget in focusable(root):
        if isinstance(widget, QScrollBar) or widget.objectName() in HOSTS or widget.focusProxy() is not None:
            continue
        root.setFocus()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is not widget:
            continue
        with_keyboard = widget.grab().toImage()
        widget.clearFocus()
        if widget.grab().toImage() == with_keyboard:
            found.append(told(widget))
    return found


def listed_actions(window: MainWindow) -> list[QAction]:
    """Every line of the menu bar's menus, those below others included."""
    menus = [menu for menu in window.menuBar().findChildren(QMenu) if menu.title()]
    lines = [action for menu in menus for action in menu.actions() if not action.isSeparator()]
    return [action for action in lines if action.menu() is None]


def test_what_takes_the_keyboard_has_a_name_and_a_role(busy_window: MainWindow) -> None:
    assert len(list(focusable(busy_window))) > 10
    assert nameless(busy_window) == []


def test_the_keyboard_is_always_seen(busy_window: MainWindow) -> None:
    assert unseen(busy_window) == []


def test_every_action_is_reached_by_keyboard(busy_window: MainWindow) -> None:
    """Through the menu bar, each with words; no key does two things."""
    listed = listed_actions(busy_window)
    assert len(listed) > 20
    assert [one for one in listed if not one.text().strip()] == []
    hidden = [
        one.text()
        for one in busy_window.findChildren(QAction)
        if one not in listed and one.text() and one.shortcut().isEmpty() and one.menu() is None
        if isinstance(one.parent(), MainWindow)
    ]
    assert hidden == []
    keys = Counter(one.shortcut().toString(QKeySequence.SequenceFormat.PortableText) for one in listed)
    del keys[""]
    assert {key: count for key, count in keys.items() if count > 1} == {}


def test_tab_goes_round_and_comes_back(qtbot: QtBot, busy_window: MainWindow) -> None:
    """Nothing holds the keyboard for good."""
    busy_window.search_bar.setFocus()
    passed: list[QWidget] = []
    for _ in range(300):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused is busy_window.search_bar and passed:
            break
        passed.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    else:
        pytest.fail(f"the keyboard stays at {told(passed[-1])}")
    assert len(set(passed)) > 5


def test_the_meetings_screen_is_named_and_seen(qtbot: QtBot, library: Library) -> None:
    view = PresentationView(theme_named("light"))
    qtbot.addWidget(view)
    view.present(duty_slides(library.document(DOC), library.duties))
    qtbot.waitActive(view)
    assert nameless(view) == []
    assert [one for one in unseen(view) if "StepRow" in one or "QPushButton" in one] == []


def test_the_test_sees_a_nameless_widget(qtbot: QtBot) -> None:
    bare = QWidget()
    bare.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(bare)
    with qtbot.waitActive(bare):
        bare.show()
        bare.activateWindow()
    assert nameless(bare) != []
    assert unseen(bare) != []
