"""The three jobs in the real window, by keys and clicks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from checklist.progress import Progress, Status
from checklist.record import open_record
from content.library import Library
from ui.application import open_window
from ui.folders import folders_at
from ui.reading.layers import Span, match_paints
from ui.window import MainWindow

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
DOC, MUST = "cbf-2018-60", "cbf-2018-60.5-3.1"


def cards(window: MainWindow) -> list[str]:
    """The right pane drawn as text."""
    drawn = []
    for card in window.duty_panel.cards:
        boxes = "".join("☑" if box.isChecked() else "☐" for box in card.boxes.values())
        drawn.append(f"{card.duty.title} {boxes}")
    return drawn


def status(window: MainWindow, duty: str) -> Status:
    return window.checklist.progress.get(duty, Progress(duty)).status


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = CONTROL) -> None:
    qtbot.keyClick(window, key, modifier)


def test_the_window_opens_on_the_2018_opinions(window: MainWindow) -> None:
    assert "川办发〔2018〕60号" in window.windowTitle()
    assert window.reader.toPlainText().startswith("四川省人民政府办公厅关于加快县域创新驱动发展的实施意见")
    assert window.reader.clause == "title"
    assert window.size().width() == 1366
    assert window.minimumSizeHint().width() <= 1366


def test_every_policy_character_has_its_place_on_the_page(window: MainWindow, library: Library) -> None:
    for document in library.documents:
        window.reading.open_document(document.id)
        page = window.reader.document()
        assert window.reader._page is not None
        places = window.reader._page.places
        for clause in document.clauses:
            offsets = [offset for offset, char in enumerate(clause.text) if char != "\t"]
            positions = [places.position(clause.id, offset) for offset in offsets]
            shown = "".join(str(page.characterAt(position)) for position in positions)
            assert shown == clause.text.replace("\t", ""), clause.id
            assert positions == sorted(set(positions))
            assert {places.clause_at(position) for position in positions} <= {clause.id}


def test_what_else_is_on_the_page_is_marked_as_ours(window: MainWindow, library: Library) -> None:
    document = library.document(DOC)
    shown, text = window.reader.toPlainText(), "\n".join(clause.text for clause in document.clauses)
    ours = "".join(f"注\u2060{number}" for number in range(1, len(document.notes) + 1))
    assert len(shown) == len(text) + len(ours)


def test_read_the_outline_leads_to_a_clause(qtbot: QtBot, window: MainWindow) -> None:
    tree = window.desk.outline.tree
    index = window.desk.outline.tree.model().index_of(DOC, "5-3")  # type: ignore[attr-defined]
    tree.setCurrentIndex(index)
    tree.setFocus()
    qtbot.keyClick(tree, KEY.Key_Return)
    assert window.reader.clause == "5-3"
    assert window.desk.breadcrumb.text() == "二、重点任务 › （五）加强县域创新创业平台建设 › 搭建成果转移转化服务体系"
    assert len(cards(window)) == 7


def test_read_scrolling_takes_the_outline_and_the_duties_along(qtbot: QtBot, window: MainWindow) -> None:
    window.reader.setFocus()
    seen = []
    for _ in range(60):
        qtbot.keyClick(window.reader, KEY.Key_PageDown)
        seen.append(window.reader.clause)
    order = window.document.order
    assert [order[clause] for clause in seen] == sorted(order[clause] for clause in seen)
    assert seen[-1] == "date" or order[seen[-1]] >= order["12"]
    assert len(set(seen)) > 6


def test_find_by_keyboard_alone(qtbot: QtBot, window: MainWindow) -> None:
    window.reader.setFocus()
    press(qtbot, window, KEY.Key_K)
    assert window.search_bar.hasFocus()
    qtbot.keyClicks(window.search_bar, "R&D")
    found = [hit for hit in window.desk.search_panel.hits() if hit.doc == DOC]
    assert [hit.clause for hit in found] == ["10-1", "2", "12"]
    qtbot.keyClick(window.search_bar, KEY.Key_Return)
    count = len(window.search.tour)
    for position in (*range(1, count + 1), 1):
        stop = window.search.tour.current
        assert stop is not None
        assert window.reader.clause == stop.hit.clause
        assert f"第 {position}/{count} 处" in window.counter.text()
        press(qtbot, window, KEY.Key_F3, Qt.KeyboardModifier.NoModifier)
    press(qtbot, window, KEY.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert window.reader.clause == "10-1"
    assert f"第 1/{count} 处" in window.counter.text()
    qtbot.keyClick(window.search_bar, KEY.Key_Escape)
    assert window.search_bar.text() == ""
    assert window.desk.left.currentWidget() is window.desk.outline
    assert window.reader.extraSelections() == []


def test_a_found_place_is_marked_and_in_sight(qtbot: QtBot, window: MainWindow) -> None:
    window.search_bar.setText("科技成果转化")
    qtbot.keyClick(window.search_bar, KEY.Key_Return)
    marked = [selection.cursor.selectedText() for selection in window.reader.extraSelections()]  # type: ignore[attr-defined]
    assert "科技成果转化" in marked
    current = window.search.tour.current
    assert current is not None
    assert current.match is not None
    assert len(marked) == len(window.search.tour.matches_in(window.document.id))
    place = window.reader.cursorRect(window.reader.textCursor())
    assert window.reader.viewport().rect().contains(place.center())


def test_a_hit_is_chosen_by_click_and_by_key(qtbot: QtBot, window: MainWindow) -> None:
    window.search_bar.setText("人才")
    tree = window.desk.search_panel.tree
    qtbot.keyClick(window.search_bar, KEY.Key_Down)
    assert tree.hasFocus()
    second = window.desk.search_panel.hits()[1]
    place = tree.visualRect(tree.model().index_of(second)).center()  # type: ignore[attr-defined]
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.reader.clause == second.clause
    qtbot.keyClick(tree, KEY.Key_Down)
    qtbot.keyClick(tree, KEY.Key_Return)
    assert window.reader.clause == window.desk.search_panel.hits()[2].clause


def test_chips_narrow_the_query_and_say_what_to_drop(qtbot: QtBot, window: MainWindow) -> None:
    window.search_bar.setText("后备库")
    window.desk.search_panel.filter_toggled.emit("文件:71号", True)
    assert window.search_bar.text() == "后备库 文件:71号"
    assert "去掉筛选条件，可找到" in window.desk.search_panel.empty.text()
    chip = next(one for one in window.desk.search_panel.chips.findChildren(QPushButton) if "71号" in one.text())
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert window.search_bar.text() == "后备库"
    assert window.desk.search_panel.hits()[0].clause == "4-1"


def test_a_near_spelling_is_offered(window: MainWindow) -> None:
    window.search_bar.setText("知识产全")
    panel = window.desk.search_panel
    assert panel.suggestion.isVisible()
    assert "知识产权" in panel.suggestion.text()
    panel.suggestion.linkActivated.emit("知识产权")
    assert window.search_bar.text() == "知识产权"
    assert not panel.suggestion.isVisible()


def test_nothing_found_says_what_to_try(window: MainWindow) -> None:
    window.search_bar.setText("qqqzzz")
    assert "没有找到“qqqzzz”" in window.desk.search_panel.empty.text()
    window.search_bar.setText("县" * 300)
    assert "最多 256 个" in window.desk.search_panel.empty.text()
    window.search_bar.setText("   ")
    assert window.desk.left.currentWidget() is window.desk.outline


def test_tick_a_step_by_click(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.reading.go_to(DOC, "5-3")
    box = window.duty_panel.cards[0].boxes["2"]
    with qtbot.waitSignal(window.checklist.progress_changed):
        qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert cards(window)[0] == "建设成果转化和技术转移服务机构 ☐☑☐☐"
    assert status(window, MUST) is Status.IN_PROGRESS
    assert "已保存" in window.saved.text()
    window.close()
    record = open_record(tmp_path, "x")
    assert record.of(MUST).steps == {"2"}
    record.close()


def test_tick_a_step_by_key(qtbot: QtBot, window: MainWindow) -> None:
    window.reading.go_to(DOC, "12")
    window.reader.setFocus()
    for _ in range(3):
        press(qtbot, window, KEY.Key_F6, Qt.KeyboardModifier.NoModifier)
    box = window.duty_panel.cards[0].boxes["1"]
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.duty_panel.isAncestorOf(focused)
    for _ in range(6):
        if not box.hasFocus():
            qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
    assert box.hasFocus()
    qtbot.keyClick(box, KEY.Key_Space)
    assert box.isChecked()
    qtbot.keyClick(box, KEY.Key_Space)
    assert not box.isChecked()


def test_a_mark_stands_at_the_very_sentence_and_is_ticked_in_place(qtbot: QtBot, window: MainWindow) -> None:
    window.reading.go_to(DOC, "5-3")
    margin = window.reader.margin
    tops = [margin.box_of(duty.id).top() for duty in window.library.duties if duty.clause == "5-3"]  # type: ignore[union-attr]
    assert tops == sorted(tops)
    assert len(set(tops)) >= 5
    box = margin.box_of(MUST)
    assert box is not None
    with qtbot.waitSignal(window.checklist.progress_changed):
        qtbot.mouseClick(margin, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert status(window, MUST) is Status.DONE
    with qtbot.waitSignal(window.checklist.progress_changed):
        qtbot.keyClick(margin, KEY.Key_Space)
    assert status(window, MUST) is Status.NOT_STARTED


def test_marks_stand_beside_their_quotes(window: MainWindow, library: Library) -> None:
    """Every mark's height is that of a line that shows a part of its duty's quotation."""
    for duty in library.duties_of(DOC):
        window.reader.go_to_duty(duty.id)
        box = window.reader.margin.box_of(duty.id)
        assert box is not None
        cursor = window.reader.cursorForPosition(QPoint(4, round(box.center().y())))
        cursor.movePosition(cursor.MoveOperation.EndOfLine, cursor.MoveMode.KeepAnchor)
        assert window.reader._page is not None
        start, end = window.reader._page.places.span(
            duty.clause,
            (at := library.clause_of(duty).text.index(duty.quote)),
            at + len(duty.quote),
        )
        assert cursor.anchor() < end, duty.id
        assert cursor.position() > start, duty.id


def test_the_outline_counts_what_is_done(qtbot: QtBot, window: MainWindow) -> None:
    model = window.desk.outline.tree.model()
    from ui.reading.counted_row import COUNT_ROLE

    def count(clause: str) -> str:
        return str(model.index_of(DOC, clause).data(COUNT_ROLE))  # type: ignore[attr-defined]

    assert (count("title"), count("5"), count("5-3")) == ("0/40", "0/10", "0/7")
    window.checklist.toggle(MUST)
    assert (count("title"), count("5"), count("5-3"), count("6")) == ("1/40", "1/10", "1/7", "0/4")


def test_from_duty_to_duty_by_key(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    window.reader.setFocus()
    visited = []
    for _ in library.duties_of(DOC):
        press(qtbot, window, KEY.Key_Down)
        visited.append(window.reader.margin.current)
    assert visited == [duty.id for duty in library.duties_of(DOC)]
    press(qtbot, window, KEY.Key_Up)
    assert window.reader.margin.current == visited[-2]
    press(qtbot, window, KEY.Key_Return)
    assert status(window, str(visited[-2])) is Status.DONE


def test_a_note_mark_shows_the_note(qtbot: QtBot, window: MainWindow) -> None:
    window.reader.link_requested.emit("note:星创天地")
    assert window.reader.clause == "5-2"
    notes = [label.text() for label in window.duty_panel.area.widget().findChildren(QLabel)]
    assert any("编者注、非官方解读" in text for text in notes)
    assert any("面向农业农村的众创空间" in text for text in notes)


@pytest.mark.parametrize(
    "link", ["clause:cbf-1999-1#1", "clause:cbf-2018-60#77", "file:///etc/passwd", "http://x/", "note:"]
)
def test_a_link_that_leads_nowhere_moves_nothing(window: MainWindow, link: str) -> None:
    window.reading.go_to(DOC, "5-3")
    window.reader.link_requested.emit(link)
    assert window.reader.clause == "5-3"


def test_the_panes_fold_and_the_right_one_gives_way(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, KEY.Key_F9, Qt.KeyboardModifier.NoModifier)
    assert not window.desk.left.isVisible()
    press(qtbot, window, KEY.Key_F9, Qt.KeyboardModifier.NoModifier)
    assert window.desk.left.isVisible()
    window.resize(1000, 700)
    assert not window.duty_panel.isVisible()
    window.resize(1366, 768)
    assert window.duty_panel.isVisible()


@pytest.mark.parametrize("theme", ["warm", "dark", "contrast", "light"])
def test_a_theme_keeps_the_place_and_is_remembered(
    qtbot: QtBot, window: MainWindow, library: Library, tmp_path: Path, theme: str
) -> None:
    window.reading.go_to(DOC, "8-2")
    window.look.set_theme(theme)
    assert window.reader.clause == "8-2"
    assert len(cards(window)) == 5
    window.close()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    again = open_window(application, library, folders_at(tmp_path))
    assert again.look.theme.name == theme
    qtbot.waitUntil(lambda: again.is_complete)
    again.close()


def test_matches_outside_the_page_are_no_matter(window: MainWindow) -> None:
    window.reader.set_layer("matches", match_paints(window.reader.theme, (Span("5-3", 0, 3),), None))
    assert len(window.reader.extraSelections()) == 1
