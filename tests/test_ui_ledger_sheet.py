"""The opened card by keys and clicks: everything saves as it is entered, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from checklist.actions import Edit, edit
from checklist.exchange import export_exchange
from checklist.merging import merge, preview
from checklist.own_duties import OwnDuty
from checklist.record import Record, open_record
from checklist.standing import Result, Status
from content.library import Library
from tests.test_ui_accessible import nameless, unseen
from ui.jobs import wait_for_jobs
from ui.ledger.evidence_work import EvidenceWork
from ui.ledger.matter_box import ConflictBox, ReviewBox
from ui.ledger.opening import CardOpening
from ui.ledger.session import NOT_OPEN, ChecklistSession
from ui.ledger.sheet import ENTRIES, HISTORY, DutySheet
from ui.theme import THEMES, dress

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
DUTY, NEXT = "cbf-2018-60.5-3.1", "cbf-2018-60.5-3.2"


@pytest.fixture
def session(qtbot: QtBot, library: Library, record: Record) -> ChecklistSession:
    made = ChecklistSession(library)
    made.attach(record)
    return made


@pytest.fixture
def opening(qtbot: QtBot, library: Library, session: ChecklistSession) -> Iterator[CardOpening]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, THEMES[0])
    over = QWidget()
    over.resize(1366, 768)
    qtbot.addWidget(over)
    over.show()
    owner = QObject()
    made = CardOpening(library, session, EvidenceWork(session, owner), owner)
    made.open(DUTY, THEMES[0], over)
    with qtbot.waitActive(shown(made)):
        shown(made).activateWindow()
    yield made
    if made.sheet is not None:
        made.sheet.done(0)
    wait_for_jobs()


def shown(opening: CardOpening) -> DutySheet:
    assert opening.sheet is not None
    return opening.sheet


def editor(opening: CardOpening, field: str) -> QLineEdit | QPlainTextEdit:
    return shown(opening).work.boxes[field].editor


def fault(opening: CardOpening, field: str) -> str:
    label = shown(opening).work.boxes[field].fault
    return label.text() if label.isVisible() else ""


def press(qtbot: QtBot, opening: CardOpening, key: Qt.Key) -> None:
    qtbot.keyClick(shown(opening), key, CONTROL)


TYPED = [
    ("lead", "县科技局", "县科技局"),
    ("supporting", "县财政局、县教育局，县财政局", ("县财政局", "县教育局")),
    ("person", " 张三 ", "张三"),
    ("due", "2026年12月31日", date(2026, 12, 31)),
    ("due", "2027.1.5", date(2027, 1, 5)),
    ("problems", "资金没有到位", "资金没有到位"),
    ("funds", "字" * 10_000, "字" * 10_000),
    ("remark", "<b>粗</b> =1+1", "<b>粗</b> =1+1"),
]


@pytest.mark.parametrize(("field", "typed", "kept"), TYPED)
def test_a_field_is_kept_when_it_is_left(
    qtbot: QtBot, opening: CardOpening, record: Record, field: str, typed: str, kept: object
) -> None:
    place = editor(opening, field)
    place.setFocus()
    QGuiApplication.clipboard().setText(typed)
    qtbot.keyClick(place, KEY.Key_V, CONTROL)
    assert record.history(DUTY) == ()
    qtbot.keyClick(place, KEY.Key_Tab)
    assert getattr(record.of(DUTY), field) == kept
    assert len({row.action for row in record.history(DUTY)}) == 1
    assert not shown(opening).unsaved


REFUSED = [
    ("due", "2月30日", "天，没有 30 日。"),
    ("due", "明年", "看不懂这个日期。"),
    ("lead", "局" * 10_000, "“牵头单位”有 10000 个字，最多 200 个。"),
    ("person", "张\x07三", "看不见的控制字符"),
    ("problems", "问\x00题", "看不见的控制字符"),
    ("problems", "题" * 20_001, "最多 20000 个。"),
    ("supporting", "、".join(f"第{n}局" for n in range(51)), "最多填 50 个。"),
]


@pytest.mark.parametrize(("field", "typed", "why"), REFUSED)
def test_what_is_refused_stays_with_the_sentence_beside_it(
    qtbot: QtBot, opening: CardOpening, record: Record, field: str, typed: str, why: str
) -> None:
    place = editor(opening, field)
    place.setFocus()
    place.setPlainText(typed) if isinstance(place, QPlainTextEdit) else place.setText(typed)
    press(qtbot, opening, KEY.Key_S)
    assert why in fault(opening, field)
    assert shown(opening).work.boxes[field].text == typed
    assert record.history(DUTY) == ()
    editor(opening, "person" if field != "person" else "lead").setFocus()
    shown(opening).work.boxes["remark"].editor.setFocus()
    assert shown(opening).work.boxes[field].text == typed
    qtbot.keyClick(shown(opening), KEY.Key_Escape)
    assert shown(opening).work.boxes[field].kind.title in shown(opening).toast.text()
    qtbot.keyClick(shown(opening), KEY.Key_Escape)
    assert opening.sheet is None


def test_esc_and_ctrl_s_keep_what_was_typed(qtbot: QtBot, opening: CardOpening, record: Record) -> None:
    assert editor(opening, "lead").hasFocus()
    qtbot.keyClicks(editor(opening, "lead"), "KJJ")
    press(qtbot, opening, KEY.Key_S)
    assert (record.of(DUTY).lead, shown(opening).toast.text()) == ("KJJ", "已保存")
    editor(opening, "person").setFocus()
    qtbot.keyClicks(editor(opening, "person"), "ZS")
    qtbot.keyClick(shown(opening), KEY.Key_Escape)
    assert opening.sheet is None
    assert record.of(DUTY).person == "ZS"


def test_names_are_offered_while_typing(qtbot: QtBot, opening: CardOpening, session: ChecklistSession) -> None:
    session.keep(Edit(NEXT, "lead", "县科技局"), Edit(NEXT, "supporting", ("县财政局",)))
    shown(opening).work.offer(session.offers())
    line = editor(opening, "supporting")
    assert isinstance(line, QLineEdit)
    line.setText("甲局、财政")
    completer = line.completer()
    completer.setCompletionPrefix("财政")
    assert [completer.completionModel().index(row, 0).data() for row in range(completer.completionCount())] == [
        "县财政局"
    ]
    assert completer.pathFromIndex(completer.model().index(1, 0)) == "甲局、县财政局"


def test_status_result_and_reason(qtbot: QtBot, opening: CardOpening, record: Record) -> None:
    sheet = shown(opening)
    qtbot.mouseClick(sheet.done_button, LEFT)
    assert record.of(DUTY).status is Status.DONE
    sheet.status.results[Result.PARTLY].trigger()
    assert sheet.status.text().strip().startswith("已办结 · 部分达到")
    sheet.status.statuses[Status.NOT_APPLICABLE].trigger()
    assert record.of(DUTY).status is Status.DONE  # not before there is a reason
    qtbot.keyClick(sheet.reason.line, KEY.Key_Return)
    assert sheet.reason.fault.text() == "请填写“不适用的理由”。"
    qtbot.keyClicks(sheet.reason.line, "none here")
    qtbot.keyClick(sheet.reason.line, KEY.Key_Return)
    assert (record.of(DUTY).status, record.of(DUTY).reason) == (Status.NOT_APPLICABLE, "none here")
    assert sheet.reason.isHidden()
    place = editor(opening, "reason")
    place.clear()
    press(qtbot, opening, KEY.Key_S)
    assert fault(opening, "reason") == "请填写“不适用的理由”。"
    assert record.of(DUTY).reason == "none here"


def test_entries_are_added_corrected_and_struck_out(qtbot: QtBot, opening: CardOpening, record: Record) -> None:
    sheet = shown(opening)
    sheet.tabs.setCurrentIndex(ENTRIES)
    composer = sheet.entries.composer
    composer.day.setText("3月1日")
    composer.words.setPlainText("召开协调会")
    qtbot.keyClick(composer.words, KEY.Key_Return, CONTROL)
    (entry,) = record.of(DUTY).entries
    assert (entry.day.month, entry.day.day, entry.text) == (3, 1, "召开协调会")
    assert composer.words.toPlainText() == ""
    qtbot.mouseClick(sheet.entries.rows[entry.id].correct, LEFT)
    correcting = sheet.entries.editors[1]
    correcting.words.setPlainText("召开两次协调会")
    qtbot.mouseClick(correcting.keep, LEFT)
    assert record.of(DUTY).entries[0].text == "召开两次协调会"
    told = [label.text() for label in sheet.entries.rows[entry.id].findChildren(QLabel)]
    assert any(words.startswith("原：") and "召开协调会" in words for words in told)
    qtbot.mouseClick(sheet.entries.rows[entry.id].strike, LEFT)
    assert record.of(DUTY).entries == ()
    assert any("已划去" in label.text() for label in sheet.entries.findChildren(QLabel))
    press(qtbot, opening, KEY.Key_Z)
    assert record.of(DUTY).entries[0].text == "召开两次协调会"
    assert sheet.toast.text().startswith("已撤销：")


@pytest.mark.parametrize(
    ("day", "words", "why"),
    [("2月30日", "开会", "天，没有 30 日。"), ("", "  ", "请写明进展。"), ("", "响\x07", "控制字符")],
)
def test_an_entry_that_is_refused_stays(
    qtbot: QtBot, opening: CardOpening, record: Record, day: str, words: str, why: str
) -> None:
    sheet = shown(opening)
    sheet.tabs.setCurrentIndex(ENTRIES)
    composer = sheet.entries.composer
    composer.day.setText(day)
    composer.words.setPlainText(words)
    qtbot.mouseClick(composer.keep, LEFT)
    assert why in composer.fault.text()
    assert (composer.day.text(), composer.words.toPlainText()) == (day, words)
    assert record.history(DUTY) == ()


def test_an_entry_being_written_is_kept_on_the_way_to_the_next_duty(
    qtbot: QtBot, opening: CardOpening, record: Record
) -> None:
    shown(opening).entries.composer.words.setPlainText("写了一半")
    press(qtbot, opening, KEY.Key_Down)
    assert [entry.text for entry in record.of(DUTY).entries] == ["写了一半"]
    assert "培育成果转移转化示范企业" in shown(opening).windowTitle()
    assert shown(opening).entries.composer.words.toPlainText() == ""
    press(qtbot, opening, KEY.Key_Up)
    assert "建设成果转化和技术转移服务机构" in shown(opening).windowTitle()


def test_each_change_in_the_history_can_be_taken_back(qtbot: QtBot, opening: CardOpening, record: Record) -> None:
    record_lead = editor(opening, "lead")
    qtbot.keyClicks(record_lead, "KJJ")
    qtbot.keyClick(record_lead, KEY.Key_Return)
    qtbot.mouseClick(shown(opening).asked.boxes["1"], LEFT)
    sheet = shown(opening)
    sheet.tabs.setCurrentIndex(HISTORY)
    assert sheet.tabs.tabText(HISTORY) == "历史 2"
    told = "\n".join(label.text() for label in sheet.history.findChildren(QLabel))
    assert "牵头单位：（空） → KJJ" in told
    assert "未勾选 → 已勾选" in told
    first = record.history(DUTY)[0].action
    qtbot.mouseClick(sheet.history.buttons[first], LEFT)
    assert (record.of(DUTY).lead, sorted(record.of(DUTY).steps)) == ("", ["1"])
    assert editor(opening, "lead") is record_lead
    assert shown(opening).work.boxes["lead"].text == ""
    assert first not in sheet.history.buttons


def test_a_step_is_drawn_as_ticked_only_once_it_is_on_disk(
    qtbot: QtBot, opening: CardOpening, session: ChecklistSession
) -> None:
    session.close()
    qtbot.mouseClick(shown(opening).asked.boxes["1"], LEFT)
    assert not shown(opening).asked.boxes["1"].isChecked()
    assert shown(opening).toast.text() == NOT_OPEN


def test_words_that_changed_are_shown_and_reviewed(
    qtbot: QtBot, opening: CardOpening, session: ChecklistSession
) -> None:
    assert session.record is not None
    session.record.journal.know({"a" * 64: "旧的条文"})
    session.record.set_done(DUTY, True, "a" * 64)
    session.hear([DUTY])
    box = shown(opening).matters.findChild(ReviewBox)
    assert isinstance(box, ReviewBox)
    assert "<s>" in box.wording.text()
    qtbot.mouseClick(box.confirm, LEFT)
    assert session.review(DUTY) is None
    assert shown(opening).matters.isHidden()


def test_two_who_said_different_things_are_both_shown(
    qtbot: QtBot, opening: CardOpening, session: ChecklistSession, record: Record
) -> None:
    other = open_record(record.folder / "other", "同事")
    session.keep(Edit(DUTY, "lead", "甲局"))
    edit(other, Edit(DUTY, "lead", "乙局"))
    export_exchange(other, record.folder / "theirs.zip")
    other.close()
    merge(record, preview(record, record.folder / "theirs.zip"))
    session.hear([DUTY])
    box = shown(opening).matters.findChild(ConflictBox)
    assert isinstance(box, ConflictBox)
    told = [label.text() for label in box.findChildren(QLabel)]
    assert {"甲局", "乙局"} <= set(told)
    (conflict,) = session.conflicts(DUTY)
    qtbot.mouseClick(box.buttons[conflict.lost[0].event], LEFT)
    assert record.of(DUTY).lead == conflict.lost[0].value
    assert session.conflicts(DUTY) == ()


def test_going_to_a_place_closes_the_card(qtbot: QtBot, opening: CardOpening) -> None:
    place = next(label for label in shown(opening).asked.findChildren(QLabel) if label.objectName() == "place")
    place.setFocus()
    with qtbot.waitSignal(opening.link_requested) as signal:
        qtbot.keyClick(place, KEY.Key_Return)
    assert signal.args == ["clause:cbf-2018-60#5-3"]
    assert opening.sheet is None


def test_an_own_duty_is_plainly_ours_and_can_be_withdrawn(
    qtbot: QtBot, opening: CardOpening, session: ChecklistSession
) -> None:
    own = OwnDuty("选派特派员", "×市府发〔2026〕3号\n各县选派20名")
    session.keep_own(own)
    shown(opening).done(0)
    over = QWidget()
    qtbot.addWidget(over)
    opening.open(own.id, THEMES[2], over)
    told = [label.text() for label in shown(opening).findChildren(QLabel) if not label.isHidden()]
    assert {"本地事项", "各县选派20名", "×市府发〔2026〕3号"} <= set(told)
    shown(opening).own_removal_requested.emit()
    assert opening.sheet is None
    assert dict(session.own) == {}


@pytest.mark.parametrize("tab", range(4))
def test_everything_has_a_name_and_shows_the_keyboard(
    qtbot: QtBot, opening: CardOpening, session: ChecklistSession, tab: int
) -> None:
    session.keep(Edit(DUTY, "entry/e", {"date": "2026-03-01", "text": "开会"}))
    shown(opening).tabs.setCurrentIndex(tab)
    assert nameless(shown(opening)) == []
    assert unseen(shown(opening)) == []
