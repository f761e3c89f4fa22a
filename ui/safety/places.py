"""Asks this machine what kind of place a folder is. Knows no Qt."""

from __future__ import annotations

import contextlib
import ctypes
import sys
from pathlib import Path

from ui.safety.place_kinds import Kind, Mount, Place, place_kind, read_mounts

_MOUNTS = Path("/proc/mounts")


def place_at(folder: Path) -> Place:
    """What kind of place a folder is, or would be; the machine's own disk where it cannot be told."""
    real = folder.absolute()
    with contextlib.suppress(OSError, RuntimeError):  # a share that is away, a ring of links
        real = folder.resolve()
    found = place_kind(real, _mounts(), _drive_type(real))
    return found if found.kind is not Kind.LOCAL else place_kind(folder.absolute(), (), None)


def _mounts() -> tuple[Mount, ...]:
    if sys.platform != "linux":
        return ()
    with contextlib.suppress(OSError):
        return read_mounts(_MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"))
    return ()


def _drive_type(folder: Path) -> int | None:
    """What Windows says of the drive: 2 removable, 3 fixed, 4 remote, 5 a disc."""
    if sys.platform != "win32":
        return None
    return int(ctypes.windll.kernel32.GetDriveTypeW(ctypes.c_wchar_p(folder.anchor)))
