"""Files kept as proof: copied in, named by what they hold, looked after."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol

from checklist.errors import (
    EvidenceChanging,
    EvidenceNoRoom,
    EvidenceTooLarge,
    EvidenceUnreadable,
    EvidenceVanished,
    RecordUnwritable,
)
from checklist.file_names import safe_name
from checklist.files import make_folder, put_in_place
from checklist.progress import Progress
from checklist.standing import Evidence

FOLDER = "evidence"
LARGEST = 200 << 20
_SPARE = 64 << 20  # bytes left free for the record itself
_CHUNK = 1 << 20
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Fault(StrEnum):
    """What is wrong with a kept file."""

    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Finding:
    """A kept file that is not as it was when it was taken in."""

    duty: str
    evidence: Evidence
    fault: Fault


class Readable(Protocol):
    """Bytes to be read in pieces: an open file, a member of an archive."""

    def read(self, size: int, /) -> bytes: ...


class EvidenceStore:
    """The folder evidence/ beside the record: each file once, under the SHA-256 of its bytes."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the record's."""
        self._folder = folder / FOLDER

    def take_in(self, source: Path, added: date) -> Evidence:
        """Copy a file in. On disk and checked before it returns.

        Raises EvidenceTooLarge, EvidenceVanished, EvidenceUnreadable, EvidenceChanging, EvidenceNoRoom,
        RecordUnwritable; nothing half-copied stays.
        """
        file = _opened(source)
        with file:
            before = os.fstat(file.fileno())
            sha256 = self.keep(file, before.st_size, source)
            if not _is_same(before, source, os.fstat(file.fileno())):
                raise EvidenceChanging(source, "written to while it was copied")
        return Evidence(sha256, safe_name(source.name), before.st_size, added)

    def keep(self, file: Readable, size: int, source: Path) -> str:
        """Copy `size` bytes in from an open file that came from `source`; gives their SHA-256. Raises as `take_in`."""
        if size > LARGEST:
            raise EvidenceTooLarge(source, size, LARGEST)
        try:
            make_folder(self._folder)
            free = shutil.disk_usage(self._folder).free
            if free < size + _SPARE:
                raise EvidenceNoRoom(self._folder, free, size + _SPARE)
            return self._keep(file, size, source)
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise EvidenceNoRoom(self._folder, 0, size) from error
            raise RecordUnwritable(self._folder, str(error)) from error

    def path(self, sha256: str) -> Path:
        """Where a file is kept."""
        return self._folder / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def fault(self, evidence: Evidence) -> Fault | None:
        """What is wrong with a kept file, by reading all of it; None where nothing is."""
        return self._fault(evidence.sha256)

    def open_path(self, sha256: str, name: str) -> Path:
        """A read-only copy under its own name in a temporary folder, for other programs to open.

        Raises EvidenceVanished, EvidenceUnreadable.
        """
        kept = self.path(sha256)
        if not kept.is_file():
            raise EvidenceVanished(kept, "not in the store")
        copy = Path(tempfile.mkdtemp(prefix="xiance-")) / safe_name(name)
        try:
            shutil.copyfile(kept, copy)
            copy.chmod(stat.S_IREAD)
        except OSError as error:
            raise EvidenceUnreadable(kept, str(error)) from error
        return copy

    def _fault(self, sha256: str) -> Fault | None:
        path = self.path(sha256)
        if not path.is_file():
            return Fault.MISSING
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return Fault.UNREADABLE
        return None if found == sha256 else Fault.CHANGED

    def _keep(self, file: Readable, size: int, source: Path) -> str:
        handle, name = tempfile.mkstemp(prefix="new-", dir=self._folder)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as copy:
                sha256, copied = _copy(file, copy, size, source)
            if copied != size:
                raise EvidenceChanging(source, f"{copied} bytes, {size} expected")
            target = self.path(sha256)
            if self._fault(sha256) is not None:  # a file that was lost or spoiled is mended by bringing it again
                make_folder(target.parent)
                put_in_place(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
        return sha256


def check_evidence(store: EvidenceStore, progress: Iterable[Progress]) -> Iterator[Finding]:
    """Every file that is missing, changed or unreadable; a file of several duties is read once."""
    seen: dict[str, Fault | None] = {}
    for known in progress:
        for evidence in known.evidence:
            if evidence.sha256 not in seen:
                seen[evidence.sha256] = store.fault(evidence)
            fault = seen[evidence.sha256]
            if fault is not None:
                yield Finding(known.duty, evidence, fault)


def _opened(source: Path) -> BinaryIO:
    """A file's bytes; never a folder or a device, which is told before it is opened."""
    try:
        if not stat.S_ISREG(source.stat().st_mode):
            raise EvidenceUnreadable(source, "not a file")
        return source.open("rb")
    except FileNotFoundError as error:
        raise EvidenceVanished(source, str(error)) from error
    except (OSError, ValueError) as error:
        raise EvidenceUnreadable(source, str(error)) from error


def _copy(file: Readable, copy: BinaryIO, size: int, source: Path) -> tuple[str, int]:
    """Hash and length of what was copied: one byte more than `size` at most, so that growth shows."""
    digest, copied = hashlib.sha256(), 0
    while copied <= size and (chunk := _read(file, min(_CHUNK, size + 1 - copied), source)):
        digest.update(chunk)
        copy.write(chunk)
        copied += len(chunk)
    return digest.hexdigest(), copied


def _read(file: Readable, length: int, source: Path) -> bytes:
    try:
        return file.read(length)
    except OSError as error:
        raise EvidenceUnreadable(source, str(error)) from error


def _is_same(before: os.stat_result, source: Path, after: os.stat_result) -> bool:
    """Whether the file is what it was when copying began, and still in its place."""
    try:
        there = source.stat()
    except FileNotFoundError as error:
        raise EvidenceVanished(source, str(error)) from error
    except OSError as error:
        raise EvidenceUnreadable(source, str(error)) from error
    marks = [(one.st_size, one.st_mtime_ns) for one in (before, after, there)]
    return marks[0] == marks[1] == marks[2] and os.path.samestat(after, there)
