"""The left pane: documents and their outlines, with done/total of county duties at the right edge."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(title)
        layout.addWidget(self.tree)

    def follow(self, doc: str, clause: str) -> None:
        """Show where the reader is, without moving the reader."""
        index = self._model.index_of(doc, clause)
        if index.isValid() and index != self.tree.currentIndex():
            self._unfold(doc)
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def _unfold(self, doc: str) -> None:
        """Open the outline of one document, two levels deep, and fold the others."""
        if doc == self._unfolded:
            return
        self._unfolded = doc
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            is_open = index.data(DOC_ROLE) == doc
            self.tree.setExpanded(index, is_open)
            if is_open:
                self.tree.expandRecursively(index, 1)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.place_requested.emit(index.data(DOC_ROLE), index.data(CLAUSE_ROLE))
