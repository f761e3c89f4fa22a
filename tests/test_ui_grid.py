"""台账: rows to filter, group, sort, edit, paste into and undo by keys and clicks; shown once they are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from checklist.actions import Edit, edit
from checklist.event import Change
from checklist.ledger import Flag, LedgerFilter, LedgerRow, ledger_rows
from checklist.profile import CountyProfile, write_profile
from checklist.record import Record
from checklist.standing import Status
from content.library import Library
from ui.field_words import LEDGER_COLUMNS
from ui.grid.arranging import Arrangement, Head, arranged, spoken_order
from ui.grid.choice import RowFilter
from ui.grid.columns import AT, COLUMNS
from ui.grid.layout_memory import Layout, from_bytes, to_bytes
from ui.grid.model import ENTRY_ROLE
from ui.grid.names import Names
from ui.grid.paste_dialog import PasteDialog
from ui.grid.session import RecordLedger
from ui.grid.view import GridView
from ui.grid.words import NOT_OPEN, PASTE_REFUSED
from ui.theme import THEMES, dress, size_named

TODAY = date(2026, 11, 22)
CTRL = Qt.KeyboardModifier.ControlModifier
popups = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen: raise(), grabbing keys


@pytest.fixture
def session(library: Library, record: Record) -> RecordLedger:
    kept = RecordLedger(library, lambda: TODAY)
    kept.attach(record)
    return kept


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot, session: RecordLedger, library: Library) -> GridView:
    dress(qapp, THEMES[0])
    shown = GridView(session, library, THEMES[0])
    qtbot.addWidget(shown)
    shown.resize(1366, 700)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.table.setFocus()
    return shown


def row_at(view: GridView, row: int) -> LedgerRow:
    entry = view.model.entries[row]
    assert isinstance(entry, LedgerRow)
    return entry


def word(view: GridView, row: int, field: str) -> str:
    return str(view.model.index(row, AT[field]).data())


def editor_of(view: GridView, row: int, field: str) -> QWidget:
    """What a cell is edited with."""
    view.table.select_cell(row, AT[field])
    view.table.edit(view.table.currentIndex())
    inside = view.table.viewport().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    (editor,) = (one for one in inside if isinstance(one, (QComboBox, QLineEdit, QPlainTextEdit)))
    return editor


def cells(view: GridView, top: int, bottom: int, field: str) -> None:
    """Select a run of cells with Shift and the arrow key."""
    view.table.select_cell(top, AT[field])
    view.table.setFocus()
    for _ in range(bottom - top):
        QTest.keyClick(view.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)


# rows


def test_the_columns_are_those_of_the_ledger(view: GridView) -> None:
    shown = [COLUMNS[at].title for at in view.table.shown_columns()]
    assert shown == list(LEDGER_COLUMNS.values())


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, view: GridView) -> None:
    view._on_group("force")
    qtmodeltester.check(view.model)


def test_rows_are_those_of_the_export(view: GridView, session: RecordLedger, library: Library, record: Record) -> None:
    """What the filter shows is what `ledger_rows` gives for it, in number and order."""
    edit(
        record, Edit(library.duties[3].id, "lead", "县科技局"), Edit(library.duties[9].id, "supporting", ("县科技局",))
    )
    view._session.renew()  # type: ignore[attr-defined]
    for choice in (
        LedgerFilter(),
        LedgerFilter(text="孵化器"),
        LedgerFilter(units=frozenset({"县科技局"})),
        RowFilter(leads=frozenset({"县科技局"})),
        RowFilter(leads=frozenset({""}), applies=True),
        LedgerFilter(flags=frozenset({Flag.TARGET_PASSED})),
        RowFilter(duties=frozenset({library.duties[7].id}), called="本月应报"),
    ):
        view.show_filter(choice)
        wanted = ledger_rows(library, record, view.filter, TODAY)
        assert [row_at(view, at).duty for at in range(view.model.rowCount())] == [row.duty for row in wanted]
        assert [word(view, at, "number") for at in range(len(wanted))] == [str(row.number) for row in wanted]
        assert wanted


def test_groups_and_their_counts(session: RecordLedger, library: Library) -> None:
    session.write(Edit(session.rows[2].duty, "lead", "县科技局"), Edit(session.rows[4].duty, "lead", "县财政局"))
    entries = arranged(session.rows, Arrangement(group="lead"), Names(library), frozenset({"未分工"}))
    heads = [(head.title, head.count) for head in entries if isinstance(head, Head)]
    assert heads == [("县财政局", 1), ("县科技局", 1), ("未分工", 65)]
    assert len(entries) == 3 + 2


def test_sorting_leaves_what_says_nothing_last(session: RecordLedger, library: Library) -> None:
    session.write(Edit(session.rows[7].duty, "due", "2026-05-01"), Edit(session.rows[8].duty, "due", "2025-05-01"))
    for descending, years in ((False, [2022, 2022, 2025, 2026]), (True, [2026, 2025, 2022, 2022])):
        rows = arranged(session.rows, Arrangement("due", descending), Names(library))
        days = [row.due for row in rows if isinstance(row, LedgerRow)]
        assert [day.year for day in days if day] == years
        assert days[4:] == [None] * 63
    assert spoken_order("财政局") < spoken_order("发改局") < spoken_order("科技局")


def test_a_click_sorts_and_the_third_one_ends_it(qtbot: QtBot, view: GridView) -> None:
    header = view.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(AT["title"]) + 30, header.height() // 2)
    before = [row_at(view, at).duty for at in range(67)]
    seen = []
    for _ in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        seen.append([row_at(view, at).duty for at in range(67)])
    assert seen[0] != before
    assert seen[1] != seen[0]
    assert seen[2] == before


def test_typing_filters_and_the_count_says_so(qtbot: QtBot, view: GridView) -> None:
    view.filters.text.insert("孵化器")
    qtbot.waitUntil(lambda: view.filter.text == "孵化器")
    held = view.model.rowCount()
    assert 0 < held < 67
    assert view.tools.count.text() == f"67 项，筛选后 {held} 项"
    qtbot.keyClick(view.filters.text, Qt.Key.Key_Down)
    assert view.table.hasFocus()
    view.filters.clear_button.click()
    assert view.tools.count.text() == "67 项"


def test_nothing_held_offers_the_way_back(qtbot: QtBot, view: GridView) -> None:
    view.show_filter(LedgerFilter(text="没有这样的词"))
    assert view.nothing.isVisible()
    qtbot.mouseClick(view.nothing.action, Qt.MouseButton.LeftButton)
    assert view.table.isVisible()
    assert view.model.rowCount() == 67


# editing


def test_a_cell_is_edited_by_typing(qtbot: QtBot, view: GridView, record: Record) -> None:
    view.table.select_cell(2, AT["lead"])
    qtbot.keyClick(view.table, Qt.Key.Key_A)
    editor = view.table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    editor.insert("县科技局")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: word(view, 2, "lead") == "县科技局")
    assert record.of(row_at(view, 2).duty).lead == "县科技局"
    assert record.of(row_at(view, 2).duty).basis


@popups
def test_a_status_is_chosen_and_undone_by_keys(qtbot: QtBot, view: GridView) -> None:
    editor = editor_of(view, 2, "status")
    assert isinstance(editor, QComboBox)
    editor.setCurrentText("已办结")
    editor.activated.emit(editor.currentIndex())
    assert word(view, 2, "status") == "已办结\n办结无佐证"
    assert word(view, 2, "done_on")
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Z, CTRL)
    assert word(view, 2, "status") == "未启动"
    qtbot.keyClick(view.table, Qt.Key.Key_Y, CTRL)
    assert word(view, 2, "status").startswith("已办结")


@popups
def test_not_applicable_asks_why_in_place(qtbot: QtBot, view: GridView, record: Record) -> None:
    editor = editor_of(view, 2, "status")
    assert isinstance(editor, QComboBox)
    editor.setCurrentText("不适用")
    editor.activated.emit(editor.currentIndex())
    asker = view.asking.reason
    assert asker.isVisible()
    assert not asker.save_button.isEnabled()
    assert record.of(row_at(view, 2).duty).status is Status.NOT_STARTED
    asker.line.insert("没有园区")
    qtbot.keyClick(asker.line, Qt.Key.Key_Return)
    assert word(view, 2, "status") == "不适用：没有园区"
    assert asker.isHidden()
    assert view.table.hasFocus()


@popups
def test_a_day_that_does_not_exist_is_not_taken(qtbot: QtBot, view: GridView) -> None:
    editor = editor_of(view, 3, "due")
    assert isinstance(editor, QLineEdit)
    editor.insert("2月30日")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.isVisible()
    editor.clear()
    editor.insert("2026年12月底前")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: word(view, 3, "due") == "2026-12-31")


def test_a_sheet_takes_several_entries(qtbot: QtBot, view: GridView) -> None:
    editor = editor_of(view, 4, "entries")
    assert isinstance(editor, QPlainTextEdit)
    assert editor.height() > view.table.rowHeight(4)
    qtbot.keyClicks(editor, "2026-03-01 kickoff")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "2026-04-01 draft")
    qtbot.keyClick(editor, Qt.Key.Key_Return, CTRL)
    assert [one.text for one in row_at(view, 4).entries] == ["kickoff", "draft"]
    assert word(view, 4, "entries") == "2026-04-01（共 2 条） draft"


def test_many_rows_are_one_action(qtbot: QtBot, view: GridView, record: Record) -> None:
    cells(view, 0, 4, "lead")
    assert view.bulk.isVisible()
    assert view.bulk.count.text() == "已选 5 项"
    qtbot.mouseClick(view.bulk.buttons["lead"], Qt.MouseButton.LeftButton)
    field = view.bulk.field
    assert isinstance(field, QLineEdit)
    field.insert("县科技局")
    before = len(record.journal.deeds())
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [word(view, at, "lead") for at in range(6)] == ["县科技局"] * 5 + [""]
    assert len(record.journal.deeds()) == before + 1
    qtbot.keyClick(view.table, Qt.Key.Key_Z, CTRL)
    assert [word(view, at, "lead") for at in range(6)] == [""] * 6


def test_many_rows_that_do_not_apply_keep_their_own_reasons(qtbot: QtBot, view: GridView) -> None:
    view.hand.set_cell(row_at(view, 1), "status", "不适用：没有园区")
    view.hand.set_cells(tuple(row_at(view, at) for at in range(3)), "status", "不适用")
    view.asking.reason.line.insert("没有试点")
    qtbot.keyClick(view.asking.reason.line, Qt.Key.Key_Return)
    assert [word(view, at, "status") for at in range(4)] == [
        "不适用：没有试点",
        "不适用：没有园区",
        "不适用：没有试点",
        "未启动",
    ]


def test_delete_clears_what_can_be_cleared(qtbot: QtBot, view: GridView, session: RecordLedger) -> None:
    session.write(*(Edit(row.duty, "person", "李四") for row in session.rows[:3]))
    cells(view, 0, 2, "person")
    qtbot.keyClick(view.table, Qt.Key.Key_Delete)
    assert [word(view, at, "person") for at in range(3)] == [""] * 3
    qtbot.keyClick(view.table, Qt.Key.Key_Z, CTRL)
    assert [word(view, at, "person") for at in range(3)] == ["李四"] * 3
    view.table.select_cell(0, AT["title"])
    with qtbot.waitSignal(view.said) as told:
        qtbot.keyClick(view.table, Qt.Key.Key_Delete)
    assert "不能" in told.args[0]


def test_what_was_edited_stays_until_it_is_filtered_again(qtbot: QtBot, view: GridView) -> None:
    view.show_filter(RowFilter(statuses=frozenset({Status.NOT_STARTED})))
    view.hand.set_cell(row_at(view, 1), "status", "推进中")
    assert view.model.rowCount() == 67
    assert view.tools.count.text() == "67 项，筛选后 66 项（另有 1 项刚改过，已不符合筛选）"
    qtbot.mouseClick(view.tools.refilter, Qt.MouseButton.LeftButton)
    assert view.model.rowCount() == 66
    assert view.tools.refilter.isHidden()


# pasting


def paste(qtbot: QtBot, view: GridView, text: str) -> PasteDialog | None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(view.table, Qt.Key.Key_V, CTRL)
    found = [one for one in view.findChildren(PasteDialog) if one.isVisible()]
    return found[-1] if found else None


@popups
def test_a_block_is_pasted_after_a_look_at_it(qtbot: QtBot, view: GridView, record: Record) -> None:
    view.table.select_cell(2, AT["lead"])
    dialog = paste(qtbot, view, "县财政局\t甲、乙\t老王\t3月31日\t推进中\n县科技局\t\t\t\t不适用：没有园区\n")
    assert dialog is not None
    assert dialog.words.text() == "粘贴 2 行 × 5 列，将改动 7 格。"
    assert word(view, 2, "lead") == ""
    before = len(record.journal.deeds())
    qtbot.mouseClick(dialog.paste_button, Qt.MouseButton.LeftButton)
    assert [word(view, 2, field) for field in ("lead", "supporting", "person")] == ["县财政局", "甲、乙", "老王"]
    assert word(view, 2, "due") == "2026-03-31\n已逾期"
    assert word(view, 3, "status") == "不适用：没有园区"
    assert len(record.journal.deeds()) == before + 1


@popups
def test_nothing_is_half_pasted(qtbot: QtBot, view: GridView, record: Record) -> None:
    view.table.select_cell(2, AT["lead"])
    dialog = paste(qtbot, view, "县财政局\t\t\t2月30日\t完成\n")
    assert dialog is not None
    assert dialog.words.text() == PASTE_REFUSED
    assert dialog.table.rowCount() == 2
    assert dialog.paste_button.isHidden()
    assert record.journal.deeds() == ()


@popups
def test_a_copied_block_pastes_as_no_change(qtbot: QtBot, view: GridView) -> None:
    view.hand.set_cell(row_at(view, 0), "status", "已办结")
    view.table.selectAll()
    qtbot.keyClick(view.table, Qt.Key.Key_C, CTRL)
    text = QGuiApplication.clipboard().text()
    view.table.select_cell(0, AT["number"])
    dialog = paste(qtbot, view, text)
    assert dialog is not None
    assert "没有要改的" in dialog.words.text()
    dialog.reject()


def test_one_cell_fills_all_selected_ones(qtbot: QtBot, view: GridView) -> None:
    cells(view, 1, 3, "person")
    dialog = paste(qtbot, view, "李四")
    assert dialog is not None
    qtbot.keyClick(dialog.paste_button, Qt.Key.Key_Space)
    assert [word(view, at, "person") for at in range(5)] == ["", "李四", "李四", "李四", ""]


# going on from here


def test_enter_opens_the_duty_or_its_place(qtbot: QtBot, view: GridView) -> None:
    view.table.select_cell(4, AT["title"])
    with qtbot.waitSignal(view.duty_requested) as duty:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert duty.args == [row_at(view, 4).duty]
    view.table.select_cell(4, AT["clause"])
    with qtbot.waitSignal(view.place_requested) as place:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert "#".join(place.args) == row_at(view, 4).clause


def test_groups_fold_by_keys(qtbot: QtBot, view: GridView) -> None:
    view._on_group("force")
    view.table.select_cell(0, 0)
    before = view.model.rowCount()
    qtbot.keyClick(view.table, Qt.Key.Key_Left)
    assert view.model.rowCount() == before - 12
    qtbot.keyClick(view.table, Qt.Key.Key_Right)
    assert view.model.rowCount() == before


def test_number_and_task_stay_in_sight(view: GridView) -> None:
    assert view.table.sticky.isHidden()
    view.table.horizontalScrollBar().setValue(view.table.horizontalScrollBar().maximum())
    sticky = view.table.sticky
    assert sticky.isVisible()
    assert [at for at in range(len(COLUMNS)) if not sticky.isColumnHidden(at)] == [AT["number"], AT["title"]]
    view.table.select_cell(0, AT["lead"])
    view.table.scrollTo(view.table.currentIndex())
    assert view.table.columnViewportPosition(AT["lead"]) >= sticky.reach


def test_the_layout_is_remembered(qtbot: QtBot, view: GridView, session: RecordLedger, library: Library) -> None:
    view.table.horizontalHeader().moveSection(AT["lead"], 1)
    view.table.setColumnWidth(AT["due"], 222)
    view._on_column("quote", False)
    view._on_group("status")
    view._on_lines(1)
    other = GridView(session, library, THEMES[0], size_named("huge"))
    qtbot.addWidget(other)
    other.restore_state(view.state())
    assert other.state() == view.state()
    assert [COLUMNS[at].field for at in other.table.shown_columns()][:3] == ["number", "lead", "clause"]
    assert other.table.columnWidth(AT["due"]) == size_named("huge").px(222)


@pytest.mark.parametrize(
    "kept", [b"", b"\xff", b"[]", b"{}", b'{"version": 1, "lines": [], "order": 3, "widths": [1], "hidden": {"a": 1}}']
)
def test_a_broken_layout_falls_back(kept: bytes) -> None:
    assert from_bytes(kept) == Layout()


def test_a_layout_of_all_hidden_columns_is_none() -> None:
    assert from_bytes(to_bytes(replace(Layout(), hidden=frozenset(AT)))).hidden == Layout().hidden


def test_without_a_record_nothing_can_be_written(qtbot: QtBot, library: Library) -> None:
    closed = RecordLedger(library, lambda: TODAY)
    view = GridView(closed, library, THEMES[0])
    qtbot.addWidget(view)
    view.show()
    assert view.notice.text() == NOT_OPEN
    assert not view.model.flags(view.model.index(0, AT["lead"])) & Qt.ItemFlag.ItemIsEditable
    with qtbot.waitSignal(view.said) as told:
        view.hand.set_cell(row_at(view, 0), "lead", "县科技局")
    assert told.args == [NOT_OPEN]
    assert word(view, 0, "lead") == ""


def test_undo_leaves_annotations_alone(session: RecordLedger, record: Record) -> None:
    session.write(Edit(session.rows[0].duty, "lead", "县科技局"))
    record.write(Change("annotation/1", "note", None, "批注"))
    session.undo()
    assert session.rows[0].lead == ""
    assert record.state.value("annotation/1", "note") == "批注"


def test_own_and_foreign_duties_are_told_apart(session: RecordLedger, record: Record) -> None:
    write_profile(record, CountyProfile("青川县", facts={"deep_poverty": False}))
    session.renew()
    assert sum(Flag.NOT_OURS in row.flags for row in session.rows) == 1
    assert sum(RowFilter(applies=False).holds(row) for row in session.rows) == 1


def test_the_export_says_its_kind(qtbot: QtBot, view: GridView) -> None:
    action = next(one for one in view.tools.exports.menu().actions() if one.text().startswith("Word"))
    with qtbot.waitSignal(view.export_requested) as told:
        action.trigger()
    assert told.args == ["docx"]
    assert isinstance(view.model.index(0, 0, QModelIndex()).data(ENTRY_ROLE), LedgerRow)


def test_what_takes_the_keyboard_is_named_and_seen(view: GridView) -> None:
    view.table.selectAll()
    stops = [one for one in view.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    stops = [one for one in stops if one.isVisible() and one.isEnabled() and "qt_" not in one.objectName()]
    assert len(stops) > 10
    for stop in stops:
        spoken = QAccessible.queryAccessibleInterface(stop)
        assert spoken.text(QAccessible.Text.Name).strip(), stop
        assert spoken.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), stop
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        with_keyboard = stop.grab().toImage()
        stop.clearFocus()
        assert stop.grab().toImage() != with_keyboard, stop
