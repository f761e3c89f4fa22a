"""Pages of any text document: where they part, and how they are painted, on paper, into a PDF or on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPen,
    QTextDocument,
)

from ui.fonts import Role
from ui.printing.breaking import Page, break_pages
from ui.printing.column import Column, column_of
from ui.printing.measures import MM, POINT, PageShape
from ui.printing.styles import plain_font

_NUMBER_GAP = 7 * MM
_NUMBER_SIZE = 14 * POINT  # 4号
_FOOT_GAP = 15 * MM
_FOOT_SIZE, _FOOT_PITCH = 7.5 * POINT, 11 * POINT
_SIGN_GAP, _SIGN_SIZE, _SIGN_PITCH = 3 * MM, 8 * POINT, 10 * POINT
_HAIRLINE = 0.5 * POINT
_SONG = ("SimSun", "宋体", "NSimSun", "Noto Serif CJK SC", *Role.BODY.families)


@dataclass(frozen=True, slots=True)
class Sign:
    """A few words of ours in the margin, beside a height of the column."""

    top: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A laid-out document and its pages. Its text is raised by `lift`; `foot` stands small at the end of the last."""

    shape: PageShape
    document: QTextDocument
    column: Column
    pages: tuple[Page, ...]
    signs: tuple[Sign, ...] = ()
    foot: tuple[str, ...] = ()
    lift: float = 0.0

    @property
    def words(self) -> str:
        """All that is painted."""
        signs = (line for sign in self.signs for line in sign.lines)
        numbers = (_number_words(index) for index in range(len(self.pages)))
        return "\n".join((self.document.toPlainText(), *signs, *numbers, *self.foot))

    def page_of(self, y: float) -> int:
        """Index of the page that shows a height of the column; what is dropped between two belongs to the second."""
        return next((n for n, page in enumerate(self.pages) if y < page.bottom), len(self.pages) - 1)

    def height_on_page(self, y: float) -> float:
        """How far below the upper edge of its sheet a height of the column is shown."""
        page = self.pages[self.page_of(y)]
        return self.shape.top + page.head_height + max(0.0, y - page.top)


def sheet_of(document: QTextDocument, shape: PageShape, lift: float = 0.0) -> Sheet:
    """Part a document, laid out to the width of the text, into pages."""
    column = column_of(document, shape.text_height)
    return Sheet(shape, document, column, break_pages(column.stripes, column.tables, shape.text_height), lift=lift)


def a4_layout(sheet: Sheet) -> QPageLayout:
    """The whole of an A4 sheet, as wide or as high as the pages are."""
    shape = sheet.shape
    way = QPageLayout.Orientation.Landscape if shape.width > shape.height else QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def paint_sheet(painter: QPainter, sheet: Sheet) -> Iterator[int]:
    """Paint every page, yielding its index before: the time to turn the page, to tell how far it is, or to stop."""
    for index in range(len(sheet.pages)):
        yield index
        paint_page(painter, sheet, index)


def paint_page(painter: QPainter, sheet: Sheet, index: int) -> None:
    """Paint one page; the painter's origin is the corner of the sheet."""
    page, shape = sheet.pages[index], sheet.shape
    painter.save()
    painter.translate(shape.left, shape.top)
    painter.setPen(QPen(QColor(Qt.GlobalColor.black), _HAIRLINE))
    for top, bottom, at in page.strips:
        painter.save()
        painter.translate(0, at - top - sheet.lift)
        _paint_strip(painter, sheet.column, top, bottom)
        painter.restore()
    _paint_number(painter, shape, index)
    _paint_signs(painter, sheet, page)
    if index == len(sheet.pages) - 1:
        _paint_foot(painter, sheet)
    painter.restore()


def _paint_strip(painter: QPainter, column: Column, top: float, bottom: float) -> None:
    """Line by line, because Qt, asked for a strip, also paints hidden lines beyond it, which a search would find."""
    for line in column.lines:
        if top <= line.middle < bottom:
            line.block.layout().lineAt(line.number).draw(painter, line.origin)
    for box in column.boxes:
        if box.top() < bottom and box.bottom() > top:
            upper, lower = max(top, box.top()), min(bottom, box.bottom())
            painter.drawRect(QRectF(box.left(), upper, box.width(), lower - upper))


def _paint_number(painter: QPainter, shape: PageShape, index: int) -> None:
    """— 1 —: its dashes 7 mm below the text; odd pages at the right, even ones at the left, one character in."""
    font = plain_font(_SONG, _NUMBER_SIZE)
    metrics = QFontMetricsF(font)
    words = _number_words(index)
    blank = metrics.horizontalAdvance("国")
    left = shape.text_width - blank - metrics.horizontalAdvance(words) if index % 2 == 0 else blank
    above_baseline = -metrics.tightBoundingRect("—").top()
    _paint_words(painter, QPointF(left, shape.text_height + _NUMBER_GAP + above_baseline), words, font)


def _number_words(index: int) -> str:
    return f"— {index + 1} —"


def _paint_foot(painter: QPainter, sheet: Sheet) -> None:
    font = plain_font(Role.HEADING.families, _FOOT_SIZE)
    for number, line in enumerate(sheet.foot):
        _paint_words(painter, QPointF(0, sheet.shape.text_height + _FOOT_GAP + number * _FOOT_PITCH), line, font)


def _paint_signs(painter: QPainter, sheet: Sheet, page: Page) -> None:
    """Right of the text, behind a thin stroke; one that would run into the one above moves down."""
    font = plain_font(Role.HEADING.families, _SIGN_SIZE)
    left, free = sheet.shape.text_width + _SIGN_GAP, -_SIGN_PITCH
    for sign in sheet.signs:
        if not page.holds(sign.top):
            continue
        height = len(sign.lines) * _SIGN_PITCH
        beside = min(page.head_height + sign.top - page.top, sheet.shape.text_height - height)
        top = max(free, beside)
        painter.drawLine(QPointF(left - POINT * 2.5, top), QPointF(left - POINT * 2.5, top + height))
        for number, line in enumerate(sign.lines):
            _paint_words(painter, QPointF(left, top + (number + 0.8) * _SIGN_PITCH), line, font)
        free = top + height + _SIGN_PITCH / 2


def _paint_words(painter: QPainter, baseline: QPointF, words: str, font: QFont) -> None:
    painter.setPen(QColor(Qt.GlobalColor.black))
    painter.setFont(font)
    painter.drawText(baseline, words)
