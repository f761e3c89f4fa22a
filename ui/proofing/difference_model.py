"""The differences as a Qt list, one under another."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from content.comparison import Difference
from content.document import Document
from ui.proofing.words import KINDS, clause_name, difference_words


class DifferenceModel(QAbstractListModel):
    """Shows address, kind and words of each; the row is the number of the difference."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._differences: tuple[Difference, ...] = ()
        self._names: dict[str, str] = {}

    def show(self, document: Document, differences: tuple[Difference, ...]) -> None:
        self.beginResetModel()
        self._differences = differences
        self._names = {clause.id: clause_name(clause) for clause in document.clauses}
        self.endResetModel()

    def difference(self, row: int) -> Difference:
        return self._differences[row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._differences)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        difference = self._differences[index.row()]
        title = f"{index.row() + 1}　{self._names[difference.clause]}　{KINDS[difference.kind]}"
        return f"{title}\n{difference_words(difference)}"
