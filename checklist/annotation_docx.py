"""Annotations as a Word document on A4, in the typefaces of official papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checklist.annotation_entry import Collection, Entry

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

_BODY, _HEADING, _QUOTED, _LATIN = "FangSong", "SimHei", "KaiTi", "Times New Roman"
_STYLES = {"Normal": _BODY, "Title": _HEADING, "Heading 1": _HEADING, "Heading 2": _HEADING, "Quote": _QUOTED}
_SIZES = {"Normal": 12, "Title": 20, "Heading 1": 16, "Heading 2": 13, "Quote": 12}  # points
_PAGE = (210, 297)  # A4, millimetres
_INK, _QUIET = "1C1F24", "59616C"


def write_docx(path: Path, collection: Collection) -> None:
    """Raises OSError."""
    from docx import Document  # 150 ms: only for those who export

    document = Document()
    _dress(document)
    document.core_properties.title, document.core_properties.author = collection.title, ""
    document.core_properties.comments = ""
    _write(document.add_paragraph(style="Title"), collection.title, _HEADING)
    if collection.remark:
        _write(document.add_paragraph(), collection.remark, _BODY, color=_QUIET)
    above = ""
    for title, chapter, entries in collection.chapters():
        if title != above:
            _write(document.add_paragraph(style="Heading 1"), title, _HEADING)
        above = title
        if chapter:
            _write(document.add_paragraph(style="Heading 2"), chapter, _HEADING)
        for entry in entries:
            _add_entry(document, entry)
    document.save(str(path))


def count_docx(path: Path) -> int:
    """How many quotations a file holds. Raises OSError."""
    from docx import Document

    return sum(
        paragraph.style is not None and paragraph.style.name == "Quote" for paragraph in Document(str(path)).paragraphs
    )


def _add_entry(document: Document, entry: Entry) -> None:
    quoted = document.add_paragraph(style="Quote")
    _write(quoted, entry.annotation.quotation, _QUOTED, tint=entry.tint)
    _write(quoted, f"\n—— {entry.citation}", _QUOTED, color=_QUIET)
    for line in entry.annotation.note.splitlines():
        _write(document.add_paragraph(), line, _BODY)
    _write(document.add_paragraph(), entry.byline, _BODY, color=_QUIET)


def _dress(document: Document) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    for section in document.sections:
        section.page_width, section.page_height = Mm(_PAGE[0]), Mm(_PAGE[1])
        section.left_margin = section.right_margin = Mm(27)
    for name, family in _STYLES.items():
        style: ParagraphStyle = document.styles[name]
        style.font.size, style.font.italic, style.font.name = Pt(_SIZES[name]), False, _LATIN
        style.font.color.rgb = RGBColor.from_string(_INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme's typeface would go before ours
        fonts.set(qn("w:eastAsia"), family)
    document.styles["Quote"].paragraph_format.left_indent = Pt(12)


def _write(paragraph: Paragraph, text: str, family: str, *, color: str = "", tint: str = "") -> None:
    """A run of text in a Chinese typeface; a tab of a table row is a blank."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import RGBColor

    run = paragraph.add_run(text.replace("\t", " "))
    run.font.name = _LATIN
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), family)
    if color:
        run.font.color.rgb = RGBColor.from_string(color)
    if tint:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", tint.removeprefix("#"))):
            shade.set(qn(f"w:{name}"), value)
        run._element.get_or_add_rPr().append(shade)
