"""Files from the desktop: named at the start, or handed on by a second start, they are previewed and nothing more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from content.library import Library
from tests.handing_samples import county_file
from ui.application import _open_files, _raise_if_asked, _watch_for_raise
from ui.handing.receive_dialog import ReceiveDialog
from ui.packs.dialog import PackDialog
from ui.window import MainWindow

# The window is to come forward, which this platform cannot do and says.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)

ROOT = Path(__file__).parent.parent


@pytest.fixture
def parcel(library: Library, tmp_path: Path) -> Path:
    """A colleague's exchange file."""
    folder = tmp_path / "U 盘"
    folder.mkdir()
    return county_file(library, folder, "青川县")


def shown(window: MainWindow) -> QDialog | None:
    assert window.parts.late is not None
    return window.parts.late.handing.dialog


def test_a_colleague_s_file_is_previewed_and_not_taken_in(qtbot: QtBot, window: MainWindow, parcel: Path) -> None:
    before = window.checklist.record.head if window.checklist.record else ""
    _open_files(window, (parcel,))
    qtbot.waitUntil(lambda: shown(window) is not None)
    dialog = shown(window)
    assert isinstance(dialog, ReceiveDialog)
    qtbot.waitUntil(lambda: dialog.told.text() != "" or dialog.outcome.isVisible())
    assert window.checklist.record is not None
    assert window.checklist.record.head == before
    dialog.reject()


def test_a_pack_goes_to_the_updates(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    pack = tmp_path / "x.xiancepack"
    pack.write_bytes(b"no pack at all")
    window.parts.open_file(pack)
    dialog = window.parts.packs.dialog
    assert isinstance(dialog, PackDialog)
    dialog.reject()


def test_a_file_that_went_away_is_said(window: MainWindow, tmp_path: Path) -> None:
    window.parts.open_file(tmp_path / "走了.xiance")
    assert shown(window) is None
    assert "找不到文件“走了.xiance”" in window.statusBar().currentMessage()


def test_one_dialog_at_a_time(qtbot: QtBot, window: MainWindow, parcel: Path) -> None:
    window.parts.open_file(parcel)
    first = shown(window)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    window.parts.open_file(parcel)
    assert shown(window) is first
    assert "请先处理完已打开的对话框" in window.statusBar().currentMessage()
    assert first is not None
    first.reject()


def test_a_second_start_hands_its_file_to_the_first(
    qtbot: QtBot, window: MainWindow, parcel: Path, tmp_path: Path
) -> None:
    watcher = _watch_for_raise(window, tmp_path)
    command = [sys.executable, str(ROOT / "main.py"), "--data", str(tmp_path), parcel.name]
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", env=offscreen, check=False, timeout=60, cwd=parcel.parent
    )
    assert done.returncode == 0, done.stderr
    qtbot.waitUntil(lambda: isinstance(shown(window), ReceiveDialog))
    assert not (tmp_path / "raise-request").exists()
    dialog = shown(window)
    assert dialog is not None
    dialog.reject()
    watcher.deleteLater()


def test_a_request_that_makes_no_sense_only_raises_the_window(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "raise-request").write_bytes(b"/etc/passwd\0../x.xiance")
    _raise_if_asked(window, tmp_path, "")
    assert shown(window) is None
    assert not (tmp_path / "raise-request").exists()
