"""The look, in one place: colour tokens and sizes; ui/style/ holds the style sheets they are filled into."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from content.duty import Force
from ui.fonts import Role, font_of
from ui.shapes import Shapes

_STYLE = Path(__file__).parent / "style"

TEXT_SIZE = 17
INTERFACE_POINTS = 10.0
COLUMN_CHARACTERS = 38
LINE_HEIGHT = 1.8
SYSTEM = "system"
_HAIRLINE = 2
# Windows has fonts of its own for these, which Qt prefers to the program's: they would stay small at every size.
_WITH_SYSTEM_FONTS = ("QMenu", "QMenuBar", "QMessageBox", "QTipLabel", "QStatusBar", "QAbstractItemView")


@dataclass(frozen=True, slots=True)
class Size:
    """A size of text and interface together; `pixels` is that of the policy text."""

    name: str
    title: str
    pixels: int

    @property
    def scale(self) -> float:
        """How much larger than 中."""
        return self.pixels / TEXT_SIZE

    def px(self, pixels: int) -> int:
        """A length of the interface, given as at 中. Hairlines and focus rings stay, and nothing gets tighter at 小."""
        return pixels if pixels <= _HAIRLINE else round(pixels * max(1.0, self.scale))


SIZES = (Size("small", "小", 15), Size("medium", "中", TEXT_SIZE), Size("large", "大", 20), Size("huge", "特大", 24))
MEDIUM = SIZES[1]


@dataclass(frozen=True, slots=True)
class Theme:
    """Colour tokens of one theme; every text on its ground has a contrast of at least 4.5:1.

    yellow, green, blue and red are the grounds of the reader's own highlights, `selection` that of selected text,
    `selected` that of a chosen row.
    """

    name: str
    title: str
    paper: str
    desk: str
    line: str
    text: str
    quiet: str
    accent: str
    must: str
    promote: str
    support: str
    encourage: str
    target: str
    hit: str
    current_hit: str
    selected: str
    selection: str
    yellow: str
    green: str
    blue: str
    red: str

    def force(self, force: Force) -> str:
        return str(getattr(self, force.value))


THEMES = (
    Theme(
        "light", "浅色", "#FFFFFF", "#F3F4F6", "#D5D9DF", "#1C1F24", "#59616C", "#1F5FA8",
        "#B3261E", "#8A5200", "#1F5FA8", "#28734A", "#6A4BA3", "#FFE08A", "#FFB454", "#E3ECF7", "#B4D3F7",
        "#FFF0A8", "#CFEFD2", "#CDE3FA", "#FAD3DC",
    ),
    Theme(
        "warm", "护眼", "#F6F1E3", "#ECE5D2", "#D3C9AF", "#2B2A25", "#5F5A4C", "#1B5590",
        "#A3231B", "#7A4900", "#1B5590", "#23663F", "#5F4394", "#F5D983", "#F0AE5B", "#DDD9C6", "#B9CFDB",
        "#F4E3A0", "#CBE3C3", "#C6D9E6", "#EFCBCB",
    ),
    Theme(
        "dark", "深色", "#1E2126", "#17191D", "#3A404A", "#E6E8EB", "#A3ABB6", "#7FB3F0",
        "#F2938C", "#E8B468", "#8FBCF3", "#86CFA0", "#BFA8EA", "#6B5A12", "#8A5A12", "#2A3442", "#2C5686",
        "#5A4E15", "#1F4A2B", "#1D3F63", "#5A2634",
    ),
    Theme(
        "contrast", "高对比", "#000000", "#000000", "#FFFFFF", "#FFFFFF", "#FFFFFF", "#FFD400",
        "#FF8A80", "#FFC266", "#80C4FF", "#7CE3A1", "#D3B8FF", "#5C4A00", "#7A4700", "#2A2A2A", "#00508F",
        "#4A4000", "#003D18", "#002F5C", "#54182A",
    ),
)  # fmt: skip


def theme_choices() -> tuple[tuple[str, str], ...]:
    """(name, word on screen) of all that a person can choose; 跟随系统 last."""
    return (*((theme.name, theme.title) for theme in THEMES), (SYSTEM, "跟随系统"))


def theme_named(name: str) -> Theme:
    """The theme of that name; for `SYSTEM` light or dark as the desk is; the light one where there is none."""
    if name == SYSTEM:
        is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return theme_named("dark" if is_dark else "light")
    return next((theme for theme in THEMES if theme.name == name), THEMES[0])


def frame_windows(name: str) -> None:
    """Ask the desk for window frames that match the theme of that name; under `SYSTEM` the desk decides again."""
    hints = QGuiApplication.styleHints()
    if name == SYSTEM:
        hints.unsetColorScheme()
        return
    is_dark = QColor(theme_named(name).paper).lightnessF() < 0.5
    hints.setColorScheme(Qt.ColorScheme.Dark if is_dark else Qt.ColorScheme.Light)


def size_named(name: str) -> Size:
    """The size of that name, 中 where there is none."""
    return next((size for size in SIZES if size.name == name), MEDIUM)


def interface_font(scale: float = 1.0) -> QFont:
    font = font_of(Role.INTERFACE)
    font.setPointSizeF(INTERFACE_POINTS * scale)
    return font


def dress(application: QApplication, theme: Theme, size: Size = MEDIUM) -> None:
    """Give the whole program its palette, font and widget styles."""
    if application.findChild(Shapes) is None:
        application.setStyle(Shapes())
    font = interface_font(size.scale)
    application.setFont(font)
    application.setPalette(_palette(theme))
    application.setStyleSheet(widget_style(theme, size))
    for kind in _WITH_SYSTEM_FONTS:  # after the style, with which Qt reads the system's anew
        if QApplication.font(kind) != font:  # type: ignore[call-overload]  # the stubs say bytes, which Qt refuses
            application.setFont(font, kind)  # type: ignore[arg-type]


def widget_style(theme: Theme, size: Size = MEDIUM) -> str:
    """The widgets' style sheet. Its lengths are written as at 中 and grow with the size."""
    sheets = "".join(_filled(path.name, asdict(theme)) for path in sorted(_STYLE.glob("*.qss")))
    return re.sub(r"\b(\d+)px", lambda length: f"{size.px(int(length[1]))}px", sheets)


def _palette(theme: Theme) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: theme.desk,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.paper,
        QPalette.ColorRole.AlternateBase: theme.desk,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.quiet,
        QPalette.ColorRole.Button: theme.desk,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.ToolTipBase: theme.paper,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Highlight: theme.selection,
        QPalette.ColorRole.HighlightedText: theme.text,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Mid: theme.line,
    }
    palette = QPalette()
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.quiet))
    return palette


def page_style(theme: Theme, size: int = TEXT_SIZE) -> str:
    """The reader's style sheet for a text size in pixels.

    Qt knows text-indent in px only, and takes a line height in % of the font's own height, which differs from one
    Chinese font to the next by half: hence pixels throughout. It draws a superscript at two thirds of its size.
    """
    line = round(size * LINE_HEIGHT)
    faces = {f"{role.name.lower()}_face": role.css for role in Role}
    sizes = {
        "size": size,
        "line": line,
        "space": 2 * line,
        "gap": size // 2,
        "indent": 2 * size,
        "twice": 2 * size,
        "heading": size + 1,
        "section": size + 2,
        "title": round(size * 1.34),
        "title_line": round(line * 1.3),
        "note": round(size * 0.92),
        "cell": size - 3,
        "cell_note": round((size - 3) * 0.92),
        "small": size - 5,
        "cell_line": round((size - 3) * 1.55),
        "line_color": theme.line,
    }
    return _filled("page.css", {**asdict(theme), **faces, **sizes})


def _filled(name: str, values: Mapping[str, object]) -> str:
    return Template((_STYLE / name).read_text(encoding="utf-8")).substitute(values)
