"""Annotations as a Qt tree: document and chapter, and the annotations in each, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from checklist.annotation_placing import Placed
from ui.annotating.words import change_label, preview
from ui.reading.counted_row import COUNT_ROLE

PLACED_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Group:
    """The annotations under one heading."""

    title: str
    placed: tuple[Placed, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        """Title and ids: what makes the rows what they are."""
        return (self.title, *(one.annotation.id for one in self.placed))


def grouped(placed: Iterable[Placed], title: Callable[[Placed], str]) -> tuple[Group, ...]:
    """Neighbours with one title together."""
    return tuple(Group(name, tuple(members)) for name, members in groupby(placed, key=title))


class AnnotationModel(QAbstractItemModel):
    """Two levels: groups, annotations. An annotation's internal id is its group's row plus one; a group's is zero."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[Group, ...] = ()
        self._places: dict[str, tuple[int, int]] = {}

    def show(self, groups: tuple[Group, ...]) -> None:
        """Replace all; rows that stay the same rows are only drawn anew."""
        if [group.rows for group in groups] == [group.rows for group in self._groups]:
            self._renew(groups)
            return
        self.beginResetModel()
        self._groups = groups
        self._places = {
            one.annotation.id: (row, at) for at, group in enumerate(groups) for row, one in enumerate(group.placed)
        }
        self.endResetModel()

    @property
    def placed(self) -> tuple[Placed, ...]:
        """All annotations in the order shown."""
        return tuple(one for group in self._groups for one in group.placed)

    def index_of(self, key: str) -> QModelIndex:
        """The row of an annotation, none where it is not shown."""
        if key not in self._places:
            return QModelIndex()
        row, at = self._places[key]
        return self.createIndex(row, 0, at + 1)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        group = index.internalId() if index.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._groups)
        return 0 if parent.internalId() else len(self._groups[parent.row()].placed)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        at = index.internalId()
        if not at:
            return self._group_data(self._groups[index.row()], role)
        placed = self._groups[at - 1].placed[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return placed.annotation.note or placed.annotation.quotation
            case Qt.ItemDataRole.AccessibleTextRole:
                return " ".join(filter(None, (change_label(placed), preview(placed))))
        return placed if role == PLACED_ROLE else None

    def _renew(self, groups: tuple[Group, ...]) -> None:
        before = {one.annotation.id: one for one in self.placed}
        self._groups = groups
        for one in self.placed:
            if one is not before[one.annotation.id]:
                index = self.index_of(one.annotation.id)
                self.dataChanged.emit(index, index)

    def _group_data(self, group: Group, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return group.title
        return str(len(group.placed)) if role == COUNT_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and not index.internalId():
            return Qt.ItemFlag.NoItemFlags  # the keys go from annotation to annotation
        return super().flags(index)
