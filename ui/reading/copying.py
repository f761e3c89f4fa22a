"""Taking text out of the reader: as it is, with its official citation, or its address. What is ours stays behind."""

from __future__ import annotations

import html
from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import QMimeData, QObject, QPoint, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from content.citation import Extract, extracts, joint_citation, place, plain_text, quotation
from content.document import Document
from content.library import Library
from content.span import Span
from ui.fonts import Role
from ui.labels import document_label
from ui.reading.reader_view import ReaderView

COPY_KEY, CITED_KEY, ADDRESS_KEY = "Ctrl+C", "Ctrl+Shift+C", "Ctrl+Alt+C"
_PARAGRAPH = 'style="font-family:{face}; font-size:16pt; text-indent:2em; margin:0"'
_SOURCE = 'style="font-family:{face}; font-size:16pt; text-align:right; margin:0"'
_TABLE = 'border="1" cellspacing="0" cellpadding="4" style="border-collapse:collapse; font-family:{face}"'
_LONGEST_TERM = 60


def cited_data(document: Document, spans: Iterable[Span]) -> QMimeData:
    """The text with its citation, for plain and for rich targets: there in 仿宋, tables as tables."""
    chosen = tuple(spans)
    taken = extracts(document, chosen)
    source = joint_citation(document, taken)
    is_table = any(one.clause.kind == "row" for one in taken)
    data = QMimeData()
    data.setText(f"{plain_text(taken)}\n——{source}" if is_table else quotation(document, chosen))
    face = Role.BODY.css.replace('"', "")
    cited = f"<p {_SOURCE.format(face=face)}>——{html.escape(source)}</p>"
    data.setHtml(f'<meta charset="utf-8">{_rich(taken, face)}{cited}')
    return data


def _rich(taken: Iterable[Extract], face: str) -> str:
    runs = groupby(taken, lambda one: one.clause.kind == "row")
    return "".join(_table(run, face) if is_table else _paragraphs(run, face) for is_table, run in runs)


def _paragraphs(run: Iterable[Extract], face: str) -> str:
    return "".join(f"<p {_PARAGRAPH.format(face=face)}>{html.escape(one.text)}</p>" for one in run)


def _table(run: Iterable[Extract], face: str) -> str:
    rows = (one.text.split("\t") for one in run)
    lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    return f"<table {_TABLE.format(face=face)}>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


class Copying(QObject):
    """Of one reader: what is selected, or else the clause in view, to the clipboard; and the menu that offers it."""

    find_requested = Signal()
    preview_requested = Signal()
    search_requested = Signal(str)
    said = Signal(str)

    def __init__(self, library: Library, reader: ReaderView, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._reader = library, reader

    def copy(self) -> None:
        """The words alone."""
        taken = extracts(self._document, self._spans())
        if self._has(taken):
            QGuiApplication.clipboard().setText(plain_text(taken))
            self.said.emit(f"已复制{self._what(taken)}")

    def copy_cited(self) -> None:
        """The words with their citation."""
        self.copy_places(self._reader.document_id, self._spans())

    def copy_places(self, doc: str, spans: tuple[Span, ...]) -> None:
        """The words of any places with their citation."""
        document = self._library.document(doc)
        taken = extracts(document, spans)
        if self._has(taken):
            QGuiApplication.clipboard().setMimeData(cited_data(document, spans))
            lacking = "" if document.metadata.number else "；文号原文未载"
            self.said.emit(f"已复制{self._what(taken)}，附出处{lacking}")

    def copy_address(self) -> None:
        """The permanent address of the clause in view, or of the first one selected: cbf-2018-60#5-3."""
        spans = self._spans()
        if spans:
            address = f"{self._document.id}#{spans[0].clause}"
            QGuiApplication.clipboard().setText(address)
            self.said.emit(f"已复制条款地址 {address}")

    def menu(self) -> QMenu:
        """What can be done with the text here. The caller shows it, and may add to it."""
        menu = QMenu(self._reader)
        term = self._term()
        self._add(menu, "复制" if self._selected() else "复制本条", COPY_KEY).triggered.connect(self.copy)
        self._add(menu, "复制并附出处", CITED_KEY).triggered.connect(self.copy_cited)
        self._add(menu, "复制条款地址", ADDRESS_KEY).triggered.connect(self.copy_address)
        menu.addSeparator()
        self._add(menu, "预览", "Alt+Return").triggered.connect(self.preview_requested)
        self._add(menu, "在本页查找…", "Ctrl+F").triggered.connect(self.find_requested)
        search = self._add(menu, "检索所选文字", "")
        search.setEnabled(bool(term))
        search.setData(term)
        search.triggered.connect(self._search)
        return menu

    def show_menu(self, at: QPoint) -> None:
        """For the reader's customContextMenuRequested; `at` in the reader's coordinates."""
        if self._reader.document_id:
            menu = self.menu()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self._reader.mapToGlobal(at))

    @property
    def _document(self) -> Document:
        return self._library.document(self._reader.document_id)

    def _selected(self) -> tuple[Span, ...]:
        return tuple(Span(one.clause, one.start, one.end) for one in self._reader.selected_spans())

    def _spans(self) -> tuple[Span, ...]:
        """The selection, else all of the clause in view; nothing before the first document."""
        if not self._reader.document_id:
            return ()
        clause = self._document.clause(self._reader.clause)
        return self._selected() or (Span(clause.id, 0, len(clause.text)),)

    def _term(self) -> str:
        """The selected words as a query: of one clause, and short enough to be meant as one."""
        chosen = self._selected()
        words = plain_text(extracts(self._document, chosen)) if len(chosen) == 1 else ""
        return words.replace("\t", " ").strip() if len(words) <= _LONGEST_TERM else ""

    def _has(self, taken: tuple[Extract, ...]) -> bool:
        if not taken:
            self.said.emit("这里不是文件原文，没有可以复制的文字")
        return bool(taken)

    def _what(self, taken: tuple[Extract, ...]) -> str:
        first = taken[0].clause
        where = f"{document_label(self._document)} {place(self._document, first)}".rstrip()
        return where if len(taken) == 1 else f"{where}等 {len(taken)} 条"

    def _add(self, menu: QMenu, words: str, keys: str) -> QAction:
        action = menu.addAction(words)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutVisibleInContextMenu(True)
        return action

    def _search(self) -> None:
        sender = self.sender()
        assert isinstance(sender, QAction)
        self.search_requested.emit(str(sender.data()))
