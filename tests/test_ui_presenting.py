"""会议投屏: what is cut into slides, what the keys do, and that a tick shows only when it is on disk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from checklist.progress import Progress, Status
from content.library import Library
from ui.presenting.big_text import LEAST, MOST, BigText
from ui.presenting.slides import clause_slides, duty_slides, programmes
from ui.presenting.view import PresentationView
from ui.theme import THEMES, Theme, dress, theme_named

KEY, CONTROL, NONE = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
DOC, LONG = "cbf-2018-60", "cbf-2018-60.3-1.1"


@pytest.fixture
def view(qtbot: QtBot, library: Library) -> Iterator[PresentationView]:
    """All duties of the 2018 opinions on a 1366×768 screen, the first one shown."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, theme_named("light"))
    opened = PresentationView(theme_named("light"))
    qtbot.addWidget(opened)
    document = library.document(DOC)
    opened.offer(programmes(document, library.duties))
    opened.present(duty_slides(document, library.duties))
    opened.resize(1366, 768)
    yield opened
    opened.close()


def duty_on(view: PresentationView) -> str:
    assert view.slide is not None
    assert view.slide.duty is not None
    return view.slide.duty.id


def boxes(view: PresentationView) -> str:
    return "".join("☑" if row.isChecked() else "☐" for row in view.steps.rows)


def test_slides_hold_every_clause_that_is_spoken_of(library: Library) -> None:
    for document in library.documents:
        slides = clause_slides(document)
        shown = {slide.clause for slide in slides}
        assert len(shown) == len(slides)
        assert shown == {
            clause.id
            for clause in document.clauses
            if clause.kind in ("title", "paragraph", "item", "units", "row", "closing")
            and not clause.id.endswith("head")
        }
        assert all(slide.text.strip() and "\t" not in slide.text for slide in slides)
        assert [document.order[slide.clause] for slide in slides] == sorted(document.order[s.clause] for s in slides)


def test_a_row_is_read_out_under_its_heads(library: Library) -> None:
    slide = next(one for one in clause_slides(library.document("cbf-2016-71")) if one.clause == "annex-1")
    assert slide.text.splitlines()[:3] == [
        "序号：1",
        "重点工作：一、开展科技成果转移转化试点示范",
        "重点任务：1.实施科技成果转移转化专项",
    ]
    assert slide.text.splitlines()[-1] == "时间安排：2016年10月启动，持续推进"


def test_programmes_count_what_they_show(library: Library) -> None:
    document = library.document(DOC)
    offered = programmes(document, library.duties)
    assert [one.title for one in offered[:2]] == ["全部条款", "全部县级事项"]
    assert len(offered[1].slides) == len(library.duties_of(DOC))
    assert sum(len(one.slides) for one in offered[2:]) == len(library.duties_of(DOC))
    assert programmes(library.document("jscxzx-2025"), ())[-1].title == "全部条款"


@pytest.mark.parametrize(
    ("key", "at"),
    [(KEY.Key_Right, 6), (KEY.Key_Space, 6), (KEY.Key_PageDown, 6), (KEY.Key_Left, 4), (KEY.Key_PageUp, 4)],
)
def test_keys_turn_the_slide(qtbot: QtBot, view: PresentationView, library: Library, key: Qt.Key, at: int) -> None:
    duties = library.duties_of(DOC)
    view.resize(1920, 1080)
    view.present(duty_slides(library.document(DOC), duties), 5)
    view.resize(1920, 1080)
    assert view.foot.count.text() == f"6/{len(duties)}"
    qtbot.keyClick(view, key)
    assert duty_on(view) == duties[at].id
    assert view.foot.bar.value() == at + 1


def test_the_ends_hold(qtbot: QtBot, view: PresentationView, library: Library) -> None:
    qtbot.keyClick(view, KEY.Key_Left)
    assert duty_on(view) == library.duties_of(DOC)[0].id
    qtbot.keyClick(view, KEY.Key_End)
    qtbot.keyClick(view, KEY.Key_Right)
    assert duty_on(view) == library.duties_of(DOC)[-1].id


def test_a_digit_asks_and_the_tick_waits_for_the_disk(qtbot: QtBot, view: PresentationView) -> None:
    duty = duty_on(view)
    with qtbot.waitSignal(view.step_toggled) as asked:
        qtbot.keyClick(view, KEY.Key_2)
    assert asked.args == [duty, "2", True]
    assert boxes(view) == "☐☐☐"
    view.show_progress(Progress(duty, Status.IN_PROGRESS, frozenset({"2"})))
    assert boxes(view) == "☐☑☐"
    assert view.duty_head.status.text() == "推进中　1/3"
    with qtbot.waitSignal(view.step_toggled) as asked:
        qtbot.mouseClick(view.steps.rows[1], Qt.MouseButton.LeftButton)
    assert asked.args == [duty, "2", False]
    assert boxes(view) == "☐☑☐"
    with qtbot.assertNotEmitted(view.step_toggled):
        qtbot.keyClick(view, KEY.Key_9)


def test_a_step_is_ticked_by_tab_and_space(qtbot: QtBot, view: PresentationView) -> None:
    view.steps.rows[0].setFocus()
    with qtbot.waitSignal(view.step_toggled) as asked:
        qtbot.keyClick(view.steps.rows[0], KEY.Key_Space)
    assert asked.args == [duty_on(view), "1", True]
    before = duty_on(view)
    qtbot.keyClick(view.steps.rows[0], KEY.Key_Right)
    assert duty_on(view) != before


def test_done_is_asked_for_and_taken_back(qtbot: QtBot, view: PresentationView) -> None:
    duty = duty_on(view)
    with qtbot.waitSignal(view.done_toggled) as asked:
        qtbot.keyClick(view, KEY.Key_Return, CONTROL)
    assert asked.args == [duty, True]
    view.set_progress({duty: Progress(duty, Status.DONE)})
    assert view.duty_head.status.text() == "已办结　0/3"
    with qtbot.waitSignal(view.done_toggled) as asked:
        qtbot.keyClick(view, KEY.Key_Return, CONTROL)
    assert asked.args == [duty, False]


def test_a_record_is_typed_without_turning_the_slide(qtbot: QtBot, view: PresentationView) -> None:
    duty = duty_on(view)
    qtbot.keyClick(view, KEY.Key_E)
    assert view.record_line.hasFocus()
    qtbot.keyClicks(view.record_line, " 12 g e ")
    with qtbot.waitSignal(view.entry_requested) as asked:
        qtbot.keyClick(view.record_line, KEY.Key_Return)
    assert asked.args == [duty, "12 g e"]
    assert duty_on(view) == duty
    assert not view.record_line.isVisible()
    qtbot.keyClick(view, KEY.Key_E)
    with qtbot.assertNotEmitted(view.entry_requested):
        qtbot.keyClick(view.record_line, KEY.Key_Escape)
    assert view.isVisible()
    assert view.hasFocus()


def test_a_clause_takes_no_record_and_no_tick(qtbot: QtBot, view: PresentationView, library: Library) -> None:
    view.present(clause_slides(library.document(DOC)), 2)
    with qtbot.assertNotEmitted(view.step_toggled), qtbot.assertNotEmitted(view.done_toggled):
        qtbot.keyClick(view, KEY.Key_1)
        qtbot.keyClick(view, KEY.Key_Return, CONTROL)
    qtbot.keyClick(view, KEY.Key_E)
    assert not view.record_line.isVisible()
    assert "不是县级事项" in view.foot.said.text()
    assert "办结" not in view.foot.hints.text()


def test_what_does_not_fit_is_turned_page_by_page(qtbot: QtBot, view: PresentationView, library: Library) -> None:
    duties = library.duties_of(DOC)
    at = next(n for n, duty in enumerate(duties) if duty.id == LONG)
    view.present(duty_slides(library.document(DOC), duties), at)
    view.resize(1366, 768)
    assert (view.text.pixels, view.text.pages) == (LEAST, 2)
    assert "本条第 1/2 页" in view.foot.count.text()
    qtbot.keyClick(view, KEY.Key_Right)
    assert (duty_on(view), view.text.page) == (LONG, 1)
    assert "本条第 2/2 页" in view.foot.count.text()
    qtbot.keyClick(view, KEY.Key_Right)
    assert duty_on(view) == duties[at + 1].id
    qtbot.keyClick(view, KEY.Key_Left)
    assert (duty_on(view), view.text.page) == (LONG, 1)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (1024, 600)])
def test_every_clause_is_as_large_as_fits(qtbot: QtBot, library: Library, width: int, height: int) -> None:
    text = BigText()
    qtbot.addWidget(text)
    text.set_color("#000000")
    text.resize(width - 120, height - 160)
    for slide in clause_slides(library.document(DOC)):
        text.show_text(slide.text, slide.lead)
        assert LEAST <= text.pixels <= MOST
        assert text.pages == 1 or text.pixels == LEAST


def test_size_by_key_holds_for_the_slides_after(qtbot: QtBot, view: PresentationView) -> None:
    before = view.text.pixels
    for _ in range(3):
        qtbot.keyClick(view, KEY.Key_Minus)
    assert view.text.pixels == before - 12
    qtbot.keyClick(view, KEY.Key_Plus)
    assert view.text.pixels == before - 8
    for _ in range(60):
        qtbot.keyClick(view, KEY.Key_Plus)
    assert view.text.pages > 1
    qtbot.keyClick(view, KEY.Key_Minus)
    assert view.text.pixels <= 120


def test_another_programme_begins_at_the_clause_on_screen(view: PresentationView) -> None:
    view.present(view._programmes[1].slides, 12)
    clause = view.slide.clause if view.slide else ""
    view._menu.actions()[0].trigger()
    assert view.slide is not None
    assert (view.slide.clause, view.slide.duty) == (clause, None)


def test_leaving(qtbot: QtBot, view: PresentationView) -> None:
    slide = view.slide
    assert slide is not None
    with qtbot.waitSignals([view.place_requested, view.closed]):
        qtbot.keyClick(view, KEY.Key_G)
    view.present(())
    assert "没有可以投屏的内容" in view.text.accessibleName()
    qtbot.keyClick(view, KEY.Key_1)
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(view, KEY.Key_Escape)
    assert not view.isVisible()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_ground_is_the_themes_paper(view: PresentationView, theme: Theme) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, theme)
    view.set_theme(theme)
    assert view.grab().toImage().pixelColor(3, 3).name().upper() == theme.paper
