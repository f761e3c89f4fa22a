"""Annotations as a Qt tree: document and chapter, and the annotations in each, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from checklist.annotation_placing import Placed
from ui.annotating.words import change_label, preview
from ui.grouped_model import GroupedModel, Index
from ui.reading.counted_row import COUNT_ROLE

PLACED_ROLE = Qt.ItemDataRole.UserRole


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


class AnnotationModel(GroupedModel):
    """Groups, and the annotations in each."""

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
        return self.row_index(at, row)

    def group_count(self) -> int:
        return len(self._groups)

    def row_count(self, group: int) -> int:
        return len(self._groups[group].placed)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        at = self.group_of(index)
        if at is None:
            return self._group_data(self._groups[index.row()], role)
        placed = self._groups[at].placed[index.row()]
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
