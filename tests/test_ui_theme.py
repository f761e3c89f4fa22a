"""Contrast in every theme, sizes that scale text and interface together, and following the desk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from content.duty import Force
from ui.theme import (
    INTERFACE_POINTS,
    MEDIUM,
    SIZES,
    SYSTEM,
    THEMES,
    Size,
    Theme,
    dress,
    frame_windows,
    interface_font,
    page_style,
    size_named,
    theme_choices,
    theme_named,
    widget_style,
)

INKS = ("text", "quiet", "accent", "must", "promote", "support", "encourage", "target")
GROUNDS = ("paper", "desk", "selected")
TEXT_GROUNDS = ("hit", "current_hit", "selection", "yellow", "green", "blue", "red")
LEAST = 4.5
EACH_THEME = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)


def luminance(color: str) -> float:
    """Relative luminance by WCAG 2.1."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def color(theme: Theme, token: str) -> str:
    return str(getattr(theme, token))


@pytest.fixture
def application(qapp: QApplication) -> QApplication:
    return qapp


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@EACH_THEME
def test_every_ink_is_legible_on_paper_desk_and_a_chosen_row(theme: Theme) -> None:
    weak = [(i, g) for i in INKS for g in GROUNDS if contrast(color(theme, i), color(theme, g)) < LEAST]
    assert weak == []
    assert all(contrast(theme.force(force), theme.paper) >= LEAST for force in Force)


@EACH_THEME
def test_text_is_legible_on_hits_highlights_and_selection(theme: Theme) -> None:
    assert [g for g in TEXT_GROUNDS if contrast(theme.text, color(theme, g)) < LEAST] == []


@EACH_THEME
def test_grounds_are_told_apart(theme: Theme) -> None:
    """A tint that cannot be seen on the paper says nothing; the focus ring stands out by 3:1."""
    assert [g for g in TEXT_GROUNDS if contrast(theme.paper, color(theme, g)) < 1.1] == []
    assert contrast(theme.hit, theme.current_hit) > 1.1
    assert contrast(theme.accent, theme.paper) >= 3
    assert contrast(theme.accent, theme.desk) >= 3
    assert len({theme.yellow, theme.green, theme.blue, theme.red}) == 4


@EACH_THEME
def test_the_palette_holds_tokens_only(application: QApplication, theme: Theme) -> None:
    dress(application, theme)
    palette = application.palette()
    for role, token in (
        (QPalette.ColorRole.Window, theme.desk),
        (QPalette.ColorRole.Base, theme.paper),
        (QPalette.ColorRole.Text, theme.text),
        (QPalette.ColorRole.Highlight, theme.selection),
        (QPalette.ColorRole.PlaceholderText, theme.quiet),
    ):
        assert palette.color(role) == QColor(token), role


@EACH_THEME
@EACH_SIZE
def test_the_sheets_fill_up(theme: Theme, size: Size) -> None:
    for sheet in (widget_style(theme, size), page_style(theme, size.pixels)):
        assert "$" not in sheet
        assert sheet.count("{") == sheet.count("}")
        known = {str(value).upper() for token, value in theme_tokens(theme)}
        assert {found.upper() for found in re.findall(r"#[0-9A-Fa-f]{6}\b", sheet)} <= known


def theme_tokens(theme: Theme) -> list[tuple[str, object]]:
    return [(token, getattr(theme, token)) for token in theme.__slots__]


@EACH_SIZE
def test_text_and_interface_grow_together(application: QApplication, size: Size) -> None:
    dress(application, THEMES[0], size)
    points = application.font().pointSizeF() / interface_font().pointSizeF()
    assert points == pytest.approx(size.pixels / MEDIUM.pixels)
    assert f"font-size: {size.pixels}px" in page_style(THEMES[0], size.pixels)
    assert size.px(32) == round(32 * max(1.0, size.scale))
    assert (size.px(1), size.px(2)) == (1, 2)


@pytest.mark.parametrize("kind", ["QMenu", "QMenuBar", "QTipLabel", "QAbstractItemView"])
def test_what_windows_has_fonts_for_grows_too(
    application: QApplication, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """There Qt takes the system's fonts for such widgets again whenever the style changes."""
    monkeypatch.setattr(QApplication, "setStyleSheet", lambda self, _: self.setFont(QFont("serif", 31), kind))
    dress(application, theme_named("light"), SIZES[-1])
    monkeypatch.undo()
    given = QApplication.font(kind)  # type: ignore[call-overload]  # the stubs say bytes
    assert given == QApplication.font()
    assert given.pointSizeF() == pytest.approx(INTERFACE_POINTS * SIZES[-1].scale)


def test_sizes_are_those_of_the_design() -> None:
    assert [(size.title, size.pixels) for size in SIZES] == [("小", 15), ("中", 17), ("大", 20), ("特大", 24)]
    assert size_named("huge").pixels == 24
    assert size_named("?") is MEDIUM


@EACH_SIZE
def test_a_focus_ring_moves_nothing(size: Size) -> None:
    """2px of border with focus, 1px without: the padding gives way by exactly one."""
    sheet = widget_style(THEMES[0], size)
    for selector in ("QPushButton", "QLineEdit"):
        rest = re.search(rf"^{selector},.*?padding: (\d+)px (\d+)px", sheet, re.DOTALL | re.MULTILINE)
        ring = re.search(rf"^{selector}:focus,.*?padding: (\d+)px (\d+)px", sheet, re.DOTALL | re.MULTILINE)
        assert rest is not None
        assert ring is not None
        assert [int(a) - int(b) for a, b in zip(rest.groups(), ring.groups(), strict=True)] == [1, 1]


@EACH_THEME
@pytest.mark.parametrize("kind", [QLineEdit, QPushButton, QCheckBox, QRadioButton, QComboBox, QSpinBox])
def test_focus_is_seen(qtbot: QtBot, application: QApplication, theme: Theme, kind: type[QWidget]) -> None:
    dress(application, theme)
    host = QWidget()
    qtbot.addWidget(host)
    widget = kind(host)
    widget.setGeometry(20, 20, 160, 40)
    with qtbot.waitActive(host):
        host.show()
        host.activateWindow()
    host.setFocus()
    calm = widget.grab().toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    ringed = widget.grab().toImage()
    accent = QColor(theme.accent)
    line = range(calm.width())
    changed = [x for x in line if ringed.pixelColor(x, 1) != calm.pixelColor(x, 1)]
    assert len(changed) > calm.width() // 2
    assert sum(ringed.pixelColor(x, 1) == accent for x in line) > calm.width() // 2


@EACH_THEME
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_indicators_are_seen_and_their_states_differ(
    qtbot: QtBot, application: QApplication, theme: Theme, kind: type[QCheckBox | QRadioButton]
) -> None:
    dress(application, theme)
    box = kind()
    qtbot.addWidget(box)
    box.resize(40, 30)
    off = box.grab().toImage()
    box.setChecked(True)
    on = box.grab().toImage()
    inks = {off.pixelColor(x, 15).name() for x in range(30)}
    assert max(contrast(ink, theme.desk) for ink in inks) >= 3
    assert on != off


def test_the_desk_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    for scheme, name in (
        (Qt.ColorScheme.Dark, "dark"),
        (Qt.ColorScheme.Light, "light"),
        (Qt.ColorScheme.Unknown, "light"),
    ):
        hints = type("Hints", (), {"colorScheme": staticmethod(lambda scheme=scheme: scheme)})
        monkeypatch.setattr(QGuiApplication, "styleHints", staticmethod(lambda hints=hints: hints))
        assert theme_named(SYSTEM).name == name


def test_window_frames_follow_the_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    hints = type(
        "Hints",
        (),
        {"setColorScheme": staticmethod(asked.append), "unsetColorScheme": staticmethod(lambda: asked.append(None))},
    )
    monkeypatch.setattr(QGuiApplication, "styleHints", staticmethod(lambda: hints))
    for name in ("light", "warm", "dark", "contrast", SYSTEM):
        frame_windows(name)
    light, dark = Qt.ColorScheme.Light, Qt.ColorScheme.Dark
    assert asked == [light, light, dark, dark, None]


def test_choices() -> None:
    assert [title for _, title in theme_choices()] == ["浅色", "护眼", "深色", "高对比", "跟随系统"]
    assert theme_named("no such theme") is THEMES[0]


def test_colours_stand_in_the_theme_only() -> None:
    ui = Path(__file__).parent.parent / "ui"
    found = [
        path.name
        for path in (*ui.rglob("*.py"), *ui.rglob("*.qss"), *ui.rglob("*.css"))
        if path.name != "theme.py" and re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_column_stays_readable_at_every_size(application: QApplication) -> None:
    for size in SIZES:
        font = interface_font()
        font.setPixelSize(size.pixels)
        assert QFontMetrics(font).horizontalAdvance("县") == pytest.approx(size.pixels, abs=1)
