"""Files that a desktop hands over, what the program calls itself, and which of Qt's platforms it starts on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui import display
from ui.command.command_line import parse_arguments
from ui.display import display_problem, program_name, surroundings_of_qt
from ui.opening import REQUEST, ask_first, files_named, take_request

ROOT = Path(__file__).parent.parent
SET_HERE = ("QT_QPA_PLATFORM", "QT_IM_MODULE", "IBUS_USE_PORTAL")


@pytest.mark.parametrize(
    ("arguments", "data", "names"),
    [
        (["/a/x.xiance"], None, ["/a/x.xiance"]),
        (["/a/X.XIANCE", "/a/y.xiancepack"], None, ["/a/X.XIANCE", "/a/y.xiancepack"]),
        (["--data", "d", "/a/汇 总.xiance"], Path("d"), ["/a/汇 总.xiance"]),
        ([], None, []),
        (["--data", "d.xiance"], None, []),
        (["--data", "d"], None, []),
        (["import", "/a/x.xiance"], None, []),
        (["/a/x.xiance", "--json"], None, []),
        (["/a/x.docx"], None, []),
    ],
)
def test_which_arguments_are_files(arguments: list[str], data: Path | None, names: list[str]) -> None:
    assert files_named(arguments) == (data, tuple(Path(name) for name in names))


def test_a_name_means_the_same_in_another_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert files_named(["x.xiance"]) == (None, (tmp_path / "x.xiance",))


def test_a_request_is_handed_on_once(tmp_path: Path) -> None:
    files = (tmp_path / "一 个\n名字.xiance", Path(os.fsdecode(b"/tmp/\xff.xiancepack")))
    ask_first(tmp_path, files)
    assert [path.name for path in tmp_path.iterdir()] == [REQUEST]
    assert take_request(tmp_path) == files
    assert take_request(tmp_path) is None
    ask_first(tmp_path, ())
    assert take_request(tmp_path) == ()


@pytest.mark.parametrize(
    "content",
    [
        b"relative.xiance",
        b"/etc/passwd",
        b"../../x.xiance\0/etc/shadow",
        b"/a.xiance" * 4000,
        b"\0\0\0",
        "/县".encode(),
    ],
    ids=lambda content: content[:20],
)
def test_what_others_may_write_there_opens_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / REQUEST).write_bytes(content)
    assert take_request(tmp_path) == ()
    assert not (tmp_path / REQUEST).exists()


def test_a_request_that_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A pipe would be waited for without end."""
    os.mkfifo(tmp_path / REQUEST)
    assert take_request(tmp_path) == ()
    (tmp_path / REQUEST).mkdir()
    assert take_request(tmp_path) is None
    (tmp_path / REQUEST).rmdir()
    (tmp_path / "other").write_bytes(b"/a/x.xiance")
    (tmp_path / REQUEST).symlink_to("other")
    assert take_request(tmp_path) == ()


@pytest.mark.parametrize(
    ("frozen", "platform", "name"),
    [(False, "linux", "main.py"), (True, "linux", "xiance"), (True, "win32", "xiance-cli")],
)
def test_the_program_goes_by_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], frozen: bool, platform: str, name: str
) -> None:
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    assert program_name() == name
    with pytest.raises(SystemExit):
        parse_arguments(["--help"])
    assert capsys.readouterr().out.startswith(f"usage: {name} ")
    with pytest.raises(SystemExit):
        parse_arguments(["search", "--limit", "x"])
    assert f"用 {name} search --help 查看用法" in capsys.readouterr().err


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An X11 desktop, on which nothing of Qt's is set; Qt has its platforms."""
    for name in (*SET_HERE, "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(display, "_has_x11", lambda: True)
    monkeypatch.setattr(display, "_loads", lambda library: True)
    monkeypatch.setattr(display, "_has_plugin", lambda name: name.split(":")[0] in ("xcb", "wayland", "offscreen"))
    return monkeypatch


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has more than one kind of display")
@pytest.mark.parametrize(
    ("wished", "wayland", "is_packaged", "started"),
    [
        ("", False, False, "xcb"),
        ("", True, False, "wayland"),
        ("", True, True, "xcb"),
        ("wayland", True, False, "wayland"),
        ("wayland", True, True, "xcb"),
        ("wayland", False, False, None),
        ("wayland;xcb", False, False, "xcb"),
        ("wayland;xcb", True, True, "xcb"),
        ("dxcb", False, False, "xcb"),
        ("offscreen", False, True, "offscreen"),
        ("offscreen:configfile=x", False, False, "offscreen:configfile=x"),
    ],
)
def test_the_platform_that_is_there_is_started(
    plain: pytest.MonkeyPatch, tmp_path: Path, wished: str, wayland: bool, is_packaged: bool, started: str | None
) -> None:
    """A desktop may ask for one that the packaged program does not have."""
    if wished:
        plain.setenv("QT_QPA_PLATFORM", wished)
    if wayland:
        (tmp_path / "wayland-0").touch()
        plain.setenv("WAYLAND_DISPLAY", "wayland-0")
        plain.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    if is_packaged:
        plain.setattr(display, "_has_plugin", lambda name: name.split(":")[0] in ("xcb", "offscreen"))
    assert (display_problem() is None) is (started is not None)
    if started is not None:
        with surroundings_of_qt():
            assert os.environ["QT_QPA_PLATFORM"] == started
    assert os.environ.get("QT_QPA_PLATFORM", "") == wished


@pytest.mark.parametrize(
    ("wished", "given", "portal"),
    [("fcitx", "ibus", "1"), ("fcitx5", "ibus", "1"), ("ibus", "ibus", None), ("compose", "compose", None)],
)
def test_chinese_input_reaches_fcitx_and_others_keep_their_own(
    plain: pytest.MonkeyPatch, wished: str, given: str, portal: str | None
) -> None:
    """What is started from the program, such as an office suite, finds what the desktop had set."""
    plain.setenv("QT_IM_MODULE", wished)
    with surroundings_of_qt():
        assert (os.environ["QT_IM_MODULE"], os.environ.get("IBUS_USE_PORTAL")) == (given, portal)
    assert (os.environ["QT_IM_MODULE"], os.environ.get("IBUS_USE_PORTAL")) == (wished, None)


@pytest.mark.skipif(sys.platform != "linux", reason="on Linux alone a program finds its libraries by the environment")
def test_what_the_packaged_program_needs_for_itself_is_not_handed_on(plain: pytest.MonkeyPatch) -> None:
    """An office suite started from the window would look for its libraries among ours."""
    plain.setattr(sys, "frozen", True, raising=False)
    plain.setattr(display, "_first_surroundings", lambda: {"LD_LIBRARY_PATH": "/ours", "QT_PLUGIN_PATH": "/theirs"})
    for name in ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH"):
        plain.setenv(name, "/ours")
    with surroundings_of_qt():
        assert os.environ["QT_PLUGIN_PATH"] == "/ours"
    assert "LD_LIBRARY_PATH" not in os.environ
    assert os.environ["QT_PLUGIN_PATH"] == "/theirs"
    assert "QML2_IMPORT_PATH" not in os.environ


@pytest.mark.skipif(sys.platform != "linux", reason="Windows always has a display")
@pytest.mark.parametrize("named", [{}, {"DISPLAY": ":987"}, {"QT_QPA_PLATFORM": "xcb"}, {"QT_QPA_PLATFORM": "wayland"}])
def test_without_a_display_there_is_one_sentence(tmp_path: Path, named: dict[str, str]) -> None:
    nothing = {name: "" for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, str(ROOT / "main.py"), "--data", str(tmp_path)]
    environment = {**os.environ, **nothing, **named}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("没有可用的图形显示")
    assert done.stderr.count("\n") == 1
