"""Spreads the lines of the text that rules of punctuation left short, so that every full line fills the measure.

Qt justifies between words, of which Chinese has none: the lack is shared out between the characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextLine

from ui.printing.measures import CELL

# By this much the document is laid out wider than the text: Qt counts ink that sticks out, and would break a full line.
SLACK = CELL / 13

_MOST = 3 * CELL  # a line shorter than this by rule of punctuation is not torn apart
_LEAST = CELL / 200


def fill_lines(document: QTextDocument, width: float) -> None:
    """Lines of the text column only, laid out to `width` and SLACK; no line is broken anew by it."""
    document.documentLayout().documentSize()  # lays the whole column out
    short = [line for line in _short_lines(document, width)]
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for start, end, lack in short:
        _spread(cursor, start, end, lack / (end - start))
    cursor.endEditBlock()


def _short_lines(document: QTextDocument, width: float) -> Iterator[tuple[int, int, float]]:
    """(first position, behind the last, what it lacks) of every line that should be full and is not, or is too full."""
    block = document.begin()
    while block.isValid():
        if _is_spread(block):
            yield from _short_lines_of(block, width)
        block = block.next()


def _is_spread(block: QTextBlock) -> bool:
    """The blocks of the column that are set to its whole width."""
    is_left = bool(block.blockFormat().alignment() & Qt.AlignmentFlag.AlignLeft)
    return is_left and QTextCursor(block).currentTable() is None


def _short_lines_of(block: QTextBlock, width: float) -> Iterator[tuple[int, int, float]]:
    layout, shape = block.layout(), block.blockFormat()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        indent = shape.leftMargin() + (shape.textIndent() if number == 0 else 0)
        lack = width - indent - _advance(line)
        is_last = number == layout.lineCount() - 1
        if lack < -_LEAST or (_LEAST < lack < _MOST and not is_last):
            start = block.position() + line.textStart()
            yield start, start + line.textLength(), lack


def _advance(line: QTextLine) -> float:
    """The width of a line; Qt's own figure adds what the last glyph's ink sticks out."""
    end, _ = cast("tuple[float, int]", line.cursorToX(line.textStart() + line.textLength()))
    return end - line.x()


def _spread(cursor: QTextCursor, start: int, end: int, by: float) -> None:
    """Add to the spacing of characters start..end, run by run: each typeface has its own."""
    for first, last, shape in list(_runs(cursor.document(), start, end)):
        spread = QTextCharFormat()
        spread.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
        spread.setFontLetterSpacing(shape.fontLetterSpacing() + by)
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(spread)


def _runs(document: QTextDocument, start: int, end: int) -> Iterator[tuple[int, int, QTextCharFormat]]:
    runs = document.findBlock(start).begin()
    while not runs.atEnd():
        run = runs.fragment()
        first, last = max(start, run.position()), min(end, run.position() + run.length())
        if first < last:
            yield first, last, run.charFormat()
        runs += 1
