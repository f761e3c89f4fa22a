"""Gathers what shows that this program speaks to no network, for the 保密检查. Knows no Qt."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ui.safety.sockets import Socket, sockets_of

NETWORK_MODULES = (
    *("socket", "_socket", "ssl", "_ssl", "socketserver", "asyncio", "http.client", "http.server", "urllib.request"),
    *("ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc.client", "requests", "urllib3", "httpx"),
    *("PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore", "PySide6.QtQml"),
)
_NETWORK_LIBRARIES = (
    "libqt6network",
    "libqt6web",
    "libssl",
    "libcurl",
    "libnghttp",
    "libsoup",
    "qt6network",
    "winhttp",
)
_MAPS = Path("/proc/self/maps")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in this process at one moment.

    `network_modules` and `network_libraries` are those of the network that are loaded, `modules` how many there are;
    `stand_ins` are those by a network module's name that cannot connect. `sockets` and `libraries` are None where the
    system does not tell. `versions` are (name, version), `hashes` (name, SHA-256).
    """

    pid: int
    system: str
    modules: int
    network_modules: tuple[str, ...]
    stand_ins: tuple[str, ...]
    sockets: tuple[Socket, ...] | None
    libraries: int | None
    network_libraries: tuple[str, ...]
    versions: tuple[tuple[str, str], ...]
    hashes: tuple[tuple[str, str], ...]

    @property
    def open_ways(self) -> tuple[Socket, ...]:
        """The sockets that could leave this machine."""
        return tuple(one for one in self.sockets or () if not one.is_local)

    @property
    def is_clean(self) -> bool:
        """No way out is open, and nothing of Qt's is loaded that could open one. Python's modules open none alone."""
        return (
            not self.open_ways and not self.network_libraries and not any("Qt" in one for one in self.network_modules)
        )


def gather(content: Path) -> Facts:
    """Look at this process and at the files of the content. Takes some tens of milliseconds."""
    present = [name for name in NETWORK_MODULES if name in sys.modules]
    stand_ins = tuple(name for name in present if _is_stand_in(name))
    libraries = _libraries()
    return Facts(
        pid=os.getpid(),
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        modules=len(sys.modules),
        network_modules=tuple(name for name in present if name not in stand_ins),
        stand_ins=stand_ins,
        sockets=sockets_of() if sys.platform == "linux" else None,
        libraries=len(libraries) if libraries else None,
        network_libraries=tuple(one for one in libraries if one.lower().startswith(_NETWORK_LIBRARIES)),
        versions=tuple(_versions()),
        hashes=tuple(_hashes(content)),
    )


def _is_stand_in(name: str) -> bool:
    """The bundle has modules by these names in which nothing connects."""
    return name in ("socket", "urllib.request") and not any(
        hasattr(sys.modules[name], way) for way in ("socket", "urlopen")
    )


def _libraries() -> tuple[str, ...]:
    """The shared libraries in this process, by their file names."""
    try:
        rows = [line.split(maxsplit=5) for line in _MAPS.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return ()
    return tuple(sorted({Path(row[5]).name for row in rows if len(row) > 5 and ".so" in row[5]}))


def _versions() -> Iterator[tuple[str, str]]:
    """Of Python and of each library that is loaded. Asking importlib.metadata would load the network's modules."""
    yield "Python", platform.python_version()
    for name in sorted(sys.modules):
        version = getattr(sys.modules[name], "__version__", None)
        is_library = "." not in name and not name.startswith("_") and name not in sys.stdlib_module_names
        if is_library and isinstance(version, str):
            yield name, version
    apsw = sys.modules.get("apsw")
    if apsw is not None:
        yield "SQLite", str(apsw.sqlite_lib_version())


def _hashes(content: Path) -> Iterator[tuple[str, str]]:
    """Of each text and table, of the texts as received, and of the program."""
    for pattern in ("policies/*.md", "duties/*.yaml", "sources/*"):
        for path in sorted(content.glob(pattern)):
            if path.is_file():
                yield path.relative_to(content).as_posix(), _sha256(path)
    yield from _program(content.parent)


def _program(root: Path) -> Iterator[tuple[str, str]]:
    """The bundle's program; run from its source, one hash over all of the code."""
    if getattr(sys, "frozen", False):
        yield Path(sys.executable).name, _sha256(Path(sys.executable))
        return
    digest = hashlib.sha256()
    rooms = ("content", "search", "checklist", "ui")
    for path in (root / "main.py", *(one for room in rooms for one in sorted((root / room).rglob("*.py")))):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    yield "*.py", digest.hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
