"""Backups in the window, the way back, the place of the record: by clicks, with the work done in the background."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from checklist import keeping
from checklist.backup import backups
from checklist.copies import Occasion, copies
from checklist.copying import sha256_of
from checklist.errors import ChecklistError, RecordTooNew
from checklist.journal import now
from checklist.keeping import back_up
from checklist.record import FILE_NAME, Record
from checklist.record_place import Memory, open_where_kept, place_of, read_memory, write_memory
from checklist.standing import Status
from content.library import Library
from ui.jobs import wait_for_jobs
from ui.ledger.session import ChecklistSession
from ui.safety import words
from ui.safety.guide import SafetyGuide
from ui.safety.restore import RestoreDialog
from ui.window import MainWindow

DUTY = "cbf-2018-60.5-3.1"


class Desk:
    """A session over a record in `data` with a guide, as the window has them."""

    def __init__(self, qtbot: QtBot, library: Library, data: Path) -> None:
        self.qtbot, self.data = qtbot, data
        self.over = QWidget()
        qtbot.addWidget(self.over)
        self.session = ChecklistSession(library, self.over)
        self.guide = SafetyGuide(library, self.session, data, self.over)
        self.warned: list[str] = []
        self.said: list[str] = []
        self.events: list[str] = []
        self.guide.warned.connect(self.warned.append)
        self.guide.said.connect(self.said.append)

    def start(self) -> None:
        """As the program starts."""
        self.guide.warn_of_place()
        try:
            self.session.attach(open_where_kept(self.data, "张三"))
            self.session.closing.connect(self._on_closing)
            self.session.opened.connect(self._on_opened)
        except ChecklistError as error:
            self.guide.meet(error)

    @property
    def record(self) -> Record:
        assert self.session.record is not None
        return self.session.record

    @property
    def dialog(self) -> RestoreDialog:
        assert self.guide.dialog is not None
        return self.guide.dialog

    def open(self, good: int) -> RestoreDialog:
        """记录与备份, once so many backups were found whole."""
        if self.guide.dialog is None:
            self.guide.open_record()
        self.wait_for_good(good)
        return self.dialog

    def wait_for_good(self, good: int) -> None:
        self.qtbot.waitUntil(lambda: [row[0] for row in self.rows()].count(words.GOOD) == good)

    def rows(self) -> list[list[str]]:
        model = self.dialog.model
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def press(self, button: QPushButton) -> None:
        assert button.isEnabled()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def answer(self, yes: str) -> None:
        """The question that is asked, with this word."""
        box = self.dialog.findChildren(QMessageBox)[-1]
        assert box.defaultButton().text() == words.CANCEL
        self.press(next(one for one in box.findChildren(QPushButton) if one.text() == yes))

    def wait_for(self, sentence: str) -> None:
        self.qtbot.waitUntil(lambda: sentence in self.dialog.status.text())

    def _on_closing(self) -> None:
        self.events.append("closing" if self.session.is_open else "closed before it was told")

    def _on_opened(self) -> None:
        self.events.append("opened" if self.session.is_open else "told before it was open")

    def close(self) -> None:
        if self.guide.dialog is not None:
            self.guide.dialog.reject()
        self.session.close()
        wait_for_jobs()


@pytest.fixture
def desk(qtbot: QtBot, library: Library, tmp_path: Path) -> Iterator[Desk]:
    """A record with two backups: of one step ticked, and of the duty done; then one more."""
    data = tmp_path / "县策 数据"
    record = open_where_kept(data, "张三")
    record.set_step(DUTY, "1", True, "")
    back_up(record.journal, Occasion.TIMED, now())
    record.set_done(DUTY, True, "")
    back_up(record.journal, Occasion.IMPORT, now())
    record.set_step(DUTY, "2", True, "")
    record.close()
    made = Desk(qtbot, library, data)
    yield made
    made.close()


# what is shown


def test_each_backup_says_what_it_holds(desk: Desk) -> None:
    desk.start()
    dialog = desk.open(good=2)
    rows = desk.rows()
    assert [row[2:4] for row in rows] == [["导入前", "2 次"], ["自动", "1 次"]]
    assert all(row[4].endswith("张三") for row in rows)
    assert dialog.chosen == copies(desk.data)[0]
    said = {row[0]: row[1:] for row in dialog.comparison.rows}
    assert said["操作"] == ("2 次", "≠ 3 次")
    assert said["已办结"] == ("1 项", "1 项")
    assert dialog.place.path.text() == str(desk.data)
    assert not dialog.anew.isVisible()


def test_a_spoiled_backup_is_named_and_cannot_be_chosen(desk: Desk) -> None:
    path = backups(desk.data)[0]
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    desk.start()
    dialog = desk.open(good=1)
    assert [row[0] for row in desk.rows()] == [words.BAD, words.GOOD]
    assert dialog.chosen == copies(desk.data)[1]
    dialog.table.selectRow(0)
    assert not dialog.restore.isEnabled()
    assert "没有通过检查" in dialog.comparison.words.text()


def test_without_a_backup_there_is_a_sentence(qtbot: QtBot, library: Library, tmp_path: Path) -> None:
    desk = Desk(qtbot, library, tmp_path)
    desk.start()
    desk.guide.open_record()
    assert desk.dialog.nothing.isVisible()
    assert not desk.dialog.restore.isEnabled()
    desk.close()


# the way back


def test_back_to_a_backup_and_forth_again(desk: Desk) -> None:
    desk.start()
    old = desk.record.journal.device
    dialog = desk.open(good=2)
    dialog.table.selectRow(1)
    desk.press(dialog.restore)
    desk.answer(words.RESTORE_YES)
    desk.wait_for("已恢复到")
    assert desk.record.of(DUTY).status is Status.IN_PROGRESS
    assert desk.record.of(DUTY).steps == {"1"}
    assert desk.record.journal.device != old
    assert desk.events == ["closing", "opened"]
    assert [one.occasion for one in copies(desk.data)] == [Occasion.RESTORE, Occasion.IMPORT, Occasion.TIMED]
    desk.wait_for_good(3)
    dialog.table.selectRow(0)
    desk.press(dialog.restore)
    desk.answer(words.RESTORE_YES)
    desk.qtbot.waitUntil(lambda: desk.session.is_open and desk.record.of(DUTY).steps == {"1", "2"})
    desk.wait_for("已恢复到")


def test_the_whole_window_follows(window: MainWindow, qtbot: QtBot) -> None:
    window.checklist.set_step(DUTY, "1", True)
    assert window.checklist.record is not None
    back_up(window.checklist.record.journal, Occasion.ASKED, now())
    window.checklist.set_done(DUTY, True)
    window.reading.go_to("cbf-2018-60", "5-3")
    window.safety.open_record()
    dialog = window.safety.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.restore.isEnabled)
    qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    box = dialog.findChildren(QMessageBox)[-1]
    yes = next(one for one in box.findChildren(QPushButton) if one.text() == words.RESTORE_YES)
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "已恢复到" in dialog.status.text())
    card = next(card for card in window.duty_panel.cards if card.duty.id == DUTY)
    assert window.checklist.of(DUTY).status is Status.IN_PROGRESS
    assert card.boxes["1"].property("checked") is True
    window.checklist.set_step(DUTY, "2", True)
    assert window.checklist.of(DUTY).steps == {"1", "2"}
    dialog.reject()


def test_asked_and_refused_nothing_changes(desk: Desk) -> None:
    desk.start()
    dialog = desk.open(good=2)
    desk.press(dialog.restore)
    desk.answer(words.CANCEL)
    assert desk.events == []
    assert len(backups(desk.data)) == 2


@pytest.mark.parametrize("content", [b"", b"junk", b"SQLite format 3\0" + bytes(500)])
def test_a_spoiled_record_is_put_aside_when_the_person_agrees(desk: Desk, content: bytes) -> None:
    (desk.data / FILE_NAME).write_bytes(content)
    desk.start()
    dialog = desk.open(good=2)
    assert str(desk.data / FILE_NAME) in dialog.trouble.text()
    assert str(desk.data / FILE_NAME) in desk.warned[-1]
    assert (desk.data / FILE_NAME).read_bytes() == content
    desk.press(dialog.restore)
    desk.answer(words.RESTORE_YES)
    desk.wait_for("已恢复到")
    (aside,) = desk.data.glob("record-aside-*")
    assert aside.read_bytes() == content
    assert desk.record.of(DUTY).status is Status.DONE
    assert not dialog.trouble.isVisible()


def test_a_record_that_is_gone_is_asked_for(desk: Desk) -> None:
    (desk.data / FILE_NAME).rename(desk.data.parent / "elsewhere.db")
    desk.start()
    assert not desk.session.is_open
    assert not (desk.data / FILE_NAME).exists()
    dialog = desk.open(good=2)
    assert "找不到本县记录" in dialog.trouble.text()
    desk.press(dialog.anew)
    desk.answer(words.ANEW_YES)
    desk.qtbot.waitUntil(lambda: desk.session.is_open)
    assert desk.record.journal.events() == ()
    assert len(backups(desk.data)) == 2


def test_a_newer_record_is_only_named(desk: Desk) -> None:
    path = desk.data / FILE_NAME
    newer = bytearray(path.read_bytes())
    newer[60:64] = (99).to_bytes(4, "big")
    path.write_bytes(newer)
    desk.start()
    assert "更新版本" in desk.warned[-1]
    assert desk.guide.dialog is None
    assert path.read_bytes() == newer
    with pytest.raises(RecordTooNew):
        open_where_kept(desk.data, "张三")
    dialog = desk.open(good=2)
    for button in (dialog.restore, dialog.anew):
        desk.press(button)
        assert words.NOT_NOW in dialog.status.text()
    assert path.read_bytes() == newer


def test_a_restore_that_fails_goes_on_with_what_was_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.start()
    dialog = desk.open(good=2)
    path = dialog.model.copies[1].path
    dialog.table.selectRow(1)
    path.write_bytes(b"spoiled since it was looked at")
    desk.press(dialog.restore)
    desk.answer(words.RESTORE_YES)
    desk.wait_for("没有使用")
    assert desk.record.of(DUTY).steps == {"1", "2"}
    assert desk.events == ["closing", "opened"]


# backing up by itself


def test_it_backs_up_by_itself_where_something_changed(desk: Desk) -> None:
    desk.start()
    with desk.qtbot.waitSignal(desk.guide.keeper.made):
        desk.guide.keeper.back_up()
    assert copies(desk.data)[0].occasion is Occasion.TIMED
    desk.guide.keeper.back_up()
    wait_for_jobs()
    assert len(backups(desk.data)) == 3
    assert desk.guide.keeper._every.isActive()
    assert desk.guide.keeper._every.interval() == 30 * 60 * 1000


def test_a_backup_that_fails_is_told_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.start()
    monkeypatch.setattr(keeping, "_SPARE", 1 << 60)
    for _ in range(3):
        desk.guide.keeper.back_up()
        desk.qtbot.waitUntil(lambda: not desk.guide.keeper._is_running)
    assert len(desk.warned) == 1
    assert "没有能够备份" in desk.warned[0]


def test_closing_while_a_backup_runs_is_no_news(desk: Desk) -> None:
    desk.start()
    desk.guide.keeper.back_up()
    desk.session.close()
    wait_for_jobs()
    desk.qtbot.waitUntil(lambda: not desk.guide.keeper._is_running)
    assert desk.warned == []
    assert not desk.guide.keeper._every.isActive()
    assert not list((desk.data / "backups").glob("*.tmp"))


# to a stick, from a stick


def test_a_copy_on_a_stick_comes_with_its_hash(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = desk.data.parent / "U盘"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    desk.start()
    dialog = desk.open(good=2)
    desk.press(dialog.carry)
    desk.wait_for("已复制并核对")
    (copy,) = (stick / words.STICK_FOLDER).glob("*.db")
    assert sha256_of(copy) in dialog.status.text()
    assert desk.record.head[:8] in copy.name
    assert read_memory(desk.data).carried is not None
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(copy), ""))
    desk.wait_for_good(3)
    desk.press(dialog.bring)
    desk.wait_for("已备份并核对")
    desk.wait_for_good(4)
    assert desk.rows()[0][2] == "从文件找回"


LATE = [
    (None, False),
    (timedelta(days=1), False),
    (timedelta(days=29), False),
    (timedelta(days=31), True),
    (timedelta(days=400), True),
]


@pytest.mark.parametrize(("ago", "is_late"), LATE)
def test_a_copy_long_ago_is_reminded_of(desk: Desk, ago: timedelta | None, is_late: bool) -> None:
    write_memory(desk.data, Memory(desk.data, "d", now() - ago if ago else None))
    desk.start()
    assert (words.LONG_AGO in desk.said) == is_late
    assert desk.open(good=2).place.carried.text().startswith("!") == is_late


# another place


def test_the_record_moves_with_everything(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    target = desk.data.parent / "D盘"
    target.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(target))
    desk.start()
    dialog = desk.open(good=2)
    desk.press(dialog.place.move_button)
    desk.answer(words.MOVE_YES)
    desk.wait_for("记录已移动到")
    assert desk.record.folder == place_of(desk.data) == target / words.SUBFOLDER
    assert dialog.place.path.text() == str(target / words.SUBFOLDER)
    assert desk.record.of(DUTY).steps == {"1", "2"}
    assert len(copies(desk.record.folder)) == 3
    assert desk.events == ["closing", "opened"]


def test_a_place_with_a_record_is_refused_and_all_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    other = desk.data.parent / "别处" / words.SUBFOLDER
    open_where_kept(other, "李四").close()
    before = sha256_of(other / FILE_NAME)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(other.parent))
    desk.start()
    dialog = desk.open(good=2)
    desk.press(dialog.place.move_button)
    desk.answer(words.MOVE_YES)
    desk.wait_for("已经有一份记录")
    assert desk.record.folder == desk.data
    assert sha256_of(other / FILE_NAME) == before


def test_a_cloud_folder_is_warned_about_before_the_first_write(qtbot: QtBot, library: Library, tmp_path: Path) -> None:
    desk = Desk(qtbot, library, tmp_path / "OneDrive - 某局" / "数据")
    desk.guide.warn_of_place()
    assert not desk.data.exists()
    assert len(desk.warned) == 1
    assert "OneDrive同步文件夹" in desk.warned[0]
    desk.close()


def test_closed_in_the_middle_the_work_is_told_in_the_window(desk: Desk) -> None:
    desk.start()
    dialog = desk.open(good=2)
    desk.press(dialog.back_up)
    desk.dialog.reject()
    desk.qtbot.waitUntil(lambda: any("已备份并核对" in one for one in desk.said))
    assert desk.guide.dialog is None
    desk.open(good=3)
