"""Found passages as a Qt tree: chapters, and the hits in each, the chapter with the best hit first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from search.hit import Hit
from ui.grouped_model import GroupedModel, Index
from ui.reading.counted_row import COUNT_ROLE

HIT_ROLE = Qt.ItemDataRole.UserRole

# Every row has to be laid out before one is painted, so hits come to the view a few at a time.
_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The hits under one heading."""

    title: str
    hits: tuple[Hit, ...]


def group_hits(hits: tuple[Hit, ...], titles: dict[str, str]) -> tuple[HitGroup, ...]:
    """Group by document and innermost heading, in order of each group's best hit.

    `titles` names the documents; the name is left out where all hits are of one.
    """
    is_one = len({hit.doc for hit in hits}) == 1
    groups: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        groups.setdefault((hit.doc, hit.heading[-1] if hit.heading else ""), []).append(hit)
    return tuple(
        HitGroup(
            " ".join(filter(None, ("" if is_one and heading else titles[doc], heading.rstrip("。")))), tuple(found)
        )
        for (doc, heading), found in groups.items()
    )


class HitModel(GroupedModel):
    """Groups, and the hits in each.

    The first hits are there at once, others when they are asked for. Qt's own way of fetching more asks for all of a
    group while its title is in sight.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[HitGroup, ...] = ()
        self._shown: list[int] = []  # how many hits of each group that is there

    def show(self, groups: tuple[HitGroup, ...]) -> None:
        self.beginResetModel()
        self._groups, self._shown = groups, []
        room = _AT_ONCE
        for group in groups:
            if room > 0:
                self._shown.append(min(room, len(group.hits)))
                room -= len(group.hits)
        self.endResetModel()

    def hits(self) -> tuple[Hit, ...]:
        """All hits in the order shown, those that are not there yet included."""
        return tuple(hit for group in self._groups for hit in group.hits)

    def index_of(self, hit: Hit) -> QModelIndex:
        for at, group in enumerate(self._groups):
            if hit in group.hits:
                row = group.hits.index(hit)
                while at >= len(self._shown) or row >= self._shown[at]:
                    self.show_more()
                return self.row_index(at, row)
        return QModelIndex()

    @property
    def has_more(self) -> bool:
        return sum(self._shown) < sum(len(group.hits) for group in self._groups)

    def show_more(self) -> None:
        """Some more of the last group that is there; where it is complete, of the next one."""
        last = len(self._shown) - 1
        if not self.has_more:
            return
        held = len(self._groups[last].hits)
        if self._shown[last] < held:
            end = min(held, self._shown[last] + _AT_ONCE)
            self.beginInsertRows(self.index(last, 0), self._shown[last], end - 1)
            self._shown[last] = end
        else:
            self.beginInsertRows(QModelIndex(), last + 1, last + 1)
            self._shown.append(min(_AT_ONCE, len(self._groups[last + 1].hits)))
        self.endInsertRows()

    def group_count(self) -> int:
        return len(self._shown)

    def row_count(self, group: int) -> int:
        return self._shown[group]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        group = self.group_of(index)
        if group is None:
            return self._group_data(self._groups[index.row()], role)
        hit = self._groups[group].hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.excerpt
        if role == Qt.ItemDataRole.ToolTipRole:
            return hit.reason
        return hit if role == HIT_ROLE else None

    def _group_data(self, group: HitGroup, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return group.title
        return str(len(group.hits)) if role == COUNT_ROLE else None
