"""Starting: with nothing to write to, a second time, without a display, and the whole walk from outside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from checklist.record import FILE_NAME
from content.library import Library
from ui.application import open_window
from ui.folders import Folders, folders_at
from ui.jobs import wait_for_jobs
from ui.settings import Settings, write_settings
from ui.theme import THEMES
from ui.window import MainWindow

ROOT = Path(__file__).parent.parent


def application() -> QApplication:
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    return running


def test_the_walk(tmp_path: Path) -> None:
    shots = tmp_path / "截图 目录"
    command = [sys.executable, str(ROOT / "main.py"), "walk", str(shots)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line for line in done.stdout.splitlines() if line.startswith("通过")]
    assert len(lines) == 5
    assert sorted(path.name for path in shots.iterdir()) == [line.split("　")[-1] for line in lines]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in shots.iterdir())
    assert done.stderr == ""


def test_the_walk_fails_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    command = [sys.executable, str(ROOT / "main.py"), "walk", str(tmp_path / "file")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "请换一个可写的文件夹" in done.stderr


def test_a_second_start_asks_the_first_window_to_come_forward(window: MainWindow, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "main.py"), "--data", str(tmp_path)]
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=offscreen, check=False, timeout=60)
    assert done.returncode == 0
    assert "正由另一个县策窗口使用" in done.stderr
    assert (tmp_path / "raise-request").exists()


@pytest.mark.parametrize("content", [b"", b"not a record at all", b"SQLite format 3\x00" + bytes(200)])
def test_a_record_that_cannot_be_opened_is_said_and_left(
    qtbot: QtBot, library: Library, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    window = open_window(application(), library, folders_at(tmp_path))
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.is_complete)
    assert window.desk.notice.isVisible()
    assert "未作任何改动" in window.desk.notice.text()
    window.checklist.toggle("cbf-2018-60.5-3.1")
    assert "不能勾选" in window.statusBar().currentMessage()
    assert (tmp_path / FILE_NAME).read_bytes() == content
    assert window.checklist.progress == {}
    window.close()


def test_a_data_folder_that_cannot_be_made_still_reads_and_searches(
    qtbot: QtBot, library: Library, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("")
    window = open_window(application(), library, folders_at(tmp_path / "data"))
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.is_complete)
    assert "可以阅读和检索，不能勾选" in window.desk.notice.text()
    qtbot.waitUntil(lambda: window.search.is_ready)
    window.search_bar.setText("后备库")
    assert window.desk.search_panel.hits()[0].clause == "4-1"
    window.close()


AT_FIRST_PAINT = """
import os, sys
sys.argv = ["main.py"]
import main
from ui.reading.reader_view import ReaderView
painted = ReaderView.paintEvent
def paint(view, event):
    painted(view, event)
    print(*sorted(name for name in sys.modules if name.startswith(("ui.", "search.")) or "." not in name))
    sys.stdout.flush()
    os._exit(0)
ReaderView.paintEvent = paint
main.main([])
"""
NOT_BEFORE = (
    "ui.parts",
    "ui.searching.panel",
    "ui.ledger",
    "ui.jobs",
    "ui.messages",
    "search.index",
    "ui.manual.guide",
)
NO_LIBRARY = ("whoosh", "markdown", "yaml", "pypinyin", "opencc", "xlsxwriter", "openpyxl", "docx", "nh3", "nacl")


def test_the_first_paint_waits_for_nothing_else(tmp_path: Path) -> None:
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("DATA", "CACHE", "CONFIG")}
    environment = {**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", AT_FIRST_PAINT]
    for _ in ("reading the texts", "from the compiled library"):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", env=environment, check=True)
    loaded = set(done.stdout.split())
    assert "ui.reading.reader_view" in loaded
    assert sorted(loaded & {*NOT_BEFORE, *NO_LIBRARY}) == []


@pytest.mark.parametrize("width", [1000, 1366])
def test_the_text_stays_where_it_was_first_painted(
    qtbot: QtBot, library: Library, tmp_path: Path, cache: Path, width: int
) -> None:
    write_settings(tmp_path, Settings(document="cbf-2016-71", skipped="county", places=("cbf-2016-71#5-4",)))
    window = open_window(application(), library, Folders(tmp_path, cache))
    qtbot.addWidget(window)
    window.resize(width, 700)
    with qtbot.waitSignal(window.reader.first_painted):
        pass
    first = place_of_text(window)
    qtbot.waitUntil(lambda: window.is_complete and window.parts.late is not None)
    assert place_of_text(window) == first
    window.close()
    wait_for_jobs()


def place_of_text(window: MainWindow) -> tuple[object, ...]:
    reader = window.reader
    inside = reader.viewport().geometry()
    return reader.mapTo(window, inside.topLeft()), inside.size(), reader.verticalScrollBar().value(), reader.clause


def test_the_page_loads_nothing(window: MainWindow) -> None:
    for address in ("file:///etc/passwd", "http://example.com/x.png", "//attacker/share/x.png", "/etc/passwd"):
        picture = window.reader.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(address))
        assert isinstance(picture, QImage)
        assert (picture.width(), picture.height(), picture.pixel(0, 0)) == (1, 1, 0)
        style = window.reader.loadResource(QTextDocument.ResourceType.StyleSheetResource.value, QUrl(address))
        assert style == QByteArray()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_has_contrast(theme: object) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5:1 for every text colour on every ground it stands on."""
    texts = ("text", "quiet", "accent", "must", "promote", "support", "encourage", "target")
    pairs = [(text, ground) for text in texts for ground in ("paper", "desk")]
    pairs += [("text", ground) for ground in ("hit", "current_hit", "selected")]
    weak = [pair for pair in pairs if _contrast(getattr(theme, pair[0]), getattr(theme, pair[1])) < 4.5]
    assert weak == []


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
