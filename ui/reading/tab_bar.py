"""The open documents as tabs above the text; a single one needs no tab."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget


class DocumentTabs(QTabBar):
    """One tab a document, by id. Emits which document is wished for, and which was closed."""

    document_requested = Signal(str)
    document_closed = Signal(str)

    def __init__(self, titles: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = titles
        self.setObjectName("tabs")
        self.setAutoHide(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setAccessibleName("打开的文件")
        self.currentChanged.connect(self._on_chosen)

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the open documents from left to right."""
        return tuple(str(self.tabData(n)) for n in range(self.count()))

    def show_document(self, doc: str) -> None:
        """Bring a document's tab forward, adding it at the end where there is none. Emits nothing."""
        self.blockSignals(True)
        if doc not in self.documents:
            self._add(doc)
        self.setCurrentIndex(self.documents.index(doc))
        self.blockSignals(False)

    def add_quietly(self, doc: str) -> None:
        """A tab of a document that is not shown now, as at the start of the program."""
        self.blockSignals(True)
        self._add(doc)
        self.blockSignals(False)

    def step(self, by: int) -> None:
        """To the tab so many places on, round the ends."""
        if self.count():
            self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def close_tab(self, index: int) -> None:
        """Close a tab; the last one stays, a reader without a document has nothing to say."""
        if self.count() > 1:
            doc = str(self.tabData(index))
            self.removeTab(index)
            self.document_closed.emit(doc)

    def close_current(self) -> None:
        self.close_tab(self.currentIndex())

    def _add(self, doc: str) -> None:
        index = self.addTab(self._titles[doc])
        self.setTabData(index, doc)
        button = QToolButton()
        button.setObjectName("tabClose")
        button.setText("×")
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip("关闭（Ctrl+W）")
        button.setAccessibleName(f"关闭 {self._titles[doc]}")
        button.clicked.connect(partial(self._close_document, doc))
        self.setTabButton(index, QTabBar.ButtonPosition.RightSide, button)

    def _close_document(self, doc: str, checked: bool = False) -> None:
        self.close_tab(self.documents.index(doc))

    def _on_chosen(self, index: int) -> None:
        if index >= 0:
            self.document_requested.emit(str(self.tabData(index)))
