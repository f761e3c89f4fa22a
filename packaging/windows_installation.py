"""Proofs of the installer and the portable archive, under Wine: put there, used, taken away, the record untouched."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from proof_outcome import Outcome
from wine_system import DRIVE, Wine, inside

_UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Xiance"
_TYPES = (r"HKCU\Software\Classes\.xiance", r"HKCU\Software\Classes\.xiancepack")
RECORD = "record.db"
REFUSED = 2  # the exit code of the installer while the program runs
_PATIENCE = 90  # seconds


def installs_and_leaves(wine: Wine, setup: Path) -> Outcome:
    """Silent installation, again over itself, refused while the program runs, the program used, silent removal."""
    local = _profile() / "AppData" / "Local"
    home, record = local / "Programs" / "县策", local / "xiance" / RECORD
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_bytes(b"stays as it is")
    was = _digest(record)
    own = home / "自己的.txt"
    codes = [wine.run([inside(setup), "/S"]).returncode]
    own.write_text("not ours to remove", encoding="utf-8")
    codes.append(wine.run([inside(setup), "/S"]).returncode)
    with tempfile.TemporaryDirectory(dir=DRIVE) as scratch, _open(wine, home, "--data", inside(Path(scratch))):
        is_up = _comes((Path(scratch) / RECORD).exists)
        codes.append(wine.run([inside(setup), "/S"]).returncode)
    with tempfile.TemporaryDirectory(dir=DRIVE) as scratch:
        shown = wine.run([inside(home / "xiance-cli.exe"), "--data", inside(Path(scratch)), "check"])
    found = [_has_key(wine, key) for key in (_UNINSTALL, *_TYPES)]
    links = [path for path in _links() if path.exists()]
    codes.append(wine.run([inside(home / "uninstall.exe"), "/S"]).returncode)
    _comes(lambda: list(home.iterdir()) == [own])  # the removal goes on after its first program has ended
    left = [path.name for path in home.iterdir() if path != own]
    own.unlink()
    home.rmdir()
    gone = [not _has_key(wine, key) for key in (_UNINSTALL, *_TYPES)]
    faults = {
        f"退出码 {codes}": codes != [0, 0, REFUSED, 0],
        "窗口没有打开": not is_up,
        f"自检 {shown.stdout}{shown.stderr}": shown.returncode != 0,
        "登记不全": not all(found),
        f"快捷方式 {len(links)} 个": len(links) != len(_links()),
        f"卸载后留下 {left}": bool(left),
        "卸载后登记还在": not all(gone),
        "快捷方式还在": any(path.exists() for path in _links()),
        "动了记录": _digest(record) != was,
    }
    said = "；".join(words for words, is_so in faults.items() if is_so)
    return Outcome(not said, said or "静默安装、覆盖、运行时不覆盖、自检、卸载；记录未动")


def carries_its_record(wine: Wine, archive: Path) -> Outcome:
    """Unpacked onto a stick and opened by a double click, everything it writes stays there."""
    with tempfile.TemporaryDirectory(prefix="U盘 ", dir=DRIVE) as stick:
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(stick)
        home = Path(stick) / "xiance"
        with _open(wine, home):
            is_there = _comes(lambda: any((home / "data").rglob(RECORD)))
    return Outcome(is_there, "窗口打开，记录在旁边的 data 文件夹" if is_there else "旁边没有记录")


@contextmanager
def _open(wine: Wine, home: Path, *words: str) -> Iterator[None]:
    """The program in a folder, its window open."""
    program = wine.start([inside(home / "xiance.exe"), *words])
    try:
        yield
    finally:
        wine.run(["taskkill", "/f", "/im", "xiance.exe"])
        program.wait(_PATIENCE)


def _comes(condition: Callable[[], bool]) -> bool:
    """Whether something comes to hold within our patience."""
    until = time.monotonic() + _PATIENCE
    while not (holds := condition()) and time.monotonic() < until:
        time.sleep(1)
    return holds


def _profile() -> Path:
    return DRIVE / "users" / os.environ.get("USER", "root")


def _links() -> tuple[Path, Path]:
    menu = _profile() / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs"
    return menu / "县策.lnk", _profile() / "Desktop" / "县策.lnk"


def _has_key(wine: Wine, key: str) -> bool:
    return wine.run(["reg", "query", key]).returncode == 0


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
