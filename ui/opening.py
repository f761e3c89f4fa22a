"""Files that a desktop hands over: named on the command line, handed on by a second start. Knows no Qt."""

from __future__ import annotations

import os
import stat
from pathlib import Path

PACK_ENDING = ".xiancepack"
ENDINGS = (".xiance", PACK_ENDING)
REQUEST = "raise-request"
_MOST_BYTES = 16_384

GONE = "找不到文件“{name}”，可能已被移走或 U 盘已拔出。请确认后重试。"
BUSY = "请先处理完已打开的对话框，再打开“{name}”。"


def files_named(arguments: list[str]) -> tuple[Path | None, tuple[Path, ...]]:
    """The folder after --data, and the files; no files where the arguments are anything but files of ours.

    >>> files_named(["--data", "d", "/home/x.xiance"]) == (Path("d"), (Path("/home/x.xiance"),))
    True
    >>> files_named(["import", "x.xiance"])
    (None, ())
    """
    is_named = arguments[:1] == ["--data"] and len(arguments) > 2
    names = arguments[2:] if is_named else arguments
    if not all(_is_ours(Path(name)) for name in names):
        return None, ()
    return Path(arguments[1]) if is_named else None, tuple(Path(name).absolute() for name in names)


def ask_first(data: Path, files: tuple[Path, ...]) -> None:
    """Ask the window that has the record at `data` to come forward and open these files. Raises OSError."""
    beside = data / f"{REQUEST}.{os.getpid()}"
    beside.write_bytes(b"\0".join(os.fsencode(path) for path in files))
    beside.replace(data / REQUEST)


def take_request(data: Path) -> tuple[Path, ...] | None:
    """What a second start asks for, once: files to be opened, maybe none; None where nothing was asked.

    Whoever can write to the folder can ask: so nothing but names of our files is taken from there.
    """
    request = data / REQUEST
    try:
        status = request.lstat()
        is_small = stat.S_ISREG(status.st_mode) and status.st_size <= _MOST_BYTES
        content = request.read_bytes() if is_small else b""
        request.unlink()
    except OSError:
        return None
    try:
        paths = [Path(os.fsdecode(name)) for name in content.split(b"\0") if name]
    except UnicodeDecodeError:  # on Windows, where names are written in UTF-8: not written by us
        return ()
    return tuple(path for path in paths if path.is_absolute() and _is_ours(path))


def _is_ours(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS
