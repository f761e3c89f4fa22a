"""Everything of the window but the text: made once that is on screen, and wired to each other here alone."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from content.library import Library
from ui.actions import Command, Menus, fill_menu, fill_menus
from ui.further_views import FurtherViews
from ui.ledger.guide import LedgerGuide
from ui.ledger.session import ChecklistSession
from ui.opening import BUSY, GONE, PACK_ENDING
from ui.presenting.guide import PresentingGuide
from ui.reading.guide import ReadingGuide
from ui.reading.outline_model import OutlineModel
from ui.reading.tools import ReadingTools
from ui.safety.guide import SafetyGuide
from ui.searching.guide import SearchGuide
from ui.searching.memory import SearchMemory
from ui.searching.session import SearchSession
from ui.settings import Settings, left_places
from ui.views import READING

if TYPE_CHECKING:
    from ui.late_parts import LateParts
    from ui.window import MainWindow


class Parts(QObject):
    """The sessions and guides over the window's desk. Record and index are attached from outside."""

    def __init__(self, library: Library, settings: Settings, data: Path, window: MainWindow) -> None:
        super().__init__(window)
        self._library, self._data, self._window = library, data, window
        self._desk, self._reader, self._look = window.desk, window.reader, window.look
        self.search = SearchSession(self)
        self.checklist = ChecklistSession(library, self)
        outline_model = OutlineModel(library, self)
        self._desk.furnish(outline_model)
        self.reading = ReadingGuide(self._desk, library, left_places(settings), self)
        self.tools = ReadingTools(library, self._desk, window)
        self.presenting = PresentingGuide(library, self._reader, self.checklist, self)
        self.ledger = LedgerGuide(self._desk, library, self.checklist, outline_model, self)
        self.ledger.is_county_skipped = bool(settings.skipped)
        self.memory = SearchMemory(settings.recent, settings.saved, self)
        self.guide = SearchGuide(self._desk, window.search_bar, self.search, self.memory, self)
        self.further = FurtherViews(library, self.checklist, self._look, settings.grid, self)
        self.safety = SafetyGuide(library, self.checklist, data, window)
        self.late: LateParts | None = None
        window.views.offer(self.further.builders())
        self._menus = self._build_menus()
        self._menu_bar = menus = fill_menus(window, self._menus)
        self._look.add_choices(menus["视图"])
        self.memory.add_menus(menus["检索"])
        self._connect()
        self.reading.begin()
        QTimer.singleShot(0, self._catch_up)

    # building

    def _build_menus(self) -> Menus:
        window, views = self._window, self._window.views
        return {
            "文件": (
                Command("退出", "Ctrl+Q", window.close),
                Command("打印与存为 PDF…", "Ctrl+P", self._print),
            ),
            "阅读": (*self.reading.commands(), None, *self.tools.commands(), None, *self.presenting.commands()),
            "视图": (
                *views.commands(),
                None,
                Command("左栏：文件与目录", "F9", partial(_toggle, self._desk.left)),
                Command("右栏：本条事项", "F10", partial(_toggle, self._desk.duty_panel)),
                Command("在各栏之间移动", "F6", self._desk.focus_next_pane),
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
            "帮助": (),
        }

    def _connect(self) -> None:
        window, views = self._window, self._window.views
        self._look.changed.connect(self._follow_look)
        self.safety.warned.connect(window.warn)
        self.safety.said.connect(window.say)
        views.shown.connect(self._show_view)
        self.search.found.connect(self._show_hits)
        self.guide.counted.connect(window.counter.setText)
        self.further.place_requested.connect(self._read)
        self.further.left.connect(partial(views.show_view, READING))
        self.further.view_requested.connect(views.show_view)
        self.further.duty_requested.connect(self._open_duty)
        self.reading.document_shown.connect(window.show_title)
        self.reading.note_requested.connect(self.ledger.show_note)
        self.ledger.link_requested.connect(self.reading.follow_link)
        self.ledger.saved.connect(window.show_saved)
        self.tools.link_requested.connect(self.reading.follow_link)
        self.tools.search_requested.connect(self._search_for)
        self.presenting.place_requested.connect(self._read)
        for part in (self.reading, self.tools, self.ledger, self.guide, self.further):
            part.said.connect(window.say)
        self.guide.document_requested.connect(self.reading.open_document)

    def _catch_up(self) -> None:
        """What the first screen does without, too."""
        from ui.identity.icon import application_icon
        from ui.late_parts import LateParts
        from ui.manual.guide import HelpGuide
        from ui.packs.guide import PackGuide

        window = self._window
        window.setWindowIcon(application_icon())
        self.reading.offer_units()
        self.late = late = LateParts(self._library, self._desk, self.checklist, self.search, window)
        late.follow(self.guide, self.further)
        self.packs = packs = PackGuide(self._library, self.checklist, self._data, window)
        packs.warned.connect(window.warn)
        helping = HelpGuide(self._library, self._data, self._look, self._menus, window)
        late.add_help(helping, (*self.safety.commands(), *packs.commands()))
        late.said.connect(window.say)
        late.annotating.place_requested.connect(self._read)
        late.annotating.cite_requested.connect(self.tools.copying.copy_places)
        for title, commands in late.menus().items():
            self._menus[title] = (*self._menus[title], *commands)
            fill_menu(window, self._menu_bar[title], commands)
        late.help.greet()

    # what happened

    def _show_hits(self, query: str, answer: object, elsewhere: int) -> None:
        """Hits stand beside the text."""
        self._window.views.show_view(READING)

    def _show_view(self, name: str) -> None:
        self.further.show_view(name, self._reader.document_id)

    def _follow_look(self) -> None:
        self._desk.set_look(self._look.theme, self._look.size)
        self.reading.follow_look()
        if self.late is not None:
            self.late.follow_look()

    # what the desktop and the keys ask for

    def open_file(self, path: Path) -> None:
        """A file of ours that was handed over: what it would change is shown, and nothing is taken in unasked."""
        if self.late is None:
            QTimer.singleShot(0, self, partial(self.open_file, path))
        elif QApplication.activeModalWidget() is not None:
            self._window.say(BUSY.format(name=path.name))
        elif not path.is_file():
            self._window.say(GONE.format(name=path.name))
        elif path.suffix.lower() == PACK_ENDING:
            self.packs.open(path)
        else:
            self.late.handing.receive(path)

    def _step_place(self, by: int) -> None:
        """F3: the next place of what is being found in the page, else of the search."""
        (self.tools.finding if self.tools.finding.is_open else self.search).step(by)

    def _read(self, doc: str, clause: str, offset: int = 0) -> None:
        """A place of the text, whatever view asks for it."""
        self._window.views.show_view(READING)
        self.reading.go_to(doc, clause, offset)

    def _open_duty(self, duty_id: str) -> None:
        """A duty at its place in the text; the county's own, which has none, as its card."""
        duty = next((duty for duty in self._library.duties if duty.id == duty_id), None)
        if duty is None:
            self.ledger.open_duty(duty_id)
        else:
            self._read(duty.doc, duty.clause)
            self.ledger.go_to_duty(duty_id)

    def _search_for(self, term: str) -> None:
        self._window.search_bar.setText(term)
        self.guide.begin()

    def _print(self) -> None:
        """The document shown, or what is selected of it."""
        from ui.printing.dialog import PrintDialog  # not before it is asked for
        from ui.printing.request import PrintRequest

        document = self._window.document
        selected = tuple(span.clause for span in self._reader.selected_spans())
        marks = self.ledger.printed_marks(document.id)
        request = PrintRequest(document, datetime.now().astimezone(), clauses=selected or None, duties=marks)
        PrintDialog(request, self._look.theme, self._window).open()


def _toggle(widget: QWidget) -> None:
    widget.setVisible(not widget.isVisible())
