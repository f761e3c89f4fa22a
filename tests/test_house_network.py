"""No network: not in what is imported, not in what the whole walk asks of the system. Each zero has its control."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("content", "search", "checklist", "ui")
# What Python code would have to name in order to speak to a network, or to start something that does.
FORBIDDEN = re.compile(
    r"(_?socket|_?ssl|socketserver|asyncio|selectors|http|urllib|urllib3|requests|httpx|aiohttp|ftplib|smtplib|imaplib|"
    r"poplib|nntplib|telnetlib|xmlrpc|wsgiref|webbrowser|cgi|uuid\.getnode|multiprocessing\.(connection|managers)|"
    r"logging\.(handlers|config)|importlib\.metadata|email|"
    r"PySide6\.Qt(Network|WebEngine|WebSockets|WebChannel|Qml|Quick|RemoteObjects|Bluetooth|HttpServer)\w*)(\.|$)"
)
OUTSIDE = re.compile(r"\b(socket|connect|sendto|sendmsg|bind)\((?!.*(AF_UNIX|AF_LOCAL)).*")
ALONE = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed (apt install strace)")


def code() -> list[Path]:
    return [ROOT / "main.py", *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))]


def imported(path: Path) -> list[str]:
    """Every module that a file imports, by whatever way Python's grammar has, and by name at run time."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Call) and "import" in ast.unparse(node.func):
            names += [
                part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
    return names


def test_no_file_imports_what_could_speak_to_a_network() -> None:
    found = [f"{path.relative_to(ROOT)}: {name}" for path in code() for name in imported(path) if FORBIDDEN.match(name)]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "import socket",
        "from urllib import request",
        "import logging.handlers",
        "from PySide6.QtNetwork import QHostInfo",
        "from PySide6 import QtNetwork",
        "import importlib; importlib.import_module('ssl')",
        "__import__('http.client')",
    ],
)
def test_the_gate_sees(tmp_path: Path, line: str) -> None:
    (tmp_path / "x.py").write_text(line)
    assert any(FORBIDDEN.match(name) for name in imported(tmp_path / "x.py"))


def test_starting_loads_no_module_that_opens_sockets() -> None:
    """What the window has loaded once it is there, not what the files say."""
    start = (
        "import sys, json\n"
        "import ui.window, ui.parts, ui.application, ui.walk\n"
        "import ui.safety.guide, ui.safety.record_work, ui.safety.restore\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = run([sys.executable, "-c", start])
    loaded = set(json.loads(done.stdout))
    assert loaded & {"socket", "ssl", "_ssl", "asyncio", "http.client", "urllib.request", "PySide6.QtNetwork"} == set()


@needs_strace
def test_the_whole_walk_opens_no_socket_but_the_machine_s_own(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    done = strace(trace, [sys.executable, str(ROOT / "main.py"), "walk", str(tmp_path / "shots")])
    assert done.returncode == 0, done.stdout + done.stderr
    assert outside(trace) == []


PRINTING = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication
from ui.printing.printer import local_printer
application = QApplication([])
printer = local_printer() if sys.argv[1] == "ours" else QPrinter()
dialog = QPrintDialog(printer)
dialog.show()
QTimer.singleShot(0, application.exit)
application.exec()
os._exit(0)
"""


@needs_strace
@pytest.mark.parametrize("printer", ["ours", "plain"])
def test_the_print_dialog_asks_no_port(tmp_path: Path, printer: str) -> None:
    """The plain one is the control: where CUPS has no file to be spoken to through, it tries port 631."""
    if printer == "plain" and (find_library("cups") is None or Path("/run/cups/cups.sock").exists()):
        pytest.skip("CUPS is not installed, or is running")
    done = strace(tmp_path / "trace", [sys.executable, "-c", PRINTING, printer])
    assert done.returncode == 0, done.stderr
    assert bool(outside(tmp_path / "trace")) == (printer == "plain")


@needs_strace
@pytest.mark.parametrize("command", ["check", "documents", "progress"])
def test_no_command_opens_one(tmp_path: Path, command: str) -> None:
    trace = tmp_path / "trace"
    done = strace(trace, [sys.executable, str(ROOT / "main.py"), "--data", str(tmp_path / "data"), command])
    assert done.returncode == 0, done.stdout + done.stderr
    assert outside(trace) == []


@needs_strace
def test_the_trace_would_show_one(tmp_path: Path) -> None:
    """The control."""
    assert strace(tmp_path / "trace", [sys.executable, "-c", ALONE]).returncode == 0
    assert any("AF_INET" in line for line in outside(tmp_path / "trace"))


@pytest.mark.skipif(shutil.which("unshare") is None, reason="unshare is not installed")
def test_the_whole_walk_in_a_world_without_a_network(tmp_path: Path) -> None:
    alone = ["unshare", "-rn"]
    if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this system does not let users leave the network")
    done = run([*alone, sys.executable, str(ROOT / "main.py"), "walk", str(tmp_path / "shots")])
    assert done.returncode == 0, done.stdout + done.stderr
    assert sum(line.startswith("通过") for line in done.stdout.splitlines()) == len(
        list((tmp_path / "shots").iterdir())
    )


def outside(trace: Path) -> list[str]:
    """The calls that have to do with a socket not of this machine's own kind; those on an open one carry none."""
    lines = trace.read_text(errors="replace").splitlines()
    return [line for line in lines if re.search(r"\bsocket\(", line) and OUTSIDE.search(line)] + [
        line for line in lines if re.search(r"\b(connect|bind|sendto)\(.*sa_family=AF_(?!UNIX|LOCAL|UNSPEC)", line)
    ]


def strace(trace: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    traced = run(["strace", "-f", "-e", "trace=network", "-o", str(trace), *command])
    if "PTRACE" in traced.stderr:
        pytest.skip("this system does not let programs be traced")
    return traced


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=offscreen, check=False, cwd=ROOT)
