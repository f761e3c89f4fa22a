"""How a paper looks, by GB/T 9704: typefaces and sizes of its paragraphs, the sheet, the number of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from checklist.papers.docx_element import element
from checklist.papers.paper import Look
from checklist.papers.words import FACE_BODY, FACE_HEADING, FACE_LATIN, FACE_PLAIN, FACE_SECTION, FACE_TITLE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.styles.style import ParagraphStyle

_LEFT, _CENTER, _RIGHT = 0, 1, 2
PITCH = 28.95  # points a line: 22 lines in 225 mm


@dataclass(frozen=True, slots=True)
class Set:
    """`name` of the style; `size`, `pitch`, `before`, `after` in points; `indent`, `right` in characters.

    `level` is that of the outline (0: none); `keeps`: on one page with what follows.
    """

    name: str
    face: str
    size: float = 16
    pitch: float = PITCH
    align: int = _LEFT
    indent: int = 2
    right: int = 0
    before: float = 0
    after: float = 0
    bold: bool = False
    level: int = 0
    keeps: bool = False

    @property
    def key(self) -> str:
        """The id of the style in the file."""
        return self.name.replace(" ", "")


SETS: Mapping[str, Set] = MappingProxyType(
    {
        Look.TITLE: Set("Title", FACE_TITLE, 22, 36, _CENTER, 0, after=8, keeps=True),
        Look.SUBTITLE: Set("Subtitle", FACE_SECTION, 14, 24, _CENTER, 0, after=12, keeps=True),
        Look.ANNEX: Set("Annex", FACE_HEADING, indent=0, level=1, keeps=True),
        Look.CHAPTER: Set("Heading 1", FACE_HEADING, level=1, keeps=True),
        Look.SECTION: Set("Heading 2", FACE_SECTION, level=2, keeps=True),
        Look.ITEM: Set("Heading 3", FACE_BODY, bold=True, level=3, keeps=True),
        Look.BODY: Set("Normal", FACE_BODY),
        Look.ADDRESS: Set("Salutation", FACE_BODY, indent=0, keeps=True),
        Look.NOTE: Set("Paper Note", FACE_BODY, 12, 20, before=8),
        Look.SIGNATURE: Set("Signature", FACE_BODY, align=_RIGHT, indent=0, right=4, keeps=True),
        "head": Set("Table Head", FACE_HEADING, 10.5, 15, _CENTER, 0),
        "cell": Set("Table Words", FACE_BODY, 10.5, 15, indent=0),
        "middle": Set("Table Middle", FACE_BODY, 10.5, 15, _CENTER, 0),
        "head-small": Set("Table Head Small", FACE_HEADING, 8, 11, _CENTER, 0),
        "cell-small": Set("Table Words Small", FACE_BODY, 8, 11, indent=0),
        "middle-small": Set("Table Middle Small", FACE_BODY, 8, 11, _CENTER, 0),
        "form": Set("Form Words", FACE_BODY, 14, 20, _CENTER, 0, keeps=True),
    }
)
_PAGE, _LEAF, _FOOT = (210.0, 297.0), (37, 35, 28, 26), 25  # mm: A4; margins above, below, left, right; the foot
_WIDE_LEAF = (26, 24, 20, 20)
_FOOT_SIZE = 14


def dress(document: Document) -> None:
    """Styles of all looks, with the East-Asian typeface named in each."""
    from docx.enum.style import WD_STYLE_TYPE

    known = {style.name for style in document.styles}
    for one in SETS.values():
        if one.name not in known:
            document.styles.add_style(one.name, WD_STYLE_TYPE.PARAGRAPH).base_style = None
        _set(document.styles[one.name], one)
    document.settings.odd_and_even_pages_header_footer = True


def lay(section: Section, wide: bool, starts_anew: bool) -> float:
    """Size and margins of a section; gives the width of its text in points."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Mm

    short, long = _PAGE
    width, height = (long, short) if wide else (short, long)
    top, bottom, left, right = _WIDE_LEAF if wide else _LEAF
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.footer_distance = Mm(bottom - 10 if wide else _FOOT)
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    if starts_anew:
        first = OxmlElement("w:pgNumType")
        first.set(qn("w:start"), "1")
        section._sectPr.insert_element_before(first, "w:cols", "w:titlePg", "w:docGrid")
    return (width - left - right) / 25.4 * 72


def number_pages(section: Section) -> None:
    """— 1 — at the foot: to the right on odd pages, to the left on even ones, a character from the edge."""
    for foot, align in ((section.footer, _RIGHT), (section.even_page_footer, _LEFT)):
        paragraph = foot.paragraphs[0]
        paragraph.alignment = align
        edge = paragraph.paragraph_format
        edge.left_indent = edge.right_indent = _points(_FOOT_SIZE)
        paragraph._p.append(element(f"<w:r>{_face(FACE_PLAIN, _FOOT_SIZE)}<w:t xml:space='preserve'>— </w:t></w:r>"))
        shown = f"<w:r>{_face(FACE_PLAIN, _FOOT_SIZE)}<w:t>1</w:t></w:r>"
        paragraph._p.append(element(f"<w:fldSimple w:instr=' PAGE '>{shown}</w:fldSimple>"))
        paragraph._p.append(element(f"<w:r>{_face(FACE_PLAIN, _FOOT_SIZE)}<w:t xml:space='preserve'> —</w:t></w:r>"))


def run_face(one: Set) -> str:
    """The typeface of a run as w:rPr."""
    return f'<w:rPr><w:rFonts w:ascii="{FACE_LATIN}" w:hAnsi="{FACE_LATIN}" w:eastAsia="{one.face}"/></w:rPr>'


def _face(face: str, size: float) -> str:
    fonts = f'<w:rFonts w:ascii="{FACE_PLAIN}" w:hAnsi="{FACE_PLAIN}" w:eastAsia="{face}"/>'
    return f'<w:rPr>{fonts}<w:sz w:val="{size * 2:g}"/></w:rPr>'


def _set(style: ParagraphStyle, one: Set) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    _forget(style)
    style.font.name, style.font.size, style.font.bold = FACE_LATIN, _points(one.size), one.bold
    style.font.italic, style.font.color.rgb = False, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), one.face)
    shape = style.paragraph_format
    shape.alignment = one.align
    shape.line_spacing = _points(one.pitch)
    shape.space_before, shape.space_after = _points(one.before), _points(one.after)
    shape.keep_with_next, shape.widow_control = one.keeps, True
    shape.first_line_indent, shape.right_indent = _points(one.indent * one.size), _points(one.right * one.size)
    if one.indent:
        style.element.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), str(one.indent * 100))
    if one.level:
        style.element.get_or_add_pPr().append(element(f'<w:outlineLvl w:val="{one.level - 1}"/>'))


def _forget(style: ParagraphStyle) -> None:
    """Take off what the template says of a style: typefaces of its theme, colours, lines around."""
    from docx.oxml.ns import qn

    for name in ("w:rPr", "w:pPr"):
        for old in style.element.findall(qn(name)):
            style.element.remove(old)


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)
