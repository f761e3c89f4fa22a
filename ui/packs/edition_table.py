"""The editions on this laptop, the newest first: which is in use, which after the next start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ui.packs.words import COLUMNS, KEPT_HEAD
from ui.plain import tip

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MOST_ROWS = 4  # three packs and the program's own
_WIDE = 2  # the column that takes what room is left


@dataclass(frozen=True, slots=True)
class Edition:
    """`sha256` is empty for the program's own. `cells` are the words under COLUMNS."""

    sha256: str
    serial: int
    issued: str
    cells: tuple[str, ...]
    news: str = ""
    is_next: bool = False


class EditionTable(QTableWidget):
    """`chosen_changed` tells that another row, or none, is chosen."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(COLUMNS), parent)
        self._editions: tuple[Edition, ...] = ()
        self.setObjectName("editionTable")
        self.setAccessibleName(KEPT_HEAD)
        self.setHorizontalHeaderLabels(COLUMNS)
        dress(self, _WIDE)
        self.itemSelectionChanged.connect(self.chosen_changed)

    @property
    def chosen(self) -> Edition | None:
        rows = self.selectionModel().selectedRows()
        return self._editions[rows[0].row()] if rows else None

    def show_editions(self, editions: Sequence[Edition]) -> None:
        self._editions = tuple(editions)
        fill(self, [one.cells for one in editions])
        for row, one in enumerate(editions):
            name = self.item(row, 0)
            if name is not None:
                name.setToolTip(tip(one.news))
        self.clearSelection()
        low = self.horizontalHeader().sizeHint().height() + self.rowHeight(0) * min(len(editions), _MOST_ROWS)
        self.setFixedHeight(low + 2 * self.frameWidth() + 2)


def dress(table: QTableWidget, wide: int) -> None:
    """A table that is read and chosen from by rows; Tab leads out of it."""
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)


def fill(table: QTableWidget, rows: Sequence[tuple[str, ...]], right: frozenset[int] = frozenset()) -> None:
    """Words as they are; the columns of numbers stand `right`."""
    table.setRowCount(len(rows))
    for at, cells in enumerate(rows):
        for column, words in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setToolTip(tip(words))
            if column in right:
                item.setTextAlignment(_RIGHT)
            table.setItem(at, column, item)
    for column in right:
        head = table.horizontalHeaderItem(column)
        if head is not None:
            head.setTextAlignment(_RIGHT)
