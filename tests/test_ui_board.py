"""总览: every number is that of the rows it leads to; values of goals are given in place; nothing recorded says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from checklist.actions import Edit
from checklist.calendar import Occasion, Rhythm
from checklist.indicators import Actual, actual, reaches
from checklist.ledger import Flag
from checklist.own_duties import OwnDuty, put_own_duty
from checklist.profile import CountyProfile, write_profile
from checklist.record import Record
from checklist.standing import Status
from content.library import Library
from ui.board.bar_card import BarCard
from ui.board.bar_row import BarRow
from ui.board.figures import Bar, Board, Figure, board
from ui.board.months import months
from ui.board.view import BoardView
from ui.board.words import gap_words, goal_words, occasion_day, occasion_source, share
from ui.grid.choice import RowFilter
from ui.grid.session import RecordLedger
from ui.theme import SIZES, THEMES, Size, dress

TODAY = date(2026, 11, 22)


@pytest.fixture
def session(library: Library, record: Record) -> RecordLedger:
    """A county in the middle of its work: one fact that sets a duty aside, all statuses, dates before and after."""
    kept = RecordLedger(library, lambda: TODAY)
    write_profile(record, CountyProfile("青川县", 2026, ("县科技局",), facts={"deep_poverty": False}))
    kept.attach(record)
    ids = [duty.id for duty in library.duties]
    kept.write(
        *(Edit(one, "lead", ("县科技局", "县财政局")[at % 2]) for at, one in enumerate(ids[:20])),
        *(Edit(one, "status", "done") for one in ids[2:6]),
        *(Edit(one, "status", "in_progress") for one in ids[6:9]),
        *(Edit(one, "blocked", True) for one in ids[6:8]),
        *(Edit(one, field, value) for one in ids[9:11] for field, value in NOT_OURS.items()),
        Edit(ids[12], "due", "2026-10-31"),
        Edit(ids[13], "due", "2026-12-10"),
        Edit(ids[14], "due", "2027-02-28"),
    )
    put_own_duty(record, OwnDuty("建立科技特派员工作站", deadline=date(2026, 11, 30)))
    kept.renew()
    return kept


NOT_OURS = {"status": "not_applicable", "reason": "没有园区"}


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot, session: RecordLedger, library: Library) -> BoardView:
    dress(qapp, THEMES[0])
    shown = BoardView(session, library, THEMES[0])
    qtbot.addWidget(shown)
    shown.resize(1366, 700)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def all_figures(counted: Board) -> Iterable[Figure]:
    yield from (*counted.whole, *counted.needing, *counted.bar.parts)
    bars: list[Bar] = [*counted.forces, *counted.units]
    for branch in counted.documents:
        bars += [branch.bar, *branch.chapters]
    for bar in bars:
        yield from bar.parts


def test_every_number_is_that_of_its_rows(session: RecordLedger, view: BoardView) -> None:
    counted = board(session.rows, view._names)
    figures = list(all_figures(counted))
    assert len(figures) > 80
    for figure in figures:
        assert figure.count == sum(figure.filter.holds(row) for row in session.rows), figure


def test_the_numbers_add_up(session: RecordLedger, view: BoardView) -> None:
    counted = board(session.rows, view._names)
    told = {figure.title: figure.count for figure in (*counted.whole, *counted.needing)}
    assert told == {
        "事项": 68,
        "已办结": 4,
        "推进中": 3,
        "未启动": 58,
        "不适用": 3,
        "已逾期": 1,
        "30日内到期": 2,
        "受阻": 2,
        "办结无佐证": 4,
        "需复核": 0,
    }
    for bars in (counted.forces, counted.units, tuple(branch.bar for branch in counted.documents)):
        sums = tuple(sum(bar.counts[part] for bar in bars) for part in range(4))
        assert sums == counted.bar.counts == (65, 4, 3, 58)
    assert [bar.title for bar in counted.units] == ["县科技局", "县财政局", "未分工"]
    assert counted.documents[0].bar.title == "川办发〔2018〕60号"
    assert counted.documents[-1].bar.title == "本地事项"


@pytest.mark.parametrize(
    ("done", "total", "words"), [(0, 0, "—"), (0, 9, "0%"), (1, 900, "1%"), (899, 900, "99%"), (9, 9, "100%")]
)
def test_a_share_is_never_said_to_be_all_or_nothing_when_it_is_not(done: int, total: int, words: str) -> None:
    assert share(done, total) == words


def test_a_number_leads_to_its_rows_by_click_and_by_key(qtbot: QtBot, view: BoardView) -> None:
    done = view.head.figures.buttons[1]
    with qtbot.waitSignal(view.rows_requested) as asked:
        qtbot.mouseClick(done, Qt.MouseButton.LeftButton)
    assert asked.args == [RowFilter(applies=True, statuses=frozenset({Status.DONE}))]
    overdue = view.head.figures.buttons[5]
    overdue.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(view.rows_requested) as asked:
        qtbot.keyClick(overdue, Qt.Key.Key_Space)
    assert asked.args == [RowFilter(applies=True, flags=frozenset({Flag.OVERDUE}))]


def test_a_bar_leads_to_each_of_its_numbers(qtbot: QtBot, view: BoardView) -> None:
    row = view.units.rows[0]
    assert row.accessibleName() == "县科技局：应办 9 项，已办结 2 项，推进中 2 项，未启动 5 项"
    for part in range(4):
        with qtbot.waitSignal(view.rows_requested) as asked:
            qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.part_room(part).center().toPoint())
        assert asked.args == [row.bar.parts[part].filter]
    row.clearFocus()
    row.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(row, key)
    assert row.accessibleName().endswith("当前：推进中 2 项")
    with qtbot.waitSignal(view.rows_requested) as asked:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert asked.args == [row.bar.parts[2].filter]


def test_other_documents_are_folded(qtbot: QtBot, view: BoardView) -> None:
    shown = [row.bar.title for row in view.chapters.rows if row.isVisible()]
    assert shown == ["川办发〔2018〕60号", "一、总体要求", "二、重点任务", "三、组织保障"]
    qtbot.mouseClick(view.chapters.folds[0], Qt.MouseButton.LeftButton)
    assert "川办发〔2016〕71号" in [row.bar.title for row in view.chapters.rows if row.isVisible()]


def test_many_units_are_folded(qtbot: QtBot) -> None:
    card = BarCard("单位")
    qtbot.addWidget(card)
    empty = Figure("", 0, RowFilter())
    card.show_bars(tuple(Bar(f"单位{n}", (empty,) * 4) for n in range(30)), (THEMES[0], SIZES[1]))
    card.show()
    assert sum(row.isVisible() for row in card.rows) == 10
    card.folds[0].click()
    assert sum(row.isVisible() for row in card.rows) == 30


def test_a_number_of_nothing_leads_nowhere(qtbot: QtBot) -> None:
    row = BarRow(Bar("空", (Figure("空", 0, RowFilter()),) * 4), (THEMES[0], SIZES[1]))
    qtbot.addWidget(row)
    row.show()
    with qtbot.assertNotEmitted(row.chosen):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
        qtbot.keyClick(row, Qt.Key.Key_Return)


def test_the_next_twelve_months(session: RecordLedger) -> None:
    found = months(session.duties, session.rows, TODAY)
    assert len(found) == 12
    assert (found[0].first, found[-1].first) == (date(2026, 11, 1), date(2027, 10, 1))
    told = {(month.first.year, month.first.month): len(month.dues) for month in found if month.dues}
    assert told == {(2026, 11): 1, (2026, 12): 2, (2027, 2): 1}
    assert found[0].filter.called == "本月应报"
    for month in found:
        if month.dues:
            assert sum(month.filter.holds(row) for row in session.rows) == len(month.filter.duties)


def test_a_month_leads_to_its_rows_and_a_line_to_its_duty(qtbot: QtBot, view: BoardView) -> None:
    december = view.calendar.buttons[1]
    with qtbot.waitSignal(view.rows_requested) as asked:
        qtbot.mouseClick(december, Qt.MouseButton.LeftButton)
    assert asked.args == [december.month.filter]
    assert not view.calendar.buttons[2].isEnabled()
    with qtbot.waitSignal(view.duty_requested) as duty:
        qtbot.keyClick(view.calendar.rows[0], Qt.Key.Key_Space)
    assert duty.args == [view.calendar.rows[0].due.row.duty]


@pytest.mark.parametrize(
    ("one", "day", "source"),
    [
        (
            Occasion("d", date(2026, 2, 28), Rhythm.YEARLY, "每年2月28日前", True),
            "2月28日前",
            "每年　原文“每年2月28日前”",
        ),
        (
            Occasion("d", date(2027, 12, 31), Rhythm.YEARLY, "年度", False),
            "2027年12月31日前",
            "每年　原文“年度”，未写明日期，按期末计",
        ),
        (Occasion("d", date(2026, 5, 1), Rhythm.ONCE, "", True, True), "5月1日前", "本县定的时限"),
    ],
)
def test_what_is_due_in_words(one: Occasion, day: str, source: str) -> None:
    assert (occasion_day(one, TODAY), occasion_source(one)) == (day, source)


def test_goals_in_words(library: Library) -> None:
    rate, _, agencies, province = library.indicators[:4]
    assert goal_words(rate) == "不低于 55%（2022年）"
    assert goal_words(agencies) == "不低于 1 个（原文未载年份）"
    for goal, value, words in (
        (rate, 52.3, "还差 2.7 个百分点"),
        (rate, 55.0, "已达到"),
        (agencies, 0.0, "还差 1 个"),
        (province, 3.0, "目标对象是全省，不与本县数值相减"),
    ):
        given = Actual(value)
        assert gap_words(goal, given, reaches(goal, given)) == words
    assert gap_words(rate, Actual(), None) == ""


def test_a_value_is_given_in_place(qtbot: QtBot, view: BoardView, record: Record, library: Library) -> None:
    card = view.goals.cards[0]
    qtbot.mouseClick(card.edit_button, Qt.MouseButton.LeftButton)
    form = card.form
    assert form is not None
    assert form.value.hasFocus()
    qtbot.keyClicks(form.value, "about 50")
    qtbot.keyClick(form.value, Qt.Key.Key_Return)
    assert "需要填数字" in form.why.text()
    assert actual(record.state, library.indicators[0]) == Actual()
    form.value.clear()
    qtbot.keyClicks(form.value, "52.3%")
    qtbot.keyClicks(form.year, "2021")
    form.source.insert("县统计局")
    qtbot.keyClick(form.source, Qt.Key.Key_Return)
    assert actual(record.state, library.indicators[0]) == Actual(52.3, 2021, "县统计局")
    assert card.actual.text() == "本县　52.3%（2021年，县统计局）"
    assert card.gap.text() == "还差 2.7 个百分点"
    assert card.edit_button.hasFocus()
    assert view.goals.cards[0] is card


@pytest.mark.parametrize("text", ["2021.5", "20210", "abcd"])
def test_a_year_that_is_none_is_refused(qtbot: QtBot, view: BoardView, text: str) -> None:
    card = view.goals.cards[0]
    card.edit_button.click()
    assert card.form is not None
    qtbot.keyClicks(card.form.year, text)
    qtbot.keyClick(card.form.year, Qt.Key.Key_Return)
    assert card.form is not None
    assert "年份" in card.form.why.text()
    qtbot.keyClick(card.form.year, Qt.Key.Key_Escape)
    assert card.form is None


def test_goals_of_other_documents_are_made_when_asked_for(qtbot: QtBot, view: BoardView, library: Library) -> None:
    assert len(view.goals.cards) == 4
    view.goals.folds[1].click()
    assert len(view.goals.cards) == 4 + sum(goal.doc == "cbf-2016-71" for goal in library.indicators)
    with qtbot.waitSignal(view.place_requested) as place:
        view.goals.cards[-1].place_button.click()
    assert place.args == [view.goals.cards[-1].goal.doc, view.goals.cards[-1].goal.clause]


def test_nothing_recorded_says_so(qtbot: QtBot, library: Library, record: Record) -> None:
    session = RecordLedger(library, lambda: TODAY)
    session.attach(record)
    view = BoardView(session, library, THEMES[0])
    qtbot.addWidget(view)
    view.show()
    assert view.nothing.isVisible()
    assert not view.head.figures.isVisible()
    with qtbot.waitSignal(view.reading_requested):
        view.nothing.button.click()
    session.write(Edit(library.duties[0].id, "lead", "县科技局"))
    assert not view.nothing.isVisible()
    assert view.head.figures.isVisible()


def test_the_board_counts_again_when_a_duty_changes(view: BoardView, session: RecordLedger, library: Library) -> None:
    before = view.head.figures.buttons[1].figure.count
    session.write(Edit(library.duties[30].id, "status", "done"))
    assert view.head.figures.buttons[1].figure.count == before + 1
    view.hide()
    session.undo()
    assert view.head.figures.buttons[1].figure.count == before + 1
    view.show()
    assert view.head.figures.buttons[1].figure.count == before


@pytest.mark.parametrize("size", SIZES, ids=[size.name for size in SIZES])
@pytest.mark.parametrize("width", [1000, 1366, 1920])
def test_nothing_is_wider_than_the_page(qtbot: QtBot, view: BoardView, size: Size, width: int) -> None:
    view.set_look(THEMES[2], size)
    view.resize(width, 700)
    page = view.area.widget()
    qtbot.waitUntil(lambda: page.width() <= view.area.viewport().width())
    shown = (one for one in page.findChildren(QWidget) if one.isVisible())
    assert [one for one in shown if one.mapTo(page, one.rect().topRight()).x() > page.width()] == []


def test_what_takes_the_keyboard_is_named_and_seen(view: BoardView) -> None:
    view.goals.cards[0].edit_button.click()
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
