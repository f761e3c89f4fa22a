"""全部批注: grouped, filtered, opened, edited, taken away, set anew, exported; with thousands too."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from checklist.annotation import Annotation, Colour, Kind
from checklist.annotation_export import Format
from checklist.selector import Selector
from content.library import Library
from tests.test_ui_annotating_bench import CLAUSE, DOC, LEFT, Bench
from ui.annotating.model import AnnotationModel, grouped
from ui.jobs import wait_for_jobs
from ui.reading.counted_row import COUNT_ROLE
from ui.reading.layers import Span

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
GONE = Selector(CLAUSE, 3, 9, "旧版里的一句话如今已经删去", "前面的文字", "后面的文字")


@pytest.fixture
def bench(qtbot: QtBot, library: Library, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(library, tmp_path)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    wait_for_jobs()
    made.close_record()


def keep(bench: Bench, place: tuple[str, str, int, int], look: Annotation) -> str:
    doc, clause, start, end = place
    pieces = bench.session.placements.pieces(doc, (Span(clause, start, end),))
    return bench.session.keep(replace(look, document=doc, pieces=pieces))


def fill(bench: Bench) -> list[str]:
    return [
        keep(bench, (DOC, "5-3", 0, 12), Annotation(colour=Colour.GREEN)),
        keep(bench, (DOC, "5-3", 20, 30), Annotation(kind=Kind.NOTE, note="请科技局核实")),
        keep(bench, (DOC, "12", 0, 8), Annotation(kind=Kind.UNDERLINE, colour=Colour.RED)),
        keep(bench, ("cbf-2016-71", "4-1-2", 0, 9), Annotation(kind=Kind.BOOKMARK)),
        bench.session.keep(Annotation(document=DOC, pieces=(GONE,), note="待查")),
    ]


def drawn(bench: Bench) -> list[str]:
    model = bench.panel.model
    lines = []
    for row in range(model.rowCount()):
        group = model.index(row, 0)
        lines.append(f"{group.data()} {group.data(COUNT_ROLE)}")
        lines += [f"  {model.index(n, 0, group).data()}" for n in range(model.rowCount(group))]
    return lines


def click(qtbot: QtBot, bench: Bench, key: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    tree, index = bench.panel.tree, bench.panel.model.index_of(key)
    tree.scrollTo(index)
    qtbot.mouseClick(tree.viewport(), LEFT, modifier, tree.visualRect(index).center())


def test_all_documents_grouped_in_reading_order(bench: Bench) -> None:
    fill(bench)
    assert drawn(bench) == [
        "川办发〔2018〕60号　（五）加强县域创新创业平台建设 3",
        "  搭建成果转移转化服务体系",
        "  待查",
        "  请科技局核实",
        "川办发〔2018〕60号　三、组织保障 1",
        f"  {bench.session.placements.all[3].annotation.quotation}",
        "川办发〔2016〕71号　（一）推进科技成果转移转化引领示范 1",
        f"  {bench.session.placements.all[4].annotation.quotation}",
    ]
    assert bench.panel.title.text() == "全部批注　5"


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, bench: Bench) -> None:
    fill(bench)
    model = AnnotationModel()
    model.show(grouped(bench.session.placements.all, lambda placed: placed.annotation.document))
    qtmodeltester.check(model)
    assert model.rowCount() == 2
    assert not model.index_of("nobody").isValid()
    assert model.parent(QModelIndex()) == QModelIndex()


def test_filters_narrow_and_are_cleared(qtbot: QtBot, bench: Bench) -> None:
    fill(bench)
    filters, panel = bench.panel.filters, bench.panel
    qtbot.keyClicks(filters.words, "x")
    assert drawn(bench) == []
    assert panel.nothing.isVisible()
    qtbot.mouseClick(panel.nothing.action, LEFT)
    assert len(panel.model.placed) == 5
    for words, count in (("科技局", 1), ("核实 科技局", 1), ("搭建", 1), ("成果转移", 1), ("旧版", 1)):
        filters.words.setText(words)
        assert len(panel.model.placed) == count, words
    filters.words.clear()
    for combo, count in ((filters.document, 4), (filters.kind, 2), (filters.colour, 3)):
        combo.setFocus()
        qtbot.keyClick(combo, KEY.Key_Down)
        assert len(panel.model.placed) == count, combo.accessibleName()
        qtbot.keyClick(combo, KEY.Key_Up)
    qtbot.mouseClick(filters.lost, LEFT)
    assert [one.annotation.note for one in panel.model.placed] == ["待查"]
    assert panel.title.text() == "全部批注　1/5"


def test_open_leads_to_the_text(qtbot: QtBot, bench: Bench) -> None:
    keys = fill(bench)
    with qtbot.waitSignal(bench.guide.place_requested) as asked:
        click(qtbot, bench, keys[1])
    assert asked.args == [DOC, "5-3", 20]
    with qtbot.waitSignal(bench.guide.place_requested) as asked:
        qtbot.keyClick(bench.panel.tree, KEY.Key_Down)
        qtbot.keyClick(bench.panel.tree, KEY.Key_Return)
    assert asked.args == [DOC, "12", 0]


def test_edit_by_key(qtbot: QtBot, bench: Bench) -> None:
    keys = fill(bench)
    click(qtbot, bench, keys[0])
    qtbot.keyClick(bench.panel.tree, KEY.Key_F2)
    editor = bench.guide.writing.editor
    assert editor is not None
    assert "李晓梅" in editor.remark.text()
    qtbot.keyClicks(editor.words, "see annex")
    qtbot.keyClick(editor.words, KEY.Key_Return, CONTROL)
    assert bench.drawn()[0] == "highlight green 搭建成果转移转化服务体系 see annex"
    assert bench.panel.current is not None
    assert bench.panel.current.annotation.id == keys[0]


def test_several_are_removed_at_once_and_brought_back(qtbot: QtBot, bench: Bench) -> None:
    keys = fill(bench)
    before = bench.drawn()
    click(qtbot, bench, keys[0])
    click(qtbot, bench, keys[2], CONTROL)
    assert bench.panel.remove_button.text() == "删除 2 条"
    qtbot.keyClick(bench.panel.tree, KEY.Key_Delete)
    assert len(bench.drawn()) == 3
    assert bench.panel.undo_bar.words.text() == "已删除 2 条批注"
    qtbot.mouseClick(bench.panel.undo_bar.undo, LEFT)
    assert bench.drawn() == before
    assert not bench.panel.undo_bar.isVisible()


def test_what_lost_its_place_is_set_anew(qtbot: QtBot, bench: Bench) -> None:
    keys = fill(bench)
    assert bench.panel.filters.lost.text() == "需重新定位　1"
    click(qtbot, bench, keys[4])
    assert bench.panel.relocate_button.isVisible()
    with qtbot.waitSignal(bench.guide.said) as said:
        qtbot.mouseClick(bench.panel.relocate_button, LEFT)
    assert said.args == ["请先在正文中选中文字。"]
    with qtbot.waitSignal(bench.reader.selection_settled):
        bench.drag((CLAUSE, 40), (CLAUSE, 50))
    words = bench.reader.textCursor().selectedText()
    qtbot.mouseClick(bench.panel.relocate_button, LEFT)
    assert f"highlight yellow {words} 待查" in bench.drawn()
    assert not bench.panel.filters.lost.isVisible()
    assert not bench.panel.relocate_button.isVisible()
    assert words in bench.painted()


def test_nothing_yet_says_how_to_begin(qtbot: QtBot, bench: Bench) -> None:
    assert bench.panel.nothing.isVisible()
    assert "选中文字" in bench.panel.nothing.words.text()
    assert not bench.panel.filters.isVisible()
    bench.panel.tree.setFocus()
    qtbot.mouseClick(bench.panel.nothing.action, LEFT)
    assert bench.reader.hasFocus()


@pytest.mark.parametrize("form", Format)
def test_export_takes_what_is_shown(
    qtbot: QtBot, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Format
) -> None:
    fill(bench)
    bench.panel.filters.kind.setCurrentIndex(1)
    path = tmp_path / f"out.{form}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path.with_suffix("")), ""))
    action = bench.panel.export_button.menu().actions()[list(Format).index(form)]
    with qtbot.waitSignal(bench.session.said) as said:
        action.trigger()
    assert said.args == [f"已导出 2 条批注：{path}"]
    if form is Format.JSON_LD:
        assert json.loads(path.read_text(encoding="utf-8"))["total"] == 2
    if form is Format.MARKDOWN:
        text = path.read_text(encoding="utf-8")
        assert "### 二、重点任务 › （五）加强县域创新创业平台建设" in text
        assert "—— 《四川省人民政府办公厅关于加快县域创新驱动发展的实施意见》（川办发〔2018〕60号）" in text
        assert "高亮（黄） · 需重新定位" in text


def test_an_export_that_fails_is_said(qtbot: QtBot, bench: Bench, tmp_path: Path) -> None:
    fill(bench)
    with qtbot.waitSignal(bench.guide.said) as said:
        bench.session.export(tmp_path / "没有" / "x.md", Format.MARKDOWN, bench.session.placements.all)
    assert "不能写入" in said.args[0]


def test_notes_are_offered_to_search_where_they_stand_now(bench: Bench) -> None:
    keys = fill(bench)
    told = {one.id: (one.document, one.clause, one.text) for one in bench.session.passages()}
    assert told == {keys[1]: (DOC, "5-3", "请科技局核实"), keys[4]: (DOC, "5-3", "待查")}


def test_five_thousand_are_listed_and_filtered_at_once(bench: Bench, library: Library) -> None:
    """Generous limits: they catch what grows with the square, not a slow day."""
    pick = random.Random(7)
    made = []
    for number in range(5_000):
        document = pick.choice(library.documents)
        clause = pick.choice(document.clauses)
        start = pick.randrange(len(clause.text))
        span = Span(clause.id, start, min(len(clause.text), start + 30))
        pieces = bench.session.placements.pieces(document.id, (span,))
        if pieces:
            note = "请核实" if number % 2 else ""
            made.append(Annotation(str(number), document.id, pieces, note=note, created=f"{number}", by="他"))
    begin = time.perf_counter()
    bench.session.show(tuple(made))
    shown = time.perf_counter()
    bench.panel.filters.words.setText("请核实")
    filtered = time.perf_counter()
    assert len(bench.panel.model.placed) == sum(bool(one.note) for one in made)
    assert shown - begin < 3
    assert filtered - shown < 2
