"""关于县策: read from this installation, told without a word about its user."""

from __future__ import annotations

import getpass
import hashlib
import json
import platform
import tomllib
from pathlib import Path

import PySide6
import pytest
from apsw import sqlite_lib_version
from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from content.library import Library
from content.shelf import CONTENT_FOLDER
from ui.fonts import chosen_families
from ui.identity.about import AboutDialog
from ui.identity.parts import BILL, Part, parts_in, text_of
from ui.identity.version import ROOT, STAMP, UNKNOWN, Stamp, stamp, stamp_in
from ui.identity.words import NOTICE, version_line
from ui.window import MainWindow

TAB_TITLES = ["收录文件", "版本", "许可", "数据位置"]


@pytest.fixture
def about(qtbot: QtBot, window: MainWindow) -> AboutDialog:
    qtbot.waitUntil(lambda: window.parts.late is not None)
    menu = window.parts._menu_bar["帮助"]
    next(action for action in menu.actions() if action.text() == "关于县策").trigger()
    assert window.parts.late is not None
    dialog = window.parts.late.help.about
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.facts is not None)
    return dialog


def shown(dialog: AboutDialog, tab: int) -> str:
    return "\n".join(label.text() for label in dialog.tabs.widget(tab).findChildren(QLabel))


def test_what_it_is_and_is_not(about: AboutDialog) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    said = "\n".join(label.text() for label in about.findChildren(QLabel))
    assert f"版本 {version}　从源代码运行" in said
    assert NOTICE in said
    assert NOTICE.startswith("非官方")
    assert [about.tabs.tabText(at) for at in range(about.tabs.count())] == TAB_TITLES


def test_the_sources_with_their_hashes(about: AboutDialog, library: Library) -> None:
    said = shown(about, 0)
    for document in library.documents:
        data = (CONTENT_FOLDER / "sources" / document.collation.file).read_bytes()
        assert document.metadata.title in said
        assert hashlib.sha256(data).hexdigest()[:12] in said
        assert (document.metadata.number or "原文未载") in said
        assert (document.collation.provenance or "收到时未注明来源") in said
    assert said.count("✓ 与登记相同") == len(library.documents) == 5


def test_the_versions_are_those_that_run(about: AboutDialog) -> None:
    said = shown(about, 1)
    for version in (platform.python_version(), str(qVersion()), PySide6.__version__, sqlite_lib_version(), "3.54.0"):
        assert version in said
    for name in ("Whoosh", "Markdown"):
        assert name in said
    for role, family in chosen_families().items():
        assert role in said
        assert family in said


def test_every_licence_can_be_read(qtbot: QtBot, about: AboutDialog) -> None:
    about.tabs.setCurrentIndex(2)
    page = about.licences
    page.list.setFocus()
    read = {}
    for _ in range(page.list.count()):
        item = page.list.currentItem()
        assert item is not None
        read[item.text().split(" ")[0]] = page.text.toPlainText()
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert len(read) >= 20
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in read["Qt"]
    assert "MIT License" in read["县策"]
    assert "SIL OPEN FONT LICENSE" in read["Noto"].upper()
    empty = {name for name, text in read.items() if "没有随附" in text}
    assert empty <= {"SQLite", "CPython"}  # public domain; and a Python of the system keeps its own


def test_the_diagnostics_name_nobody(qtbot: QtBot, window: MainWindow, about: AboutDialog) -> None:
    assert window.ledger.dealing is not None
    window.ledger.dealing.county.first_step.named.emit("青川县")
    qtbot.mouseClick(about.copy_button, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert "没有姓名" in about.status.text()
    for words in (stamp().version, str(qVersion()), "cbf-2018-60", "屏幕", "日志"):
        assert words in copied
    for words in ("青川县", str(Path.home()) + "/", f"{getpass.getuser()}@"):
        assert words not in copied


def test_it_closes_by_key(qtbot: QtBot, about: AboutDialog) -> None:
    with qtbot.waitSignal(about.finished):
        qtbot.keyClick(about, Qt.Key.Key_Escape)


# a bundle


def test_a_bundle_says_what_it_was_built_from(tmp_path: Path) -> None:
    said = {"version": "9.8", "commit": "0123456789abcdef", "changed": "yes", "committed": "2026-01-02T03:04:05+08:00"}
    (tmp_path / STAMP).write_text(json.dumps({**said, "system": "linux x86_64"}), encoding="utf-8")
    found = stamp_in(tmp_path)
    assert found == Stamp("9.8", said["commit"], said["committed"], "linux x86_64", True)
    assert version_line(found) == "版本 9.8　构建 0123456789ab（2026-01-02，含未提交的改动）"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"version": 1}'])
def test_a_spoiled_stamp_is_no_trouble(tmp_path: Path, content: str) -> None:
    (tmp_path / STAMP).write_text(content, encoding="utf-8")
    assert stamp_in(tmp_path).version == UNKNOWN


def test_a_bundle_lists_its_own_parts(tmp_path: Path) -> None:
    licences = [{"expression": "LGPL-3.0-only"}], [{"license": {"name": "see the text"}}]
    rows = [{"name": n, "version": "1", "licenses": one} for n, one in zip(("Qt", "libother"), licences, strict=True)]
    (tmp_path / BILL).write_text(json.dumps({"components": rows}), encoding="utf-8")
    (tmp_path / "licences" / "Qt").mkdir(parents=True)
    (tmp_path / "licences" / "Qt" / "LGPL.txt").write_text("the text", encoding="utf-8")
    (tmp_path / "LICENSE.txt").write_text("ours", encoding="utf-8")
    own, other, qt = parts_in(tmp_path, "9.8")
    assert (own.name, own.version, text_of(own)) == ("县策", "9.8", "—— LICENSE.txt ——\n\nours")
    assert other == Part("libother", "1", "见许可全文")
    assert "the text" in text_of(qt)
