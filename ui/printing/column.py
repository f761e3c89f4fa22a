"""Reads a laid-out text document as one column: its lines, its tables' cells, and what must not be parted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextDocument, QTextFormat, QTextTable, QTextTableCell

from ui.printing.breaking import Stripe, Table
from ui.printing.styles import KEEP_WITH_BEFORE, KEEP_WITH_NEXT

_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_ROUNDING = 1.0
_KEPT_LINES = 2  # of the text before a signature
_WHOLE_ROW = 1 / 3  # of a page: a row up to this high is not parted


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the slot of the column that it fills, and how to paint it."""

    top: float
    bottom: float
    block: QTextBlock
    number: int
    origin: QPointF

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass
class Column:
    """Everything of a document that is painted, from top to bottom; text and tables, no pictures."""

    lines: list[Line] = field(default_factory=list)
    boxes: list[QRectF] = field(default_factory=list)
    stripes: list[Stripe] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def column_of(document: QTextDocument, page_height: float) -> Column:
    """The column; rows of tables up to a third of a page high are whole stripes."""
    document.documentLayout().documentSize()  # lays the whole document out
    column = Column()
    places = document.rootFrame().begin()
    while not places.atEnd():
        frame = places.currentFrame()
        if isinstance(frame, QTextTable):
            _add_table(column, _TableColumn(document, frame, page_height * _WHOLE_ROW))
        elif places.currentBlock().isValid():
            _add_block(column, document, places.currentBlock())
        places += 1
    return column


def block_top(document: QTextDocument, position: int) -> float:
    """The height in the column of the block in which a position stands."""
    return document.documentLayout().blockBoundingRect(document.findBlock(position)).top()


def _add_block(column: Column, document: QTextDocument, block: QTextBlock) -> None:
    shape = block.blockFormat()
    if shape.boolProperty(KEEP_WITH_BEFORE):
        column.stripes[-_KEPT_LINES:] = [replace(stripe, keeps=True) for stripe in column.stripes[-_KEPT_LINES:]]
    keeps, is_blank = shape.boolProperty(KEEP_WITH_NEXT), not block.text().strip()
    breaks = bool(shape.pageBreakPolicy() & QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    for line in _lines(document, block):
        column.stripes.append(Stripe(line.top, line.bottom, keeps, breaks and line.number == 0, is_blank))
        column.lines.append(line)


def _add_table(column: Column, table: _TableColumn) -> None:
    column.stripes += [replace(stripe, table=len(column.tables)) for stripe in table.stripes()]
    column.lines += table.lines
    column.boxes += table.boxes()
    column.tables.append(table.head())


def _lines(document: QTextDocument, block: QTextBlock) -> Iterator[Line]:
    """The lines of a block; where the line height is fixed, slots of just that height."""
    origin = document.documentLayout().blockBoundingRect(block).topLeft()
    shape, layout = block.blockFormat(), block.layout()
    for number in range(layout.lineCount()):
        if shape.lineHeightType() == _FIXED:
            top = origin.y() + number * shape.lineHeight()
            yield Line(top, top + shape.lineHeight(), block, number, origin)
        else:
            slot = layout.lineAt(number).rect()
            yield Line(origin.y() + slot.top(), origin.y() + slot.bottom(), block, number, origin)


class _TableColumn:
    """A table's part of the column. Rows are whole where they are low, parted between lines where they are high."""

    def __init__(self, document: QTextDocument, table: QTextTable, whole_row: float) -> None:
        self._document, self._table, self._whole_row = document, table, whole_row
        width = document.documentLayout().frameBoundingRect(table).width()
        shape = table.format()
        self._rim = shape.cellPadding() + shape.border()
        self._heads = shape.headerRowCount()
        self._cells = _cells(table)
        corners = [self._corner(cell) for cell in self._cells]
        self._tops = _edges([cell.row() for cell in self._cells], [corner.y() for corner in corners])
        self._lefts = _edges([cell.column() for cell in self._cells], [corner.x() for corner in corners])
        self.lines = [line for block in _blocks(table) for line in _lines(document, block)]
        # Of Qt's rectangle of a table only the width holds.
        self._lefts[table.columns()] = min(self._lefts.values()) + width
        self._tops[table.rows()] = max(line.bottom for line in self.lines) + self._rim

    def boxes(self) -> Iterator[QRectF]:
        for cell in self._cells:
            corner = QPointF(self._lefts[cell.column()], self._tops[cell.row()])
            right = _at_or_after(self._lefts, cell.column() + cell.columnSpan())
            yield QRectF(corner, QPointF(right, _at_or_after(self._tops, cell.row() + cell.rowSpan())))

    def head(self) -> Table:
        return Table(self._tops[0], _at_or_after(self._tops, self._heads))

    def stripes(self) -> Iterator[Stripe]:
        edges = sorted(self._tops.values())
        rows = [end - top <= self._whole_row for top, end in pairwise(edges)]
        cuts = [edges[0], *self._cuts(edges), edges[-1]]
        for top, bottom in pairwise(cuts):
            row = bisect_left(edges, bottom - _ROUNDING) - 1
            ends_row = abs(edges[row + 1] - bottom) < _ROUNDING
            yield Stripe(top, bottom, keeps=row < self._heads if ends_row else rows[row])

    def _cuts(self, edges: list[float]) -> list[float]:
        """Heights that no line crosses, each once."""
        wanted = sorted({*edges[1:-1], *(line.top for line in self.lines if edges[0] < line.top < edges[-1])})
        return [y for y in wanted if not any(line.top + _ROUNDING < y < line.bottom - _ROUNDING for line in self.lines)]

    def _corner(self, cell: QTextTableCell) -> QPointF:
        block = cell.firstCursorPosition().block()
        return self._document.documentLayout().blockBoundingRect(block).topLeft() - QPointF(self._rim, self._rim)


def _cells(table: QTextTable) -> list[QTextTableCell]:
    """Each cell once, merged ones where they begin."""
    places = [(row, column) for row in range(table.rows()) for column in range(table.columns())]
    cells = [table.cellAt(*place) for place in places]
    return [cell for cell, place in zip(cells, places, strict=True) if (cell.row(), cell.column()) == place]


def _blocks(table: QTextTable) -> Iterator[QTextBlock]:
    places = table.begin()
    while not places.atEnd():
        if places.currentBlock().isValid():
            yield places.currentBlock()
        places += 1


def _edges(places: list[int], edges: list[float]) -> dict[int, float]:
    """The edge of each row (or column) in which a cell begins."""
    found: dict[int, float] = {}
    for place, edge in zip(places, edges, strict=True):
        found[place] = min(edge, found.get(place, edge))
    return found


def _at_or_after(edges: dict[int, float], place: int) -> float:
    """No cell may begin in a row (or column) that others span: then the next edge counts."""
    return edges[min(at for at in edges if at >= place)]
