"""Puts a remembered layout onto the table, and reads it back."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt

from ui.grid.arranging import Arrangement
from ui.grid.columns import AT, COLUMNS
from ui.grid.layout_memory import Layout
from ui.grid.table import LedgerTable
from ui.theme import Size


class TableLayout:
    """Order, widths and visibility of columns, and the mark of the sorted one. Widths scale with the size."""

    def __init__(self, table: LedgerTable) -> None:
        self._table = table
        self._widths = dict(Layout().widths)

    def read(self, size: Size, how: Arrangement) -> Layout:
        table, header = self._table, self._table.horizontalHeader()
        fields = tuple(COLUMNS[header.logicalIndex(visual)].field for visual in range(header.count()))
        hidden = frozenset(field for field in fields if table.isColumnHidden(AT[field]))
        for field in fields:
            if field not in hidden and header.sectionSize(AT[field]) != size.px(self._widths[field]):
                self._widths[field] = round(header.sectionSize(AT[field]) * 100 / size.px(100))
        return Layout(fields, hidden, dict(self._widths), table.lines, how)

    def apply(self, layout: Layout, size: Size) -> None:
        header = self._table.horizontalHeader()
        self._widths = dict(layout.widths)
        for visual, field in enumerate(layout.order):
            header.moveSection(header.visualIndex(AT[field]), visual)
            header.resizeSection(AT[field], size.px(layout.widths[field]))
            self._table.setColumnHidden(AT[field], field in layout.hidden)
        self._table.set_lines(layout.lines)
        self.show_sort(layout.arrangement)

    def show_sort(self, how: Arrangement) -> None:
        """In both headers, quietly."""
        order = Qt.SortOrder.DescendingOrder if how.descending else Qt.SortOrder.AscendingOrder
        for header in (self._table.horizontalHeader(), self._table.sticky.horizontalHeader()):
            with QSignalBlocker(header):
                header.setSortIndicator(AT.get(how.sort, -1), order)
            header.viewport().update()
