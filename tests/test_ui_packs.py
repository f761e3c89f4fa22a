"""内容更新 in the real window: looked at, installed, refused, gone back from; what it changed, what it drops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from checklist.annotation import Annotation
from checklist.copies import Occasion, copies
from content.library import Library
from content.packs.opening import open_shelf
from tests.pack_samples import Household, document, edition, heard, read_own_content_once, small_edition
from ui.annotating.session import AnnotationSession
from ui.application import open_window
from ui.folders import Folders
from ui.jobs import wait_for_jobs
from ui.packs.dialog import PackDialog
from ui.reading.layers import Span
from ui.window import MainWindow

QUOTES = {"1": "制定方案", "2": "报告", "3": "公开"}
OLD = edition(document("shi-1", {"1": "各县制定方案。", "2": "各县报告。", "3": "各县公开结果。"}, QUOTES))
NEW = edition(document("shi-1", {"1": "各县制定方案。", "2": "各县每年报告。"}, {"1": "制定方案", "2": "报告"}))
Start = Callable[[], MainWindow]


@pytest.fixture
def house(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> Household:
    read_own_content_once(library, monkeypatch)
    return Household(tmp_path)


@pytest.fixture
def start(qtbot: QtBot, house: Household, cache: Path) -> Iterator[Start]:
    """Starts the program over the house; a start before is ended first."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    windows: list[MainWindow] = []

    def started() -> MainWindow:
        if windows:
            windows[-1].close()
            wait_for_jobs()
        folders = Folders(house.home / "data", cache)
        window = open_window(application, open_shelf(folders.data, folders.cache).library, folders)
        windows.append(window)
        qtbot.addWidget(window)
        qtbot.waitUntil(
            lambda: window.is_complete and window.parts.late is not None and window.checklist.is_open, timeout=30_000
        )
        assert house.packs
        window.parts.packs.keys = house.home / "trusted.pub"
        return window

    yield started
    windows[-1].close()
    wait_for_jobs()


def put(house: Household, serial: int, files: dict[str, bytes]) -> None:
    """An edition that is in use when the program starts."""
    current = open_shelf(house.home / "data", None).library
    seen = house.packs.examine(house.publisher.write(house.home / str(serial), serial, files), current, heard)
    house.packs.install(seen, current, "张三", datetime.now().astimezone())


def opened(qtbot: QtBot, window: MainWindow) -> PackDialog:
    """内容更新, as the menu opens it, with its editions listed."""
    actions = {action.text(): action for action in window.actions()}
    for menu in window.menuBar().actions():
        actions |= {action.text(): action for action in menu.menu().actions()}  # type: ignore[attr-defined]
    actions["内容更新…"].trigger()
    dialog = window.parts.packs.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.editions.rowCount() > 0, timeout=30_000)
    return dialog


def given(qtbot: QtBot, dialog: PackDialog, path: Path) -> None:
    """A file dropped on the field."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    mouse, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(QPoint(9, 9)), Qt.DropAction.CopyAction, data, mouse, keys)
    dialog.drop.dropEvent(drop)
    qtbot.waitUntil(lambda: not dialog._updating.is_busy, timeout=30_000)


def install(qtbot: QtBot, dialog: PackDialog, path: Path) -> None:
    given(qtbot, dialog, path)
    assert dialog.install.isVisible()
    with qtbot.waitSignal(dialog._updating.installed):
        qtbot.keyClick(dialog.install, Qt.Key.Key_Return)


def notes_of(window: MainWindow) -> AnnotationSession:
    assert window.parts.late is not None
    return window.parts.late.annotating.session


def annotate(window: MainWindow, clause: str, note: str) -> None:
    session = notes_of(window)
    pieces = session.placements.pieces("shi-1", (Span(clause, 0, 4),))
    assert session.keep(Annotation(document="shi-1", pieces=pieces, note=note))


def cells(dialog: PackDialog, column: int) -> list[str]:
    items = (dialog.editions.item(row, column) for row in range(dialog.editions.rowCount()))
    return [item.text() for item in items if item is not None]


def test_a_build_without_keys_says_so(qtbot: QtBot, start: Start) -> None:
    window = start()
    window.parts.packs.keys = None
    dialog = opened(qtbot, window)
    assert dialog.stack.currentIndex() == 0
    assert not dialog.install.isVisible()
    assert cells(dialog, 4) == ["使用中"]


def test_a_pack_is_looked_at_installed_and_in_use_after_the_next_start(
    qtbot: QtBot, start: Start, house: Household
) -> None:
    window = start()
    dialog = opened(qtbot, window)
    path = house.publisher.write(house.home / "内容.xiancepack", 2, OLD)
    given(qtbot, dialog, path)
    assert house.publisher.pair.public.name in dialog.preview.head.text()
    assert dialog.preview.news.toPlainText() == "新增试验县办法；改动一处。"
    assert dialog.preview.table.rowCount() == 6
    assert dialog.focusWidget() is dialog.install
    with qtbot.waitSignal(dialog._updating.installed):
        qtbot.keyClick(dialog.install, Qt.Key.Key_Return)
    assert "重新启动县策后生效" in dialog.outcome.sentence.text()
    qtbot.waitUntil(lambda: dialog.editions.rowCount() == 2)
    assert cells(dialog, 4) == ["重新启动后使用", "使用中"]
    assert [one.occasion for one in copies(house.home / "data")] == [Occasion.PACK]
    window = start()
    assert window.document.id == "shi-1"
    assert cells(opened(qtbot, window), 4) == ["使用中", ""]


def test_a_pack_that_is_refused_says_why(qtbot: QtBot, start: Start, house: Household) -> None:
    dialog = opened(qtbot, start())
    path = house.home / "<b>坏.xiancepack"
    path.write_bytes(house.publisher.pack(2, OLD)[:-1])
    given(qtbot, dialog, path)
    assert dialog.outcome.sentence.text().startswith("<b>坏.xiancepack 的签名与内容不符")  # as it is, no markup
    assert dialog.outcome.sentence.textFormat() is Qt.TextFormat.PlainText
    assert dialog.stack.currentIndex() == 1
    assert not (house.home / "data" / "packs").exists()


def test_looking_can_be_stopped(qtbot: QtBot, start: Start, house: Household) -> None:
    dialog = opened(qtbot, start())
    path = house.publisher.write(house.home / "x.xiancepack", 2, OLD)
    dialog.look(path)
    dialog.waiting.stop.click()
    assert dialog.outcome.sentence.text() == "已停止，没有安装。"
    assert dialog.stack.currentIndex() == 1


def test_the_way_back_asks_for_a_reason(qtbot: QtBot, start: Start, house: Household) -> None:
    put(house, 2, small_edition())
    dialog = opened(qtbot, start())
    assert not dialog.back.isEnabled()
    dialog.editions.selectRow(0)
    assert not dialog.back.isEnabled()  # in use already
    dialog.editions.selectRow(1)
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    assert dialog.form is not None
    qtbot.keyClick(dialog.form.reason, Qt.Key.Key_Return)
    assert "请写明理由" in dialog.form.fault.text()
    qtbot.keyClicks(dialog.form.reason, "wrong")
    with qtbot.waitSignal(dialog._updating.switched):
        qtbot.keyClick(dialog.form.reason, Qt.Key.Key_Return)
    assert "将改用第 1 号" in dialog.outcome.sentence.text()
    assert open_shelf(house.home / "data", None).library.folder is None


def test_changed_words_are_shown_and_a_dropped_duty_stays_readable(
    qtbot: QtBot, start: Start, house: Household
) -> None:
    put(house, 2, OLD)
    window = start()
    for duty in ("shi-1.1.1", "shi-1.2.1", "shi-1.3.1"):
        window.checklist.set_done(duty, True)
    annotate(window, "3", "要留意")
    dialog = opened(qtbot, window)
    given(qtbot, dialog, house.publisher.write(house.home / "3", 3, NEW))
    assert "1 项不变，1 项条文有改动、将标为需复核，1 项不再列出" in dialog.preview.touched.text()
    with qtbot.waitSignal(dialog._updating.installed):
        qtbot.keyClick(dialog.install, Qt.Key.Key_Return)
    window = start()
    (orphan,) = notes_of(window).placements.all
    assert (orphan.annotation.note, orphan.spans) == ("要留意", ())  # its clause is gone, it is not
    qtbot.waitUntil(lambda: window.search.is_ready, timeout=30_000)
    review = window.checklist.review("shi-1.2.1")
    assert review is not None
    assert review.old_text == "各县报告。"
    window.ledger.open_duty("shi-1.2.1")
    dealing = window.ledger.dealing
    assert dealing is not None
    sheet = dealing.opening.sheet
    assert sheet is not None
    shown = [label.text() for label in sheet.findChildren(type(dialog.outcome.sentence)) if "<u>" in label.text()]
    assert shown == ["各县<b><u>每年</u></b>报告。"]
    dealing.opening.close()
    window.parts._open_duty("shi-1.3.1")
    sheet = dealing.opening.sheet
    assert sheet is not None
    words = [label.text() for label in sheet.asked.findChildren(type(dialog.outcome.sentence))]
    assert any("没有这一事项" in one for one in words)
    assert len(window.checklist.history("shi-1.3.1")) >= 1
    dealing.opening.close()


def test_a_damaged_edition_is_told_of_in_the_window(qtbot: QtBot, start: Start, house: Household) -> None:
    put(house, 2, OLD)
    (policy,) = (house.home / "data" / "packs").glob("*/policies/shi-1.md")
    policy.write_bytes(policy.read_bytes().replace("方案".encode(), "方子".encode()))
    window = start()
    assert window.library.folder is None
    qtbot.waitUntil(lambda: "内容包第 2 号已损坏" in window.desk.notice.text())
    dialog = opened(qtbot, window)
    assert cells(dialog, 4) == ["! 已损坏", "使用中"]
    dialog.editions.selectRow(0)
    assert not dialog.back.isEnabled()
    install(qtbot, dialog, house.home / "2")
    assert open_shelf(house.home / "data", None).library.folder is not None
