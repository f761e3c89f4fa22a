"""Columns that stay at the left edge: a second view of the same rows over the first one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from ui.grid.bands import paint_bands
from ui.grid.columns import AT, COLUMNS, STICKY
from ui.theme import Theme


class StickyColumns(QTableView):
    """Shows those of the sticky columns that have scrolled past where they stand; the keyboard stays with the table."""

    def __init__(self, table: QTableView, theme: Theme) -> None:
        super().__init__(table)
        self._table, self.theme = table, theme
        self.setObjectName("ledgerSticky")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setAccessibleName("固定列的列标题")
        self.hide()

    def follow(self) -> None:
        """Take over model, selection and scrolling of the table; called once it has a model."""
        table = self._table
        self.setModel(table.model())
        own = self.selectionModel()
        self.setSelectionModel(table.selectionModel())
        own.deleteLater()
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(self.settle)
        header = table.horizontalHeader()
        for moved in (header.sectionResized, header.sectionMoved, header.geometriesChanged):
            moved.connect(self.settle)
        self.settle()

    @property
    def reach(self) -> int:
        """How far into the table the columns reach, in pixels."""
        return 0 if self.isHidden() else self.width()

    def settle(self) -> None:
        """Show what has to be shown, at its place."""
        table, header = self._table, self._table.horizontalHeader()
        reach, stuck = 0, list[int]()
        for column in sorted((AT[field] for field in STICKY), key=header.visualIndex):
            if not header.isSectionHidden(column) and header.sectionViewportPosition(column) < reach:
                stuck.append(column)
                reach += header.sectionSize(column)
        for column in range(len(COLUMNS)):
            self.setColumnHidden(column, column not in stuck)
        own = self.horizontalHeader()
        for column in stuck:
            own.moveSection(own.visualIndex(column), header.visualIndex(column))
            own.resizeSection(column, header.sectionSize(column))
        port = table.viewport().geometry()
        own.setFixedHeight(header.height())
        self.setGeometry(port.left(), header.geometry().top(), reach, port.height() + header.height())
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())
        self.setVisible(bool(stuck))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_bands(self, self.theme, has_focus=self._table.hasFocus())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click selects, and hands the keyboard to the table."""
        super().mousePressEvent(event)
        self._table.setFocus(Qt.FocusReason.MouseFocusReason)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._table.wheelEvent(event)
