"""A ledger as a PDF: laid across A4, its headings on every page, read again and held against what was painted."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QPainter, QPdfWriter

from checklist.papers.draft import write_bytes
from checklist.papers.paper import Paper
from content.normal_form import normal_form
from ui.fonts import install_fallback
from ui.handing.errors import PdfDiffers
from ui.handing.paper_layout import lay_out
from ui.printing.measures import RESOLUTION
from ui.printing.pages import Sheet, a4_layout, paint_sheet
from ui.printing.searchable import mend_characters

_CREATOR = "县策"
_LAST_BMP = "\uffff"


def write_ledger_pdf(path: Path, paper: Paper, report: Callable[[int, int], None]) -> int:
    """Paint a paper that lies across the sheet to `path`; the number of pages. In a window, in any thread.

    Raises OSError, PdfDiffers and whatever `report` raises.
    """
    application = QGuiApplication.instance() or _application()  # Qt lays text out only while there is one
    assert application is not None
    sheet = lay_out(paper)
    data = _mended(_painted(sheet, paper.title, report), sheet, paper.title)
    write_bytes(path, data)
    _check(path, sheet)
    return len(sheet.pages)


def _application() -> QGuiApplication:
    """For a command, which has no window and needs no display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication(["xiance"])
    install_fallback()
    return application


def _painted(sheet: Sheet, title: str, report: Callable[[int, int], None]) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(a4_layout(sheet))
    writer.setTitle(title)
    writer.setCreator(_CREATOR)
    painter = QPainter(writer)
    try:
        for index in paint_sheet(painter, sheet):
            report(index + 1, len(sheet.pages))
            if index:
                writer.newPage()
    finally:
        painter.end()
    return bytes(buffer.data().data())


def _mended(painted: bytes, sheet: Sheet, title: str) -> bytes:
    """What Qt does not write: the language, and characters that can be searched."""
    from pypdf import PdfReader, PdfWriter  # not before it is needed: 0.2 s
    from pypdf.generic import NameObject, TextStringObject

    writer = PdfWriter(clone_from=PdfReader(BytesIO(painted)))
    mend_characters(writer, sheet.words)
    writer.add_metadata({"/Title": title, "/Creator": _CREATOR})
    writer.root_object[NameObject("/Lang")] = TextStringObject("zh-CN")
    filled = BytesIO()
    writer.write(filled)
    return filled.getvalue()


def _check(path: Path, sheet: Sheet) -> None:
    """Every page is there, and every character that was laid out, as often as it was. Raises PdfDiffers."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = [page.extract_text() for page in PdfReader(path).pages]
    except (PyPdfError, ValueError) as error:
        raise PdfDiffers from error
    lacking = _counted(sheet.document.toPlainText()) - _counted("".join(pages))
    if len(pages) != len(sheet.pages) or lacking:
        raise PdfDiffers(f"{len(pages)} pages, lacking {''.join(lacking)[:80]!r}")


def _counted(text: str) -> Counter[str]:
    """Letters, digits and hanzi; what lies beyond the first plane is drawn, but a reader of PDF may not name it."""
    return Counter(char for char in normal_form(text) if char.isalnum() and char <= _LAST_BMP)
