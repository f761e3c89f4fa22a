"""流水核对: what a person sees of a whole history, a broken one, and a code copied from paper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from checklist.record import Record
from ui.safety import chain_words as words
from ui.safety.chain_page import ChainPage

DUTY, BASIS = "cbf-2018-60.5-3.1", "a" * 64


def shown(qtbot: QtBot, record: Record | None) -> ChainPage:
    page = ChainPage(record.journal if record else None)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: record is None or page.history is not None)
    return page


def compared(qtbot: QtBot, page: ChainPage, typed: str) -> str:
    page.printed.clear()
    qtbot.keyClicks(page.printed, typed)
    assert page.answer.isHidden()
    qtbot.keyClick(page.printed, Qt.Key.Key_Return)
    qtbot.waitUntil(page.answer.isVisible)
    return page.answer.text()


def test_a_code_from_paper_is_found(qtbot: QtBot, record: Record) -> None:
    record.set_step(DUTY, "1", True, BASIS)
    printed = words.code(record.head)
    record.set_step(DUTY, "2", True, BASIS)
    page = shown(qtbot, record)
    assert page.verdict.text() == f"✓ {words.whole(3)}"
    assert page.code.text() == words.code(record.head)
    answer = compared(qtbot, page, printed.upper())
    assert answer.startswith("✓ 对上了：这是第 2 条流水")
    assert "测试员" in answer
    assert "其后又有 1 条" in answer
    assert compared(qtbot, page, record.head).endswith("其后没有新的操作。")


@pytest.mark.parametrize(
    ("typed", "said"), [("0" * 16, words.NEVER), ("1f0c", words.MALFORMED), ("无", words.MALFORMED)]
)
def test_a_code_that_is_none_of_ours(qtbot: QtBot, record: Record, typed: str, said: str) -> None:
    record.set_step(DUTY, "1", True, BASIS)
    page = shown(qtbot, record)
    page.printed.setText(typed)
    qtbot.mouseClick(page.compare, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.answer.isVisible)
    assert page.answer.text() == f"! {said}"


def test_a_changed_event_is_named(qtbot: QtBot, record: Record) -> None:
    for step in ("1", "2", "3"):
        record.set_step(DUTY, step, True, BASIS)
    for name, *_ in list(record.journal._database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")):
        record.journal._database.execute(f"DROP TRIGGER {name}")
    record.journal._database.execute("UPDATE event SET actor = '别人' WHERE seq = 3")
    page = shown(qtbot, record)
    assert page.verdict.text().startswith("! 流水对不上")
    assert not page.compare.isEnabled()


def test_nothing_to_check(qtbot: QtBot, record: Record) -> None:
    assert shown(qtbot, record).verdict.text() == f"✓ {words.EMPTY}"
    assert shown(qtbot, None).verdict.text() == f"! {words.NOT_OPEN}"


def test_the_code_is_copied_and_the_limits_are_said(qtbot: QtBot, record: Record) -> None:
    record.set_step(DUTY, "1", True, BASIS)
    page = shown(qtbot, record)
    qtbot.mouseClick(page.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == words.code(record.head)
    assert any("不能证明的" in line for line in words.WHAT)
