"""The manual in a window of its own, beside the program: contents and finding on the left, the text on the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from ui.jobs import Job
from ui.ledger.parts import words_label
from ui.look import Look
from ui.manual import words
from ui.manual.book import FIRST, Book, KeyTable, link_target, read_book
from ui.manual.browser import ManualBrowser
from ui.manual.contents import Contents
from ui.manual.finding import terms_of

_SIZE = (1080, 720)  # at 中
_CONTENTS = 272
_OF_SCREEN = 0.9


class ManualDialog(QDialog):
    """Read in the background when it is first opened. It does not block: the program goes on beside it."""

    def __init__(self, keys: KeyTable, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.book: Book | None = None
        self._wanted, self._path = (FIRST, ""), Path()
        self.contents = Contents()
        self.browser = ManualBrowser(look.theme, look.size)
        self.status = words_label(words.READING, "quiet")
        self.save_button, self.close_button = QPushButton(words.SAVE), QPushButton(words.CLOSE)
        self.setWindowTitle(words.TITLE)
        self.setObjectName("manual")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._lay_out()
        self._connect(look)
        self._fit(look)
        self._read(keys)

    def show_page(self, page: str, anchor: str = "") -> None:
        """Go to a page, as soon as the manual is read; nothing where there is no such page."""
        self._wanted = (page, anchor)
        if self.book is not None and any(one.name == page for one in self.book.pages):
            self.browser.show_page(self.book.page(page), anchor)
            self.contents.show_place(page, anchor)

    def save(self, path: Path) -> None:
        """Write the whole manual as a PDF, in the background."""
        from ui.manual.paper import write_manual  # not before it is asked for

        assert self.book is not None
        self.save_button.setEnabled(False)
        self.status.setText(words.WRITING)
        self._path = path
        self._run(partial(write_manual, self.book, path), self._on_saved, self._on_refused)

    def _read(self, keys: KeyTable) -> None:
        self.save_button.setEnabled(False)
        self._run(partial(read_book, keys), self._show, self._on_unreadable)

    def _run(self, work: Callable[[], object], done: Callable[[Any], object], failed: Callable[[Any], object]) -> None:
        job = Job(work)
        job.done.connect(done)
        job.failed.connect(failed)
        job.start()

    def _lay_out(self) -> None:
        self._parts = parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(1)
        parts.addWidget(self.contents)
        parts.addWidget(self.browser)
        parts.setStretchFactor(1, 1)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 12)
        row.setSpacing(8)
        row.addWidget(self.status, 1)
        for button in (self.save_button, self.close_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(parts, 1)
        column.addLayout(row)

    def _fit(self, look: Look) -> None:
        """Larger with the type, never larger than the screen."""
        wide, high = map(look.size.px, _SIZE)
        room = self.screen().availableSize() * _OF_SCREEN
        self.resize(min(wide, room.width()), min(high, room.height()))
        contents = min(look.size.px(_CONTENTS), self.width() // 3)
        self._parts.setSizes([contents, self.width() - contents])

    def _connect(self, look: Look) -> None:
        self._look = look
        look.changed.connect(self._follow_look)
        self.contents.place_wished.connect(self.show_page)
        self.contents.looked_for.connect(self._mark)
        self.browser.link_wished.connect(self._follow)
        self.save_button.clicked.connect(self._choose)
        self.close_button.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self._begin_finding)

    def _show(self, book: Book) -> None:
        self.book = book
        self.status.setText("")
        self.save_button.setEnabled(True)
        self.contents.show_book(book)
        self.show_page(*self._wanted)
        self.contents.box.setFocus()

    def _on_unreadable(self, error: Exception) -> None:
        self.status.setText(words.UNREADABLE)

    def _mark(self, query: str) -> None:
        self.browser.mark(terms_of(query))

    def _follow(self, link: str) -> None:
        target = link_target(link, self.browser.page.name) if self.browser.page is not None else None
        if target is not None:
            self.show_page(*target)

    def _begin_finding(self) -> None:
        self.contents.box.setFocus()
        self.contents.box.selectAll()

    def _follow_look(self) -> None:
        self.browser.set_look(self._look.theme, self._look.size)

    def _choose(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _ = QFileDialog.getSaveFileName(
            self, words.SAVE_TITLE, f"{documents}/{words.FILE_NAME}", words.PDF_FILES
        )
        if chosen:
            self.save(Path(chosen))

    def _on_saved(self, pages: int) -> None:
        self.save_button.setEnabled(True)
        self.status.setText(words.saved(self._path.name, pages))

    def _on_refused(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self.status.setText(words.refusal(error))
