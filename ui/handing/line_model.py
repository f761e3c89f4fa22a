"""The lines of a file from elsewhere as a table; those of a sheet can be ticked one by one."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QFont

from ui.handing.lines import Line, Mark
from ui.plain import tip

EXCHANGE_TITLES = ("事项", "字段", "我的", "对方的", "谁", "何时", "处理")
SHEET_TITLES = ("事项", "字段", "本机现在", "表中", "", "位置", "处理")
MINE, WHO, FATE = 2, 4, 6
_PREVIEW = 80  # characters of a text in a cell

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class LineModel(QAbstractTableModel):
    """`chosen` are the lines to be taken: of an exchange file all, of a sheet those that are ticked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self.is_sheet = False
        self._ticked: set[int] = set()
        self._decided: dict[int, str] = {}

    @property
    def ticked(self) -> tuple[int, ...]:
        return tuple(sorted(self._ticked))

    def show(self, lines: Iterable[Line], is_sheet: bool) -> None:
        self.beginResetModel()
        self.lines, self.is_sheet = tuple(lines), is_sheet
        self._ticked = {at for at, line in enumerate(self.lines) if not line.needs_choice}
        self._decided = {}
        self.endResetModel()

    def decide(self, at: int, words: str) -> None:
        """A conflict is settled; what was said of it."""
        self._decided[at] = words
        self.dataChanged.emit(self.index(at, FATE), self.index(at, FATE))

    def is_open(self, at: int) -> bool:
        """Whether somebody still has to choose between two values."""
        return self.lines[at].mark is Mark.CONFLICT and at not in self._decided

    # Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(EXCHANGE_TITLES)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if way is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (SHEET_TITLES if self.is_sheet else EXCHANGE_TITLES)[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, at, column = self.lines[index.row()], index.row(), index.column()
        words = self._words(line, at)[column]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                flat = " ".join(words.split())
                return flat if len(flat) <= _PREVIEW else f"{flat[: _PREVIEW - 1]}…"
            case Qt.ItemDataRole.ToolTipRole:
                return tip(words)
            case Qt.ItemDataRole.FontRole if line.needs_choice and column == FATE and at not in self._decided:
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.CheckStateRole if self.is_sheet and column == 0:
                return Qt.CheckState.Checked if at in self._ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self.is_sheet or index.column():
            return False
        is_on = Qt.CheckState(value) is Qt.CheckState.Checked
        (self._ticked.add if is_on else self._ticked.discard)(index.row())
        self.dataChanged.emit(index, index, [role])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsUserCheckable if self.is_sheet and index.column() == 0 else plain

    def _words(self, line: Line, at: int) -> tuple[str, ...]:
        fate = self._decided.get(at, line.fate)
        return (line.title, line.name, line.mine, line.theirs, line.who, line.when, fate)


class LineFilter(QSortFilterProxyModel):
    """Shows the lines of some marks; none asked for: all. Lines come in their order until a heading is pressed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marks: frozenset[Mark] = frozenset()

    def ask(self, marks: Iterable[Mark]) -> None:
        self._marks = frozenset(marks)
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        model = self.sourceModel()
        assert isinstance(model, LineModel)
        return not self._marks or model.lines[row].mark in self._marks
