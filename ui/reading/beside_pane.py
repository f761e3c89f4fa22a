"""A second document beside the first, led by the cross references of the clause in view at the left."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from content.library import Library
from content.references import Address
from ui.labels import place_label
from ui.reading.reader_view import ReaderView
from ui.theme import Theme


class BesidePane(QWidget):
    """Shows any document to compare with. Follows the left side from reference to reference while asked to."""

    closed = Signal()
    place_requested = Signal(str, str)

    def __init__(self, library: Library, titles: Mapping[str, str], theme: Theme, size: int) -> None:
        super().__init__()
        self._library, self._titles = library, titles
        self._related: tuple[Address, ...] = ()
        self.documents = _combo("对照的文件")
        for doc, title in titles.items():
            self.documents.addItem(title, doc)
        self.references = _combo("左侧条款的相关条款")
        self.follows = QCheckBox("跟随左侧")
        self.follows.setChecked(True)
        self.reader = ReaderView(theme, size)
        self.reader.setAccessibleName("对照正文")
        close = QToolButton()
        close.setText("×")
        close.setAccessibleName("关闭对照")
        close.setToolTip("关闭对照")
        self.place = QLabel()
        self.place.setObjectName("breadcrumb")
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out(close)
        self.documents.activated.connect(self._on_document_chosen)
        self.references.activated.connect(self._on_reference_chosen)
        self.reader.clause_in_view.connect(self._show_place)
        close.clicked.connect(self.closed)

    def set_look(self, theme: Theme, size: int) -> None:
        self.reader.set_look(theme, size)

    def show_place(self, doc: str, clause: str) -> None:
        """Show a clause of a document."""
        document = self._library.document(doc)
        self.documents.setCurrentIndex(self.documents.findData(doc))
        if self.reader.document_id != doc:
            self.reader.show_document(document, ())
        self.reader.go_to(clause)

    def show_references(self, related: tuple[Address, ...]) -> None:
        """What the clause in view at the left is related to; the first is gone to while following."""
        self._related = related
        self.references.clear()
        self.references.addItem(f"相关条款 {len(related)}" if related else "左侧条款没有相关条款")
        self.references.setEnabled(bool(related))
        for address in related:
            clause = self._library.document(address.doc).clause(address.clause)
            where = place_label(clause) or clause.text[:24]
            self.references.addItem(f"{self._titles[address.doc]}　{where}")
        if related and self.follows.isChecked():
            here = next((one for one in related if one.doc == self.reader.document_id), related[0])
            self.show_place(here.doc, here.clause)

    def _lay_out(self, close: QToolButton) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 8, 6)
        bar.setSpacing(8)
        bar.addWidget(self.documents, 1)
        bar.addWidget(self.references, 1)
        bar.addWidget(self.follows)
        bar.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.place)
        column.addWidget(self.reader, 1)

    def _on_document_chosen(self, index: int) -> None:
        doc = str(self.documents.itemData(index))
        self.show_place(doc, self._library.document(doc).clauses[0].id)

    def _on_reference_chosen(self, index: int) -> None:
        if index > 0:
            self.show_place(self._related[index - 1].doc, self._related[index - 1].clause)
            self.references.setCurrentIndex(0)

    def _show_place(self, clause: str) -> None:
        self.place.setText(place_label(self._library.document(self.reader.document_id).clause(clause)))


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setMinimumContentsLength(8)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return combo
