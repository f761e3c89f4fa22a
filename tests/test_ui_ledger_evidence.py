"""Evidence by dropped files: kept, checked, opened, taken off; and every way in which copying can go wrong."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from checklist import evidence as evidence_room
from checklist.evidence import EvidenceStore, Fault
from checklist.record import Record
from content.library import Library
from ui.jobs import wait_for_jobs
from ui.ledger import copying
from ui.ledger.copying import Copying, take_in_all
from ui.ledger.evidence_work import EvidenceWork
from ui.ledger.lost_bar import LostBar
from ui.ledger.opening import CardOpening
from ui.ledger.session import ChecklistSession
from ui.ledger.sheet import EVIDENCE, DutySheet
from ui.theme import THEMES, dress

DUTY, OTHER = "cbf-2018-60.5-3.1", "cbf-2018-60.5-3.2"
LEFT = Qt.MouseButton.LeftButton


class Desk(NamedTuple):
    """An opened card at its evidence."""

    sheet: DutySheet
    work: EvidenceWork
    session: ChecklistSession

    @property
    def files(self) -> list[str]:
        return [one.name for one in self.session.of(DUTY).evidence]

    @property
    def fault(self) -> str:
        return self.sheet.evidence.fault.text()


@pytest.fixture
def desk(qtbot: QtBot, library: Library, record: Record) -> Iterator[Desk]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, THEMES[0])
    session, over, owner = ChecklistSession(library), QWidget(), QObject()
    session.attach(record)
    qtbot.addWidget(over)
    over.resize(1366, 768)
    over.show()
    work = EvidenceWork(session, owner)
    opening = CardOpening(library, session, work, owner)
    opening.open(DUTY, THEMES[0], over)
    opening.show_evidence()
    assert opening.sheet is not None
    yield Desk(opening.sheet, work, session)
    if opening.sheet is not None:
        opening.sheet.done(0)
    wait_for_jobs()


def paper(folder: Path, name: str = "纪要.pdf", text: str = "会议纪要") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def drop(qtbot: QtBot, desk: Desk, *urls: QUrl) -> None:
    mime = QMimeData()
    mime.setUrls(list(urls))
    event = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    desk.sheet.evidence.dropEvent(event)


def drop_files(qtbot: QtBot, desk: Desk, *paths: Path) -> None:
    with qtbot.waitSignal(desk.work.copied):
        drop(qtbot, desk, *(QUrl.fromLocalFile(str(path)) for path in paths))
    wait_for_jobs()


def test_dropped_files_are_kept_as_one_action(qtbot: QtBot, desk: Desk, tmp_path: Path, record: Record) -> None:
    drop_files(qtbot, desk, paper(tmp_path), paper(tmp_path, "方案.docx", "方案"))
    assert desk.files == ["纪要.pdf", "方案.docx"]
    assert len({row.action for row in record.history(DUTY)}) == 1
    assert desk.sheet.tabs.tabText(EVIDENCE) == "佐证材料 2"
    assert [row.state.text() for row in desk.sheet.evidence.rows.values()] == ["已核对", "已核对"]
    assert (tmp_path / "纪要.pdf").exists()
    desk.session.undo()
    assert desk.files == []
    desk.session.redo()
    assert desk.files == ["纪要.pdf", "方案.docx"]


def test_the_limit_is_said_before(desk: Desk) -> None:
    labels = [label.text() for label in desk.sheet.evidence.drop.findChildren(type(desk.sheet.evidence.fault))]
    assert any("每个文件最大 200 MB" in words for words in labels)


def test_files_are_chosen(qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = [str(paper(tmp_path))], ""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", staticmethod(lambda *args: chosen))
    with qtbot.waitSignal(desk.work.copied):
        qtbot.mouseClick(desk.sheet.evidence.choose, LEFT)
    assert desk.files == ["纪要.pdf"]


def test_the_same_file_twice_is_kept_once(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    drop_files(qtbot, desk, paper(tmp_path))
    drop_files(qtbot, desk, paper(tmp_path))
    assert desk.fault == "纪要.pdf 已经收存，没有重复。"
    drop_files(qtbot, desk, paper(tmp_path, "同一份.pdf"))
    assert desk.fault == "同一份.pdf 与已有的“纪要.pdf”是同一份文件，没有重复收存。"
    assert desk.files == ["纪要.pdf"]


def vanishing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stick is pulled out while the file is copied."""
    real = EvidenceStore.keep

    def keep(store: EvidenceStore, file: evidence_room.Readable, size: int, source: Path) -> str:
        kept = real(store, file, size, source)
        source.unlink()
        return kept

    monkeypatch.setattr(EvidenceStore, "keep", keep)


def growing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program goes on writing."""
    real = EvidenceStore.keep

    def keep(store: EvidenceStore, file: evidence_room.Readable, size: int, source: Path) -> str:
        with source.open("a") as more:
            more.write("还在写")
        return real(store, file, size, source)

    monkeypatch.setattr(EvidenceStore, "keep", keep)


def full(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(10**9, 10**9, 1 << 20))


def too_large(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.truncate(path, (200 << 20) + 1)


def gone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.unlink()


def a_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.unlink()
    os.mkfifo(path)


BAD = [
    (vanishing, "找不到文件 纪要.pdf，可能已被移走、删除或U盘已拔出。"),
    (growing, "纪要.pdf 正在被别的程序改写，没有收存。"),
    (full, "磁盘空间不足"),
    (too_large, "纪要.pdf 有 200 MB，佐证文件每个最大 200 MB。"),
    (gone, "找不到文件 纪要.pdf"),
    (a_folder, "读不了 纪要.pdf。请确认它是普通文件"),
    (a_pipe, "读不了 纪要.pdf。请确认它是普通文件"),
]


@pytest.mark.parametrize(("spoil", "why"), BAD)
def test_what_cannot_be_kept_is_said_and_leaves_nothing(
    qtbot: QtBot,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path, pytest.MonkeyPatch], None],
    why: str,
) -> None:
    path = paper(tmp_path)
    spoil(path, monkeypatch)
    drop_files(qtbot, desk, path)
    assert desk.fault.startswith(why)
    assert desk.sheet.evidence.fault.isVisible()
    assert desk.files == []
    assert not list((tmp_path / "evidence").glob("new-*"))
    assert not desk.work.is_copying


def test_one_bad_file_does_not_hold_up_the_others(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    drop_files(qtbot, desk, tmp_path / "没有.pdf", paper(tmp_path))
    assert desk.files == ["纪要.pdf"]
    assert desk.fault.startswith("找不到文件 没有.pdf")


def test_what_is_no_file_of_this_computer_is_refused(qtbot: QtBot, desk: Desk) -> None:
    drop(qtbot, desk, QUrl("https://example.invalid/a.pdf"))
    assert desk.fault == "只能拖入本机上的文件。"


def test_copying_can_be_stopped(qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second read waits until the button was pressed."""
    big, pressed = tmp_path / "录像.mp4", threading.Event()
    big.write_bytes(bytes(3 << 20))
    real = copying._Watched.read

    def read(watched: copying._Watched, size: int, /) -> bytes:
        if watched.copying.done:
            pressed.wait(10)
        return real(watched, size)

    monkeypatch.setattr(copying._Watched, "read", read)
    drop(qtbot, desk, QUrl.fromLocalFile(str(big)))
    qtbot.waitUntil(lambda: desk.sheet.evidence.bar.value() == 1 << 10)
    assert desk.sheet.evidence.copied.text() == "正在收存 录像.mp4"
    with qtbot.waitSignal(desk.work.copied):
        qtbot.mouseClick(desk.sheet.evidence.cancel, LEFT)
        pressed.set()
    assert desk.files == []
    assert desk.sheet.evidence.progress.isHidden()
    assert not list((tmp_path / "evidence").glob("new-*"))


def test_a_name_is_made_fit_and_shown_as_it_is(tmp_path: Path) -> None:
    source = paper(tmp_path, "a\u202efdp.exe<b>.pdf")
    (taken,) = take_in_all(EvidenceStore(tmp_path), [source], date(2026, 3, 1), Copying())
    assert taken.evidence is not None
    assert taken.evidence.name == "afdp.exe_b_.pdf"


def spoiled(record: Record, sha256: str, fault: Fault) -> None:
    path = EvidenceStore(record.folder).path(sha256)
    path.unlink()
    if fault is Fault.CHANGED:
        path.write_bytes(b"forged")


@pytest.mark.parametrize(("fault", "shown"), [(Fault.MISSING, "! 失联"), (Fault.CHANGED, "! 已改动")])
def test_lost_and_changed_files_are_told_at_the_start_and_on_the_card(
    qtbot: QtBot, desk: Desk, tmp_path: Path, record: Record, fault: Fault, shown: str
) -> None:
    drop_files(qtbot, desk, paper(tmp_path), paper(tmp_path, "好的.pdf", "好的"))
    first = desk.session.of(DUTY).evidence[0]
    spoiled(record, first.sha256, fault)
    bar = LostBar()
    qtbot.addWidget(bar)
    with qtbot.waitSignal(desk.work.start_checked) as found:
        desk.work.check_start()
    bar.show_findings(found.args[0], desk.session.title)
    assert "1 份" in bar.words.text()
    assert shown[2:] in bar.words.text()
    action = bar.view.menu().actions()[0]
    assert action.text().startswith("纪要.pdf（")
    with qtbot.waitSignal(bar.duty_requested) as asked:
        action.trigger()
    assert asked.args == [DUTY]
    states = [row.state.text() for row in desk.sheet.evidence.rows.values()]
    assert states[0].startswith(shown)
    assert states[1] == "已核对"
    drop_files(qtbot, desk, paper(tmp_path))  # bringing it again mends it
    assert [row.state.text() for row in desk.sheet.evidence.rows.values()] == ["已核对", "已核对"]


def test_nothing_is_said_where_all_is_well(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    drop_files(qtbot, desk, paper(tmp_path))
    told: list[object] = []
    desk.work.start_checked.connect(told.append)
    with qtbot.waitSignal(desk.work.faults_changed):
        desk.work.check_start()
    assert told == []


def test_a_paper_is_opened_as_a_copy_and_a_program_is_not(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    drop_files(qtbot, desk, paper(tmp_path), paper(tmp_path, "安装.exe", "MZ"))
    first, second = desk.sheet.evidence.rows.values()
    qtbot.mouseClick(first.open, LEFT)
    qtbot.waitUntil(lambda: bool(opened))
    assert Path(opened[0]).name == "纪要.pdf"
    assert Path(opened[0]).read_text(encoding="utf-8") == "会议纪要"
    qtbot.mouseClick(second.open, LEFT)
    assert desk.fault.startswith("为安全起见，不直接打开这类文件：安装.exe")
    assert len(opened) == 1


def test_a_copy_is_saved_elsewhere(qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drop_files(qtbot, desk, paper(tmp_path))
    target = tmp_path / "别处.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *args: (str(target), "")))
    (row,) = desk.sheet.evidence.rows.values()
    with qtbot.waitSignal(desk.work.said):
        qtbot.mouseClick(row.copy, LEFT)
    assert target.read_text(encoding="utf-8") == "会议纪要"
    target = tmp_path / "没有这个文件夹" / "a.pdf"
    with qtbot.waitSignal(desk.work.refused):
        qtbot.mouseClick(row.copy, LEFT)
    assert "副本没有写成" in desk.fault


def test_a_file_taken_off_comes_back_by_undo(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    drop_files(qtbot, desk, paper(tmp_path))
    (row,) = desk.sheet.evidence.rows.values()
    qtbot.mouseClick(row.remove, LEFT)
    assert desk.files == []
    assert desk.sheet.toast.text() == "已移除佐证：纪要.pdf。Ctrl+Z 恢复。"
    qtbot.keyClick(desk.sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.files == ["纪要.pdf"]
