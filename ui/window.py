"""The main window: places the panels and alone wires them to each other and to the sessions."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QWidget,
)

from checklist.progress import Progress
from content.errors import ContentError
from content.library import Library
from content.validity import today, validity_of
from ui.actions import Command, Menus, add_themes, fill_menus, shortcut_lines
from ui.desk import Desk
from ui.dialogs import show_about, show_shortcuts
from ui.labels import document_label, duty_label, place_label, validity_label
from ui.ledger.order import next_duty
from ui.ledger.panel import Beside
from ui.ledger.session import ChecklistSession
from ui.messages import sentence
from ui.reading.outline_model import OutlineModel
from ui.searching.guide import SearchGuide
from ui.searching.memory import SearchMemory
from ui.searching.session import SearchSession
from ui.settings import Settings, write_settings
from ui.theme import dress, theme_named

_ABOUT_KINDS = ("title", "number", "addressees")
_NARROW = 1100
_FIRST_SIZE = (1320, 720)
_MESSAGE_MS = 12_000


class MainWindow(QMainWindow):
    """Reads, finds and ticks. Shows nothing before `open_document`; record and index are attached from outside."""

    def __init__(self, library: Library, settings: Settings, settings_folder: Path) -> None:
        super().__init__()
        self._library = library
        self._theme = theme_named(settings.theme)
        self._settings_folder = settings_folder
        self._document = library.documents[0]
        self.search = SearchSession(self)
        self.checklist = ChecklistSession(library, self)
        self._outline_model = OutlineModel(library, self)
        titles = {document.id: document_label(document) for document in library.documents}
        self.desk = Desk(self._outline_model, titles, self._theme)
        self.reader, self.duty_panel = self.desk.reader, self.desk.duty_panel
        self.memory = SearchMemory(settings.recent, settings.saved, self)
        self.guide = SearchGuide(self.desk, self.search, self.memory, self)
        self.search_bar, self.counter = self.guide.bar, self.guide.counter
        self.setCentralWidget(self.desk)
        self._menus = self._build_menus()
        menus = fill_menus(self, self._menus)
        add_themes(menus["视图"], self._theme.name, self.set_theme)
        self.memory.add_menus(menus["检索"])
        self._build_corner()
        self._build_status_bar()
        self._connect()
        self.setWindowTitle("县策")
        self._restore(settings)
        self.reader.setFocus()

    # what the window is asked to do

    def open_document(self, doc: str) -> None:
        """Show a document from its beginning. Raises UnknownDocument."""
        self._document = self._library.document(doc)
        self.reader.show_document(self._document, self._library.duties_of(doc))
        self.reader.set_statuses(self.checklist.statuses)
        self.setWindowTitle(f"{document_label(self._document)} — 县策")
        self.validity.setText(validity_label(validity_of(self._document.metadata, today())))

    def go_to(self, doc: str, clause: str) -> None:
        """Show a clause; an address that does not exist is said, nothing moves."""
        try:
            self._library.document(doc).clause(clause)
        except ContentError as error:
            self.say(sentence(error))
            return
        if doc != self._document.id:
            self.open_document(doc)
        self.reader.go_to(clause)

    def say(self, words: str) -> None:
        """A sentence in the status bar."""
        self.statusBar().showMessage(words, _MESSAGE_MS)

    def warn(self, words: str) -> None:
        """A sentence that stays above the text."""
        self.desk.notice.setText(words)
        self.desk.notice.show()

    def set_theme(self, name: str) -> None:
        self._theme = theme_named(name)
        application = QGuiApplication.instance()
        assert isinstance(application, QApplication)
        dress(application, self._theme)
        self.desk.set_theme(self._theme)
        self._show_clause(self.reader.clause)

    # building

    def _build_menus(self) -> Menus:
        return {
            "文件": (Command("退出", "Ctrl+Q", self.close),),
            "视图": (
                Command("左栏：文件与目录", "F9", partial(_toggle, self.desk.left)),
                Command("右栏：本条事项", "F10", partial(_toggle, self.duty_panel)),
                Command("在各栏之间移动", "F6", self.desk.focus_next_pane),
            ),
            "检索": (
                Command("检索", "Ctrl+K", self.guide.begin),
                Command("下一处", "F3", partial(self.search.step, 1)),
                Command("上一处", "Shift+F3", partial(self.search.step, -1)),
                None,
                Command("收藏或取消收藏当前检索", "Ctrl+D", self.guide.toggle_saved),
                Command("清除检索，返回目录", "", self.guide.close),
            ),
            "事项": (
                Command("下一项", "Ctrl+Down", partial(self._step_duty, 1)),
                Command("上一项", "Ctrl+Up", partial(self._step_duty, -1)),
                Command("办结或取消办结", "Ctrl+Return", self._toggle_current),
            ),
            "帮助": (
                Command("快捷键", "F1", self._show_shortcuts),
                Command("关于县策", "", partial(show_about, self)),
            ),
        }

    def _build_corner(self) -> None:
        holder = QWidget(self.menuBar())
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 8, 0)
        row.addWidget(self.search_bar)
        self.menuBar().setCornerWidget(holder, Qt.Corner.TopRightCorner)

    def _build_status_bar(self) -> None:
        self.saved = QLabel("离线")
        self.validity = QLabel()
        self.statusBar().addWidget(self.validity)
        self.statusBar().addPermanentWidget(self.counter)
        self.statusBar().addPermanentWidget(self.saved)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(8, 0, 12, 0)

    def _connect(self) -> None:
        self.desk.outline.place_requested.connect(self.go_to)
        self.reader.clause_in_view.connect(self._show_clause)
        self.reader.link_requested.connect(self._follow_link)
        self.reader.toggle_requested.connect(self.checklist.toggle)
        self.reader.duty_focused.connect(self.duty_panel.focus_duty)
        self.duty_panel.link_requested.connect(self._follow_link)
        self.duty_panel.step_toggled.connect(self.checklist.set_step)
        self.duty_panel.done_toggled.connect(self.checklist.set_done)
        self.duty_panel.place_requested.connect(self._go_to_duty)
        self.duty_panel.next_duty_requested.connect(partial(self._step_duty, 1))
        self.checklist.opened.connect(self._show_all_progress)
        self.checklist.progress_changed.connect(self._show_progress)
        self.checklist.refused.connect(self.say)
        self.guide.document_requested.connect(self.open_document)
        self.guide.said.connect(self.say)

    # what happened

    def _show_clause(self, clause_id: str) -> None:
        document = self._document
        clause = document.clause(clause_id)
        duties = tuple(duty for duty in self._library.duties_of(document.id) if duty.clause == clause_id)
        about = document if clause.kind in _ABOUT_KINDS or clause is document.clauses[0] else None
        self.desk.breadcrumb.setText(place_label(clause) or document_label(document))
        self.desk.outline.follow(document.id, clause_id)
        self.duty_panel.show_beside(Beside(duties, document.notes_of(clause_id), about), self.checklist.progress)

    def _show_all_progress(self) -> None:
        self._outline_model.set_statuses(self.checklist.statuses)
        self.reader.set_statuses(self.checklist.statuses)
        if self.reader.document_id:
            self._show_clause(self.reader.clause)

    def _show_progress(self, progress: Progress) -> None:
        self._outline_model.set_statuses(self.checklist.statuses)
        self.reader.set_statuses(self.checklist.statuses)
        self.duty_panel.show_progress(progress)
        self.saved.setText(f"离线 · 已保存 {datetime.now().astimezone():%H:%M}")

    def _follow_link(self, link: str) -> None:
        scheme, _, target = link.partition(":")
        if scheme == "note":
            self._show_note(target)
        elif scheme == "clause":
            doc, _, clause = target.partition("#")
            known = self._library.documents
            first = next((document.clauses[0].id for document in known if document.id == doc), "")
            self.go_to(doc or self._document.id, clause or first)

    def _show_note(self, label: str) -> None:
        for note in self._document.notes:
            if note.label == label:
                self.reader.stay_at(note.clause)
                self.duty_panel.show()
                self.duty_panel.focus_note(label)

    # what the keys ask for

    def _step_duty(self, by: int) -> None:
        """To the next or previous duty in the order of the text, from the mark or the clause the reader is at."""
        duties = self._library.duties_of(self._document.id)
        duty = next_duty(duties, self._document.order, self.reader.clause, self.reader.margin.current, by)
        if duty is not None:
            self._go_to_duty(duty.id)

    def _go_to_duty(self, duty_id: str) -> None:
        self.reader.go_to_duty(duty_id)
        duty = next(duty for duty in self._library.duties if duty.id == duty_id)
        self.say(duty_label(duty))

    def _toggle_current(self) -> None:
        if self.reader.margin.current is not None:
            self.checklist.toggle(self.reader.margin.current)

    def _show_shortcuts(self) -> None:
        show_shortcuts(self, shortcut_lines(self._menus))

    # the window itself

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was_wide = event.oldSize().width() >= _NARROW or not event.oldSize().isValid()
        if was_wide != (event.size().width() >= _NARROW):
            self.duty_panel.setVisible(event.size().width() >= _NARROW)

    def closeEvent(self, event: QCloseEvent) -> None:
        geometry, panes = bytes(self.saveGeometry().data()), bytes(self.desk.saveState().data())
        kept = Settings(self._theme.name, geometry, panes, self.memory.recent, self.memory.saved)
        write_settings(self._settings_folder, kept)
        self.checklist.close()
        super().closeEvent(event)

    def _restore(self, settings: Settings) -> None:
        if not self.restoreGeometry(QByteArray(settings.geometry)):
            self.resize(*_FIRST_SIZE)
        self.desk.restoreState(QByteArray(settings.panes))


def _toggle(widget: QWidget) -> None:
    widget.setVisible(not widget.isVisible())
