"""Finding in the page by keys, and the marks beside it by clicks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QPixmap
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from content.library import Library
from ui.reading.find_session import FindSession
from ui.reading.layers import Paint
from ui.reading.marked_scroll_bar import MarkedScrollBar, ScrollMark
from ui.reading.reader_view import ReaderView
from ui.theme import THEMES, dress

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
DOC = "cbf-2018-60"


class Reader(ReaderView):
    """Tells what it was asked to paint."""

    painted: dict[str, tuple[Paint, ...]]

    def set_layer(self, name: str, paints: tuple[Paint, ...]) -> None:
        self.painted = {**getattr(self, "painted", {}), name: paints}
        super().set_layer(name, paints)


class Desk(QWidget):
    """A reader with its find bar and its marked scroll bar, at 760×640."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.reader = Reader(THEMES[0])
        self.marks = _marked(self.reader)
        self.finding = FindSession(library, self.reader, self.marks, self)
        column = QVBoxLayout(self)
        column.addWidget(self.finding.bar)
        column.addWidget(self.reader)
        self.resize(760, 640)
        self.reader.show_document(library.document(DOC), library.duties_of(DOC))

    @property
    def count(self) -> str:
        return self.finding.bar.count.text()


def _marked(reader: ReaderView) -> MarkedScrollBar:
    has = reader.verticalScrollBar()
    if isinstance(has, MarkedScrollBar):
        return has
    bar = MarkedScrollBar(THEMES[0])
    reader.setVerticalScrollBar(bar)
    return bar


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, library: Library) -> Desk:
    dress(qapp, THEMES[0])
    made = Desk(library)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def write(widget: QWidget, words: str) -> None:
    """As a Chinese input method does: the words arrive at once."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


def test_typing_finds_counts_and_lands(desk: Desk, library: Library) -> None:
    desk.reader.go_to("5-3")
    desk.finding.begin()
    write(desk.finding.bar.field, "创")
    write(desk.finding.bar.field, "新驱動")
    document = library.document(DOC)
    counts = [clause.text.count("创新驱动") for clause in document.clauses]
    total, before = sum(counts), sum(counts[: document.order["5-3"]])
    assert desk.count == f"第 {before + 1}/{total} 处"
    assert desk.finding.current is not None
    assert desk.reader.clause == desk.finding.current.clause
    grounds = [paint.background for paint in desk.reader.painted["find"]]
    assert grounds.count(THEMES[0].current_hit) == 1
    assert grounds.count(THEMES[0].hit) == total - 1


STEPS: list[tuple[Callable[[QtBot, Desk], None], int]] = [
    (lambda qtbot, desk: qtbot.keyClick(desk.finding.bar.field, KEY.Key_Return), 2),
    (lambda qtbot, desk: qtbot.keyClick(desk.finding.bar.field, KEY.Key_Return, SHIFT), 17),
    (lambda qtbot, desk: qtbot.mouseClick(desk.finding.bar.onward, Qt.MouseButton.LeftButton), 2),
    (lambda qtbot, desk: qtbot.mouseClick(desk.finding.bar.back, Qt.MouseButton.LeftButton), 17),
]


@pytest.mark.parametrize(("step", "place"), STEPS)
def test_keys_and_buttons_go_round(qtbot: QtBot, desk: Desk, step: Callable[[QtBot, Desk], None], place: int) -> None:
    desk.finding.begin()
    write(desk.finding.bar.field, "创新驱动")
    assert desk.count == "第 1/17 处"
    step(qtbot, desk)
    assert desk.count == f"第 {place}/17 处"
    assert desk.reader.clause == desk.finding.matches[place - 1].clause


def test_escape_unmarks_and_returns_to_the_text_at_the_match(qtbot: QtBot, desk: Desk) -> None:
    desk.finding.begin()
    write(desk.finding.bar.field, "创新驱动")
    qtbot.keyClick(desk.finding.bar.field, KEY.Key_Return)
    at = desk.finding.matches[1]
    qtbot.keyClick(desk.finding.bar.field, KEY.Key_Escape)
    assert not desk.finding.is_open
    assert desk.reader.hasFocus()
    assert (desk.reader.clause, desk.reader.painted["find"], desk.finding.matches) == (at.clause, (), ())
    desk.finding.begin()
    assert (desk.finding.bar.term, desk.finding.bar.field.selectedText()) == ("创新驱动", "创新驱动")
    assert desk.count.endswith("/17 处")


def test_earlier_terms_come_back(qtbot: QtBot, desk: Desk) -> None:
    field = desk.finding.bar.field
    for term in ("人才", "科普", "创新券"):
        desk.finding.begin()
        write(field, term)
        qtbot.keyClick(field, KEY.Key_Escape)
    desk.finding.begin()
    recalled = []
    for key in (KEY.Key_Up, KEY.Key_Up, KEY.Key_Up, KEY.Key_Up, KEY.Key_Down):
        qtbot.keyClick(field, key)
        recalled.append(desk.finding.bar.term)
    assert recalled == ["创新券", "科普", "人才", "人才", "科普"]


def test_where_nothing_is_found_it_says_so_and_what_to_do(qtbot: QtBot, desk: Desk) -> None:
    desk.reader.go_to("7-2")
    desk.finding.begin()
    write(desk.finding.bar.field, "区块链")
    assert desk.count == "本页没有找到"
    assert desk.reader.clause == "7-2"
    with qtbot.waitSignal(desk.finding.bar.search_requested) as asked:
        qtbot.mouseClick(desk.finding.bar.search_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["区块链"]
    desk.finding.bar.field.clear()
    assert (desk.count, desk.finding.bar.search_button.isHidden()) == ("", True)


def test_selected_words_are_found(desk: Desk) -> None:
    desk.reader.go_to("5-2", 0)
    cursor = desk.reader.textCursor()
    cursor.movePosition(cursor.MoveOperation.Right, cursor.MoveMode.KeepAnchor, 4)
    desk.reader.setTextCursor(cursor)
    desk.finding.begin()
    assert desk.finding.bar.term == "建设科技"
    assert desk.finding.current is not None
    assert (desk.finding.current.clause, desk.finding.current.start) == ("5-2", 0)


def test_another_document_is_searched_too(desk: Desk, library: Library) -> None:
    desk.finding.begin()
    write(desk.finding.bar.field, "科技成果")
    desk.reader.show_document(library.document("cbf-2016-71"), ())
    total = sum(clause.text.count("科技成果") for clause in library.document("cbf-2016-71").clauses)
    assert desk.count == f"第 1/{total} 处"
    assert len(desk.reader.painted["find"]) == total


# the scroll bar


def test_a_click_on_a_mark_goes_there(qtbot: QtBot, desk: Desk) -> None:
    desk.finding.begin()
    write(desk.finding.bar.field, "院士专家工作站")
    (match,) = desk.finding.matches
    y = round(desk.reader.relative_place(match.clause, match.start) * desk.marks.height())
    desk.reader.go_to("title")
    with qtbot.waitSignal(desk.marks.place_requested) as asked:
        qtbot.mouseClick(desk.marks, Qt.MouseButton.LeftButton, pos=QPoint(7, y))
    assert asked.args == [match.clause, match.start]


def test_marks_are_told_apart_and_lie_exactly(qtbot: QtBot) -> None:
    bar = MarkedScrollBar(THEMES[0])
    qtbot.addWidget(bar)
    bar.resize(14, 600)
    bar.set_marks("duty", (ScrollMark(0.25, "a"),))
    bar.set_marks("annotation", (ScrollMark(0.25, "b"),))
    bar.set_marks("find", (ScrollMark(0.5, "c"), ScrollMark(0.75, "d")))
    bar.set_current(ScrollMark(0.75, "d"))
    shown = bar.grab().toImage()
    row = [shown.pixelColor(x, 150).name().upper() for x in (2, 12)]
    assert row == [THEMES[0].must, THEMES[0].target]
    assert shown.pixelColor(7, 300).name().upper() == THEMES[0].promote
    assert [shown.pixelColor(x, 449).name().upper() for x in (4, 7, 11)] == [THEMES[0].text] * 3
    assert bar.mark_at(150.0) in (ScrollMark(0.25, "a"), ScrollMark(0.25, "b"))
    assert bar.mark_at(220.0) is None


def test_five_thousand_marks_are_few_rectangles(qtbot: QtBot) -> None:
    """Painting is bounded by the rows of pixels, not by the marks."""
    bar = MarkedScrollBar(THEMES[0])
    qtbot.addWidget(bar)
    bar.resize(14, 600)
    bar.set_marks("find", tuple(ScrollMark(n * 0.6180339887 % 1, "c", n) for n in range(5000)))
    assert len(bar._bars["find"]) <= 300
    rows = [row for rect in bar._bars["find"] for row in range(rect.top(), rect.bottom() + 1)]
    assert rows == sorted(set(rows))
    assert set(rows) == set(range(600))
    bar.render(QPixmap(bar.size()))
