"""Whether a window can be shown at all, and what must be set before Qt starts. Knows no Qt.

Qt does not report a missing display, it aborts the process; so the question is asked first.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

NO_DISPLAY = "没有可用的图形显示，打不开窗口。请在桌面环境中启动；或用 main.py --help 查看可在终端使用的命令。"
NO_XCB = "缺少系统库 libxcb-cursor0，打不开窗口。请以管理员身份运行：apt-get install libxcb-cursor0"


def display_problem() -> str | None:
    """The sentence that says why no window can be shown, or None where one can."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return None
    if _has_wayland():
        return None
    if not _has_x11():
        return NO_DISPLAY
    return None if _loads("libxcb-cursor.so.0") or getattr(sys, "frozen", False) else NO_XCB


def prepare_environment() -> None:
    """Chinese input on Linux: Qt's wheels lack the fcitx plugin and speak to fcitx 5 through its IBus portal."""
    if os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"
        os.environ["IBUS_USE_PORTAL"] = "1"


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
