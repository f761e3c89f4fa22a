"""全部批注: all annotations of all documents, to filter, open, edit, take away, set anew and export."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from checklist.annotation_export import Format
from checklist.annotation_placing import Placed
from content.library import Library
from ui.annotating.delegate import AnnotationDelegate
from ui.annotating.entries import chapter_title, document_title
from ui.annotating.filter_bar import FilterBar
from ui.annotating.model import PLACED_ROLE, AnnotationModel, grouped
from ui.annotating.nothing import Nothing
from ui.annotating.sieve import Sieve, Wanted
from ui.annotating.undo_bar import UndoBar
from ui.annotating.words import FORMAT
from ui.theme import Theme

_MARGIN = 12


class AnnotationPanel(QWidget):
    """Emits what a person wants done; shows annotations when told that they are on disk."""

    open_requested = Signal(str)
    edit_requested = Signal(str)
    removal_requested = Signal(object)
    relocation_requested = Signal(str)
    undo_requested = Signal()
    reading_requested = Signal()
    export_requested = Signal(object, object)

    def __init__(self, theme: Theme, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._all: tuple[Placed, ...] = ()
        self._is_stale = True
        self._sieve = Sieve()
        self.model = AnnotationModel(self)
        self.setObjectName("sidePane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel()
        self.title.setObjectName("paneTitle")
        self.filters = FilterBar()
        self.tree = self._build_tree()
        self._delegate = AnnotationDelegate(theme, self.tree)
        self.tree.setItemDelegate(self._delegate)
        self.nothing = Nothing()
        self.undo_bar = UndoBar()
        self._build_buttons()
        self._lay_out()
        self._connect()
        self._renew_all()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.tree.viewport().update()

    def show_placed(self, placed: tuple[Placed, ...]) -> None:
        """Replace all annotations, in reading order; row and scroll stay. Out of sight nothing is done."""
        self._all, self._is_stale = placed, True
        if self.isVisible():
            self._renew_all()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._renew_all()

    def show_removed(self, count: int) -> None:
        """Say that annotations were taken away, with the way back."""
        self.undo_bar.show_words(f"已删除 {count} 条批注")

    def select(self, key: str) -> None:
        """Make an annotation the current row; the filter gives way where it hides it."""
        self._renew_all()
        if not self.model.index_of(key).isValid():
            self.filters.clear()
        self.tree.setCurrentIndex(self.model.index_of(key))

    @property
    def current(self) -> Placed | None:
        placed = self.tree.currentIndex().data(PLACED_ROLE)
        return placed if isinstance(placed, Placed) else None

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the selected rows, the current one first."""
        found = [index.data(PLACED_ROLE) for index in self.tree.selectionModel().selectedRows()]
        return tuple(one.annotation.id for one in found if isinstance(one, Placed))

    def _renew_all(self) -> None:
        if not self._is_stale:
            return
        self._is_stale, placed = False, self._all
        documents = dict.fromkeys(one.annotation.document for one in placed)
        names = {doc: document_title(self._library, doc) for doc in documents}
        self.filters.show_choices(names, sum(one.is_lost for one in placed))
        self._renew(self.filters.wanted)

    def _renew(self, wanted: Wanted) -> None:
        key, scroll = self._current_key(), self.tree.verticalScrollBar().value()
        passing = self._sieve.passing(self._all, wanted)
        self.model.show(grouped(passing, self._heading))
        self.title.setText(_title(len(passing), len(self._all)))
        self.nothing.show_for(bool(self._all))
        self._stack.setCurrentWidget(self.tree if passing else self.nothing)
        self.export_button.setVisible(bool(self._all))
        self.export_button.setEnabled(bool(passing))
        self.filters.setVisible(bool(self._all))
        if not self.current and self.model.index_of(key).isValid():
            self.tree.setCurrentIndex(self.model.index_of(key))
            self.tree.verticalScrollBar().setValue(scroll)
        self._show_buttons()

    def _current_key(self) -> str:
        return self.current.annotation.id if self.current else ""

    def _heading(self, placed: Placed) -> str:
        document = document_title(self._library, placed.annotation.document)
        innermost = chapter_title(self._library, placed).rpartition(" › ")[2]
        return "　".join(part for part in (document, innermost) if part)

    def _build_tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self.model)
        tree.setHeaderHidden(True)
        tree.setIndentation(8)
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        tree.setAccessibleName("全部批注")
        for words, keys, act in (("打开", "", self._open), ("编辑", "F2", self._edit), ("删除", "Del", self._remove)):
            action = QAction(words, tree)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(act)
            tree.addAction(action)
        return tree

    def _build_buttons(self) -> None:
        self.edit_button, self.remove_button = QPushButton("编辑"), QPushButton("删除")
        self.relocate_button = QPushButton("重新定位到所选")
        self.relocate_button.setToolTip("先在正文中选中它应在的文字")
        self.export_button = QPushButton("导出 ▾")
        self.export_button.setAccessibleName("导出")
        self.export_button.setStyleSheet("QPushButton::menu-indicator { image: none; width: 0; }")
        menu = QMenu(self.export_button)
        for form, words in FORMAT.items():
            menu.addAction(words).triggered.connect(partial(self._export, form))
        self.export_button.setMenu(menu)

    def _lay_out(self) -> None:
        head, undo, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(0, 4, _MARGIN, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.export_button)
        undo.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        undo.addWidget(self.undo_bar)
        foot.setContentsMargins(_MARGIN, 8, _MARGIN, _MARGIN)
        foot.setSpacing(8)
        for button in (self.edit_button, self.remove_button, self.relocate_button):
            foot.addWidget(button)
        foot.addStretch()
        column = QVBoxLayout(self)
        self._stack = QStackedLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addLayout(self._stack, 1)  # before it gets its widgets, which would be windows without it
        self._stack.addWidget(self.tree)
        self._stack.addWidget(self.nothing)
        column.addLayout(undo)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.model.modelReset.connect(self.tree.expandAll)
        self.filters.changed.connect(self._renew)
        self.nothing.clearing_requested.connect(self.filters.clear)
        self.nothing.reading_requested.connect(self.reading_requested)
        self.undo_bar.undo_requested.connect(self.undo_requested)
        self.tree.activated.connect(self._open)
        self.tree.clicked.connect(self._open)
        self.tree.selectionModel().selectionChanged.connect(self._show_buttons)
        self.edit_button.clicked.connect(self._edit)
        self.remove_button.clicked.connect(self._remove)
        self.relocate_button.clicked.connect(self._relocate)

    def _show_buttons(self, *_: object) -> None:
        placed, count = self.current, len(self.chosen)
        for button in (self.edit_button, self.remove_button):
            button.setVisible(count > 0)
        self.edit_button.setEnabled(count == 1)
        self.remove_button.setText("删除" if count < 2 else f"删除 {count} 条")
        self.relocate_button.setVisible(count == 1 and placed is not None and placed.is_lost)

    def _open(self, *_: object) -> None:
        if self.current is not None and len(self.chosen) == 1:
            self.open_requested.emit(self.current.annotation.id)

    def _edit(self, *_: object) -> None:
        if self.current is not None:
            self.edit_requested.emit(self.current.annotation.id)

    def _remove(self, *_: object) -> None:
        if self.chosen:
            self.removal_requested.emit(self.chosen)

    def _relocate(self, *_: object) -> None:
        if self.current is not None:
            self.relocation_requested.emit(self.current.annotation.id)

    def _export(self, form: Format, checked: bool = False) -> None:
        self.export_requested.emit(form, self.model.placed)


def _title(shown: int, total: int) -> str:
    counted = f"{shown}/{total}" if shown != total else str(total)
    return f"全部批注　{counted}" if total else "全部批注"
