"""`make package`: the program as one folder that needs nothing, dist/xiance; run by path with any Python 3.11.

An environment of its own with pinned requirements; PyInstaller; what is not needed taken out; what the first start
would have to make made here; licences, a list of materials and a stamp.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from bundle_contents import SUMS, size_of, sums_of
from set_up import ROOT, install_debian_packages, make_environment
from trim_tree import trim

VENV = ROOT / ".venv-package"
DIST = ROOT / "dist"
BUNDLE = DIST / "xiance"
WORK = ROOT / "build"
STAMP = "build.json"
_NETWORK = {"_socket", "ssl", "asyncio", "http.client", "ftplib", "smtplib", "PySide6.QtNetwork"}
# The same hash seed gives the same order of names in the compiled code, so the same bytes. Which column of a line an
# instruction comes from helps nobody who has not got the line.
_COMPILING = {"PYTHONHASHSEED": "0", "PYTHONNODEBUGRANGES": "1", "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "9"}
_ROOMS = ("main", "content", "search", "checklist", "ui")


def build() -> Path:
    """Make the bundle anew; ends the program with a sentence where that fails."""
    if sys.platform == "linux":
        install_debian_packages("binutils", "gcc", "libc6-dev", *_library_of_python())
    return assemble(make_environment(VENV, "requirements-package.txt"))


def _library_of_python() -> list[str]:
    """Debian's own Python has its library in a package of its own, which Python itself does without."""
    return [f"libpython3.{sys.version_info.minor}"] if sys.base_prefix == "/usr" else []


def assemble(python: Path) -> Path:
    """The bundle, made by the Python of an environment that has what requirements-package.txt names."""
    _freeze(python)
    _refuse_missing_modules()
    _refuse_network_modules()
    if sys.platform == "linux":
        trim(BUNDLE)
    _make_ahead()
    _run([str(python), str(ROOT / "packaging" / "make_sbom.py"), str(BUNDLE), str(WORK)])
    shutil.copy(ROOT / "LICENSE", BUNDLE / "LICENSE.txt")
    shutil.copy(ROOT / "CHANGELOG.md", BUNDLE / "CHANGELOG.md")
    (BUNDLE / STAMP).write_text(json.dumps(stamp(python), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (BUNDLE / SUMS).write_text(sums_of(BUNDLE), encoding="utf-8")
    return BUNDLE


def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def stamp(python: Path) -> dict[str, str]:
    """Which program this is and what it was built with; the same for the same commit on the same machine."""
    built_with = "import platform, PySide6; print(platform.python_version(), PySide6.__version__)"
    python_version, qt = _output([str(python), "-c", built_with]).split()
    return {
        "version": version(),
        **commit(),
        "python": python_version,
        "qt": qt,
        "system": f"{sys.platform} {platform.machine()} {' '.join(platform.libc_ver())}".strip(),
    }


def commit() -> dict[str, str]:
    """Which state of the project this is, as git knows it."""
    return {
        "commit": _output(["git", "rev-parse", "HEAD"]) or "unknown",
        "changed": "yes" if _output(["git", "status", "--porcelain"]) else "no",
        "committed": _output(["git", "log", "-1", "--format=%cI"]) or "unknown",
    }


def _freeze(python: Path) -> None:
    shutil.rmtree(BUNDLE, ignore_errors=True)
    shutil.rmtree(WORK, ignore_errors=True)
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    folders = ["--distpath", str(DIST), "--workpath", str(WORK)]
    _run([*command, *folders, str(ROOT / "packaging" / "bundle.spec")], _COMPILING)


def _refuse_missing_modules() -> None:
    """PyInstaller only notes a library that is not in the environment; for what our rooms import that is the end."""
    notes = (WORK / "bundle" / "warn-bundle.txt").read_text(encoding="utf-8")
    noted = re.findall(r"^missing module named '?([\w.]+)'? - imported by (.*)$", notes, re.MULTILINE)
    missing = [
        name
        for name, importers in noted
        if any(one.split(".")[0].split(" ")[0] in _ROOMS for one in importers.split(", "))
    ]
    if missing:
        sys.exit(f"requirements-package.txt 里缺少程序要用的库：{'、'.join(missing)}。请补上后重试。")


def _refuse_network_modules() -> None:
    """Python's own network modules: none may have come in through a library."""
    table = (WORK / "bundle" / "PYZ-00.toc").read_text(encoding="utf-8")
    inside = re.findall(r"^ *\[?\('([\w.]+)',", table, re.MULTILINE)
    if found := sorted(_NETWORK & set(inside)):
        sys.exit(f"冻结的程序里有联网模块：{'、'.join(found)}。请在 bundle.spec 中去掉。")


def _make_ahead() -> None:
    """What a first start would make in the user's cache, made by the bundle itself and shipped in its rooms."""
    inside = BUNDLE / "_internal"
    with tempfile.TemporaryDirectory() as scratch:
        _run([str(BUNDLE / "xiance"), "--data", scratch, "search", "创新", "--limit", "1"], quiet=True)
        cache = Path(scratch) / "cache"
        for pattern, room in (("library.json", "content"), ("index-*", "search"), ("sounds-*", "search")):
            made = inside / room / "made"
            made.mkdir(exist_ok=True)
            for path in cache.glob(pattern):
                shutil.move(path, made / path.name)


def _run(command: list[str], more: dict[str, str] | None = None, quiet: bool = False) -> None:
    output = subprocess.DEVNULL if quiet else None
    code = subprocess.run(command, cwd=ROOT, env={**os.environ, **(more or {})}, stdout=output, check=False).returncode
    if code:
        sys.exit(f"没有做成（退出码 {code}）：{' '.join(command)}")


def _output(command: list[str]) -> str:
    """What a command prints; nothing where it cannot be run or fails."""
    if shutil.which(command[0]) is None:
        return ""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


if __name__ == "__main__":
    built = build()
    print(f"== {built}：{size_of(built) / 2**20:.1f} MiB")
