"""The main window: places the panels and alone wires them to each other and to the sessions."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QWidget

from content.document import Document
from content.library import Library
from content.validity import today, validity_of
from ui.actions import Command, Menus, fill_menu, fill_menus, shortcut_lines
from ui.desk import Desk
from ui.dialogs import show_about, show_shortcuts
from ui.further_views import FurtherViews
from ui.labels import document_label, validity_label
from ui.ledger.guide import LedgerGuide
from ui.ledger.session import ChecklistSession
from ui.look import Look
from ui.presenting.guide import PresentingGuide
from ui.reading.guide import ReadingGuide
from ui.reading.outline_model import OutlineModel
from ui.reading.tools import ReadingTools
from ui.safety.guide import SafetyGuide
from ui.searching.guide import SearchGuide
from ui.searching.memory import SearchMemory
from ui.searching.session import SearchSession
from ui.settings import Settings, write_settings
from ui.views import READING, View, Views

if TYPE_CHECKING:
    from ui.late_parts import LateParts

_NARROW = 1100
_FIRST_SIZE = (1320, 720)
_MESSAGE_MS = 12_000


class MainWindow(QMainWindow):
    """Reads, finds and ticks. Shows nothing before `open_first`; record and index are attached from outside."""

    def __init__(self, library: Library, settings: Settings, settings_folder: Path) -> None:
        super().__init__()
        self._library, self._settings, self._settings_folder = library, settings, settings_folder
        self.look = Look(settings.theme, settings.size, self)
        self.search = SearchSession(self)
        self.checklist = ChecklistSession(library, self)
        outline_model = OutlineModel(library, self)
        titles = {document.id: document_label(document) for document in library.documents}
        self.desk = Desk(outline_model, titles, self.look.theme, self.look.size)
        self.reader, self.duty_panel = self.desk.reader, self.desk.duty_panel
        self.reading = ReadingGuide(self.desk, library, _left_places(settings), self)
        self.tools = ReadingTools(library, self.desk, self)
        self.presenting = PresentingGuide(library, self.reader, self.checklist, self)
        self.late: LateParts | None = None
        self.ledger = LedgerGuide(self.desk, library, self.checklist, outline_model, self)
        self.ledger.is_county_skipped = bool(settings.skipped)
        self.memory = SearchMemory(settings.recent, settings.saved, self)
        self.guide = SearchGuide(self.desk, self.search, self.memory, self)
        self.search_bar, self.counter = self.guide.bar, self.guide.counter
        self.further = FurtherViews(library, self.checklist, self.look, settings.grid, self)
        self.safety = SafetyGuide(library, self.checklist, settings_folder, self)
        self.views = Views((View(READING, "阅读", "Ctrl+1", self._build_reading), *self.further.views()))
        self.setCentralWidget(self.views)
        self._menus = self._build_menus()
        self._menu_bar = menus = fill_menus(self, self._menus)
        self.look.add_choices(menus["视图"])
        self.memory.add_menus(menus["检索"])
        self._build_corner()
        self._build_status_bar()
        self._connect()
        self.views.show_view(READING)
        self.setWindowTitle("县策")
        self._restore(settings)
        self.reader.setFocus()

    # what the window is asked to do

    @property
    def document(self) -> Document:
        """The document shown."""
        return self._library.document(self.reader.document_id)

    def open_first(self) -> None:
        """The document that was shown last, at its place, with the tabs that were open; at first the 2018 opinions."""
        known = [document.id for document in self._library.documents]
        tabs = [doc for doc in dict.fromkeys(self._settings.tabs) if doc in known]
        for doc in tabs:
            self.desk.tabs.add_quietly(doc)
        self.reading.open_document(self._settings.document if self._settings.document in known else known[0])

    def say(self, words: str) -> None:
        """A sentence in the status bar."""
        self.statusBar().showMessage(words, _MESSAGE_MS)

    def warn(self, words: str) -> None:
        """A sentence that stays above the text."""
        said = self.desk.notice.text().splitlines() if self.desk.notice.isVisibleTo(self) else []
        self.desk.notice.setText("\n".join(dict.fromkeys([*said, words])))
        self.desk.notice.show()

    # building

    def _build_menus(self) -> Menus:
        return {
            "文件": (
                Command("退出", "Ctrl+Q", self.close),
                Command("打印与存为 PDF…", "Ctrl+P", self._print),
            ),
            "阅读": (*self.reading.commands(), None, *self.tools.commands(), None, *self.presenting.commands()),
            "视图": (
                *self.views.commands(),
                None,
                Command("左栏：文件与目录", "F9", partial(_toggle, self.desk.left)),
                Command("右栏：本条事项", "F10", partial(_toggle, self.duty_panel)),
                Command("在各栏之间移动", "F6", self.desk.focus_next_pane),
            ),
            "检索": (
                Command("检索", "Ctrl+K", self.guide.begin),
                Command("下一处", "F3", partial(self._step_place, 1)),
                Command("上一处", "Shift+F3", partial(self._step_place, -1)),
                None,
                Command("收藏或取消收藏当前检索", "Ctrl+D", self.guide.toggle_saved),
                Command("清除检索，返回目录", "", self.guide.close),
            ),
            "批注": (),
            "事项": (*self.ledger.undo_commands(), None, *self.ledger.commands()),
            "帮助": (
                Command("快捷键", "F1", self._show_shortcuts),
                *self.safety.commands(),
                Command("关于县策", "", partial(show_about, self)),
            ),
        }

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
        self.saved = QLabel("离线")
        self.validity = QLabel()
        for label in (self.saved, self.validity):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.statusBar().addWidget(self.validity)
        self.statusBar().addPermanentWidget(self.counter)
        self.statusBar().addPermanentWidget(self.saved)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(8, 0, 12, 0)

    def _connect(self) -> None:
        self.look.changed.connect(self._follow_look)
        self.safety.warned.connect(self.warn)
        self.safety.said.connect(self.say)
        self.views.shown.connect(self._show_view)
        self.search.found.connect(self._show_hits)
        self.further.place_requested.connect(self._read)
        self.further.left.connect(partial(self.views.show_view, READING))
        self.further.view_requested.connect(self.views.show_view)
        self.further.duty_requested.connect(self._open_duty)
        self.reading.document_shown.connect(self._show_document)
        self.reading.note_requested.connect(self.ledger.show_note)
        self.reader.first_painted.connect(partial(QTimer.singleShot, 0, self._catch_up))
        self.ledger.link_requested.connect(self.reading.follow_link)
        self.ledger.saved.connect(self._show_saved)
        self.tools.link_requested.connect(self.reading.follow_link)
        self.tools.search_requested.connect(self._search_for)
        self.presenting.place_requested.connect(self._read)
        for part in (self.reading, self.tools, self.ledger, self.guide, self.further):
            part.said.connect(self.say)
        self.guide.document_requested.connect(self.reading.open_document)

    # what happened

    def _show_document(self, doc: str) -> None:
        document = self._library.document(doc)
        self.setWindowTitle(f"{document_label(document)} — 县策")
        self.validity.setText(validity_label(validity_of(document.metadata, today())))

    def _show_saved(self) -> None:
        self.saved.setText(f"离线 · 已保存 {datetime.now().astimezone():%H:%M}")

    # what the keys ask for

    def _step_place(self, by: int) -> None:
        """F3: the next place of what is being found in the page, else of the search."""
        (self.tools.finding if self.tools.finding.is_open else self.search).step(by)

    def _catch_up(self) -> None:
        """What the first paint did without."""
        from ui.identity.icon import application_icon
        from ui.late_parts import LateParts

        self.setWindowIcon(application_icon())
        self.reading.offer_units()
        self.late = late = LateParts(self._library, self.desk, self.checklist, self.search, self)
        late.follow(self.guide, self.further)
        late.said.connect(self.say)
        late.annotating.place_requested.connect(self._read)
        late.annotating.cite_requested.connect(self.tools.copying.copy_places)
        for title, commands in late.menus().items():
            self._menus[title] = (*self._menus[title], *commands)
            fill_menu(self, self._menu_bar[title], commands)

    def _read(self, doc: str, clause: str, offset: int = 0) -> None:
        """A place of the text, whatever view asks for it."""
        self.views.show_view(READING)
        self.reading.go_to(doc, clause, offset)

    def _show_hits(self, query: str, answer: object, elsewhere: int) -> None:
        """Hits stand beside the text."""
        self.views.show_view(READING)

    def _open_duty(self, duty_id: str) -> None:
        """A duty at its place in the text; the county's own, which has none, as its card."""
        duty = next((duty for duty in self._library.duties if duty.id == duty_id), None)
        if duty is None:
            self.ledger.open_duty(duty_id)
        else:
            self._read(duty.doc, duty.clause)
            self.ledger.go_to_duty(duty_id)

    def _show_view(self, name: str) -> None:
        self.further.show_view(name, self.reader.document_id)

    def _search_for(self, term: str) -> None:
        self.search_bar.setText(term)
        self.guide.begin()

    def _print(self) -> None:
        """The document shown, or what is selected of it."""
        from ui.printing.dialog import PrintDialog  # not before it is asked for
        from ui.printing.request import PrintRequest

        selected = tuple(span.clause for span in self.reader.selected_spans())
        marks = self.ledger.printed_marks(self.document.id)
        request = PrintRequest(self.document, datetime.now().astimezone(), clauses=selected or None, duties=marks)
        PrintDialog(request, self.look.theme, self).open()

    def _show_shortcuts(self) -> None:
        show_shortcuts(self, shortcut_lines(self._menus))

    # the window itself

    def _follow_look(self) -> None:
        theme, size = self.look.theme, self.look.size
        self.desk.set_look(theme, size)
        self.reading.follow_look()
        if self.late is not None:
            self.late.follow_look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was_wide = event.oldSize().width() >= _NARROW or not event.oldSize().isValid()
        if was_wide != (event.size().width() >= _NARROW):
            self.duty_panel.setVisible(event.size().width() >= _NARROW)

    def closeEvent(self, event: QCloseEvent) -> None:
        kept = Settings(
            theme=self.look.theme_name,
            size=self.look.size.name,
            document=self.reader.document_id,
            tabs=self.desk.tabs.documents,
            places=tuple(f"{doc}#{clause}" for doc, clause in self.reading.places.items()),
            geometry=bytes(self.saveGeometry().data()),
            panes=bytes(self.desk.saveState().data()),
            grid=self.further.grid_state,
            skipped="county" if self.ledger.is_county_skipped else "",
            recent=self.memory.recent,
            saved=self.memory.saved,
        )
        write_settings(self._settings_folder, kept)
        self.checklist.close()
        super().closeEvent(event)

    def _restore(self, settings: Settings) -> None:
        if not self.restoreGeometry(QByteArray(settings.geometry)):
            self.resize(*_FIRST_SIZE)
        self.desk.restoreState(QByteArray(settings.panes))


def _toggle(widget: QWidget) -> None:
    widget.setVisible(not widget.isVisible())


def _left_places(settings: Settings) -> dict[str, str]:
    parted = (place.partition("#") for place in settings.places)
    return {doc: clause for doc, _, clause in parted}
