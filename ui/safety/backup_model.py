"""The backups as a table: what each file's name says at once, what it holds when it was opened and checked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from checklist.copies import Copy
from checklist.errors import ChecklistError
from checklist.holding import Holding
from ui.safety.words import BAD, CHECKING, COLUMNS, GOOD, last_words, occasion_words, size_words, time_words

Index = QModelIndex | QPersistentModelIndex
Looked = Holding | ChecklistError
_RIGHT = (3, 5)  # columns of numbers


class BackupModel(QAbstractTableModel):
    """One row a backup, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._copies: tuple[Copy, ...] = ()
        self._looked: dict[Copy, Looked] = {}

    @property
    def copies(self) -> tuple[Copy, ...]:
        return self._copies

    def show_copies(self, copies: Sequence[Copy]) -> None:
        """Another list; what is known of files that are still there stays known."""
        self.beginResetModel()
        self._copies = tuple(copies)
        self._looked = {copy: looked for copy, looked in self._looked.items() if copy in self._copies}
        self.endResetModel()

    def show_looked(self, copy: Copy, looked: Looked) -> None:
        """What was found in a backup, or why it is none."""
        if copy in self._copies:
            self._looked[copy] = looked
            row = self._copies.index(copy)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def looked(self, copy: Copy) -> Looked | None:
        """None while it has not been opened yet."""
        return self._looked.get(copy)

    @property
    def newest_good(self) -> int | None:
        """The row of the newest backup that was opened and is whole."""
        good = (row for row, copy in enumerate(self._copies) if isinstance(self._looked.get(copy), Holding))
        return next(good, None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._copies)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(self._copies[index.row()])[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self._words(self._copies[index.row()])
            return "，".join(f"{name}：{words}" for name, words in zip(COLUMNS, said, strict=True))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return COLUMNS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _words(self, copy: Copy) -> tuple[str, ...]:
        looked = self._looked.get(copy)
        state = CHECKING if looked is None else GOOD if isinstance(looked, Holding) else BAD
        actions = f"{looked.actions:,} 次" if isinstance(looked, Holding) else "—"
        last = last_words(looked) if isinstance(looked, Holding) else "—"
        return (state, time_words(copy.at), occasion_words(copy), actions, last, size_words(copy.size))
