"""The left pane: documents and their outlines, with done/total of county duties at the right edge."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from content.normal_form import normal_form
from ui.reading.counted_row import COUNT_ROLE, paint_counted_row
from ui.reading.outline_model import CLAUSE_ROLE, DOC_ROLE, OutlineModel

ROW_HEIGHT = 30


class _CountDelegate(QStyledItemDelegate):
    """Rows with done/total at the right; documents in bold."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        option.font.setBold(not index.parent().isValid())
        paint_counted_row(painter, option, str(index.data(COUNT_ROLE) or ""))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, max(ROW_HEIGHT, option.fontMetrics.height() + 10))


class OutlinePanel(QWidget):
    """Emits where the reader wants to go; follows the clause in view."""

    place_requested = Signal(str, str)

    def __init__(self, model: OutlineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._unfolded = ""
        title = QLabel("文件与目录")
        title.setObjectName("paneTitle")
        self.tree = QTreeView()
        self.tree.setModel(model)
        self.tree.setHeaderHidden(True)
        self.tree.setItemDelegate(_CountDelegate(self.tree))
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(16)
        self.tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setAccessibleName("文件与目录")
        self.tree.clicked.connect(self._on_chosen)
        self.tree.activated.connect(self._on_chosen)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("筛选目录")
        self.filter.setAccessibleName("筛选目录")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(title)
        layout.addWidget(_framed(self.filter))
        layout.addWidget(self.tree)

    def follow(self, doc: str, clause: str) -> None:
        """Show where the reader is, without moving the reader."""
        index = self._model.index_of(doc, clause)
        if index.isValid() and index != self.tree.currentIndex():
            self._unfold(doc)
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def _unfold(self, doc: str, again: bool = False) -> None:
        """Open the outline of one document, two levels deep, and fold the others."""
        if (doc == self._unfolded and not again) or self.filter.text():
            return
        self._unfolded = doc
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            is_open = index.data(DOC_ROLE) == doc
            self.tree.setExpanded(index, is_open)
            if is_open:
                self.tree.expandRecursively(index, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In the filter box Esc shows everything again, ↓ goes into the list."""
        if self.filter.hasFocus() and event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
        elif self.filter.hasFocus() and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tree.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _filter(self, text: str) -> None:
        wanted = normal_form(text).casefold()
        for row in range(self._model.rowCount()):
            self._show_matching(self._model.index(row, 0), wanted)
        if not wanted:
            self._unfold(self._unfolded, again=True)

    def _show_matching(self, index: QModelIndex, wanted: str) -> bool:
        """Hide a row unless it or a row below it holds what is wanted; rows below a match stay to be unfolded."""
        below = [self._model.index(row, 0, index) for row in range(self._model.rowCount(index))]
        is_own = wanted in normal_form(str(index.data())).casefold()
        lit = [self._show_matching(child, "" if is_own else wanted) for child in below]
        self.tree.setRowHidden(index.row(), index.parent(), not (is_own or any(lit)))
        if wanted:
            self.tree.setExpanded(index, any(lit) and not is_own)
        return is_own or any(lit)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.place_requested.emit(index.data(DOC_ROLE), index.data(CLAUSE_ROLE))


def _framed(box: QLineEdit) -> QWidget:
    frame = QWidget()
    row = QVBoxLayout(frame)
    row.setContentsMargins(12, 4, 12, 8)
    row.addWidget(box)
    return frame
