"""Previews: what they say, when they come and go, and what keys do in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from content.library import Library
from ui.labels import EDITORIAL
from ui.reading.popup_content import PopupContent, content_of
from ui.reading.preview_session import NOTHING, PreviewSession
from ui.reading.reader_view import ReaderView
from ui.theme import THEMES, dress

KEY = Qt.Key
DOC, DAY = "cbf-2018-60", date(2026, 3, 1)


class Desk(QMainWindow):
    """A reader with its previews, at 900×700."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.reader = ReaderView(THEMES[0])
        self.setCentralWidget(self.reader)
        self.previews = PreviewSession(library, self.reader, self)
        self.resize(900, 700)
        self.reader.show_document(library.document(DOC), library.duties_of(DOC))

    @property
    def shown(self) -> str:
        content = self.previews.popup.content
        return f"{content.kind} {content.title}" if content else ""


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, library: Library) -> Iterator[Desk]:
    dress(qapp, THEMES[0])
    made = Desk(library)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.reader.setFocus()
    yield made
    made.previews.dismiss()


def said(link: str, library: Library) -> PopupContent:
    content = content_of(link, library, DOC, DAY)
    assert content is not None
    return content


# what is said


def test_a_note_is_visibly_ours_and_knows_its_ways(library: Library) -> None:
    note = said("note:众创空间", library)
    assert (note.title, note.kind, note.is_ours, note.source) == ("众创空间", "术语", True, EDITORIAL)
    assert note.body.startswith("面向创业者的低成本")
    assert [(way.words, way.link) for way in note.ways] == [("川办发〔2016〕71号四（七）1", "clause:cbf-2016-71#4-7-1")]
    assert note.target.link == "note:众创空间"


def test_an_organ_is_given_its_present_name_wherever_it_stands(library: Library) -> None:
    organ = said("note:cbf-2016-71#经信委", library)
    assert (organ.title, organ.kind) == ("省经济和信息化委", "机构")
    assert "2018年机构改革后为经济和信息化厅" in organ.body
    assert organ.source == f"{EDITORIAL}　川办发〔2016〕71号 附件《重点工作与任务分工表》第1行"
    assert organ.target.link == "clause:cbf-2016-71#annex-1"


def test_addresses_in_a_note_are_those_of_its_own_document(library: Library) -> None:
    ways = said("note:cbf-2016-71#主送", library).ways
    assert ways[0].link == "clause:cbf-2016-71#4-1-3"


def test_a_reference_shows_the_text_it_leads_to(library: Library) -> None:
    row = said("clause:cbf-2016-71#annex-10", library)
    assert (row.title, row.is_ours) == ("川办发〔2016〕71号 附件《重点工作与任务分工表》第10行", False)
    assert "重点任务　3.打造区域性技术转移服务机构" in row.body
    assert "责任部门　科技厅、省科协、民政厅及各市（州）" in row.body
    paragraph = said("clause:#5-3", library)
    assert paragraph.body == "（五）加强县域创新创业平台建设\n" + library.document(DOC).clause("5-3").text
    heading = said("clause:#9", library)
    assert heading.body.splitlines()[1:] == [
        "（九）加强组织领导。",
        library.document(DOC).clause("9-1").text,
    ]
    lacking = said("clause:jscxzx-2025#missing-2", library)
    assert (lacking.is_ours, lacking.kind) == (True, "收到的文本缺")


GOALS = [
    ("indicator:cbf-2018-60#1", ["目标值　不低于 1.2%", "年份　2022年（目标年已过）", "范围　全省县（市、区）平均"]),
    ("indicator:cbf-2018-60#2", ["目标值　不低于 1 个", "年份　原文未载", "范围　各县（市、区）"]),
    ("indicator:cbf-2022-13#4", ["目标值　超过 1.6 万家", "年份　2025年（目标年已过）", "范围　全省"]),
]


@pytest.mark.parametrize(("link", "lines"), GOALS)
def test_a_goal_is_told_with_the_words_it_rests_on(link: str, lines: list[str], library: Library) -> None:
    goal = said(link, library)
    assert goal.body.splitlines()[:3] == lines
    quote = goal.body.splitlines()[3].removeprefix("原文　“").removesuffix("”")
    doc, _, clause = goal.target.link.removeprefix("clause:").partition("#")
    assert quote in library.document(doc).clause(clause).text
    assert goal.source.startswith("编者摘录，以原文为准")


def test_a_goal_of_this_year_is_not_past(library: Library) -> None:
    goal = content_of("indicator:cbf-2018-60#1", library, DOC, date(2022, 12, 31))
    assert goal is not None
    assert "目标年已过" not in goal.body


HOSTILE = [
    "", "note:", "note:没有", "note:x#y", "note:cbf-2018-60#没有", "clause:x#y", "clause:cbf-2018-60#99", "indicator:",
    "indicator:cbf-2018-60#99", "indicator:cbf-2018-60#-1", "indicator:cbf-2018-60#²", "indicator:x#0",
    "javascript:alert(1)", "file:///etc/passwd", "http://example.com", "clause:" + "a" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("link", HOSTILE)
def test_a_link_to_nowhere_has_no_preview(link: str, library: Library) -> None:
    assert content_of(link, library, DOC, DAY) is None


def test_every_link_of_every_note_has_a_preview(library: Library) -> None:
    for document in library.documents:
        for note in document.notes:
            shown = content_of(f"note:{note.label}", library, document.id, DAY)
            assert shown is not None
            assert len(shown.ways) == note.html.count("<a ")
            assert all(content_of(way.link, library, document.id, DAY) for way in shown.ways)


# when it comes and goes


def test_it_comes_when_the_pointer_rests_and_goes_when_it_leaves(qtbot: QtBot, desk: Desk) -> None:
    at = desk.mapToGlobal(QPoint(200, 200))
    desk.reader.link_hovered.emit("note:众创空间", at)
    assert desk.shown == ""
    qtbot.waitUntil(lambda: desk.shown == "术语 众创空间", timeout=2000)
    assert not desk.previews.popup.has_keyboard
    assert desk.reader.hasFocus()
    desk.reader.link_hovered.emit("", at)
    assert desk.shown != ""
    qtbot.waitUntil(lambda: desk.shown == "", timeout=2000)


def test_a_pointer_that_passes_by_shows_nothing(qtbot: QtBot, desk: Desk) -> None:
    at = desk.mapToGlobal(QPoint(200, 200))
    desk.reader.link_hovered.emit("note:众创空间", at)
    desk.reader.link_hovered.emit("", at)
    assert not desk.previews._rest.isActive()
    desk.reader.place_hovered.emit("5-2", desk_offset(desk, "5-2", "星创天地"), at)
    qtbot.waitUntil(lambda: desk.shown == "术语 星创天地", timeout=2000)
    desk.reader.scrolled.emit()
    assert desk.shown == ""


def desk_offset(desk: Desk, clause: str, words: str) -> int:
    found = next(one for one in desk.previews.mentions if one.clause == clause and one.key.endswith(words))
    return found.start


def test_it_stays_while_the_pointer_is_in_it(qtbot: QtBot, desk: Desk) -> None:
    previews = desk.previews
    at = desk.mapToGlobal(QPoint(200, 200))
    desk.reader.link_hovered.emit("note:众创空间", at)
    qtbot.waitUntil(lambda: desk.shown != "", timeout=2000)
    desk.reader.link_hovered.emit("", at)
    previews.popup.pointer_entered.emit()
    assert not previews._grace.isActive()
    previews.popup.pointer_left.emit()
    QCursor.setPos(desk.mapToGlobal(QPoint(899, 699)))
    qtbot.waitUntil(lambda: desk.shown == "", timeout=2000)


# by key


def test_keys_reach_everything_a_clause_explains(qtbot: QtBot, desk: Desk, library: Library) -> None:
    desk.reader.go_to("5-2")
    desk.previews.preview()
    popup = desk.previews.popup
    assert popup.has_keyboard
    kinds = [desk.shown]
    for _ in range(6):
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Right)
        kinds.append(desk.shown)
    labels = [note.label for note in library.document(DOC).notes_of("5-2")]
    assert [label for label in labels if not any(shown.endswith(label) for shown in kinds)] == []
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    assert desk.shown == ""
    assert desk.reader.hasFocus()


def test_enter_goes_and_tab_chooses_the_way(qtbot: QtBot, desk: Desk) -> None:
    desk.previews.popup.open_beside((said("note:众创空间", desk.previews._library),), desk.rect())
    with qtbot.waitSignal(desk.previews.link_requested) as asked:
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    assert asked.args == ["note:众创空间"]
    desk.previews.popup.open_beside((said("note:众创空间", desk.previews._library),), desk.rect())
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
    with qtbot.waitSignal(desk.previews.link_requested) as asked:
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    assert asked.args == ["clause:cbf-2016-71#4-7-1"]
    assert desk.reader.hasFocus()


def test_a_clause_that_explains_nothing_says_so(qtbot: QtBot, desk: Desk) -> None:
    desk.reader.go_to("part-2")
    with qtbot.waitSignal(desk.previews.said) as told:
        desk.previews.preview()
    assert told.args == [NOTHING]
    assert desk.shown == ""


PLACES = [(5, 5), (890, 5), (5, 690), (890, 690), (450, 350)]


@pytest.mark.parametrize("place", PLACES)
def test_it_lies_inside_the_window_and_clear_of_its_word(place: tuple[int, int], desk: Desk) -> None:
    content = said("clause:#5", desk.previews._library)
    around = desk.rect().adjusted(0, 0, 1 - desk.width(), 16 - desk.height())
    around.moveTopLeft(desk.mapToGlobal(QPoint(*place)))
    desk.previews.popup.show_beside(content, around)
    shown = desk.previews.popup.geometry()
    assert desk.rect().contains(shown)
    assert place[1] in (5, 690, 350)
    if place[1] != 350:
        assert not shown.contains(QPoint(*place))
