"""Proves Chinese input on Linux: `make prove-input`, or `prove_input.py PROGRAM [ARGUMENT ...]`, by itself main.py.

fcitx 5 with its pinyin table, a window manager and a message bus of their own on a virtual display; keys as a person
presses them: "zhengce", a blank, Enter. What then stands in the search box is read from the searches that the program
remembers when it is closed. The environment is the one that fcitx desktops set (QT_IM_MODULE=fcitx).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from set_up import ROOT, VENV, install_debian_packages
from virtual_display import virtual_display

PACKAGES = ("xvfb", "xdotool", "openbox", "dbus", "fcitx5", "fcitx5-chinese-addons")
T = TypeVar("T")
_WITHIN = "--within"
_KEYS, _WISHED = "zhengce ", "政策"
_PORTAL = "org.freedesktop.portal.IBus"
_PATIENCE = 30.0  # seconds
_PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""


def main(arguments: list[str]) -> int:
    if arguments[:1] == [_WITHIN]:
        return 0 if _proves(arguments[1:]) else 1
    install_debian_packages(*PACKAGES)
    program = arguments or [str(VENV / "bin" / "python"), str(ROOT / "main.py")]
    with tempfile.TemporaryDirectory() as home, virtual_display() as display:
        surroundings = {
            **{name: os.environ[name] for name in ("PATH", "XIANCE_SCREENSHOT") if name in os.environ},
            "DISPLAY": display,
            "HOME": home,
            "XDG_RUNTIME_DIR": home,
            "LANG": "C.UTF-8",
            "QT_IM_MODULE": "fcitx",
            "XMODIFIERS": "@im=fcitx",
        }
        command = ["dbus-run-session", "--", sys.executable, str(Path(__file__).resolve()), _WITHIN, *program]
        return subprocess.run(command, env=surroundings, check=False).returncode


def _proves(program: list[str]) -> bool:
    """In the session of its own: whether pinyin became Chinese. What was started is ended."""
    home = Path(os.environ["HOME"])
    profile = home / ".config" / "fcitx5" / "profile"
    profile.parent.mkdir(parents=True)
    profile.write_text(_PROFILE, encoding="utf-8")
    started = [_start(["openbox"]), _start(["fcitx5", "--disable=wayland"])]
    try:
        _wait("fcitx5 没有启动", _has_portal)
        started.append(_start([*program, "--data", str(home / "data")]))
        found = _type(home / "data" / "settings.ini", started[-1])
    except TimeoutError as error:
        print(f"不通过　{error}")
        return False
    finally:
        for one in reversed(started):
            one.kill()
            one.wait()
    print(f"{'通过' if found == _WISHED else '不通过'}　在检索框中键入 {_KEYS!r}，得到“{found}”")
    return found == _WISHED


def _type(settings: Path, program: subprocess.Popen[bytes]) -> str:
    """The keys, as a person presses them; what the program remembers of them."""
    window = _wait("窗口没有出现", lambda: _xdotool("search", "--onlyvisible", "--name", "县策")).split()[0]
    _xdotool("windowactivate", "--sync", window)
    _wait("窗口没有得到键盘", lambda: _xdotool("getactivewindow") == window)
    time.sleep(2)  # until the window has all its parts, and has told fcitx that it is there
    _xdotool("key", "--delay", "200", "ctrl+k")
    time.sleep(0.5)
    _xdotool("type", "--delay", "150", _KEYS)
    time.sleep(2)
    if "XIANCE_SCREENSHOT" in os.environ:
        subprocess.run(["import", "-window", "root", os.environ["XIANCE_SCREENSHOT"]], check=True)
    _xdotool("key", "--delay", "200", "Return", "ctrl+q")
    _wait("窗口没有关闭", lambda: program.poll() is not None)
    lines = settings.read_text(encoding="utf-8").splitlines()
    return next((line.partition("=")[2] for line in lines if line.startswith("recent=")), "")


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _xdotool(*arguments: str) -> str:
    return subprocess.run(["xdotool", *arguments], capture_output=True, text=True, check=False).stdout.strip()


def _has_portal() -> str:
    """fcitx 5 answers in IBus's place."""
    question = ["--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner", f"string:{_PORTAL}"]
    asked = subprocess.run(["dbus-send", "--session", "--print-reply", *question], capture_output=True, check=False)
    return "yes" if b"true" in asked.stdout else ""


def _wait(failure: str, answer: Callable[[], T]) -> T:
    """The first answer that says something. Raises TimeoutError."""
    until = time.monotonic() + _PATIENCE
    while not (found := answer()):
        if time.monotonic() > until:
            raise TimeoutError(failure)
        time.sleep(0.1)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
