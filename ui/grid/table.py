"""The table itself: keys, bands of groups, columns that stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from checklist.ledger import LedgerRow
from ui.grid.arranging import Head
from ui.grid.bands import paint_bands
from ui.grid.columns import COLUMNS
from ui.grid.model import ENTRY_ROLE, Index, LedgerModel
from ui.grid.sticky import StickyColumns
from ui.theme import Size, Theme

_LINE, _PADDING = 18, 12  # pixels at 中
_TRIGGERS = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS = {
    QKeySequence.StandardKey.Copy: "copy_wished",
    QKeySequence.StandardKey.Paste: "paste_wished",
    QKeySequence.StandardKey.Undo: "undo_wished",
    QKeySequence.StandardKey.Redo: "redo_wished",
    QKeySequence.StandardKey.Delete: "clear_wished",
}


class LedgerTable(QTableView):
    """Cells like a spreadsheet's. Everything that a key asks for leaves as a wish."""

    opened = Signal(QModelIndex)
    folded = Signal(str)
    copy_wished = Signal()
    paste_wished = Signal()
    clear_wished = Signal()
    undo_wished = Signal()
    redo_wished = Signal()

    def __init__(self, theme: Theme, size: Size, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ledgerTable")
        self.setAccessibleName("台账")
        self.theme, self.size_ = theme, size
        self._lines = 2
        self.sticky = StickyColumns(self, theme)
        self.setEditTriggers(_TRIGGERS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._build_header()
        self.clicked.connect(self._on_clicked)
        self.sticky.clicked.connect(self._on_clicked)
        self.sticky.doubleClicked.connect(self.opened)

    def setModel(self, model: LedgerModel) -> None:  # type: ignore[override]
        super().setModel(model)
        self.selectionModel().currentChanged.connect(self.sticky.viewport().update)
        self.sticky.follow()

    @property
    def lines(self) -> int:
        """How many lines of text a row has room for."""
        return self._lines

    def set_lines(self, lines: int) -> None:
        self._lines = lines
        height = self.size_.px(_PADDING) + lines * max(self.size_.px(_LINE), self.fontMetrics().lineSpacing())
        self.verticalHeader().setDefaultSectionSize(height)
        self.sticky.settle()

    def set_look(self, theme: Theme, size: Size) -> None:
        self.theme = self.sticky.theme = theme
        self.size_ = size
        self.set_lines(self._lines)
        self.viewport().update()

    @property
    def selected_rows(self) -> tuple[LedgerRow, ...]:
        """The duties of which a cell is selected, from top to bottom; heads are passed over."""
        numbers = {
            row
            for block in self.selectionModel().selection().toList()
            for row in range(block.top(), block.bottom() + 1)
        }
        entries = (self.model().index(row, 0).data(ENTRY_ROLE) for row in sorted(numbers))
        return tuple(entry for entry in entries if isinstance(entry, LedgerRow))

    @property
    def selected_fields(self) -> tuple[str, ...]:
        """The columns in which a cell is selected, from left to right."""
        found = {
            at for block in self.selectionModel().selection().toList() for at in range(block.left(), block.right() + 1)
        }
        return tuple(COLUMNS[at].field for at in self.shown_columns() if at in found)

    def shown_columns(self) -> tuple[int, ...]:
        """From left to right as they stand."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(visual) for visual in range(header.count()))
        return tuple(at for at in order if not header.isSectionHidden(at))

    def select_cell(self, row: int, column: int) -> None:
        index = self.model().index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # events

    def event(self, event: QEvent) -> bool:
        """The keys of a spreadsheet are the table's while it has the keyboard, whatever menus use them for."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _wish(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        head, wish = self.currentIndex().data(ENTRY_ROLE), _wish(event)
        if isinstance(head, Head) and (event.key() in (*_ENTERS, Qt.Key.Key_Space) or _turns(event, head)):
            self.folded.emit(head.key)
        elif wish:
            getattr(self, wish).emit()
        elif event.key() in _ENTERS:
            self.opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select_whole_rows()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_bands(self, self.theme, self.hasFocus())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sticky.settle()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Not under the columns that stay."""
        super().scrollTo(index, hint)
        is_stuck = self.sticky.isVisible() and not self.sticky.isColumnHidden(index.column())
        hidden = self.sticky.reach - self.columnViewportPosition(index.column())
        if hidden > 0 and not is_stuck:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def _build_header(self) -> None:
        header = self.horizontalHeader()
        header.setAccessibleName("列标题")
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setMinimumSectionSize(40)
        header.setStretchLastSection(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)

    def _select_whole_rows(self) -> None:
        model, rows = self.selectionModel(), QItemSelectionModel.SelectionFlag.Rows
        model.select(model.selection(), QItemSelectionModel.SelectionFlag.Select | rows)

    def _on_clicked(self, index: QModelIndex) -> None:
        head = index.data(ENTRY_ROLE)
        if isinstance(head, Head):
            self.folded.emit(head.key)


def _wish(event: QKeyEvent) -> str:
    """The name of the signal for a key, nothing for other keys."""
    if event.key() == Qt.Key.Key_Backspace and not event.modifiers():
        return "clear_wished"
    if event.keyCombination().toCombined() == int(Qt.Key.Key_Y) | int(Qt.KeyboardModifier.ControlModifier.value):
        return "redo_wished"
    return next((wish for key, wish in _KEYS.items() if event.matches(key)), "")


def _turns(event: QKeyEvent, head: Head) -> bool:
    """Left folds, right unfolds."""
    return event.key() == (Qt.Key.Key_Right if head.is_folded else Qt.Key.Key_Left)
