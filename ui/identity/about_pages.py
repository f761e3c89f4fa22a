"""The pages of 关于县策: documents, names with their values, and licences to be read in full."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QListWidget,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ui.identity import words
from ui.identity.facts import Source
from ui.identity.parts import Part, text_of
from ui.ledger.parts import words_label

_LIST_WIDTH, _TEXT_WIDTH = 208, 544
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
Rows = tuple[tuple[str, str], ...]


class LicencePage(QSplitter):
    """Every part on the left, the licence of the chosen one on the right."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._parts: tuple[Part, ...] = ()
        self.list, self.text = QListWidget(), QPlainTextEdit()
        self.list.setObjectName("aboutParts")
        self.list.setAccessibleName(words.PARTS)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.text.setObjectName("licenceText")
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(_SELECTABLE)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(words.LICENCE_TEXT)
        self.addWidget(self.list)
        self.addWidget(self.text)
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)
        self.setSizes([_LIST_WIDTH, _TEXT_WIDTH])
        self.setHandleWidth(1)
        self.list.currentRowChanged.connect(self._show_text)

    def show_parts(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        self.list.addItems([f"{part.name} {part.version}" for part in parts])
        self.list.setCurrentRow(0)

    def _show_text(self, row: int) -> None:
        part = self._parts[row]
        self.text.setPlainText(f"{part.name} {part.version}\n{part.licence}\n\n{_licence_of(part)}")


def _licence_of(part: Part) -> str:
    try:
        return text_of(part) or words.NO_TEXT
    except OSError:
        return words.NO_TEXT


def source_page(sources: tuple[Source, ...]) -> QWidget:
    """The documents with what is known of each as received."""
    page, column = _page()
    for number, source in enumerate(sources):
        if number:
            column.addWidget(_hairline())
        column.addWidget(words_label(source.title, "cardTitle"))
        for line in words.source_lines(source):
            column.addWidget(_told(line, "quiet"))
    column.addStretch()
    return _scrolled(page, words.SOURCES)


def fact_page(groups: tuple[tuple[str, Rows], ...], remark: str = "") -> QWidget:
    """Names and values in two columns, each group under its title."""
    page, column = _page()
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for title, rows in groups:
        if title:
            grid.addWidget(words_label(title, "cardTitle"), grid.rowCount(), 0, 1, 2)
        for name, value in rows:
            row = grid.rowCount()
            grid.addWidget(words_label(name, "quiet", wraps=False), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_told(value), row, 1)
    column.addLayout(grid)
    if remark:
        column.addSpacing(8)
        column.addWidget(words_label(remark, "quiet"))
    column.addStretch()
    return _scrolled(page, words.VERSIONS)


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    page.setObjectName("aboutPage")
    column = QVBoxLayout(page)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(4)
    return page, column


def _told(text: str, name: str = "") -> QWidget:
    label = words_label(text, name)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _hairline() -> QFrame:
    line = QFrame()
    line.setObjectName("hairline")
    line.setFixedHeight(17)
    line.setFrameShape(QFrame.Shape.HLine)
    return line


def _scrolled(page: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName("aboutArea")
    area.setAccessibleName(name)
    area.setFrameStyle(0)
    area.setWidgetResizable(True)
    area.setWidget(page)
    return area
