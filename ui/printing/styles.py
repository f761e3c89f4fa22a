"""How each part of an official document is set: typeface, size, place on the grid of 22 lines of 28 characters."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextOption,
)

from ui.fonts import Role
from ui.printing.measures import BODY, CELL, PITCH, POINT

# What paging reads of a block: it stands on the page of the next one; with the lines before it.
KEEP_WITH_NEXT = QTextFormat.Property.UserProperty.value + 1
KEEP_WITH_BEFORE = QTextFormat.Property.UserProperty.value + 2
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_HEAVY = ("标宋", "BiaoSong", "中宋", "STZhongsong")
_LEFT, _CENTRE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Style:
    """`indent` of the first line, `hang` of the others in characters of the grid; `before` in lines; `size` in units.

    On the grid each Chinese character takes exactly a twenty-eighth of the width, whatever its typeface.
    `keeps`: on one page with the next block; `follows`: with the lines before it; `breaks`: begins a page.
    """

    face: Role = Role.BODY
    size: float = BODY
    is_bold: bool = False
    is_gridded: bool = True
    align: Qt.AlignmentFlag = _LEFT
    indent: float = 2
    hang: float = 0
    pitch: float = PITCH
    before: float = 0
    keeps: bool = False
    follows: bool = False
    breaks: bool = False


_TITLE = Style(Role.TITLE, 22 * POINT, is_gridded=False, align=_CENTRE, indent=0, keeps=True)
_CELL = Style(size=10.5 * POINT, is_gridded=False, indent=0, pitch=15.5 * POINT)
_OURS = Style(size=10.5 * POINT, is_gridded=False, indent=0, pitch=17 * POINT)

STYLES = {
    "title": _TITLE,
    "subtitle": Style(Role.SECTION, align=_CENTRE, indent=0, keeps=True),
    "number": Style(align=_CENTRE, indent=0, keeps=True),
    "excerpt": Style(Role.SECTION, align=_CENTRE, indent=0, keeps=True),
    "addressees": Style(indent=0),
    "chapter": Style(Role.HEADING, keeps=True),
    "section": Style(Role.SECTION, keeps=True),
    "subsection": Style(is_bold=True, keeps=True),
    "paragraph": Style(),
    "missing": Style(Role.SECTION),
    "signature": Style(indent=0, before=1, keeps=True, follows=True),
    "date": Style(indent=0, follows=True),
    "annex": Style(Role.HEADING, indent=0, keeps=True, breaks=True),
    "annex-title": _TITLE,
    "head": replace(_CELL, face=Role.HEADING, align=_CENTRE),
    "cell": _CELL,
    "ours-title": Style(Role.HEADING, 14 * POINT, is_gridded=False, indent=0, keeps=True, breaks=True),
    "ours-remark": replace(_OURS, face=Role.SECTION, keeps=True),
    "ours-place": replace(_OURS, face=Role.HEADING, before=0.25, keeps=True),
    "ours": replace(_OURS, hang=3.2),
}


def style_of(role: str) -> Style:
    """A role without a style of its own is set as a paragraph."""
    return STYLES.get(role, STYLES["paragraph"])


def lead_style(lead: str) -> Style:
    """The leading line a paragraph begins with: 楷体 after （一）, else bold."""
    return STYLES["section"] if lead[:1] == "（" and not lead[1:2].isdigit() else STYLES["subsection"]


def block_format(style: Style) -> QTextBlockFormat:
    shape = QTextBlockFormat()
    shape.setLineHeight(style.pitch, _FIXED)
    shape.setAlignment(style.align)
    shape.setLeftMargin(style.hang * CELL)
    shape.setTextIndent((style.indent - style.hang) * CELL)
    shape.setTopMargin(style.before * PITCH)
    shape.setProperty(KEEP_WITH_NEXT, style.keeps)
    shape.setProperty(KEEP_WITH_BEFORE, style.follows)
    if style.hang:
        shape.setTabPositions([QTextOption.Tab(style.hang * CELL, QTextOption.TabType.LeftTab)])
    if style.breaks:
        shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    return shape


def char_format(style: Style) -> QTextCharFormat:
    """Made anew each time: formats and fonts are not to be shared between threads."""
    shape = QTextCharFormat()
    shape.setFont(font(style))
    shape.setForeground(QBrush(QColor(Qt.GlobalColor.black)))
    return shape


def mark_format(style: Style) -> QTextCharFormat:
    """Our marks inside a text of that style: small and raised."""
    size = style.size * 0.5
    shape = QTextCharFormat(char_format(Style(Role.HEADING, size * 1.5, is_gridded=False)))
    shape.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    return shape


def font(style: Style) -> QFont:
    """The typeface at its size, spaced to the grid."""
    shape = plain_font(style.face.families, style.size)
    if style.is_bold or (style.face is Role.TITLE and not _is_heavy(shape)):
        shape.setWeight(QFont.Weight.Bold)
    if style.is_gridded:
        shape.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, CELL - QFontMetricsF(shape).horizontalAdvance("国"))
    return shape


def plain_font(families: tuple[str, ...], size: float) -> QFont:
    """Unhinted, and one glyph for one character: of another glyph that a face likes better, a PDF by Qt cannot say
    what it means.
    """
    shape = QFont()
    shape.setFamilies(list(families))
    shape.setPixelSize(round(size))
    shape.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    shape.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    shape.setKerning(False)
    return shape


def width_of(text: str, style: Style) -> float:
    """How wide a line of text is in a style."""
    return QFontMetricsF(font(style)).horizontalAdvance(text)


def _is_heavy(shape: QFont) -> bool:
    """小标宋 is a heavy face by itself; an ordinary 宋体 in its place needs weight."""
    return any(name in QFontInfo(shape).family() for name in _HEAVY)
