"""A paper is written under another name beside its target, checked there, and only then given its own."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checklist.files import put_in_place
from checklist.papers.errors import PaperNotEqual, PaperTargetUnwritable, Unwritable

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_FOLDER = (errno.ENOENT, errno.ENOTDIR)
_HELD = (32, 33)  # Windows: another program has the file open
# What LibreOffice, WPS and Microsoft Office put beside a file that they have open, where the system itself locks none.
_OPEN_MARKS = (".~lock.{}#", ".~{}", "~${}")


@contextmanager
def draft(target: Path) -> Iterator[Path]:
    """A path in the target's folder to write to and check; when the block ends well, the file takes the target's name.

    Raises PaperTargetUnwritable for every OSError; whatever goes wrong, no partial file stays. What a check finds is
    told of the target.
    """
    try:
        _check_free(target)
        with tempfile.TemporaryDirectory(prefix=".xiance-", dir=target.parent, ignore_cleanup_errors=True) as folder:
            path = Path(folder) / f"draft{target.suffix}"
            yield path
            put_in_place(path, target)
    except PaperNotEqual as error:
        raise PaperNotEqual(target, error.sheet, error.row, error.column) from error
    except OSError as error:
        raise PaperTargetUnwritable(target, _reason(error, target)) from error


def write_bytes(path: Path, data: bytes) -> None:
    """Raises OSError, also where the disk takes the bytes only to lose them."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _check_free(target: Path) -> None:
    if target.exists() and not target.stat().st_mode & stat.S_IWUSR:
        raise PaperTargetUnwritable(target, Unwritable.READ_ONLY)
    if os.name != "nt" and any((target.parent / mark.format(target.name)).exists() for mark in _OPEN_MARKS):
        raise PaperTargetUnwritable(target, Unwritable.IN_USE)


def _reason(error: OSError, target: Path) -> Unwritable:
    if error.errno in _NO_ROOM:
        return Unwritable.NO_ROOM
    if error.errno in _NO_FOLDER:
        return Unwritable.NO_FOLDER
    if getattr(error, "winerror", None) in _HELD:
        return Unwritable.IN_USE
    if isinstance(error, PermissionError):  # two names: it was the renaming that failed, so something holds the target
        return Unwritable.IN_USE if error.filename2 is not None and target.exists() else Unwritable.READ_ONLY
    return Unwritable.READ_ONLY if error.errno == errno.EROFS else Unwritable.OTHER
