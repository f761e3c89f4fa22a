"""What tests share: the real library, a record in a folder of its own, and (with Qt) a window over both."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checklist.record import Record, open_record
from content.library import Library
from content.reading import read_library
from content.shelf import CONTENT_FOLDER

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.window import MainWindow


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.name == "nt":
        from tests.not_on_windows import reason

        for item in items:
            if words := reason(item.nodeid):
                item.add_marker(pytest.mark.skip(reason=words))


@pytest.fixture(scope="session")
def library() -> Library:
    return read_library(CONTENT_FOLDER)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    opened = open_record(tmp_path, "测试员")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where index and sounds are kept, for all tests: made once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def window(qtbot: QtBot, library: Library, tmp_path: Path, cache: Path) -> Iterator[MainWindow]:
    """The real window at 1366×768 over a record of its own, searching ready."""
    from PySide6.QtWidgets import QApplication

    from ui.application import open_window
    from ui.folders import Folders
    from ui.jobs import wait_for_jobs

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    opened = open_window(application, library, Folders(tmp_path, cache))
    qtbot.addWidget(opened)
    opened.resize(1366, 768)
    qtbot.waitUntil(lambda: opened.is_complete and opened.search.is_ready and opened.search.hears, timeout=30_000)
    yield opened
    opened.close()
    wait_for_jobs()
