"""Gives the tables of a page their column widths: HTML widths do not survive merged cells in Qt."""

from __future__ import annotations

import math

from PySide6.QtGui import QTextDocument, QTextLength, QTextTable

_LEAST = 2.6


def fit_columns(document: QTextDocument) -> None:
    """Share each table's width by the root of its columns' mean text length, so that no column starves."""
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            weights = [_LEAST + math.sqrt(_mean_length(frame, column)) for column in range(frame.columns())]
            whole = sum(weights)
            shares = [QTextLength(QTextLength.Type.PercentageLength, 100 * weight / whole) for weight in weights]
            shape = frame.format()
            shape.setColumnWidthConstraints(shares)
            frame.setFormat(shape)


def _mean_length(table: QTextTable, column: int) -> float:
    """Over the cells that begin in the column and span no other; merged cells count once."""
    cells = [table.cellAt(row, column) for row in range(table.rows())]
    own = {cell.firstPosition(): cell for cell in cells if cell.columnSpan() == 1}
    lengths = [cell.lastPosition() - cell.firstPosition() for cell in own.values()]
    return sum(lengths) / max(1, len(lengths))
