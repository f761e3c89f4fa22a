"""台账: the county's duties as a table to filter, group, edit, paste into and hand in."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from checklist.ledger import LedgerFilter, LedgerRow
from content.library import Library
from ui.grid.asking import Asking
from ui.grid.bulk_bar import BulkBar
from ui.grid.choice import RowFilter
from ui.grid.columns import AT, COLUMNS
from ui.grid.delegate import CellDelegate
from ui.grid.filter_bar import FilterBar
from ui.grid.hand import Hand
from ui.grid.layout_memory import Layout, from_bytes, to_bytes
from ui.grid.ledger_session import LedgerSession
from ui.grid.model import ENTRY_ROLE, LedgerModel
from ui.grid.names import Names
from ui.grid.nothing import Nothing
from ui.grid.pasting import Target
from ui.grid.shelf import Shelf
from ui.grid.table import LedgerTable
from ui.grid.table_layout import TableLayout
from ui.grid.tools import GridTools
from ui.grid.words import count_line
from ui.theme import MEDIUM, Size, Theme


class GridView(QWidget):
    """`filter` is what is shown, and what an export has to show. It writes through its session alone."""

    place_requested = Signal(str, str)
    duty_requested = Signal(str)
    export_requested = Signal(str)
    print_requested = Signal()
    said = Signal(str)

    def __init__(self, session: LedgerSession, library: Library, theme: Theme, size: Size = MEDIUM) -> None:
        super().__init__()
        self._session, self._size = session, size
        names = Names(library)
        self._shelf = Shelf(names)
        self.model = LedgerModel(names, self)
        self.hand = Hand(session, names, self)
        self.filters, self.tools, self.bulk = FilterBar(names), GridTools(), BulkBar(session)
        self.table = LedgerTable(theme, size)
        self._delegates = [CellDelegate(session, theme, size, view) for view in (self.table, self.table.sticky)]
        for delegate, view in zip(self._delegates, (self.table, self.table.sticky), strict=True):
            view.setItemDelegate(delegate)
        self.table.setModel(self.model)
        self._layout = TableLayout(self.table)
        self.asking = Asking(self.hand, self.table, size, self)
        self.nothing = Nothing()
        self.notice, self._stack = QLabel(), QStackedWidget()
        self._is_stale, self._day = True, session.day
        self._lay_out()
        self._connect()
        self._apply(Layout())

    # what the view is asked to do

    @property
    def filter(self) -> RowFilter:
        return self._shelf.filter

    def show_filter(self, choice: LedgerFilter) -> None:
        """Show these rows, as a number on the board stands for them."""
        self.filters.show_filter(choice)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def state(self) -> bytes:
        """Columns, order and grouping, to be remembered."""
        return to_bytes(self._layout.read(self._size, self._shelf.how))

    def restore_state(self, kept: bytes) -> None:
        """Take up a layout that was remembered; nothing breaks it."""
        self._apply(from_bytes(kept))

    def set_look(self, theme: Theme, size: Size) -> None:
        layout = self._layout.read(self._size, self._shelf.how)
        self._size = self.asking.size = size
        for delegate in self._delegates:
            delegate.theme, delegate.size = theme, size
        self.table.set_look(theme, size)
        self._apply(layout)

    def renew(self) -> None:
        """Read the rows again and arrange them; the current cell stays the current one."""
        self._is_stale, self._day = False, self._session.day
        self.notice.setText(self._session.why_not)
        self.notice.setVisible(bool(self._session.why_not))
        self.model.can_write = not self._session.why_not
        self._shelf.put(self._session.rows)
        self.filters.offer(self._session.rows, self._session.units)
        self._arrange()

    # what happened

    def _on_opened(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self.renew()

    def _on_changed(self, duties: frozenset[str]) -> None:
        """What was just edited stays in sight, even where the filter holds it no longer."""
        if self._is_stale:
            return
        self._shelf.put(self._session.rows)
        self.model.renew(self._shelf.changed(duties))
        self._count()

    def _arrange(self) -> None:
        current, column = self.table.currentIndex().data(ENTRY_ROLE), max(0, self.table.currentIndex().column())
        across = self.table.horizontalScrollBar().value()
        self.model.show(self._shelf.entries(), self._shelf.numbers)
        at = self.model.row_of(current.duty) if isinstance(current, LedgerRow) else None
        if self.model.entries:
            self.table.select_cell(at or 0, column)
        if at is not None:
            self.table.scrollTo(self.table.currentIndex())
        self.table.horizontalScrollBar().setValue(across)
        self.nothing.show_for(bool(self._session.rows))
        self._stack.setCurrentWidget(self.table if self.model.entries else self.nothing)
        self._count()

    def _count(self) -> None:
        counted = self._shelf.counted
        self.tools.show_count(count_line(counted.total, counted.held, counted.strays), counted.strays > 0)

    def _on_filter(self) -> None:
        self._shelf.filter = self.filters.filter
        self.table.scrollToTop()
        self._arrange()

    def _on_folded(self, key: str) -> None:
        self._shelf.toggle_fold(key)
        row = self.table.currentIndex().row()
        self._arrange()
        self.table.select_cell(min(row, self.model.rowCount() - 1), self.table.currentIndex().column())

    def _on_sorted(self, column: int, order: Qt.SortOrder) -> None:
        field = COLUMNS[column].field if 0 <= column < len(COLUMNS) else ""
        self._shelf.how = replace(self._shelf.how, sort=field, descending=order is Qt.SortOrder.DescendingOrder)
        self._layout.show_sort(self._shelf.how)
        self._arrange()

    def _on_group(self, key: str) -> None:
        self._shelf.how, self._shelf.folded = replace(self._shelf.how, group=key), frozenset()
        self._arrange()

    def _on_column(self, field: str, is_shown: bool) -> None:
        self.table.setColumnHidden(AT[field], not is_shown)
        self.table.sticky.settle()
        self._show_layout()

    def _on_lines(self, lines: int) -> None:
        self.table.set_lines(lines)
        self._show_layout()

    def _on_selection(self) -> None:
        self.bulk.show_count(len(self.table.selected_rows))

    # wishes

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ENTRY_ROLE)
        if not isinstance(row, LedgerRow):
            return
        if COLUMNS[index.column()].field in ("clause", "quote") and row.clause:
            self.place_requested.emit(row.document, row.clause.partition("#")[2])
        else:
            self.duty_requested.emit(row.duty)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if not self.model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self._open(index)

    def _copy(self) -> None:
        self.hand.copy(self.table.selected_rows, self.table.selected_fields, self.model.text)

    def _clear(self) -> None:
        self.hand.clear(self.table.selected_rows, self.table.selected_fields)

    def _paste(self) -> None:
        current = self.table.currentIndex()
        below = (entry for entry in self.model.entries[max(0, current.row()) :] if isinstance(entry, LedgerRow))
        columns = self.table.shown_columns()
        right = columns[columns.index(current.column()) :] if current.column() in columns else ()
        target = Target(tuple(below), tuple(COLUMNS[at].field for at in right))
        self.hand.paste(target, Target(self.table.selected_rows, self.table.selected_fields))

    def _on_bulk(self, field: str, text: str) -> None:
        self.hand.set_cells(self.table.selected_rows, field, text)
        if self.asking.reason.isHidden():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # building

    def _lay_out(self) -> None:
        self.notice.setObjectName("notice")
        self.notice.setWordWrap(True)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        self.setObjectName("gridView")
        self.setAccessibleName("台账")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusProxy(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.notice, self.filters, self.tools):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bulk)

    def _connect(self) -> None:
        self._session.opened.connect(self._on_opened)
        self._session.changed.connect(self._on_changed)
        for signal in (self._session.refused, self._session.said, self.hand.said):
            signal.connect(self.said)
        self._connect_table()
        self.filters.changed.connect(self._on_filter)
        self.filters.left_downwards.connect(self.table.setFocus)
        self.nothing.clearing_wished.connect(self.filters.clear)
        self.tools.group_chosen.connect(self._on_group)
        self.tools.column_toggled.connect(self._on_column)
        self.tools.lines_chosen.connect(self._on_lines)
        self.tools.default_wished.connect(self._on_default)
        self.tools.refilter_wished.connect(self._arrange)
        self.tools.export_chosen.connect(self.export_requested)
        self.tools.print_wished.connect(self.print_requested)
        self.bulk.given.connect(self._on_bulk)

    def _connect_table(self) -> None:
        table = self.table
        self.model.cell_given.connect(self.hand.set_cell)
        table.opened.connect(self._open)
        table.doubleClicked.connect(self._on_double_clicked)
        table.folded.connect(self._on_folded)
        table.copy_wished.connect(self._copy)
        table.paste_wished.connect(self._paste)
        table.clear_wished.connect(self._clear)
        table.undo_wished.connect(self._session.undo)
        table.redo_wished.connect(self._session.redo)
        table.selectionModel().selectionChanged.connect(self._on_selection)
        self.model.modelReset.connect(self._on_selection)
        for header in (table.horizontalHeader(), table.sticky.horizontalHeader()):
            header.setSortIndicatorClearable(True)
            header.sortIndicatorChanged.connect(self._on_sorted)

    def _apply(self, layout: Layout) -> None:
        self._shelf.how = layout.arrangement
        self._layout.apply(layout, self._size)
        self._show_layout()
        if not self._is_stale:
            self._arrange()

    def _show_layout(self) -> None:
        layout = self._layout.read(self._size, self._shelf.how)
        self.tools.show_layout(layout.hidden, layout.lines, layout.arrangement.group)

    def _on_default(self) -> None:
        self._apply(Layout())

    # events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale or self._session.day != self._day:
            self.renew()
