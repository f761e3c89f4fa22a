"""The main window: the text at once, then everything that finds, ticks and hands out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QWidget

from content.document import Document
from content.library import Library
from content.validity import today, validity_of
from ui.desk import Desk
from ui.labels import document_label, validity_label
from ui.look import Look
from ui.searching.bar import SearchBar
from ui.settings import Settings, left_places, write_settings
from ui.views import READING, Views

if TYPE_CHECKING:
    from checklist.standing import Status
    from ui.ledger.guide import LedgerGuide
    from ui.ledger.panel import DutyPanel
    from ui.ledger.session import ChecklistSession
    from ui.parts import Parts
    from ui.reading.guide import ReadingGuide
    from ui.safety.guide import SafetyGuide
    from ui.searching.session import SearchSession

_NARROW = 1100
_FIRST_SIZE = (1320, 720)
_MESSAGE_MS = 12_000


class MainWindow(QMainWindow):
    """Shows a document with `open_first`. What it is asked for beyond reading stands once `complete` was called."""

    parts: Parts
    reading: ReadingGuide
    ledger: LedgerGuide
    checklist: ChecklistSession
    search: SearchSession
    safety: SafetyGuide
    duty_panel: DutyPanel
    completed = Signal()  # with the record at hand

    def __init__(self, library: Library, settings: Settings, settings_folder: Path) -> None:
        super().__init__()
        self.library, self._settings, self._settings_folder = library, settings, settings_folder
        self.is_complete = False
        self.look = Look(settings.theme, settings.size, self)
        titles = {document.id: document_label(document) for document in library.documents}
        self.desk = Desk(titles, self.look.theme, self.look.size)
        self.reader = self.desk.reader
        self.search_bar = SearchBar()
        self.views = Views({READING: self._build_reading})
        self.setCentralWidget(self.views)
        self._build_corner()
        self._build_status_bar()
        self.views.show_view(READING)
        self.setWindowTitle("县策")
        self._restore(settings)
        self.reader.setFocus()

    # what the window is asked to do

    @property
    def document(self) -> Document:
        """The document shown."""
        return self.library.document(self.reader.document_id)

    def open_first(self, statuses: dict[str, Status]) -> None:
        """The document that was shown last, at its place, with the tabs that were open; at first the 2018 opinions.

        `statuses` of duties mark the margin, so that the first paint is true.
        """
        known = [document.id for document in self.library.documents]
        for doc in (doc for doc in dict.fromkeys(self._settings.tabs) if doc in known):
            self.desk.tabs.add_quietly(doc)
        document = self.library.document(self._settings.document if self._settings.document in known else known[0])
        left = left_places(self._settings).get(document.id, "")
        place = left if left in document.order else ""
        self.reader.show_document(document, self.library.duties_of(document.id), place)
        self.reader.set_statuses(statuses)
        self.desk.tabs.show_document(document.id)
        self.desk.show_place(document, self.reader.clause)
        self.show_title()

    def complete(self) -> None:
        """Make everything else. The first paint does without it."""
        from ui.parts import Parts

        self.parts = parts = Parts(self.library, self._settings, self._settings_folder, self)
        self.reading, self.ledger, self.safety = parts.reading, parts.ledger, parts.safety
        self.checklist, self.search, self.duty_panel = parts.checklist, parts.search, self.desk.duty_panel
        self.is_complete = True

    def say(self, words: str) -> None:
        """A sentence in the status bar."""
        self.statusBar().showMessage(words, _MESSAGE_MS)

    def warn(self, words: str) -> None:
        """A sentence that stays above the text."""
        said = self.desk.notice.text().splitlines() if self.desk.notice.isVisibleTo(self) else []
        self.desk.notice.setText("\n".join(dict.fromkeys([*said, words])))
        self.desk.notice.show()

    def show_title(self, doc: str = "") -> None:
        """What is read, and what may be said of its validity."""
        document = self.library.document(doc) if doc else self.document
        self.setWindowTitle(f"{document_label(document)} — 县策")
        self.validity.setText(validity_label(validity_of(document.metadata, today())))

    def show_saved(self) -> None:
        """Something was just committed."""
        self.saved.setText(f"离线 · 已保存 {datetime.now().astimezone():%H:%M}")

    # building

    def _build_reading(self) -> QWidget:
        return self.desk

    def _build_corner(self) -> None:
        holder = QWidget(self.menuBar())
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 8, 0)
        row.addWidget(self.views.bar)
        row.addWidget(self.search_bar)
        self.menuBar().setCornerWidget(holder, Qt.Corner.TopRightCorner)

    def _build_status_bar(self) -> None:
        self.saved, self.validity, self.counter = QLabel("离线"), QLabel(), QLabel()
        for label in (self.saved, self.validity, self.counter):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.statusBar().addWidget(self.validity)
        self.statusBar().addPermanentWidget(self.counter)
        self.statusBar().addPermanentWidget(self.saved)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(8, 0, 12, 0)

    # the window itself

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was_wide = event.oldSize().width() >= _NARROW or not event.oldSize().isValid()
        if was_wide != (event.size().width() >= _NARROW):
            self.desk.right.setVisible(event.size().width() >= _NARROW)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_complete:
            write_settings(self._settings_folder, self._as_left())
            self.checklist.close()
        super().closeEvent(event)

    def _as_left(self) -> Settings:
        return Settings(
            theme=self.look.theme_name,
            size=self.look.size.name,
            document=self.reader.document_id,
            tabs=self.desk.tabs.documents,
            places=tuple(f"{doc}#{clause}" for doc, clause in self.reading.places.items()),
            geometry=bytes(self.saveGeometry().data()),
            panes=bytes(self.desk.saveState().data()),
            grid=self.parts.further.grid_state,
            skipped="county" if self.ledger.is_county_skipped else "",
            recent=self.parts.memory.recent,
            saved=self.parts.memory.saved,
        )

    def _restore(self, settings: Settings) -> None:
        if not self.restoreGeometry(QByteArray(settings.geometry)):
            self.resize(*_FIRST_SIZE)
        self.desk.restoreState(QByteArray(settings.panes))
