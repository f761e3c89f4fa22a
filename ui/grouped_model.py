"""A Qt tree of two levels: groups, and the rows in each."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


class GroupedModel(QAbstractItemModel):
    """A row's internal id is its group's place plus one; a group's is zero. `group_count` and `row_count` are given."""

    def group_count(self) -> int:
        """How many groups are there."""
        raise NotImplementedError

    def row_count(self, group: int) -> int:
        """How many rows of a group are there."""
        raise NotImplementedError

    def group_of(self, index: Index) -> int | None:
        """The place of a row's group; None for a group itself."""
        return index.internalId() - 1 if index.internalId() else None

    def row_index(self, group: int, row: int) -> QModelIndex:
        return self.createIndex(row, 0, group + 1)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        group = index.internalId() if index.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return self.group_count()
        return 0 if parent.internalId() else self.row_count(parent.row())

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The keys go from row to row."""
        if index.isValid() and not index.internalId():
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)
