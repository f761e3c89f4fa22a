"""Python's way to the disk: files, names and folders, as pathlib, shutil, tempfile and zipfile use them."""

from __future__ import annotations

import builtins
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from tests.faults.disk import Disk, Do


@contextmanager
def put_under_python(disk: Disk) -> Iterator[None]:
    """Let all that Python does to files below the disk's root go through it."""
    calls = _Calls(disk)
    with (
        patch.object(builtins, "open", calls.open),
        patch.object(io, "open", calls.open),
        patch.object(os, "open", calls.os_open),
        patch.object(os, "close", calls.os_close),
        patch.object(os, "fsync", calls.fsync),
        patch.object(os, "replace", calls.moving(os.replace)),
        patch.object(os, "rename", calls.moving(os.rename)),
        patch.object(os, "link", calls.linking(os.link)),
        patch.object(os, "unlink", calls.unlinking(os.unlink)),
        patch.object(os, "remove", calls.unlinking(os.remove)),
        patch.object(os, "mkdir", calls.mkdir),
        patch.object(shutil, "_USE_CP_SENDFILE", False),
    ):
        yield


class _Calls:
    """The system's calls, each asked for before and noted after."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._handles: dict[int, str] = {}
        self._open, self._os_open, self._os_close = builtins.open, os.open, os.close
        self._fsync, self._mkdir = os.fsync, os.mkdir

    def open(self, file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **more: Any) -> Any:
        path = self._handles.get(file, "") if isinstance(file, int) else os.fspath(file)
        if not isinstance(path, str) or not path or not self._disk.has(path):
            return self._open(file, mode, buffering, *rest, **more)
        raw = _Raw(self._disk, path, file, mode.replace("b", "").replace("t", ""))
        self._handles[raw.fileno()] = path
        if "+" in mode:
            buffered: Any = io.BufferedRandom(raw)
        else:
            buffered = io.BufferedReader(raw) if "r" in mode else io.BufferedWriter(raw)
        if "b" in mode:
            return buffered
        encoding, errors, newline = [*rest, None, None, None][:3]
        return io.TextIOWrapper(
            buffered, more.get("encoding", encoding), more.get("errors", errors), more.get("newline", newline)
        )

    def os_open(self, path: Any, flags: int, *rest: Any, **more: Any) -> int:
        ours = self._disk.has(path)
        is_new = ours and flags & os.O_CREAT and not os.path.exists(path)
        if ours:
            self._disk.ask(Do.CREATE if is_new else Do.OPEN, str(path))
        handle = self._os_open(path, flags, *rest, **more)
        self._handles.pop(handle, None)
        if ours:
            self._handles[handle] = str(path)
            if is_new:
                self._disk.note(Do.CREATE, str(path))
        return handle

    def os_close(self, handle: int) -> None:
        self._handles.pop(handle, None)
        self._os_close(handle)

    def fsync(self, handle: int) -> None:
        path = self._handles.get(handle, "")
        if not path or not self._disk.has(path):
            self._fsync(handle)
            return
        self._disk.ask(Do.SYNC, path)
        self._fsync(handle)
        self._disk.note(Do.SYNC_FOLDER if os.path.isdir(path) else Do.SYNC, path)

    def moving(self, real: Callable[..., None]) -> Callable[..., None]:
        def move(source: Any, target: Any, **more: Any) -> None:
            if self._disk.has(target):
                self._disk.ask(Do.RENAME, str(target))
            real(source, target, **more)
            if self._disk.has(target):
                self._disk.note(Do.RENAME, str(source), target=str(target))

        return move

    def linking(self, real: Callable[..., None]) -> Callable[..., None]:
        """A second name: noted as a rename of a file that then gets its old name back; see platter."""

        def link(source: Any, target: Any, **more: Any) -> None:
            if self._disk.has(target):
                self._disk.ask(Do.RENAME, str(target))
            real(source, target, **more)
            if self._disk.has(target):
                self._disk.note(Do.RENAME, str(source), at=1, target=str(target))

        return link

    def unlinking(self, real: Callable[..., None]) -> Callable[..., None]:
        def unlink(path: Any, **more: Any) -> None:
            if self._disk.has(path) and os.path.lexists(path):
                self._disk.ask(Do.UNLINK, str(path))
            real(path, **more)
            if self._disk.has(path):
                self._disk.note(Do.UNLINK, str(path))

        return unlink

    def mkdir(self, path: Any, *rest: Any, **more: Any) -> None:
        if self._disk.has(path) and not os.path.isdir(path):
            self._disk.ask(Do.FOLDER, str(path))
        self._mkdir(path, *rest, **more)
        if self._disk.has(path):
            self._disk.note(Do.FOLDER, str(path))


class _Raw(io.FileIO):
    """The bytes of one open file."""

    def __init__(self, disk: Disk, path: str, file: Any, mode: str) -> None:
        self._disk, self._path = disk, path
        is_new = "r" not in mode and not os.path.exists(path)
        if not isinstance(file, int):
            disk.ask(Do.CREATE if is_new else Do.OPEN, path)
        super().__init__(file, mode)
        if is_new:
            disk.note(Do.CREATE, path)
        elif "w" in mode:
            disk.note(Do.TRUNCATE, path)

    def write(self, data: Any, /) -> int:
        body, at = bytes(data), self.tell()
        code = self._disk.fails(Do.WRITE) if self._disk.is_watching else 0
        if code:  # a failing disk may have written a part
            self._write(body[: len(body) // 2], at)
            raise OSError(code, os.strerror(code), self._path)
        return self._write(body, at)

    def _write(self, body: bytes, at: int) -> int:
        done = super().write(body)
        if self._disk.is_watching:
            self._disk.note(Do.WRITE, self._path, at, body[:done])
        return done

    def truncate(self, size: int | None = None, /) -> int:
        if self._disk.is_watching:
            self._disk.ask(Do.TRUNCATE, self._path)
        length = super().truncate(size)
        if self._disk.is_watching:
            self._disk.note(Do.TRUNCATE, self._path, length)
        return length

    def readinto(self, buffer: Any, /) -> int:
        self._ask_to_read()
        return super().readinto(buffer)

    def readall(self) -> bytes:
        self._ask_to_read()
        return super().readall()

    def _ask_to_read(self) -> None:
        if self._disk.is_watching:
            self._disk.ask(Do.READ, self._path)
