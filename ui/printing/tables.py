"""Inserts a table that fits the measure, with its merged cells and its head marked for repetition."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import (
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from ui.printing.measures import OFFICIAL, PITCH, POINT
from ui.printing.runs import Cell, Grid, Run
from ui.printing.styles import STYLES, Style, block_format, style_of
from ui.reading.tables import fit_columns

PADDING = 3 * POINT

_SHORT = 4  # characters: entries that are not to be broken

Write = Callable[[tuple[Run, ...], Style, QTextCursor], None]


def insert_table(cursor: QTextCursor, grid: Grid, write: Write) -> dict[str, int]:
    """Where each row begins, by clause id. Leaves the cursor in the empty block behind the table."""
    table = cursor.insertTable(grid.rows, grid.columns, _table_format(grid))
    for cell in grid.cells:
        if cell.rows * cell.columns > 1:
            table.mergeCells(cell.row, cell.column, cell.rows, cell.columns)
    positions: dict[str, int] = {}
    for cell in sorted(grid.cells, key=_place):
        positions.setdefault(cell.clause, _fill(table, cell, write))
    cursor.movePosition(QTextCursor.MoveOperation.End)
    return positions


def fit_tables(document: QTextDocument) -> None:
    """Share the width by what the columns hold, and let none be narrower than its short entries (序号, 〔缺〕)."""
    fit_columns(document)
    for table in document.rootFrame().childFrames():
        if isinstance(table, QTextTable):
            shape = table.format()
            shares = [share.rawValue() for share in shape.columnWidthConstraints()]
            least = [_least_share(table, column) for column in range(table.columns())]
            shape.setColumnWidthConstraints(
                [QTextLength(QTextLength.Type.PercentageLength, share) for share in _widened(shares, least)]
            )
            table.setFormat(shape)


def _widened(shares: list[float], least: list[float]) -> list[float]:
    """Columns below their least get it; the others give way in proportion."""
    narrow = [share < low for share, low in zip(shares, least, strict=True)]
    given = sum(low for low, is_narrow in zip(least, narrow, strict=True) if is_narrow)
    wide = sum(share for share, is_narrow in zip(shares, narrow, strict=True) if not is_narrow)
    rest = (100 - given) / wide if wide else 1.0
    return [low if n else share * rest for share, low, n in zip(shares, least, narrow, strict=True)]


def _least_share(table: QTextTable, column: int) -> float:
    """Per cent of the width that the longest short entry of a column takes."""
    cells = [table.cellAt(row, column) for row in range(table.rows())]
    lengths = [cell.lastPosition() - cell.firstPosition() for cell in cells if cell.columnSpan() == 1]
    longest = max((length for length in lengths if length <= _SHORT), default=0)
    return 100 * (longest * STYLES["cell"].size + 2 * PADDING + POINT) / OFFICIAL.text_width


def _place(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


def _fill(table: QTextTable, cell: Cell, write: Write) -> int:
    cursor = table.cellAt(cell.row, cell.column).firstCursorPosition()
    style = style_of(cell.role if cell.role == "head" else "cell")
    cursor.setBlockFormat(block_format(style))
    start = cursor.position()
    write(cell.runs, style, cursor)
    return start


def _table_format(grid: Grid) -> QTextTableFormat:
    shape = QTextTableFormat()
    shape.setWidth(QTextLength(QTextLength.Type.FixedLength, OFFICIAL.text_width))
    shape.setBorder(0)  # the rules are painted with the page, which closes them where it ends
    shape.setCellPadding(PADDING)
    shape.setCellSpacing(0)
    shape.setTopMargin(PITCH / 2)
    shape.setBottomMargin(PITCH / 2)
    shape.setHeaderRowCount(grid.heads)
    return shape
