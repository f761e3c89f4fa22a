"""How tables of handing out and taking in look: rows chosen as a whole, headings that sort."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QTableView

_ROW = 1.9  # heights of the type


class _RowDelegate(QStyledItemDelegate):
    """The row at hand is shown as chosen; the cell in it has no frame. Style options have no members in the stubs."""

    def initStyleOption(self, option: Any, index: Any) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


def dress_table(table: QTableView, name: str) -> None:
    """For a table that has its model, which can be sorted; its own order comes first."""
    table.setObjectName("handingTable")
    table.setAccessibleName(name)
    table.setItemDelegate(_RowDelegate(table))
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * _ROW))
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    header.setSortIndicatorClearable(True)
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    table.setSortingEnabled(True)
