"""离线自证: what is read from a process, told in words, and seen when a way out is open."""

from __future__ import annotations

import socket
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from content.collation import file_sha256
from content.shelf import CONTENT_FOLDER
from ui.safety import offline_words as words
from ui.safety.offline import Facts, gather
from ui.safety.offline_page import OfflinePage
from ui.safety.sockets import Socket, sockets_of

NOW = datetime(2026, 11, 22, 9, 38, tzinfo=UTC)
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

UNIX = "Num RefCount Protocol Flags Type St Inode Path\n0: 3 0 0 0001 03 11 /tmp/.X11-unix/X0\n0: 3 0 0 0001 03 12\n"
INET = "  sl local rem st queue tr retr uid timeout inode\n 0: 0:1 0:0 0A 0:0 0:0 0 0 0 {} 1 0 100 0\n"
NETLINK = "sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode\n0 0 0 0 0 0 0 2 0 31\n"
PACKET = "sk RefCnt Type Proto Iface R Rmem User Inode\n0 3 3 0003 2 1 0 0 41\n"


@pytest.fixture
def process(tmp_path: Path) -> Path:
    """A process as /proc shows it; open are what a test adds to fd/."""
    (tmp_path / "net").mkdir()
    (tmp_path / "fd").mkdir()
    for name, table in (("unix", UNIX), ("tcp", INET.format(21)), ("udp6", INET.format(22)), ("icmp", INET.format(23)),
                        ("netlink", NETLINK), ("packet", PACKET)):  # fmt: skip
        (tmp_path / "net" / name).write_text(table)
    (tmp_path / "fd" / "0").symlink_to("/dev/null")
    return tmp_path


OPEN = [
    ((), ()),
    ((11,), (Socket("unix", "/tmp/.X11-unix/X0"),)),
    ((12,), (Socket("unix"),)),
    ((21, 22), (Socket("tcp"), Socket("udp6"))),
    ((23, 31, 41), (Socket("icmp"), Socket("netlink"), Socket("packet"))),
    ((99,), (Socket(""),)),
]


@linux_only
@pytest.mark.parametrize(("inodes", "sockets"), OPEN)
def test_open_sockets_are_named(process: Path, inodes: tuple[int, ...], sockets: tuple[Socket, ...]) -> None:
    for number, inode in enumerate(inodes, 3):
        (process / "fd" / str(number)).symlink_to(f"socket:[{inode}]")
    assert sockets_of(process) == sockets


def test_where_nothing_is_told_it_is_not_claimed(tmp_path: Path) -> None:
    assert sockets_of(tmp_path) is None
    bare = replace(gather(CONTENT_FOLDER), sockets=None, network_modules=(), network_libraries=())
    assert words.verdict(bare) == words.UNKNOWN


@linux_only
def test_a_way_out_is_seen() -> None:
    """The control: this process opens one, which the program never does."""
    before = gather(CONTENT_FOLDER)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way, socket.socket(socket.AF_UNIX) as local:
        assert way.fileno() >= 0
        assert local.fileno() >= 0
        way.bind(("127.0.0.1", 0))
        during = gather(CONTENT_FOLDER)
    assert len(during.open_ways) == len(before.open_ways) + 1
    assert not during.is_clean
    assert words.verdict(during) == words.UNCLEAN
    assert "✗ 1 个 udp 套接字" in words.report(during, "0", NOW)


def clean() -> Facts:
    found = replace(
        gather(CONTENT_FOLDER), network_modules=(), network_libraries=(), sockets=(Socket("unix", "/x/bus"),)
    )
    assert found.is_clean
    return found


UNCLEAN = [
    {"sockets": (Socket("tcp6"),)},
    {"sockets": (Socket(""),)},
    {"sockets": (Socket("netlink"),)},
    {"network_modules": ("PySide6.QtNetwork",)},
    {"network_libraries": ("libcurl.so.4",)},
    {"network_libraries": ("libQt6Network.so.6",)},
]


@pytest.mark.parametrize("found", UNCLEAN)
def test_what_could_go_out_is_not_called_clean(found: dict[str, tuple[object, ...]]) -> None:
    facts = replace(clean(), **found)  # type: ignore[arg-type]
    assert not facts.is_clean
    assert "没有发现" not in words.report(facts, "0", NOW)


def test_a_stand_in_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "socket", ModuleType("socket"))
    assert "socket" in gather(CONTENT_FOLDER).stand_ins


def test_the_hashes_are_those_of_the_files() -> None:
    hashes = dict(gather(CONTENT_FOLDER).hashes)
    for path in sorted(CONTENT_FOLDER.glob("policies/*.md")):
        assert hashes[f"policies/{path.name}"] == file_sha256(path)
    assert len(hashes["*.py"]) == 64


def test_the_page_can_be_copied_and_kept(qtbot: QtBot, tmp_path: Path) -> None:
    page = OfflinePage(CONTENT_FOLDER)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.facts is not None)
    qtbot.mouseClick(page.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied == page.text.toPlainText()
    for title in ("此刻打开的套接字", "加载的模块和库", "怎样自己核对", "不能证明的", "版本", "内容与程序的 SHA-256"):
        assert f"【{title}】" in copied
    assert page.verdict.text() in ("✓ 没有发现任何网络连接", f"! {words.UNCLEAN}", f"! {words.UNKNOWN}")
    page.save(tmp_path / "自证.txt")
    assert (tmp_path / "自证.txt").read_text(encoding="utf-8-sig").replace("\r\n", "\n") == copied
    page.save(tmp_path / "没有" / "自证.txt")
    assert "没有存成" in page.status.text()
