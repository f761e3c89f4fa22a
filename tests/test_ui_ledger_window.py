"""Cards, own duties and the first start in the real window, by keys and clicks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from checklist.actions import Edit, put_evidence
from checklist.evidence import EvidenceStore
from checklist.profile import CountyProfile
from checklist.record import open_record
from checklist.standing import Result, Status
from content.library import Library
from ui.application import open_window
from ui.folders import Folders
from ui.form_dialog import GIVE_UP
from ui.jobs import wait_for_jobs
from ui.ledger.card import DutyCard
from ui.ledger.dealing import Dealing
from ui.ledger.own_editor import OwnEditor
from ui.ledger.sheet import EVIDENCE, DutySheet
from ui.window import MainWindow

KEY, LEFT, CONTROL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
DOC, DUTY = "cbf-2018-60", "cbf-2018-60.5-3.1"


def opened(qtbot: QtBot, library: Library, folders: Folders) -> MainWindow:
    """The real window, active and painted; searching may not be ready."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    window = open_window(application, library, folders)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: window.is_complete and window.ledger.dealing is not None)
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


@pytest.fixture
def at_work(qtbot: QtBot, library: Library, tmp_path: Path, cache: Path) -> Iterator[MainWindow]:
    """At the clause 5-3, which has seven duties."""
    window = opened(qtbot, library, Folders(tmp_path, cache))
    window.reading.go_to(DOC, "5-3")
    yield window
    window.close()
    wait_for_jobs()


def dealing(window: MainWindow) -> Dealing:
    assert window.ledger.dealing is not None
    return window.ledger.dealing


def sheet(window: MainWindow) -> DutySheet:
    found = dealing(window).opening.sheet
    assert found is not None
    return found


def card(window: MainWindow, duty: str = DUTY) -> DutyCard:
    return next(one for one in window.duty_panel.cards if one.duty.id == duty)


def own_editor(qtbot: QtBot, window: MainWindow) -> OwnEditor:
    """The editor, when it has the keyboard."""
    found = dealing(window).owning.editor
    assert found is not None
    qtbot.waitUntil(found.isActiveWindow)
    return found


def said(window: MainWindow) -> str:
    return window.statusBar().currentMessage()


def test_a_card_opens_by_key_and_by_click(qtbot: QtBot, at_work: MainWindow) -> None:
    card(at_work).open_button.setFocus()
    qtbot.keyClick(at_work, KEY.Key_E, CONTROL)
    assert "建设成果转化和技术转移服务机构" in sheet(at_work).windowTitle()
    qtbot.keyClick(sheet(at_work), KEY.Key_Escape)
    qtbot.mouseClick(at_work.duty_panel.cards[2].open_button, LEFT)
    assert at_work.duty_panel.cards[2].duty.title in sheet(at_work).windowTitle()


def test_the_card_follows_what_is_kept(qtbot: QtBot, at_work: MainWindow) -> None:
    shown = card(at_work)
    assert shown.county.isHidden()
    at_work.checklist.keep(Edit(DUTY, "lead", "县科技局"), Edit(DUTY, "due", "2020-01-01"))
    assert shown.county.text().replace("\u00a0", " ") == "牵头 县科技局 · 时限 2020-01-01"
    assert shown.flags.text() == "! 已逾期"
    qtbot.mouseClick(shown.done_button, LEFT)
    assert shown.flags.text() == "! 办结无佐证"
    assert shown.status.text() == " 已办结 0/4 ▾"
    shown.status.results[Result.NOT_REACHED].trigger()
    assert shown.status.text() == " 已办结 · 未达到 0/4 ▾"
    assert at_work.checklist.of(DUTY).result is Result.NOT_REACHED
    assert "已保存" in at_work.saved.text()


def test_not_applicable_asks_for_the_reason_in_place(qtbot: QtBot, at_work: MainWindow) -> None:
    shown = card(at_work)
    shown.status.statuses[Status.NOT_APPLICABLE].trigger()
    assert shown.reason.line.hasFocus()
    qtbot.keyClick(shown.reason.line, KEY.Key_Return)
    assert shown.reason.fault.text() == "请填写“不适用的理由”。"
    qtbot.keyClick(shown.reason.line, KEY.Key_Escape)
    assert shown.reason.isHidden()
    shown.status.statuses[Status.NOT_APPLICABLE].trigger()
    qtbot.keyClicks(shown.reason.line, "no hall")
    qtbot.mouseClick(shown.reason.keep, LEFT)
    assert at_work.checklist.of(DUTY).status is Status.NOT_APPLICABLE
    assert shown.reason.isHidden()
    assert shown.flags.text() == "不适用：no hall"


def test_own_duties_stand_at_the_beginning(qtbot: QtBot, at_work: MainWindow) -> None:
    at_work.reading.go_to(DOC, "title")
    at_work.ledger.new_own()
    editor = own_editor(qtbot, at_work)
    qtbot.keyClick(editor, KEY.Key_S, CONTROL)
    assert "请填写" in editor.fault.text()
    editor.title.setText("选派科技特派员")
    editor.document.setText("×市府发〔2026〕3号")
    editor.words.setPlainText("各县选派20名")
    editor.deadline.setText("2月30日")
    editor.steps.setPlainText("上报需求\n组织选派")
    qtbot.keyClick(editor, KEY.Key_S, CONTROL)
    assert "没有 30 日" in editor.fault.text()
    assert editor.title.text() == "选派科技特派员"
    editor.deadline.setText("12.31")
    qtbot.mouseClick(editor.keep, LEFT)
    (own,) = at_work.duty_panel.cards
    assert any(label.text() == "本地事项" for label in own.findChildren(QLabel))
    assert at_work.duty_panel.title.text() == "本地事项　1"
    (key,) = at_work.checklist.own
    qtbot.mouseClick(own.boxes[at_work.checklist.own[key].steps[0][0]], LEFT)
    assert at_work.checklist.of(key).status is Status.IN_PROGRESS
    assert at_work.duty_panel.cards == (own,)  # not built anew by its own tick
    at_work.checklist.remove_own(key)
    assert not at_work.duty_panel.cards
    at_work.checklist.undo()
    assert len(at_work.duty_panel.cards) == 1


def test_an_own_duty_is_changed_and_esc_asks_twice(qtbot: QtBot, at_work: MainWindow) -> None:
    at_work.ledger.new_own()
    own_editor(qtbot, at_work).title.setText("原来的")
    own_editor(qtbot, at_work).give()
    (key,) = at_work.checklist.own
    at_work.ledger.open_duty(key)
    sheet(at_work).own_edit_requested.emit()
    editor = own_editor(qtbot, at_work)
    editor.title.setText("改过的")
    qtbot.keyClick(editor, KEY.Key_Escape)
    assert editor.fault.text() == GIVE_UP
    qtbot.keyClick(editor, KEY.Key_S, CONTROL)
    assert sheet(at_work).windowTitle() == "事项：改过的"


def test_a_related_clause_is_gone_to(qtbot: QtBot, at_work: MainWindow) -> None:
    at_work.ledger.open_duty(DUTY)
    places = [label for label in sheet(at_work).asked.findChildren(QLabel) if label.objectName() == "place"]
    qtbot.mouseClick(places[1], LEFT)
    assert dealing(at_work).opening.sheet is None
    assert at_work.document.id == "cbf-2016-71"


def test_closing_the_window_keeps_what_was_being_typed(
    qtbot: QtBot, library: Library, tmp_path: Path, cache: Path
) -> None:
    window = opened(qtbot, library, Folders(tmp_path, cache))
    window.ledger.open_duty(DUTY)
    sheet(window).work.boxes["problems"].editor.setFocus()
    qtbot.keyClicks(sheet(window).work.boxes["problems"].editor, "half a word")
    window.close()
    wait_for_jobs()
    record = open_record(tmp_path, "测试员")
    assert record.of(DUTY).problems == "half a word"
    record.close()


def test_lost_evidence_is_told_after_the_first_paint(
    qtbot: QtBot, library: Library, tmp_path: Path, cache: Path
) -> None:
    record, source = open_record(tmp_path, "测试员"), tmp_path / "纪要.pdf"
    source.write_text("会议纪要", encoding="utf-8")
    store = EvidenceStore(tmp_path)
    kept = store.take_in(source, record.journal.today().date())
    put_evidence(record, DUTY, kept, "")
    store.path(kept.sha256).unlink()
    record.close()
    window = opened(qtbot, library, Folders(tmp_path, cache))
    bar = dealing(window).lost
    qtbot.waitUntil(bar.isVisible)
    bar.view.menu().actions()[0].trigger()
    assert sheet(window).tabs.currentIndex() == EVIDENCE
    window.close()
    wait_for_jobs()


def test_the_first_start_asks_in_the_window(qtbot: QtBot, at_work: MainWindow) -> None:
    step = dealing(at_work).county.first_step
    assert step.isVisible()
    assert not step.hasFocus()
    at_work.checklist.keep_profile(CountyProfile("测试县"))
    assert step.isHidden()
    at_work.checklist.undo()
    assert step.isVisible()


def test_undo_says_what_it_took_back(at_work: MainWindow) -> None:
    actions = {action.title: action for action in at_work.ledger.undo_commands()}
    at_work.checklist.set_step(DUTY, "1", True)
    actions["撤销"].run()
    assert said(at_work) == "已撤销：建设成果转化和技术转移服务机构 · 勾选步骤"
    actions["重做"].run()
    assert said(at_work).startswith("已重做：")


def test_the_menu_has_them_all(at_work: MainWindow) -> None:
    lines = {action.text(): action.shortcut().toString() for action in at_work.findChildren(QAction)}
    assert lines["打开事项…"] == "Ctrl+E"
    assert {"新建本地事项…", "县情…"} <= set(lines)
