"""The manual on paper: a cover, contents with page numbers, a chapter a page, as a PDF with an outline.

Laid out twice: the numbers in the contents are known once the pages are.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QImage, QTextBlockFormat, QTextDocument, QTextOption

from content.document import Clause, Collation, Document, Metadata
from ui.fonts import Role
from ui.identity.icon import SIZES
from ui.identity.icon import picture as icon_picture
from ui.identity.version import program_version
from ui.manual import words
from ui.manual.book import Book
from ui.manual.pictures import framed, picture
from ui.manual.setting import Look, Setter
from ui.printing.column import block_top
from ui.printing.layout import Heading, Print
from ui.printing.measures import MM, POINT, PageShape
from ui.printing.pages import Sheet, sheet_of
from ui.printing.pdf import write_pdf
from ui.printing.request import PrintRequest
from ui.theme import theme_named

SHAPE = PageShape(210 * MM, 297 * MM, 26 * MM, 26 * MM, 158 * MM, 240 * MM)
_INKS = theme_named("light")
_LOOK = Look(
    unit=10.5 * POINT,
    width=SHAPE.text_width,
    pixel=0.62 * POINT,
    text=_INKS.text,
    quiet=_INKS.quiet,
    accent=_INKS.accent,
    line=_INKS.line,
    ground=_INKS.desk,
    is_paper=True,
)
_ICON_WIDTH = 24 * MM
_BLANK_ABOVE_TITLE = 5
_NAME = "manual"
_NO_NUMBER = "00"  # as wide as most
_Numbers = dict[tuple[str, str], int]


def write_manual(book: Book, path: Path) -> int:
    """Write the manual to `path`; the number of pages. Needs an application, in any thread.

    Raises PrintTargetUnwritable; then `path` is as it was.
    """
    return write_pdf(lay_out(book), path, _no_progress)


def lay_out(book: Book) -> Print:
    """The pages of the manual, with its outline."""
    first = _Paper(book, {})
    sheet = sheet_of(first.document, SHAPE)
    second = _Paper(book, first.numbers(sheet))
    return Print(PrintRequest(_as_document(), datetime.now().astimezone()), *second.finished())


def _as_document() -> Document:
    """What printing asks of whatever it writes: a title, and the words with which it begins."""
    title = words.PDF_TITLE
    nothing = dict.fromkeys(
        ("number", "addressees", "signed", "effective", "expires", "period_end", "period_words", "status", "source")
    )
    metadata = Metadata(id=_NAME, title=title, short_title=title, issuers=(), **nothing)
    return Document(metadata, Collation("", "", None), (Clause("title", "title", (), title, title),), ())


class _Paper:
    """One laying out. `numbers` are the pages to be told in the contents, by page and anchor."""

    def __init__(self, book: Book, numbers: _Numbers) -> None:
        self._book, self._numbers = book, numbers
        self._places: list[tuple[int, str, str, str, int]] = []
        self.document = QTextDocument()
        self.document.setDocumentMargin(0)
        self.document.setUseDesignMetrics(True)
        self.document.setTextWidth(SHAPE.text_width)
        self._setter = Setter(self.document, _LOOK, _picture)
        self._cover()
        self._contents()
        for page in book.pages:
            self._setter.anchors.clear()
            self._setter.set_blocks(page.blocks)
            for level in (1, 2):
                self._places += [
                    (level, title, page.name, anchor, self._setter.anchors[anchor])
                    for anchor, title in page.headings(level)
                ]
        self._setter.finish()

    def numbers(self, sheet: Sheet) -> _Numbers:
        """Where each heading came to stand, pages counted from 1."""
        tops = {(page, anchor): block_top(self.document, at) for _, _, page, anchor, at in self._places}
        return {place: sheet.page_of(top) + 1 for place, top in tops.items()}

    def finished(self) -> tuple[Sheet, tuple[Heading, ...]]:
        sheet = sheet_of(self.document, SHAPE)
        ordered = sorted(self._places, key=_position)
        headings = tuple(
            Heading(level - 1, title, f"{page}#{anchor}", block_top(self.document, at))
            for level, title, page, anchor, at in ordered
        )
        return sheet, headings

    def _cover(self) -> None:
        for _ in range(_BLANK_ABOVE_TITLE):
            self._setter.line("", 2.0, self._setter.shape(2.0))
        centred = self._setter.shape(1.0)
        centred.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
        self._line_up(centred)
        self._setter.block(centred)
        self._setter.insert_picture("icon", QImage(str(icon_picture(SIZES[-1]))), _ICON_WIDTH)
        for text, scale, before in (
            (words.PDF_TITLE, 2.6, 1.0),
            (words.edition(program_version()), 1.2, 1.0),
            (words.UNOFFICIAL, 1.0, 1.0),
        ):
            shape = self._setter.shape(scale, before=before)
            self._line_up(shape)
            self._setter.line(text, scale, shape, Role.HEADING if scale > 2 else Role.INTERFACE)

    def _contents(self) -> None:
        head = self._setter.shape(1.5, before=0)
        head.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        self._setter.line(words.PICTURE_CONTENTS, 1.5, head, Role.HEADING)
        for page in self._book.pages:
            self._entry(page.title, self._numbers.get((page.name, next(page.headings(1))[0]), 0), 0)
            for anchor, title in page.headings(2):
                self._entry(title, self._numbers.get((page.name, anchor), 0), 1)

    def _entry(self, title: str, number: int, depth: int) -> None:
        scale = 0.95 if depth else 1.05
        shape = self._setter.shape(scale, 1.5, 0.0 if depth else 0.3, 0.0)
        indent = depth * 2 * _LOOK.unit
        shape.setLeftMargin(indent)
        shape.setTabPositions([QTextOption.Tab(SHAPE.text_width - indent, QTextOption.TabType.RightTab)])
        metrics = QFontMetricsF(self._setter.font(scale))
        room = SHAPE.text_width - indent - metrics.horizontalAdvance(f"{title}　000")
        dots = words.LEADER * int(room / metrics.horizontalAdvance(words.LEADER))
        self._setter.line(f"{title} {dots}\t{number or _NO_NUMBER}", scale, shape)

    def _line_up(self, shape: QTextBlockFormat) -> None:
        shape.setAlignment(Qt.AlignmentFlag.AlignHCenter)


def _picture(name: str) -> QImage:
    return framed(picture(name), _INKS.line)


def _position(place: tuple[int, str, str, str, int]) -> int:
    return place[-1]


def _no_progress(index: int, count: int) -> None:
    """Nobody waits to be told."""
