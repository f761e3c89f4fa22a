"""Whether a window can be shown at all, and what Qt must find around it when it starts. Knows no Qt.

Qt does not report a missing display, it aborts the process; so the question is asked first.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

_NO_DISPLAY = "没有可用的图形显示，打不开窗口。请在桌面环境中启动；或用 {program} --help 查看可在终端使用的命令。"
NO_XCB = "缺少系统库 libxcb-cursor0，打不开窗口。请以管理员身份运行：apt-get install libxcb-cursor0"

_WAYLAND, _XCB = "wayland", "xcb"
# What is set here for Qt, or by the packaged program for itself, and is no business of the programs started from it.
_OURS = ("QT_QPA_PLATFORM", "QT_IM_MODULE", "IBUS_USE_PORTAL")
_OF_THE_PACKAGE = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH", "LD_LIBRARY_PATH")


# Windows gives a program with a window no console: the commands have a face of their own there.
_FROZEN = {"win32": "xiance-cli"}


def is_frozen() -> bool:
    """Whether this is the packaged program."""
    return bool(getattr(sys, "frozen", False))


def program_name() -> str:
    """What the program is called on the command line."""
    return _FROZEN.get(sys.platform, "xiance") if is_frozen() else "main.py"


def display_problem() -> str | None:
    """The sentence that says why no window can be shown, or None where one can."""
    if sys.platform != "linux":
        return None
    platform = _platform()
    if platform is None:
        return _NO_DISPLAY.format(program=program_name())
    is_lacking = platform == _XCB and not is_frozen() and not _loads("libxcb-cursor.so.0")
    return NO_XCB if is_lacking else None


@contextmanager
def surroundings_of_qt() -> Iterator[None]:
    """The environment as Qt must find it when it starts; afterwards it is the user's own again.

    Chinese input on Linux: Qt's wheels lack the fcitx plugin and speak to fcitx 5 through its IBus portal.
    """
    own = _own_surroundings(os.environ)
    if sys.platform == "linux":
        os.environ["QT_QPA_PLATFORM"] = _platform() or _XCB
    if os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"
        os.environ["IBUS_USE_PORTAL"] = "1"
    try:
        yield
    finally:
        for name, value in own.items():
            _set(os.environ, name, value)


def _own_surroundings(environment: MutableMapping[str, str]) -> dict[str, str | None]:
    """The user's own values of what is changed; None where there is none."""
    own = {name: environment.get(name) for name in _OURS}
    if is_frozen() and sys.platform == "linux":
        first = _first_surroundings()
        own |= {name: first.get(name) for name in _OF_THE_PACKAGE}
        own["LD_LIBRARY_PATH"] = first.get("LD_LIBRARY_PATH_ORIG")
    return own


def _first_surroundings() -> dict[str, str]:
    """What this process was started with; nothing where the system does not say."""
    try:
        content = Path("/proc/self/environ").read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return {}
    return dict(entry.split("=", 1) for entry in content.split("\0") if "=" in entry)


def _set(environment: MutableMapping[str, str], name: str, value: str | None) -> None:
    if value is None:
        environment.pop(name, None)
    else:
        environment[name] = value


def _platform() -> str | None:
    """The first of Qt's platforms that is named by the user, is there and can show something; None for none.

    Where no one that is named is there (a desktop sets it for its own programs), it is as if none was named.
    """
    named = [one for one in os.environ.get("QT_QPA_PLATFORM", "").split(";") if one and _has_plugin(one)]
    default = [one for one in (_WAYLAND, _XCB) if _has_plugin(one)]
    return next((one for one in named or default if _can_show(one)), None)


def _has_plugin(platform: str) -> bool:
    qt = find_spec("PySide6")
    if qt is None or qt.origin is None:  # asked before it is installed
        return True
    name = platform.partition(":")[0].partition("-")[0]
    return any((Path(qt.origin).parent / "Qt" / "plugins" / "platforms").glob(f"libq{name}*.so"))


def _can_show(platform: str) -> bool:
    if platform.startswith(_WAYLAND):
        return _has_wayland()
    return platform != _XCB or _has_x11()


def _has_wayland() -> bool:
    name, folder = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(name) and (Path(folder) / str(name)).exists()


def _has_x11() -> bool:
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    is_broken = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not is_broken


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
