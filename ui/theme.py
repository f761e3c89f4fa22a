"""The look, in one place: colour tokens, fonts and sizes; ui/style/ holds the two style sheets they are filled into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from content.duty import Force

INTERFACE_FAMILIES = ["Microsoft YaHei UI", "Noto Sans CJK SC", "WenQuanYi Micro Hei", "Noto Sans SC"]
_FAMILIES = {
    "hei": "'SimHei','黑体','Noto Sans CJK SC','WenQuanYi Micro Hei'",
    "kai": "'KaiTi','楷体','KaiTi_GB2312','STKaiti','AR PL UKai CN','LXGW WenKai','Noto Serif CJK SC'",
    "fang": "'FangSong','仿宋','FangSong_GB2312','STFangsong','SimSun','Noto Serif CJK SC','WenQuanYi Micro Hei'",
    "song": "'FZXiaoBiaoSong-B05S','方正小标宋简体','STZhongsong','Noto Serif CJK SC','SimSun'",
}

_STYLE = Path(__file__).parent / "style"

TEXT_SIZE = 17
INTERFACE_POINTS = 10.0
COLUMN_CHARACTERS = 38
LINE_HEIGHT = 1.8


@dataclass(frozen=True, slots=True)
class Theme:
    """Colour tokens of one theme; every text on its ground has a contrast of at least 4.5:1."""

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

    def force(self, force: Force) -> str:
        return str(getattr(self, force.value))


THEMES = (
    Theme(
        "light", "浅色", "#FFFFFF", "#F3F4F6", "#D5D9DF", "#1C1F24", "#59616C", "#1F5FA8",
        "#B3261E", "#8A5200", "#1F5FA8", "#28734A", "#6A4BA3", "#FFE08A", "#FFB454", "#E3ECF7",
    ),
    Theme(
        "warm", "护眼", "#F6F1E3", "#ECE5D2", "#D3C9AF", "#2B2A25", "#5F5A4C", "#1B5590",
        "#A3231B", "#7A4900", "#1B5590", "#23663F", "#5F4394", "#F5D983", "#F0AE5B", "#DDD9C6",
    ),
    Theme(
        "dark", "深色", "#1E2126", "#17191D", "#3A404A", "#E6E8EB", "#A3ABB6", "#7FB3F0",
        "#F2938C", "#E8B468", "#8FBCF3", "#86CFA0", "#BFA8EA", "#6B5A12", "#8A5A12", "#2A3442",
    ),
    Theme(
        "contrast", "高对比", "#000000", "#000000", "#FFFFFF", "#FFFFFF", "#FFFFFF", "#FFD400",
        "#FF8A80", "#FFC266", "#80C4FF", "#7CE3A1", "#D3B8FF", "#5C4A00", "#7A4700", "#2A2A2A",
    ),
)  # fmt: skip


def theme_named(name: str) -> Theme:
    """The theme of that name, the light one where there is none."""
    return next((theme for theme in THEMES if theme.name == name), THEMES[0])


def interface_font(scale: float = 1.0) -> QFont:
    font = QFont()
    font.setFamilies(INTERFACE_FAMILIES)
    font.setPointSizeF(INTERFACE_POINTS * scale)
    return font


def dress(application: QApplication, theme: Theme) -> None:
    """Give the whole program its palette, font and widget styles."""
    application.setStyle("Fusion")
    application.setFont(interface_font())
    application.setPalette(_palette(theme))
    application.setStyleSheet(_filled("window.qss", asdict(theme)))


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
        QPalette.ColorRole.Highlight: theme.selected,
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
    Chinese font to the next by half: hence pixels throughout.
    """
    line = round(size * LINE_HEIGHT)
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
        "note": round(size * 0.72),
        "cell": size - 3,
        "cell_line": round((size - 3) * 1.55),
        "line_color": theme.line,
    }
    return _filled("page.css", {**asdict(theme), **_FAMILIES, **sizes})


def _filled(name: str, values: Mapping[str, object]) -> str:
    return Template((_STYLE / name).read_text(encoding="utf-8")).substitute(values)
