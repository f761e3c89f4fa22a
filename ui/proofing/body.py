"""Below the head: facts and list of differences on the left, the two texts on the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ui.proofing.columns import ProofColumns
from ui.proofing.difference_model import DifferenceModel
from ui.proofing.proof import Proof
from ui.proofing.source_card import SourceCard, plain_label
from ui.proofing.words import LEGEND, OURS, visible
from ui.theme import Theme

_WIDTHS = (308, 1058)
_LEAST_WIDTHS = (220, 420)


class ProofBody(QSplitter):
    """Emits `moved_to` (number of a difference) when the keyboard goes through the list."""

    moved_to = Signal(int)

    def __init__(self, theme: Theme, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = DifferenceModel(self)
        self.columns = ProofColumns(theme, size)
        self.card: SourceCard | None = None
        self.list = self._build_list()
        self._area = QScrollArea()
        self._area.setFrameStyle(0)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._heading = plain_label("", "paneTitle")
        self._names = (QLabel("条款"), plain_label(OURS, "proofName"), plain_label("", "proofName"))
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for pane, least in zip((self._build_side(), self._build_page()), _LEAST_WIDTHS, strict=True):
            pane.setMinimumWidth(least)
            self.addWidget(pane)
        self.setStretchFactor(1, 1)
        self.setSizes(_WIDTHS)

    def show_proof(self, proof: Proof) -> None:
        """Everything but the rows, which the view chooses."""
        differences = proof.comparison.differences
        self.model.show(proof.document, differences)
        self._heading.setText(f"不同之处　{len(differences)}" if differences else "没有不同之处")
        self.list.setVisible(bool(differences))
        self._names[2].setText(f"{proof.source.title}　{visible(proof.source.name)}")
        holder = QWidget()
        holder.setObjectName("cards")
        column = QVBoxLayout(holder)
        column.setContentsMargins(12, 12, 12, 4)
        self.card = SourceCard(proof)
        column.addWidget(self.card)
        column.addStretch()
        self._area.setWidget(holder)
        holder.installEventFilter(self)
        self._fit_card()

    def go_to(self, number: int) -> None:
        """Show a difference on the page and in the list."""
        index = self.model.index(number, 0)
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.columns.go_to(number)

    def set_look(self, theme: Theme, size: int) -> None:
        self.columns.set_look(theme, size)
        self._names[0].setFixedWidth(self.columns.name_width)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The card grows with what is folded open."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit_card()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_card()

    def _fit_card(self) -> None:
        """As high as its content, but the list keeps its half; all of it where there is no list."""
        holder = self._area.widget()
        if holder is not None:
            wanted = holder.heightForWidth(self._area.viewport().width())
            most = self.height() - self._heading.sizeHint().height()
            self._area.setFixedHeight(min(wanted, most // 2 if self.model.rowCount() else most))

    def _build_list(self) -> QListView:
        made = QListView()
        made.setObjectName("proofList")
        made.setModel(self.model)
        made.setWordWrap(True)
        made.setFrameStyle(0)
        made.setResizeMode(QListView.ResizeMode.Adjust)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setAccessibleName("不同之处")
        made.setToolTip("回车：到正文中的这一条款")
        made.selectionModel().currentChanged.connect(self._on_moved)
        return made

    def _build_side(self) -> QWidget:
        side = QWidget()
        side.setObjectName("sidePane")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._area)
        column.addWidget(self._heading)
        column.addWidget(self.list, 1)
        column.addStretch()
        return side

    def _build_page(self) -> QWidget:
        page, names = QWidget(), QWidget()
        names.setObjectName("proofNames")
        names.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(names)
        row.setContentsMargins(2, 0, 16, 0)
        row.setSpacing(0)
        self._names[0].setFixedWidth(self.columns.name_width)
        for name in self._names:
            name.setObjectName("proofName")
            name.setIndent(0)
            row.addWidget(name, 0 if name is self._names[0] else 1)
        legend = plain_label(LEGEND, "proofLegend")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(names)
        column.addWidget(self.columns, 1)
        column.addWidget(legend)
        return page

    def _on_moved(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid() and self.list.hasFocus():
            self.moved_to.emit(now.row())
