"""The rows as Qt sees them: ledger rows, and heads where they are grouped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from checklist.ledger import LedgerRow
from ui.grid.arranging import Entry, Head
from ui.grid.cells import plain, shown
from ui.grid.columns import AT, COLUMNS, Kind
from ui.grid.names import Names
from ui.grid.words import group_line
from ui.plain import tip

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole
_CELL = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_NUMBER = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_STANDING = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TOOL_TIP_LENGTH = 600
# Asked for nine roles a cell while painting, it answers these.
_TOLD = frozenset(
    int(role)
    for role in (
        ENTRY_ROLE,
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    )
)


class LedgerModel(QAbstractTableModel):
    """Shows entries as they were arranged; what a person types leaves as a wish: (row, field, text)."""

    cell_given = Signal(object, str, str)

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.entries: tuple[Entry, ...] = ()
        self._numbers: Mapping[str, int] = {}
        self._at: dict[str, int] = {}
        self.can_write = False

    def show(self, entries: tuple[Entry, ...], numbers: Mapping[str, int]) -> None:
        """Replace what is shown; `numbers` are those of the duties in the order of the texts."""
        self.beginResetModel()
        self.entries, self._numbers = entries, numbers
        self._at = {entry.duty: at for at, entry in enumerate(entries) if isinstance(entry, LedgerRow)}
        self.endResetModel()

    def renew(self, rows: Mapping[str, LedgerRow]) -> None:
        """Rows by duty that say something else now; each stays where it stands."""
        entries = list(self.entries)
        for duty, row in rows.items():
            if duty in self._at:
                entries[self._at[duty]] = row
        self.entries = tuple(entries)
        for duty in rows.keys() & self._at.keys():
            at = self._at[duty]
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(COLUMNS) - 1))

    def row_of(self, duty: str) -> int | None:
        return self._at.get(duty)

    def entry(self, index: Index) -> Entry | None:
        return self.entries[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _NUMBER if COLUMNS[section].field == "number" else _CELL
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        entry = self.entries[index.row()]
        is_open = isinstance(entry, LedgerRow) and COLUMNS[index.column()].kind is not Kind.FIXED and self.can_write
        return _STANDING | Qt.ItemFlag.ItemIsEditable if is_open else _STANDING

    def data(self, index: Index, role: int = 0) -> Any:
        if role not in _TOLD or not index.isValid():
            return None
        entry, field = self.entries[index.row()], COLUMNS[index.column()].field
        if role == ENTRY_ROLE:
            return entry
        if isinstance(entry, Head):
            return self._head_data(entry, index.column(), role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._number(entry) if field == "number" else shown(entry, field, self._names)
        if role == Qt.ItemDataRole.EditRole:
            return self._number(entry) if field == "number" else plain(entry, field, self._names)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _NUMBER if field == "number" else _CELL
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._told(entry, field, role)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Nothing is shown before it is on disk: the text goes out as a wish."""
        entry = self.entry(index)
        if role != Qt.ItemDataRole.EditRole or not isinstance(entry, LedgerRow):
            return False
        self.cell_given.emit(entry, COLUMNS[index.column()].field, str(value))
        return False

    def text(self, row: LedgerRow, field: str) -> str:
        """All of a cell, to be copied."""
        return self._number(row) if field == "number" else plain(row, field, self._names)

    def _number(self, row: LedgerRow) -> str:
        return str(self._numbers.get(row.duty, ""))

    def _told(self, row: LedgerRow, field: str, role: int) -> str | None:
        words = self.text(row, field)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(words[:_TOOL_TIP_LENGTH]) if words else None
        return f"{COLUMNS[AT[field]].title}：{shown(row, field, self._names) or words or '空'}"

    def _head_data(self, head: Head, column: int, role: int) -> Any:
        """The head is painted across all columns; what is read aloud stands in each."""
        is_told = role == Qt.ItemDataRole.AccessibleTextRole or (role == Qt.ItemDataRole.EditRole and column == 0)
        return group_line(head.title, head.count, head.done) if is_told else None
