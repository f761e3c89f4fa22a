"""县情 by keys and clicks: the first start, the editor, and what it changes on the cards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from checklist.profile import FACTS, Answer, CountyProfile, Person, able, applies
from checklist.record import Record
from content.library import Library
from tests.test_ui_accessible import nameless, unseen
from ui.county.editor import ProfileEditor
from ui.county.guide import CountyGuide
from ui.county.questions import questions
from ui.form_dialog import GIVE_UP
from ui.ledger.asking import asked
from ui.ledger.card import DutyCard
from ui.ledger.session import ChecklistSession
from ui.theme import THEMES, dress

KEY, LEFT, CONTROL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
PARK, ABLE = "cbf-2018-60.5-1.2", "cbf-2018-60.5-3.5"


@pytest.fixture
def session(qtbot: QtBot, library: Library, record: Record) -> ChecklistSession:
    made = ChecklistSession(library)
    made.attach(record)
    return made


@pytest.fixture
def guide(qtbot: QtBot, library: Library, session: ChecklistSession) -> CountyGuide:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, THEMES[0])
    made = CountyGuide(library, session.read_profile, session.keep_profile, session)
    qtbot.addWidget(made.first_step)
    return made


@pytest.fixture
def editor(qtbot: QtBot, guide: CountyGuide) -> Iterator[ProfileEditor]:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(1366, 768)
    over.show()
    guide.open(over)
    assert guide.editor is not None
    with qtbot.waitActive(guide.editor):
        guide.editor.activateWindow()
    yield guide.editor
    over.close()


def test_the_first_start_asks_once_which_county(qtbot: QtBot, guide: CountyGuide, session: ChecklistSession) -> None:
    guide.offer(True)
    step = guide.first_step
    assert step.isVisible()
    qtbot.keyClick(step.name, KEY.Key_Return)
    assert step.fault.text() == "请填县名，或者点“跳过”。"
    step.name.setText("测试县")
    qtbot.keyClick(step.name, KEY.Key_Return)
    assert session.read_profile().county == "测试县"
    assert step.isHidden()
    guide.offer(True)
    assert step.isHidden()


@pytest.mark.parametrize("by_key", [True, False])
def test_it_can_be_skipped(qtbot: QtBot, guide: CountyGuide, session: ChecklistSession, by_key: bool) -> None:
    guide.offer(True)
    with qtbot.waitSignal(guide.skipped):
        if by_key:
            qtbot.keyClick(guide.first_step.name, KEY.Key_Escape)
        else:
            qtbot.mouseClick(guide.first_step.skip, LEFT)
    guide.offer(True)
    assert guide.first_step.isHidden()
    assert session.history("profile") == ()


def test_nothing_is_asked_while_nothing_can_be_kept(guide: CountyGuide) -> None:
    guide.offer(False)
    assert guide.first_step.isHidden()


@pytest.mark.parametrize(("name", "why"), [("县" * 201, "最多 200 个"), ("测\x07试", "控制字符")])
def test_a_name_that_is_refused_stays(
    qtbot: QtBot, guide: CountyGuide, session: ChecklistSession, name: str, why: str
) -> None:
    guide.offer(True)
    guide.first_step.name.setText(name)
    qtbot.mouseClick(guide.first_step.keep, LEFT)
    assert why in guide.first_step.fault.text()
    assert guide.first_step.name.text() == name
    assert session.read_profile() == CountyProfile()


def test_every_question_has_the_words_that_make_it_matter(library: Library) -> None:
    asked = {question.fact: question for question in questions(library)}
    deciding = [duty for duty in library.duties if applies(duty, CountyProfile()).answer is Answer.UNKNOWN]
    assert set(asked) == {applies(duty, CountyProfile()).because for duty in deciding}
    assert set(FACTS) <= set(asked)
    assert sum(question.duties for question in asked.values()) == len(deciding)
    for duty in deciding:
        quotes = [quote for _, quote in asked[applies(duty, CountyProfile()).because].because]
        assert duty.quote in quotes


def test_the_profile_is_kept_as_one_action(qtbot: QtBot, editor: ProfileEditor, session: ChecklistSession) -> None:
    editor.county.setText("测试县")
    editor.year.setText("2026年")
    editor.units.setPlainText("县科技局\n县财政局")
    editor.people.setPlainText("张三（县科技局）")
    rows = {row.question.fact: row for row in editor.rows}
    qtbot.mouseClick(rows["industrial_park"].buttons[False], LEFT)
    rows[able(ABLE)].buttons[True].setChecked(True)
    qtbot.keyClick(editor, KEY.Key_S, CONTROL)
    assert not editor.isVisible()
    facts = {"industrial_park": False, able(ABLE): True}
    wanted = CountyProfile("测试县", 2026, ("县科技局", "县财政局"), (Person("张三", "县科技局"),), facts)
    assert session.read_profile() == wanted
    session.undo()
    assert session.read_profile() == CountyProfile()


REFUSED = [
    ("26", "", "年份请填四位数字"),
    ("1800", "", "年份"),
    ("2026", "局" * 201, "最多 200 个"),
    ("2026", "响\x07局", "控制字符"),
]


@pytest.mark.parametrize(("year", "units", "why"), REFUSED)
def test_what_is_refused_stays_and_nothing_is_kept(
    qtbot: QtBot, editor: ProfileEditor, session: ChecklistSession, year: str, units: str, why: str
) -> None:
    editor.county.setText("测试县")
    editor.year.setText(year)
    editor.units.setPlainText(units)
    qtbot.mouseClick(editor.keep, LEFT)
    assert editor.isVisible()
    assert why in editor.fault.text()
    assert (editor.county.text(), editor.units.toPlainText()) == ("测试县", units)
    assert session.read_profile() == CountyProfile()


def test_esc_asks_twice_where_words_would_be_lost(qtbot: QtBot, editor: ProfileEditor) -> None:
    editor.units.setPlainText("县科技局")
    qtbot.keyClick(editor, KEY.Key_Escape)
    assert editor.isVisible()
    assert editor.fault.text() == GIVE_UP
    qtbot.keyClick(editor, KEY.Key_Escape)
    assert not editor.isVisible()


def test_the_editor_is_for_every_hand(editor: ProfileEditor) -> None:
    assert nameless(editor) == []
    assert unseen(editor) == []


def test_an_answer_advises_and_changes_no_status(session: ChecklistSession, library: Library, qtbot: QtBot) -> None:
    session.set_step(PARK, "1", True)
    session.keep_profile(CountyProfile("测试县", facts={"industrial_park": False}))
    card = DutyCard(session.duty(PARK), THEMES[0])
    qtbot.addWidget(card)
    card.show_progress(session.of(PARK), session.flags(PARK))
    assert card.flags.text() == "! 按县情不适用（建议）"
    assert session.of(PARK).status.value == "in_progress"
    told = asked(session.duty(PARK), library, session.read_profile()).ours
    assert told.startswith("按县情不适用（建议）：县情中“本县有产业园区”答为否。")
    assert "是否适用待定" in asked(session.duty(ABLE), library, session.read_profile()).ours
