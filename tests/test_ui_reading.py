"""Reading in the real window: tabs, back and forward, the outline's filter, points of view, two texts side by side."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from checklist.annotation import Annotation, Kind
from content.library import Library
from ui.application import open_window
from ui.folders import folders_at
from ui.reading.history import History, Place
from ui.reading.layers import Span
from ui.reading.perspective import county_perspective, unit_perspective, units_named
from ui.theme import SIZES
from ui.window import MainWindow

KEY, ALT, CONTROL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
DOC, OTHER = "cbf-2018-60", "cbf-2016-71"


def at(window: MainWindow) -> tuple[str, str]:
    return window.reader.document_id, window.reader.clause


@pytest.mark.parametrize(
    ("steps", "row"),
    [
        ("a b c", "a b [c]"),
        ("a b c <", "a [b] c"),
        ("a b c < <", "[a] b c"),
        ("a b c < < <", "[a] b c"),
        ("a b c < < >", "a [b] c"),
        ("a b c < d", "a b [d]"),
        ("a a a", "[a]"),
        ("a >", "[a]"),
        ("", ""),
    ],
)
def test_back_and_forward(steps: str, row: str) -> None:
    history = History()
    for step in steps.split():
        if step in "<>":
            (history.back if step == "<" else history.forward)()
        else:
            history.visit(None, Place("doc", step))
    drawn = [f"[{p.clause}]" if n == history._at else p.clause for n, p in enumerate(history._places)]
    assert " ".join(drawn) == row


def test_a_jump_remembers_where_the_reader_had_scrolled_to() -> None:
    history = History()
    history.visit(None, Place("d", "1"))
    history.visit(Place("d", "4"), Place("d", "9"))
    assert history.back() == Place("d", "4")
    assert history.back() == Place("d", "1")


def test_back_and_forward_by_key_across_documents(qtbot: QtBot, window: MainWindow) -> None:
    window.reading.go_to(DOC, "5-3")
    window.reading.go_to(OTHER, "4-1-2")
    window.reading.follow_link(f"clause:{DOC}#8-2")
    seen = [at(window)]
    for _ in range(3):
        qtbot.keyClick(window, KEY.Key_Left, ALT)
        seen.append(at(window))
    for _ in range(3):
        qtbot.keyClick(window, KEY.Key_Right, ALT)
    assert seen == [(DOC, "8-2"), (OTHER, "4-1-2"), (DOC, "5-3"), (DOC, "title")]
    assert at(window) == (DOC, "8-2")


def test_tabs_keep_their_places(qtbot: QtBot, window: MainWindow) -> None:
    tabs = window.desk.tabs
    assert not tabs.isVisible()
    window.reading.go_to(DOC, "5-3")
    top = window.reader.place_under(QPoint(0, 0))
    window.reading.open_document(OTHER)
    assert tabs.isVisible()
    assert tabs.documents == (DOC, OTHER)
    qtbot.keyClick(window, KEY.Key_Tab, CONTROL)
    assert at(window) == (DOC, "5-3")
    assert window.reader.place_under(QPoint(0, 0)) == top
    qtbot.keyClick(window, KEY.Key_W, CONTROL)
    assert list(tabs.documents) == [OTHER]
    assert at(window)[0] == OTHER
    qtbot.keyClick(window, KEY.Key_W, CONTROL)
    assert list(tabs.documents) == [OTHER]


def test_the_window_comes_back_where_it_was_left(
    qtbot: QtBot, window: MainWindow, library: Library, tmp_path: Path
) -> None:
    window.reading.go_to(DOC, "8-2")
    window.reading.go_to(OTHER, "4-1-2")
    window.look.set_size("large")
    window.close()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    again = open_window(application, library, folders_at(tmp_path))
    qtbot.waitUntil(lambda: again.is_complete)
    assert at(again) == (OTHER, "4-1-2")
    assert again.desk.tabs.documents == (DOC, OTHER)
    assert again.reader.type_size == 20
    again.desk.tabs.step(-1)
    assert at(again) == (DOC, "8-2")
    again.close()


def visible_rows(window: MainWindow) -> list[str]:
    tree, model = window.desk.outline.tree, window.desk.outline.tree.model()
    rows: list[str] = []

    def walk(parent: QModelIndex) -> None:
        for row in range(model.rowCount(parent)):
            if not tree.isRowHidden(row, parent):
                index = model.index(row, 0, parent)
                rows.append(str(index.data()))
                walk(index)

    walk(QModelIndex())
    return rows


def test_the_outline_is_filtered(qtbot: QtBot, window: MainWindow) -> None:
    everything = visible_rows(window)
    qtbot.keyClick(window, KEY.Key_L, CONTROL)
    box = window.desk.outline.filter
    assert box.hasFocus()
    box.insert("监测评估")
    rows = visible_rows(window)
    assert "（十二）开展监测评估" in rows
    assert rows[0] == "川办发〔2018〕60号"
    assert len(rows) < len(everything) / 4
    box.insert("没有这一条")
    assert visible_rows(window) == []
    qtbot.keyClick(box, KEY.Key_Escape)
    assert visible_rows(window) == everything


def test_the_county_sees_what_concerns_it(library: Library) -> None:
    for document in library.documents:
        seen = county_perspective(library, document)
        duties = library.duties_of(document.id)
        assert {duty.clause for duty in duties} <= seen.bright
        assert set(seen.tags) == {duty.id for duty in duties}
        assert seen.bright < {clause.id for clause in document.clauses}


def test_a_unit_sees_its_measures_and_their_headings(library: Library) -> None:
    document = library.document("cbf-2022-13")
    assert "科技厅" in units_named(library)[:3]
    seen = unit_perspective(library, document, "科技厅")
    dark = [clause.id for clause in document.clauses if clause.id not in seen.bright]
    assert all("科技厅" not in document.clause(clause).text for clause in dark)
    assert "2" in seen.bright


def test_the_county_perspective_dims_and_hides_nothing(qtbot: QtBot, window: MainWindow) -> None:
    text = window.reader.toPlainText()
    window.reading.go_to(DOC, "5-3")
    qtbot.keyClick(window, KEY.Key_F7, NONE)
    quiet = window.reader.theme.quiet.lower()
    dimmed = [s for s in window.reader.extraSelections() if s.format.foreground().color().name() == quiet]  # type: ignore[attr-defined]
    assert dimmed
    assert window.reader.clause == "5-3"
    assert window.reader.margin.width() == 136
    assert window.reader.toPlainText() == text
    qtbot.keyClick(window, KEY.Key_F7, NONE)
    assert window.reader.extraSelections() == []
    assert window.reader.margin.width() == 64


def test_two_texts_side_by_side_follow_each_other(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    qtbot.keyClick(window, KEY.Key_F8, NONE)
    beside = window.reading._beside
    assert beside is not None
    assert beside.isVisible()
    clause = next(c.id for c in library.document(DOC).clauses if len(window.reading._references.of(DOC, c.id)) > 1)  # type: ignore[union-attr]
    window.reading.go_to(DOC, clause)
    related = window.reading._references.of(DOC, clause)  # type: ignore[union-attr]
    assert (beside.reader.document_id, beside.reader.clause) in {(one.doc, one.clause) for one in related}
    beside.references.setCurrentIndex(2)
    beside.references.activated.emit(2)
    assert (beside.reader.document_id, beside.reader.clause) == (related[1].doc, related[1].clause)
    assert at(window) == (DOC, clause)
    qtbot.keyClick(window, KEY.Key_F8, NONE)
    assert not beside.isVisible()


def _is_wide(window: MainWindow, width: int) -> bool:
    return window.width() == width


def test_resizing_keeps_the_clause_and_the_line(qtbot: QtBot, window: MainWindow) -> None:
    window.reading.go_to(DOC, "9")
    for width, height in ((1000, 700), (1366, 768), (1600, 900)):
        window.resize(width, height)
        qtbot.waitUntil(partial(_is_wide, window, width))
        assert at(window) == (DOC, "9")


@pytest.mark.parametrize("size", [size.name for size in SIZES])
def test_a_size_scales_text_and_interface_and_keeps_the_place(window: MainWindow, size: str) -> None:
    window.reading.go_to(DOC, "8-2")
    window.look.set_size(size)
    assert at(window) == (DOC, "8-2")
    chosen = next(one for one in SIZES if one.name == size)
    assert window.reader.type_size == chosen.pixels
    assert QApplication.font().pointSizeF() == pytest.approx(10 * chosen.scale, abs=0.6)


def test_a_selection_is_told_in_clauses_without_note_marks(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    page = window.reader._page
    assert page is not None
    for start, end in (("5-3", "5-3"), ("5-2", "6-1"), ("title", "date")):
        cursor = page.cursor(start)
        last = library.document(DOC).clause(end)
        cursor.setPosition(page.places.position(end, len(last.text) - 1) + 1, cursor.MoveMode.KeepAnchor)
        window.reader.setTextCursor(cursor)
        order = library.document(DOC).order
        between = [c for c in library.document(DOC).clauses if order[start] <= order[c.id] <= order[end]]
        assert window.reader.selected_spans() == tuple(Span(c.id, 0, len(c.text)) for c in between)


def test_note_signs_in_the_right_margin_lead_to_their_notes(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    note = library.document(DOC).notes_of("5-3")[0]
    window.reading.go_to(DOC, "5-3")
    box = window.reader.side_margin.box_of("note", note.label)
    assert box is not None
    with qtbot.waitSignal(window.reading.note_requested) as told:
        qtbot.mouseClick(window.reader.side_margin, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert told.args == [note.label]


def test_words_are_selected_by_keys_alone(qtbot: QtBot, window: MainWindow) -> None:
    window.reading.go_to(DOC, "5-3")
    qtbot.keyClick(window, KEY.Key_F4, NONE)
    for _ in range(4):
        qtbot.keyClick(window.reader, KEY.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert window.reader.selected_spans() == (Span("5-3", 0, 4),)
    qtbot.keyClick(window, KEY.Key_F4, NONE)
    before = window.reader.verticalScrollBar().value()
    qtbot.keyClick(window.reader, KEY.Key_Down, NONE)
    assert window.reader.verticalScrollBar().value() > before


def test_search_finds_what_the_reader_wrote(qtbot: QtBot, window: MainWindow) -> None:
    assert window.parts.late is not None
    part = window.parts.late.annotating
    window.reading.go_to(DOC, "5-3")
    pieces = part.session.placements.pieces(DOC, (Span("5-3", 0, 8),))
    part.session.keep(Annotation(document=DOC, pieces=pieces, kind=Kind.NOTE, note="问过市科技局的王处"))
    window.reading.go_to(OTHER, "4-1-2")
    window.search_bar.setText("王处")
    hits = window.desk.search_panel.hits()
    assert [(hit.doc, hit.clause) for hit in hits] == [(DOC, "5-3")]
    qtbot.keyClick(window.search_bar, KEY.Key_Return)
    assert at(window) == (DOC, "5-3")
