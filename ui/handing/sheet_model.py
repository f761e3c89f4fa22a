"""A sheet of values on screen, to be sorted: what is seen is what is written."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QTableView

from checklist.papers.sheet import Cell, Kind, Sheet
from checklist.papers.texts import plain
from ui.handing.tables import dress_table
from ui.plain import tip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SORT = Qt.ItemDataRole.UserRole
_EM_PER_LATIN, _LEAST, _MOST = 0.5, 4.0, 22.0


class SheetModel(QAbstractTableModel):
    """Numbers stand at the right and sort as numbers, days as days."""

    def __init__(self, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sheet.columns)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if way is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and self._is_number(section):
            return _RIGHT
        return self.sheet.columns[section].title if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self.sheet.rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return plain(cell)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(plain(cell))
            case Qt.ItemDataRole.TextAlignmentRole if self._is_number(index.column()):
                return _RIGHT
            case _ if role == _SORT:
                return _sortable(cell)
        return None

    def _is_number(self, column: int) -> bool:
        return self.sheet.columns[column].kind in (Kind.INTEGER, Kind.NUMBER)


def sheet_table(sheet: Sheet) -> QTableView:
    """The sheet as a table whose headings sort it; in its own order at first."""
    table = QTableView()
    sorting = QSortFilterProxyModel(table)
    sorting.setSourceModel(SheetModel(sheet, table))
    sorting.setSortRole(_SORT)
    table.setModel(sorting)
    dress_table(table, sheet.name)
    table.horizontalHeader().setStretchLastSection(True)
    em = table.fontMetrics().height()
    for at, column in enumerate(sheet.columns):
        table.setColumnWidth(at, round(em * min(max(column.width * _EM_PER_LATIN, _LEAST), _MOST)))
    return table


def _sortable(cell: Cell) -> object:
    """Nothing comes before everything."""
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else cell
