"""The window's reading half: wires outline, tabs, text, margins, breadcrumb, perspective and history to each other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSplitter

from content.document import EditorNote
from content.errors import ContentError
from content.library import Library
from content.references import References
from ui.actions import Command
from ui.desk import COUNTY, WHOLE, Desk
from ui.labels import document_label, duty_label
from ui.messages import sentence
from ui.reading.beside_pane import BesidePane
from ui.reading.history import History, Place
from ui.reading.layers import SideMark
from ui.reading.marked_scroll_bar import ScrollMark
from ui.reading.perspective import (
    Perspective,
    county_perspective,
    dimming,
    unit_perspective,
    units_named,
)


class ReadingGuide(QObject):
    """Takes a person to a document, a clause or a note, and back."""

    document_shown = Signal(str)
    note_requested = Signal(str)
    said = Signal(str)

    def __init__(self, desk: Desk, library: Library, places: Mapping[str, str], parent: QObject) -> None:
        """`places` are the clauses at which documents were left, by document id."""
        super().__init__(parent)
        self._desk, self._library = desk, library
        self._reader, self._tabs = desk.reader, desk.tabs
        self._left_at = dict(places)
        self._history = History()
        self._references: References | None = None
        self._beside: BesidePane | None = None
        desk.outline.place_requested.connect(self.go_to)
        desk.perspective.activated.connect(self._apply_perspective)
        self._tabs.document_requested.connect(self.open_document)
        self._tabs.document_closed.connect(self._reader.close_document)
        self._reader.page_shown.connect(self._dress_page)
        self._reader.clause_in_view.connect(self._show_clause)
        self._reader.link_requested.connect(self.follow_link)
        self._reader.side_mark_activated.connect(self._on_side_mark)

    def begin(self) -> None:
        """Take over the page that is shown already."""
        self._history.visit(None, Place(self._reader.document_id, self._reader.clause))
        self._dress_page()
        self._show_clause(self._reader.clause)

    @property
    def places(self) -> dict[str, str]:
        """Where each document was left, by document id."""
        return {**self._left_at, **({self._reader.document_id: self._reader.clause} if self._reader.clause else {})}

    def commands(self) -> tuple[Command | None, ...]:
        """What the menu 阅读 offers."""
        return (
            Command("后退", "Alt+Left", self.go_back),
            Command("前进", "Alt+Right", self.go_forward),
            None,
            Command("下一个打开的文件", "Ctrl+Tab", partial(self._tabs.step, 1)),
            Command("上一个打开的文件", "Ctrl+Shift+Tab", partial(self._tabs.step, -1)),
            Command("关闭当前文件", "Ctrl+W", self._tabs.close_current),
            Command("并排对照", "F8", self.toggle_beside),
            Command("筛选目录", "Ctrl+L", self._filter_outline),
            None,
            Command("县级视角", "F7", self.toggle_county),
        )

    def open_document(self, doc: str) -> None:
        """Show a document where it was left. Raises UnknownDocument."""
        document = self._library.document(doc)
        if doc == self._reader.document_id:
            return
        here, is_kept, left = self._here(), self._reader.holds(doc), self._left_at.get(doc, "")
        self._show(doc, left if not is_kept and left in document.order else "")
        self._history.visit(here, Place(doc, self._reader.clause))

    def go_to(self, doc: str, clause: str, offset: int = 0) -> None:
        """Show a clause; an address that does not exist is said, nothing moves."""
        try:
            self._library.document(doc).clause(clause)
        except ContentError as error:
            self.said.emit(sentence(error))
            return
        left = self._here()
        self._move_to(Place(doc, clause), offset)
        self._history.visit(left, Place(doc, clause))

    def go_back(self) -> None:
        self._go(self._history.back())

    def go_forward(self) -> None:
        self._go(self._history.forward())

    def follow_link(self, link: str) -> None:
        """A link of the page or of a note: note:LABEL, or clause:DOC#ID with either part left out."""
        scheme, _, target = link.partition(":")
        if scheme == "note":
            self.show_note(target)
        elif scheme == "clause":
            doc, _, clause = target.partition("#")
            known = self._library.documents
            first = next((document.clauses[0].id for document in known if document.id == doc), "")
            self.go_to(doc or self._reader.document_id, clause or first)

    def show_note(self, label: str) -> None:
        """Bring an editor's note of the open document into sight."""
        note = next((note for note in self._notes() if note.label == label), None)
        if note is not None:
            self._reader.stay_at(note.clause)
            self.note_requested.emit(label)

    def toggle_county(self) -> None:
        """From the whole text to what concerns the county, and back."""
        combo = self._desk.perspective
        combo.setCurrentIndex(0 if combo.currentText() == COUNTY else 1)
        self._apply_perspective()

    def toggle_beside(self) -> None:
        """Open or close the second text."""
        if self._beside is None:
            titles = {document.id: document_label(document) for document in self._library.documents}
            self._beside = BesidePane(self._library, titles, self._reader.theme, self._reader.type_size)
            self._beside.closed.connect(self.toggle_beside)
            self._beside.reader.link_requested.connect(self.follow_link)
            self._desk.pages.addWidget(self._beside)
            self._beside.hide()
        is_shown = self._beside.isHidden()
        self._beside.setVisible(is_shown)
        self._desk.duty_panel.setVisible(not is_shown)
        if is_shown:
            _halve(self._desk.pages)
            self._show_beside()

    def follow_look(self) -> None:
        """The desk's look has changed."""
        if self._beside is not None:
            self._beside.set_look(self._reader.theme, self._reader.type_size)

    # what happened

    def _dress_page(self) -> None:
        """What belongs to the page just shown: note signs and the perspective."""
        doc = self._reader.document_id
        quiet = self._reader.theme.quiet
        marks = (SideMark(n.label, "note", n.clause, n.offset, f"{n.kind}：{n.text}", quiet) for n in self._notes())
        self._reader.set_side_marks("note", tuple(marks))
        self._apply_perspective()
        # Measuring the marks lays the whole page out, which the first paint need not wait for; till then none stand.
        self._reader.marks.set_marks("duty", ())
        QTimer.singleShot(0, self._mark_scroll_bar)
        self.document_shown.emit(doc)

    def _mark_scroll_bar(self) -> None:
        page, duties = self._reader.relative_place, self._library.duties_of(self._reader.document_id)
        marks = (ScrollMark(page(d.clause, 0), d.clause, 0, duty_label(d)) for d in duties)
        self._reader.marks.set_marks("duty", tuple(marks))

    def _show_clause(self, clause_id: str) -> None:
        document = self._library.document(self._reader.document_id)
        self._desk.show_place(document, clause_id)
        self._desk.outline.follow(document.id, clause_id)
        if self._beside is not None and not self._beside.isHidden():
            self._show_beside()

    def _show_beside(self) -> None:
        assert self._beside is not None
        if self._references is None:
            self._references = References(self._library)
        if not self._beside.reader.document_id:
            other = next(d for d in self._library.documents if d.id != self._reader.document_id)
            self._beside.show_place(other.id, other.clauses[0].id)
        self._beside.show_references(self._references.of(self._reader.document_id, self._reader.clause))

    def _on_side_mark(self, kind: str, key: str) -> None:
        if kind == "note":
            self.show_note(key)

    # steps

    def _here(self) -> Place | None:
        return Place(self._reader.document_id, self._reader.clause) if self._reader.document_id else None

    def _go(self, place: Place | None) -> None:
        if place is not None:
            self._move_to(place, 0)

    def _move_to(self, place: Place, offset: int) -> None:
        if place.doc != self._reader.document_id:
            self._show(place.doc, place.clause)
            if not offset:
                return
        self._reader.go_to(place.clause, offset)

    def _show(self, doc: str, clause: str) -> None:
        if self._reader.document_id:
            self._left_at[self._reader.document_id] = self._reader.clause
        self._reader.show_document(self._library.document(doc), self._library.duties_of(doc), clause)
        self._tabs.show_document(doc)

    def _notes(self) -> tuple[EditorNote, ...]:
        return self._library.document(self._reader.document_id).notes

    # points of view

    def offer_units(self) -> None:
        """Add the units to the points of view; the first paint does without them."""
        for unit in units_named(self._library):
            self._desk.perspective.addItem(unit)

    def _apply_perspective(self) -> None:
        seen = self._perspective()
        if seen is None:
            self._reader.set_layer("perspective", ())
            self._reader.set_perspective(None)
            return
        document = self._library.document(self._reader.document_id)
        self._reader.set_layer("perspective", dimming(self._reader.theme, document, seen))
        self._reader.set_perspective(seen.tags)

    def _perspective(self) -> Perspective | None:
        document, chosen = self._library.document(self._reader.document_id), self._desk.perspective.currentText()
        if chosen == WHOLE:
            return None
        if chosen == COUNTY:
            return county_perspective(self._library, document)
        return unit_perspective(self._library, document, chosen)

    def _filter_outline(self) -> None:
        self._desk.left.show()
        self._desk.show_outline()
        self._desk.outline.filter.setFocus()


def _halve(splitter: QSplitter) -> None:
    half = splitter.width() // 2
    splitter.setSizes([half, half])
