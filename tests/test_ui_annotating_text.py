"""Annotating in the text: select, choose, write, take back; by mouse and by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from checklist.annotation import Colour
from checklist.annotation_record import Annotations
from content.library import Library
from tests.test_ui_annotating_bench import CLAUSE, DOC, LEFT, Bench
from ui.annotating.palette import palette_place
from ui.reading.selection import selection_rect

KEY, ALT, CONTROL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bench(qtbot: QtBot, library: Library, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(library, tmp_path)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.reader.setFocus()
    yield made
    made.close_record()


def select(qtbot: QtBot, bench: Bench, start: int, end: int) -> str:
    with qtbot.waitSignal(bench.reader.selection_settled):
        bench.drag((CLAUSE, start), (CLAUSE, end))
    return bench.reader.textCursor().selectedText()


def test_the_bar_appears_beside_the_selection_and_leaves_the_keyboard(qtbot: QtBot, bench: Bench) -> None:
    select(qtbot, bench, 20, 40)
    bar = bench.guide.palette
    assert bar.isVisible()
    assert not bar.geometry().intersects(selection_rect(bench.reader))
    assert bench.reader.viewport().geometry().contains(bar.geometry())
    assert bench.reader.hasFocus()
    qtbot.keyClick(bench.reader, KEY.Key_Escape)
    assert not bar.isVisible()
    assert bench.reader.textCursor().hasSelection()


@pytest.mark.parametrize(("key", "colour"), list(zip("1234", Colour, strict=True)))
def test_a_colour_by_key(qtbot: QtBot, bench: Bench, key: str, colour: Colour) -> None:
    words = select(qtbot, bench, 20, 30)
    with qtbot.waitSignal(bench.session.changed):
        qtbot.keyClick(bench.reader, key, ALT)
    assert bench.drawn() == [f"highlight {colour} {words}"]
    assert words in bench.painted()
    assert not bench.guide.palette.isVisible()
    assert not bench.reader.textCursor().hasSelection()


def test_a_colour_by_click_then_another_on_the_same_words(qtbot: QtBot, bench: Bench) -> None:
    words = select(qtbot, bench, 20, 30)
    qtbot.mouseClick(bench.guide.palette.swatches[Colour.GREEN], LEFT)
    assert bench.drawn() == [f"highlight green {words}"]
    select(qtbot, bench, 20, 30)
    qtbot.keyClick(bench.reader, KEY.Key_U, ALT)
    assert bench.drawn() == [f"underline green {words}"]


def test_a_selection_over_clauses_is_one_annotation(qtbot: QtBot, bench: Bench) -> None:
    with qtbot.waitSignal(bench.reader.selection_settled):
        bench.drag(("6", 2), ("6-1", 6))
    qtbot.keyClick(bench.reader, KEY.Key_1, ALT)
    (one,) = bench.session.placements.all
    assert [piece.clause for piece in one.annotation.pieces] == ["6", "6-1"]
    assert set(one.annotation.quotation.splitlines()) <= set(bench.painted())


def test_a_clicked_annotation_offers_its_colours_and_its_end(qtbot: QtBot, bench: Bench) -> None:
    words = select(qtbot, bench, 20, 40)
    qtbot.keyClick(bench.reader, KEY.Key_3, ALT)
    with qtbot.waitSignal(bench.reader.place_clicked):
        qtbot.mouseClick(bench.reader.viewport(), LEFT, pos=bench.point(CLAUSE, 25))
    bar = bench.guide.palette
    assert bar.isVisible()
    assert [colour for colour, swatch in bar.swatches.items() if swatch.isChecked()] == [Colour.BLUE]
    assert not bar.buttons["copy"].isVisible()
    qtbot.mouseClick(bar.swatches[Colour.RED], LEFT)
    assert bench.drawn() == [f"highlight red {words}"]
    qtbot.mouseClick(bar.buttons["underline"], LEFT)
    assert bench.drawn() == [f"underline red {words}"]
    assert bar.buttons["underline"].text() == "改为高亮"
    qtbot.mouseClick(bar.buttons["remove"], LEFT)
    assert bench.drawn() == []
    assert not bar.isVisible()
    bench.session.undo()
    assert bench.drawn() == [f"underline red {words}"]
    with qtbot.waitSignal(bench.reader.place_clicked):
        qtbot.mouseClick(bench.reader.viewport(), LEFT, pos=bench.point(CLAUSE, 90))
    assert not bar.isVisible()


def test_a_note_is_written_and_saved_by_key(qtbot: QtBot, bench: Bench) -> None:
    words = select(qtbot, bench, 20, 30)
    qtbot.keyClick(bench.reader, KEY.Key_N, ALT)
    editor = bench.guide.writing.editor
    assert editor is not None
    assert editor.quoted.text() == words
    qtbot.keyClicks(editor.words, "report by")
    qtbot.keyClick(editor.words, KEY.Key_Return)
    qtbot.keyClicks(editor.words, "June")
    qtbot.mouseClick(editor.swatches[Colour.BLUE], LEFT)
    qtbot.keyClick(editor.words, KEY.Key_Return, CONTROL)
    assert bench.drawn() == [f"note blue {words} report by\nJune"]
    assert bench.guide.writing.editor is None
    key = bench.session.placements.all[0].annotation.id
    assert bench.reader.side_margin.box_of("annotation", key) is not None


def test_escape_asks_only_where_words_would_be_lost(qtbot: QtBot, bench: Bench) -> None:
    select(qtbot, bench, 20, 30)
    qtbot.keyClick(bench.reader, KEY.Key_N, ALT)
    editor = bench.guide.writing.editor
    assert editor is not None
    qtbot.keyClick(editor.words, KEY.Key_Escape)
    assert bench.guide.writing.editor is None
    qtbot.keyClick(bench.reader, KEY.Key_N, ALT)
    editor = bench.guide.writing.editor
    assert editor is not None
    qtbot.keyClicks(editor.words, "x")
    qtbot.keyClick(editor.words, KEY.Key_Escape)
    asking = editor.findChild(QMessageBox)
    assert asking is not None
    assert asking.isVisible()
    qtbot.mouseClick(asking.button(QMessageBox.StandardButton.Cancel), LEFT)
    assert bench.guide.writing.editor is editor
    qtbot.keyClick(editor.words, KEY.Key_Escape)
    asking = next(box for box in editor.findChildren(QMessageBox) if box.isVisible())
    qtbot.mouseClick(asking.button(QMessageBox.StandardButton.Save), LEFT)
    assert [line.split()[-1] for line in bench.drawn()] == ["x"]


def test_a_note_that_is_too_long_is_not_lost(qtbot: QtBot, bench: Bench) -> None:
    select(qtbot, bench, 20, 30)
    qtbot.keyClick(bench.reader, KEY.Key_N, ALT)
    editor = bench.guide.writing.editor
    assert editor is not None
    editor.words.setPlainText("字" * 10_001)
    assert editor.count.text() == "10001/10000"
    qtbot.keyClick(editor.words, KEY.Key_Return, CONTROL)
    assert bench.guide.writing.editor is editor
    editor.save()
    assert "最多 10000 个" in editor.remark.text()
    assert bench.drawn() == []
    editor.words.setPlainText("字")
    qtbot.keyClick(editor.words, KEY.Key_Return, CONTROL)
    assert len(bench.drawn()) == 1


def test_a_bookmark_at_the_clause_in_view_comes_and_goes(qtbot: QtBot, bench: Bench, library: Library) -> None:
    bench.reader.go_to("8-2")
    qtbot.keyClick(bench.reader, KEY.Key_B, ALT)
    text = library.document(DOC).clause("8-2").text
    assert bench.drawn() == [f"bookmark yellow {text[:24]}"]
    key = bench.session.placements.all[0].annotation.id
    box = bench.reader.side_margin.box_of("bookmark", key)
    assert box is not None
    bench.reader.go_to("12")
    bench.reader.side_mark_activated.emit("bookmark", key)
    assert bench.reader.clause == "8-2"
    assert bench.guide.palette.isVisible()
    bench.reader.go_to("8-2")
    qtbot.keyClick(bench.reader, KEY.Key_B, ALT)
    assert bench.drawn() == []


def test_copying_and_citing_are_passed_on(qtbot: QtBot, bench: Bench) -> None:
    words = select(qtbot, bench, 20, 30)
    qtbot.mouseClick(bench.guide.palette.buttons["copy"], LEFT)
    assert words in QGuiApplication.clipboard().text()
    with qtbot.waitSignal(bench.guide.cite_requested) as cited:
        qtbot.mouseClick(bench.guide.palette.buttons["cite"], LEFT)
    assert cited.args is not None
    doc, (span,) = cited.args
    assert (doc, span.clause, span.end - span.start) == (DOC, CLAUSE, len(words))


def test_without_a_selection_it_is_said_what_to_do(qtbot: QtBot, bench: Bench) -> None:
    for key in (KEY.Key_1, KEY.Key_U, KEY.Key_N):
        with qtbot.waitSignal(bench.guide.said) as said:
            qtbot.keyClick(bench.reader, key, ALT)
        assert said.args == ["请先在正文中选中文字。"]
    with qtbot.waitSignal(bench.guide.said) as said:
        bench.session.undo()
    assert said.args == ["没有可以撤销的批注改动。"]


def test_without_a_record_nothing_is_drawn(qtbot: QtBot, bench: Bench) -> None:
    bench.session.detach()
    select(qtbot, bench, 20, 30)
    with qtbot.waitSignal(bench.guide.said) as said:
        qtbot.keyClick(bench.reader, KEY.Key_1, ALT)
    assert "不能批注" in said.args[0]
    assert bench.drawn() == []
    assert bench.reader.textCursor().hasSelection()


def test_the_bar_goes_with_the_text(qtbot: QtBot, bench: Bench) -> None:
    select(qtbot, bench, 20, 40)
    bar, bench_bar = bench.guide.palette, bench.reader.verticalScrollBar()
    before = bar.y()
    bench_bar.setValue(bench_bar.value() + 40)
    assert bar.y() == before - 40
    bench_bar.setValue(bench_bar.value() + 900)
    assert not bar.isVisible()
    bench_bar.setValue(bench_bar.value() - 900)
    assert bar.isVisible()


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (QRect(300, 300, 100, 60), QPoint(249, 252)),
        (QRect(300, 20, 100, 60), QPoint(249, 87)),
        (QRect(0, 300, 10, 20), QPoint(8, 252)),
        (QRect(790, 300, 10, 20), QPoint(591, 252)),
        (QRect(300, 5, 100, 590), QPoint(249, 551)),
    ],
)
def test_where_the_bar_stands(selection: QRect, expected: QPoint) -> None:
    assert palette_place(selection, QRect(0, 0, 800, 600), QSize(200, 40)) == expected


def test_another_start_draws_the_same(qtbot: QtBot, bench: Bench) -> None:
    words = select(qtbot, bench, 20, 30)
    qtbot.keyClick(bench.reader, KEY.Key_2, ALT)
    bench.session.attach(Annotations(bench.journal))
    assert bench.drawn() == [f"highlight green {words}"]
    assert words in bench.painted()
