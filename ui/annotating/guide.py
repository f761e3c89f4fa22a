"""The window's annotating half: wires text, bar, editor, list and session to each other."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog

from checklist.annotation import Annotation, Colour, Kind
from checklist.annotation_export import Format
from checklist.annotation_placing import Placed
from ui.actions import Command
from ui.annotating.layer import ANNOTATION, BOOKMARK, LAYER, paints, side_marks
from ui.annotating.palette import Palette
from ui.annotating.panel import AnnotationPanel
from ui.annotating.session import AnnotationSession
from ui.annotating.words import COLOUR, FORMAT, LOST, NOTHING_SELECTED
from ui.annotating.writing import NoteWriting
from ui.reading.layers import Span
from ui.reading.reader_view import ReaderView
from ui.reading.selection import selection_rect


class AnnotationGuide(QObject):
    """Takes a person from a selection to an annotation, and from the list to the text.

    `cite_requested` carries a document's id and the spans to be cited, `place_requested` document, clause, offset.
    """

    place_requested = Signal(str, str, int)
    cite_requested = Signal(str, object)
    panel_requested = Signal()
    said = Signal(str)

    def __init__(
        self, reader: ReaderView, panel: AnnotationPanel, session: AnnotationSession, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._reader, self._panel, self._session = reader, panel, session
        self._colour = Colour.YELLOW
        self._target = ""
        self.palette = Palette(reader.theme, reader)
        self.writing = NoteWriting(session, reader, self)
        self.writing.kept.connect(self._let_go)
        reader.installEventFilter(self)
        self._connect()

    def commands(self) -> tuple[Command | None, ...]:
        """What the menu 批注 offers."""
        colours = enumerate(COLOUR.items(), 1)
        return (
            *(Command(f"{name}色高亮", f"Alt+{n}", partial(self.highlight, colour)) for n, (colour, name) in colours),
            Command("下划线", "Alt+U", self.underline),
            Command("写批注", "Alt+N", self.write),
            Command("加上或去掉书签", "Alt+B", self.bookmark),
            None,
            Command("撤销上一次批注改动", "", self._session.undo),
            Command("全部批注", "Alt+A", self.panel_requested.emit),
        )

    def set_theme(self) -> None:
        """The reader has another look."""
        self.palette.set_theme(self._reader.theme)
        self._panel.set_theme(self._reader.theme)
        self._draw()

    # what a person does

    def highlight(self, colour: Colour) -> None:
        """Highlight the selection, or give the annotation that was clicked another colour."""
        self._colour = colour
        if self._target:
            self._session.recolour(self._target, colour)
        elif self._session.mark(self._reader.document_id, self._selected(), Kind.HIGHLIGHT, colour):
            self._let_go()

    def underline(self) -> None:
        """Underline the selection; what was clicked turns from highlight to underline or back."""
        placed = self._session.placements.of(self._target)
        if placed is not None:
            is_underlined = placed.annotation.kind is Kind.UNDERLINE
            self._session.redraw(self._target, Kind.HIGHLIGHT if is_underlined else Kind.UNDERLINE)
        elif self._session.mark(self._reader.document_id, self._selected(), Kind.UNDERLINE, self._colour):
            self._let_go()

    def write(self) -> None:
        """Write a note on the selection, or on the annotation that was clicked."""
        if self._target:
            self.edit(self._target)
            return
        doc, spans = self._reader.document_id, self._selected()
        pieces = self._session.placements.pieces(doc, spans)
        if not pieces:
            self.said.emit(NOTHING_SELECTED)
            return
        self.writing.write(Annotation(document=doc, pieces=pieces, kind=Kind.NOTE, colour=self._colour))

    def bookmark(self) -> None:
        """A bookmark at the selection, or at the clause in view."""
        spans = self._selected()
        clause, offset = (spans[0].clause, spans[0].start) if spans else (self._reader.clause, 0)
        if self._session.add_bookmark(self._reader.document_id, clause, offset):
            self._let_go()

    def edit(self, key: str) -> None:
        """Open the note of an annotation."""
        placed = self._session.placements.of(key)
        if placed is not None:
            self.writing.write(placed.annotation)

    def open(self, key: str) -> None:
        """Show an annotation in the text."""
        placed = self._session.placements.of(key)
        if placed is None:
            return
        if not placed.spans:
            self.said.emit(f"{LOST}：所引原文已有改动。请选中它应在的文字，再点“重新定位到所选”。")
        self.place_requested.emit(placed.annotation.document, placed.clause, placed.offset)

    def relocate(self, key: str) -> None:
        """Put an annotation on the selection."""
        if self._session.relocate(key, self._reader.document_id, self._selected()):
            self._let_go()
            self.said.emit("已重新定位")

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes the bar before anything else hears of it."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if not isinstance(event, QKeyEvent) or event.type() not in kinds or event.key() != Qt.Key.Key_Escape:
            return False
        if not self.palette.isVisible():
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._hide()
        return True

    # wiring

    def _connect(self) -> None:
        reader, panel, session = self._reader, self._panel, self._session
        reader.selection_settled.connect(self._on_selected)
        reader.copyAvailable.connect(self._on_copy_available)
        reader.place_clicked.connect(self._on_place_clicked)
        reader.side_mark_activated.connect(self._on_side_mark)
        reader.scrolled.connect(self._follow)
        reader.page_shown.connect(self._on_page)
        self.palette.colour_chosen.connect(self.highlight)
        self.palette.pressed.connect(self._on_pressed)
        panel.open_requested.connect(self.open)
        panel.edit_requested.connect(self.edit)
        panel.removal_requested.connect(session.remove)
        panel.relocation_requested.connect(self.relocate)
        panel.undo_requested.connect(session.undo)
        panel.reading_requested.connect(partial(reader.setFocus, Qt.FocusReason.OtherFocusReason))
        panel.export_requested.connect(self._export)
        session.changed.connect(self._on_changed)
        session.removed.connect(panel.show_removed)
        session.removed.connect(self._on_removed)
        session.refused.connect(self.said)
        session.said.connect(self.said)

    def _on_selected(self) -> None:
        self._target = ""
        if self._selected():
            self.palette.show_at_selection(self._place(), self._room())

    def _on_copy_available(self, available: bool) -> None:
        if not available and not self._target:
            self._hide()

    def _on_place_clicked(self, clause: str, offset: int) -> None:
        placed = self._session.placements.at(self._reader.document_id, clause, offset)
        if placed is None:
            self._hide()
        else:
            self._aim_at(placed)

    def _on_side_mark(self, kind: str, key: str) -> None:
        placed = self._session.placements.of(key)
        if kind in (ANNOTATION, BOOKMARK) and placed is not None:
            self._reader.go_to(placed.clause, placed.offset)
            self._aim_at(placed)

    def _on_pressed(self, name: str) -> None:
        match name:
            case "underline":
                self.underline()
            case "note":
                self.write()
            case "bookmark":
                self.bookmark()
            case "copy":
                self._reader.copy()
            case "cite":
                self.cite_requested.emit(self._reader.document_id, self._meant())
            case "remove":
                self._session.remove((self._target,))

    def _on_page(self) -> None:
        self._hide()
        self._draw()

    def _on_changed(self) -> None:
        self._draw()
        self._panel.show_placed(self._session.placements.all)
        placed = self._session.placements.of(self._target)
        if self._target and placed is None:
            self._hide()
        elif placed is not None and self.palette.isVisible():
            self.palette.show_at_annotation(placed.annotation, self._place(), self._room())

    def _on_removed(self, count: int) -> None:
        self.said.emit(f"已删除 {count} 条批注，Ctrl+Z 撤销")

    def _draw(self) -> None:
        placed, theme = self._session.placements.in_document(self._reader.document_id), self._reader.theme
        self._reader.set_layer(LAYER, paints(placed, theme))
        for kind, marks in side_marks(placed, theme).items():
            self._reader.set_side_marks(kind, marks)

    # the bar

    def _aim_at(self, placed: Placed) -> None:
        self._target = placed.annotation.id
        self.palette.show_at_annotation(placed.annotation, self._place(), self._room())

    def _follow(self) -> None:
        if self._target or self._selected():
            self.palette.follow(self._place(), self._room())

    def _hide(self) -> None:
        self._target = ""
        self.palette.hide()

    def _let_go(self) -> None:
        """Drop the selection, so that the new colour is seen."""
        cursor = self._reader.textCursor()
        cursor.clearSelection()
        self._reader.setTextCursor(cursor)
        self._hide()

    def _selected(self) -> tuple[Span, ...]:
        return self._reader.selected_spans()

    def _meant(self) -> tuple[Span, ...]:
        """What the bar is about: the annotation's words, or the selection."""
        placed = self._session.placements.of(self._target)
        if placed is None:
            return self._selected()
        return tuple(Span(one.clause, one.start, one.end) for one in placed.spans)

    def _place(self) -> QRect:
        """The selection, or the line of the text cursor, in the reader's coordinates."""
        if self._reader.textCursor().hasSelection():
            return selection_rect(self._reader)
        return self._reader.cursorRect().translated(self._reader.viewport().geometry().topLeft())

    def _room(self) -> QRect:
        return self._reader.viewport().geometry()

    def _export(self, form: Format, placed: tuple[Placed, ...]) -> None:
        name, _ = QFileDialog.getSaveFileName(self._panel, "导出批注", f"批注.{form}", FORMAT[form])
        if name:
            path = Path(name)
            self._session.export(path if path.suffix else path.with_suffix(f".{form}"), form, placed)
