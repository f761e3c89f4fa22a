"""A paper that lies across A4 laid out as a text document and parted into pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument, QTextLength, QTextTable, QTextTableFormat

from checklist.papers.paper import Look, Paper, Table, Words
from checklist.papers.sheet import Kind
from ui.fonts import Role
from ui.printing.breaking import break_pages
from ui.printing.column import column_of
from ui.printing.measures import MM, POINT, PageShape
from ui.printing.pages import Sheet
from ui.printing.styles import Style, block_format, char_format

ACROSS = PageShape(297 * MM, 210 * MM, 16 * MM, 18 * MM, 265 * MM, 170 * MM)
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_PADDING, _GAP = 2.2 * POINT, 5 * POINT
_MANY = 10  # columns from which the type is small
_WHOLE = 4  # characters of a heading that stay on one line
_CHUNK = 40  # rows of one text table: the time to lay one out grows with the square of its lines
_PLAIN = Style(size=10 * POINT, is_gridded=False, indent=0, pitch=15 * POINT)
_STYLES = {
    Look.TITLE: Style(Role.TITLE, 18 * POINT, is_gridded=False, align=_CENTRE, indent=0, pitch=28 * POINT, keeps=True),
    Look.SUBTITLE: replace(_PLAIN, align=_CENTRE, keeps=True),
    Look.NOTE: replace(_PLAIN, size=8.5 * POINT, pitch=13 * POINT, before=0.15),
}
_SMALL = Style(size=7.5 * POINT, is_gridded=False, indent=0, pitch=10.5 * POINT)
_MIDDLE = (Kind.DATE, Kind.INTEGER, Kind.CHOICE)


def lay_out(paper: Paper) -> Sheet:
    """All parts of a paper's pages, one under the other; tables take the whole width."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setTextWidth(ACROSS.text_width)
    document.setUndoRedoEnabled(False)
    cursor = QTextCursor(document)
    for part in (part for page in paper.pages for part in page.parts):
        if isinstance(part, Words):
            _add_words(cursor, part)
        elif isinstance(part, Table):
            _add_table(cursor, part)
    return _parted(document)


def _parted(document: QTextDocument) -> Sheet:
    """Tables that go on where another ended show the head of the first."""
    column = column_of(document, ACROSS.text_height)
    if column.tables:
        column.tables[:] = [column.tables[0]] * len(column.tables)
    pages = break_pages(column.stripes, column.tables, ACROSS.text_height)
    return Sheet(ACROSS, document, column, pages)


def _add_words(cursor: QTextCursor, part: Words) -> None:
    style = _STYLES.get(part.look, _PLAIN)
    for line in part.lines:
        _begin(cursor, style)
        cursor.insertText(line, char_format(style))
        cursor.insertBlock()


def _add_table(cursor: QTextCursor, part: Table) -> None:
    """In pieces without a gap, the headings above the first."""
    grid = part.grid
    small = len(part.widths) >= _MANY
    cell = _SMALL if small else _PLAIN
    head = replace(cell, face=Role.HEADING, align=_CENTRE)
    looks = [replace(cell, align=_CENTRE) if one.kind in _MIDDLE else cell for one in part.sheet.columns]
    heads = [next(grid)]
    while rows := [*heads, *islice(grid, _CHUNK)]:
        _begin(cursor, replace(cell, size=POINT, pitch=0.0))
        table = cursor.insertTable(len(rows), len(looks), _shape(_shares(part, cell), len(heads)))
        for number, (row, styles) in enumerate(_styled(rows, len(heads), head, looks)):
            _fill(table, number, row, styles)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        heads = []


def _styled(
    rows: Sequence[tuple[str, ...]], heads: int, head: Style, looks: list[Style]
) -> Iterator[tuple[tuple[str, ...], list[Style]]]:
    for number, row in enumerate(rows):
        yield row, [head] * len(row) if number < heads else looks


def _fill(table: QTextTable, number: int, row: tuple[str, ...], styles: list[Style]) -> None:
    for at, (text, style) in enumerate(zip(row, styles, strict=True)):
        cursor = table.cellAt(number, at).firstCursorPosition()
        cursor.setBlockFormat(block_format(style))
        cursor.setBlockCharFormat(char_format(style))
        cursor.insertText(text, char_format(style))


def _begin(cursor: QTextCursor, style: Style) -> None:
    cursor.setBlockFormat(block_format(style))
    cursor.setBlockCharFormat(char_format(style))


def _shares(part: Table, cell: Style) -> list[float]:
    """Of the width, in per cent: none so narrow that four hanzi of its heading break; the others give way."""
    least = [_room(column.title, cell) for column in part.sheet.columns]
    asked = [100 * width / sum(part.widths) for width in part.widths]
    given = sum(low for low, share in zip(least, asked, strict=True) if share < low)
    rest = sum(share for low, share in zip(least, asked, strict=True) if share >= low)
    return [low if share < low else share * (100 - given) / rest for low, share in zip(least, asked, strict=True)]


def _room(heading: str, cell: Style) -> float:
    return 100 * (min(len(heading), _WHOLE) * cell.size + 2 * _PADDING + POINT) / ACROSS.text_width


def _shape(shares: Sequence[float], heads: int) -> QTextTableFormat:
    shape = QTextTableFormat()
    shape.setWidth(QTextLength(QTextLength.Type.FixedLength, ACROSS.text_width))
    shape.setBorder(0)  # the rules are painted with the page, which closes them where it ends
    shape.setCellPadding(_PADDING)
    shape.setCellSpacing(0)
    shape.setHeaderRowCount(heads)
    shape.setTopMargin(_GAP if heads else 0)
    shape.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, share) for share in shares])
    return shape
