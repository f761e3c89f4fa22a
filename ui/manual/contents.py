"""The left side of the manual: its contents, or what was found in it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ui.ledger.parts import words_label
from ui.manual import words
from ui.manual.book import Book
from ui.manual.finding import Found, find
from ui.plain import tip

_PLACE = Qt.ItemDataRole.UserRole


class Contents(QWidget):
    """`place_wished` carries a page and an anchor; `looked_for` what is being looked for, as typed."""

    place_wished = Signal(str, str)
    looked_for = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book: Book | None = None
        self.box, self.tree = QLineEdit(), QTreeWidget()
        self.nothing: QLabel = words_label("", "quiet")
        self.setObjectName("manualContents")
        self._lay_out()
        self.box.textChanged.connect(self._fill)
        self.box.returnPressed.connect(self._take_first)
        self.tree.currentItemChanged.connect(self._on_current)
        self.tree.itemClicked.connect(self._wish)
        self.tree.itemActivated.connect(self._wish)

    def show_book(self, book: Book) -> None:
        self._book = book
        self._fill(self.box.text())

    def show_place(self, page: str, anchor: str) -> None:
        """Mark the entry of a place, where it is listed; nothing is wished for by it."""
        found = [one for one in self._entries() if one.data(0, _PLACE) == (page, anchor)]
        found += [one for one in self._entries() if one.data(0, _PLACE)[0] == page]
        self.tree.blockSignals(True)
        if found:
            self.tree.setCurrentItem(found[0])
            found[0].setExpanded(True)
        self.tree.blockSignals(False)

    def _lay_out(self) -> None:
        self.box.setPlaceholderText(words.SEARCH)
        self.box.setAccessibleName(words.SEARCH)
        self.box.setClearButtonEnabled(True)
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(words.CONTENTS)
        self.tree.setFrameStyle(0)
        self.tree.setIndentation(16)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing.setContentsMargins(12, 12, 12, 12)
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.box)
        column.addWidget(self.nothing)
        column.addWidget(self.tree, 1)

    def _fill(self, query: str) -> None:
        if self._book is None:
            return
        found = find(self._book, query)
        is_asked = bool(query.strip())
        self.tree.blockSignals(True)
        self.tree.clear()
        if is_asked:
            self._fill_found(found)
        else:
            self._fill_contents(self._book)
        self.tree.blockSignals(False)
        self.nothing.setText(words.NOTHING.format(query.strip()[:20]))
        self.nothing.setVisible(is_asked and not found)
        self.looked_for.emit(query)

    def _fill_contents(self, book: Book) -> None:
        for page in book.pages:
            above = self._entry(page.title, page.name, "")
            self.tree.addTopLevelItem(above)
            for anchor, title in page.headings(2):
                above.addChild(self._entry(title, page.name, anchor))

    def _fill_found(self, found: Iterable[Found]) -> None:
        for one in found:
            place = one.section
            above = self._entry(words.found_line(one.page_title, place.title, one.count), place.page, place.anchor)
            above.addChild(self._entry(one.excerpt, place.page, place.anchor))
            self.tree.addTopLevelItem(above)
            above.setExpanded(True)

    def _entry(self, title: str, page: str, anchor: str) -> QTreeWidgetItem:
        entry = QTreeWidgetItem([title])
        entry.setData(0, _PLACE, (page, anchor))
        entry.setToolTip(0, tip(title))
        return entry

    def _entries(self) -> list[QTreeWidgetItem]:
        tops = [self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount())]
        return [one for top in tops if top for one in (top, *(top.child(at) for at in range(top.childCount())))]

    def _take_first(self) -> None:
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)
            self.tree.setFocus()

    def _on_current(self, now: QTreeWidgetItem | None, before: QTreeWidgetItem | None) -> None:
        if now is not None:
            self._wish(now)

    def _wish(self, entry: QTreeWidgetItem, column: int = 0) -> None:
        if entry.parent() is None:
            entry.setExpanded(True)
        self.place_wished.emit(*entry.data(0, _PLACE))
