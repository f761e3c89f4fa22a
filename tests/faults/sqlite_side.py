"""SQLite's way to the disk: a VFS under the checksum VFS. To be put in place before the first record is opened."""

from __future__ import annotations

import errno
import os

import apsw

from checklist.connection import checksum_vfs
from tests.faults.disk import Disk, Do

_CODES = {
    Do.READ: apsw.SQLITE_IOERR_READ,
    Do.WRITE: apsw.SQLITE_IOERR_WRITE,
    Do.TRUNCATE: apsw.SQLITE_IOERR_TRUNCATE,
    Do.SYNC: apsw.SQLITE_IOERR_FSYNC,
    Do.UNLINK: apsw.SQLITE_IOERR_DELETE,
    Do.OPEN: apsw.SQLITE_CANTOPEN,
    Do.CREATE: apsw.SQLITE_CANTOPEN,
}
_SYNCED_FOLDER = apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL


def put_under_sqlite(disk: Disk) -> apsw.VFS:
    """Let all of SQLite's work go through the disk. The VFS lives as long as what is returned."""
    below = apsw.vfs_names()[0]
    vfs = _Vfs(disk, below)
    checksum_vfs()  # takes what is the default now as its base
    return vfs


class _Vfs(apsw.VFS):
    def __init__(self, disk: Disk, below: str) -> None:
        super().__init__("watched", below, makedefault=True)
        self._disk, self._below = disk, below

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        return _File(self._disk, self._below, name, path, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        _ask(self._disk, Do.UNLINK, filename)
        super().xDelete(filename, syncdir)
        if self._disk.has(filename):
            self._disk.note(Do.UNLINK, filename)
            if syncdir:
                self._disk.note(Do.SYNC_FOLDER, os.path.dirname(filename))

    def excepthook(self, *_: object) -> bool:
        """The fault goes up to whoever asked; nothing is printed."""
        return True


class _File(apsw.VFSFile):
    def __init__(
        self, disk: Disk, below: str, name: str | apsw.URIFilename | None, path: str | None, flags: list[int]
    ) -> None:
        self._disk, self._path = disk, path or ""
        is_new = bool(path) and not os.path.exists(self._path)
        _ask(disk, Do.CREATE if is_new else Do.OPEN, self._path)
        super().__init__(below, name, flags)
        self._folder_is_due = is_new and bool(flags[0] & _SYNCED_FOLDER)
        if is_new and disk.has(path):
            disk.note(Do.CREATE, self._path)

    def xRead(self, amount: int, offset: int) -> bytes:
        _ask(self._disk, Do.READ, self._path)
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        if self._disk.has(self._path):
            code = self._disk.fails(Do.WRITE)
            if code:  # a failing disk may have written a part
                self._write(bytes(data[: len(data) // 2]), offset)
                raise _told(Do.WRITE, code)
        self._write(bytes(data), offset)

    def _write(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        if self._disk.has(self._path):
            self._disk.note(Do.WRITE, self._path, offset, data)

    def xTruncate(self, newsize: int) -> None:
        _ask(self._disk, Do.TRUNCATE, self._path)
        super().xTruncate(newsize)
        if self._disk.has(self._path):
            self._disk.note(Do.TRUNCATE, self._path, newsize)

    def xSync(self, flags: int) -> None:
        _ask(self._disk, Do.SYNC, self._path)
        super().xSync(flags)
        if self._disk.has(self._path):
            self._disk.note(Do.SYNC, self._path)
            if self._folder_is_due:  # as SQLite's own VFS does for journals
                self._disk.note(Do.SYNC_FOLDER, os.path.dirname(self._path))
                self._folder_is_due = False

    def excepthook(self, *_: object) -> bool:
        """The fault goes up to whoever asked; nothing is printed."""
        return True


def _ask(disk: Disk, do: Do, path: str) -> None:
    code = disk.fails(do) if disk.has(path) else 0
    if code:
        raise _told(do, code)


def _told(do: Do, code: int) -> Exception:
    full = code == errno.ENOSPC and do is Do.WRITE
    return apsw.exception_for(apsw.SQLITE_FULL if full else _CODES[do])
