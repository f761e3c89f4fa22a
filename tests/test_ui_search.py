"""The hit list in the real window: filters as they are typed, hits a few at a time, the reader's own annotations."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from content.library import Library
from search.hit import ANNOTATION, Hit
from search.passages import PassageMaker
from ui.searching.hit_model import HitGroup, HitModel
from ui.window import MainWindow


def chips(window: MainWindow) -> list[str]:
    buttons = window.desk.search_panel.chips.findChildren(
        QPushButton, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    return [button.text() for button in buttons]


def click(qtbot: QtBot, window: MainWindow, label: str) -> None:
    (button,) = (one for one in window.desk.search_panel.chips.findChildren(QPushButton) if one.text() == label)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def rows_shown(window: MainWindow) -> int:
    model = window.desk.search_panel.tree.model()
    return sum(model.rowCount(model.index(row, 0)) for row in range(model.rowCount()))


@pytest.mark.parametrize(
    ("query", "label", "left"),
    [
        ("人才 文件:60号", "60号 ✕", "人才"),
        ("人才 文件：60号", "60号 ✕", "人才"),
        ("类型：编注 科技", "编注 ✕", "科技"),
        ("平台 单位：科技厅", "科技厅 ✕", "平台"),
        ("建设 力度:必须", "必须 ✕", "建设"),
        ("人才 年份：2022", "2022 ✕", "人才"),
    ],
)
def test_a_filter_is_a_chip_with_either_colon(
    qtbot: QtBot, window: MainWindow, query: str, label: str, left: str
) -> None:
    window.search_bar.setText(query)
    assert label in chips(window)
    click(qtbot, window, label)
    assert window.search_bar.text() == left
    assert label not in chips(window)


def test_a_chip_takes_the_place_of_a_filter_of_its_kind(qtbot: QtBot, window: MainWindow) -> None:
    window.search_bar.setText("人才 文件：60号")
    window.desk.search_panel.filter_toggled.emit("文件:71号", True)
    assert window.search_bar.text() == "人才 文件:71号"


@pytest.mark.parametrize("query", ["后备库 文件:71号", "后备库 文件：71号"])
def test_what_there_is_without_the_filter_is_counted(window: MainWindow, query: str) -> None:
    window.search_bar.setText("后备库")
    count = len(window.desk.search_panel.hits())
    window.search_bar.setText(query)
    assert window.desk.search_panel.hits() == ()
    assert f"去掉筛选条件，可找到 {count} 条" in window.desk.search_panel.empty.text()


def test_counts_change_and_the_chips_stay(window: MainWindow) -> None:
    window.search_bar.setText("科技")
    before = window.desk.search_panel.chips.findChildren(QPushButton)
    labels = chips(window)
    window.search_bar.setText("科技成")
    assert window.desk.search_panel.chips.findChildren(QPushButton) == before
    assert chips(window) != labels


def test_hits_come_to_the_view_a_few_at_a_time(qtbot: QtBot, window: MainWindow) -> None:
    window.search_bar.setText("科技")
    panel = window.desk.search_panel
    everything = len(panel.hits())
    bar = panel.tree.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert 10 <= rows_shown(window) < everything / 3
    for _ in range(everything):
        bar.setValue(bar.maximum())
    assert rows_shown(window) == everything


def test_the_list_fills_a_high_window(qtbot: QtBot, window: MainWindow) -> None:
    window.search_bar.setText("科技")
    window.resize(1366, 3000)
    bar = window.desk.search_panel.tree.verticalScrollBar()
    qtbot.waitUntil(lambda: rows_shown(window) > 20 and bar.maximum() > 0)


def test_the_last_hit_is_reached_by_key(qtbot: QtBot, window: MainWindow) -> None:
    window.search_bar.setText("创新")
    last = window.desk.search_panel.hits()[-1]
    window.search.step(-1)
    stop = window.search.tour.current
    assert stop is not None
    assert stop.hit == last
    assert window.desk.search_panel.tree.currentIndex().data(Qt.ItemDataRole.UserRole) == last


def test_places_are_marked_after_the_list_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    window.search_bar.setText("后备库")
    assert rows_shown(window)
    qtbot.waitUntil(lambda: window.counter.text().startswith(f"第 0/{len(window.search.tour)} 处"))
    window.search_bar.setText("qqqzzz")
    qtbot.waitUntil(lambda: window.counter.text() == "")
    assert window.reader.extraSelections() == []


def test_an_annotation_is_listed_and_opened_by_its_id(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    index = window.search._index
    assert index is not None
    index.set_annotations((PassageMaker(library).annotation("cbf-2018-60", "5-3", "问一问老王", "a-17"),))
    window.search_bar.setText("老王 类型：我的批注")
    (hit,) = window.desk.search_panel.hits()
    assert (hit.where, hit.id) == (ANNOTATION, "a-17")
    assert window.desk.search_panel.summary.text().endswith("我的批注 1 条")
    with qtbot.waitSignal(window.parts.guide.annotation_requested) as opened:
        qtbot.keyClick(window.search_bar, Qt.Key.Key_Return)
    assert opened.args == ["a-17"]
    assert window.reader.clause == "5-3"


def test_a_model_has_the_rest_when_it_is_asked_for() -> None:
    hits = tuple(Hit("d", str(n), (), 1.0, "literal", f"{n}", 0, ()) for n in range(35))
    model = HitModel()
    model.show((HitGroup("a", hits[:2]), HitGroup("b", hits[2:30]), HitGroup("c", hits[30:])))

    def shown() -> list[int]:
        return [model.rowCount(model.index(row, 0)) for row in range(model.rowCount(QModelIndex()))]

    counts = [shown()]
    while model.has_more:
        model.show_more()
        counts.append(shown())
    assert counts == [[2, 8], [2, 18], [2, 28], [2, 28, 5]]
    model.show_more()
    assert shown() == [2, 28, 5]
    model.show(())
    assert (shown(), model.has_more) == ([], False)
    model.show((HitGroup("b", hits),))
    assert model.index_of(hits[33]).data() == "33"
