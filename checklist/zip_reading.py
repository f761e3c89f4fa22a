"""Reads a zip from anywhere: measured before it is unpacked, members by exact name, no path of it ever used."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import IO, cast

from checklist.exchange_errors import (
    ExchangeDamaged,
    ExchangeForeign,
    ExchangeTooLarge,
    ExchangeUnreadable,
    ExchangeUnsafe,
)

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LOCAL_HEADER = 30
_UNIX, _LINK, _KIND = 3, 0o120000, 0o170000
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, except for `members` and `ratio` (unpacked to packed)."""

    members: int = 5_000
    directory: int = 2 << 20
    total: int = 2 << 30
    ratio: int = 200


@contextmanager
def open_zip(path: Path, names: re.Pattern[str], limits: Limits) -> Iterator[Zip]:
    """The zip at `path`, whose members all have names that `names` matches wholly.

    Raises ExchangeUnreadable, ExchangeForeign, ExchangeDamaged, ExchangeTooLarge, ExchangeUnsafe.
    """
    try:
        with path.open("rb") as file:
            count = _check_end(path, file, limits)
            with _told(path):
                archive = zipfile.ZipFile(file)
            with archive:
                if len(archive.infolist()) != count:
                    raise ExchangeDamaged(path, "another number of members than said")
                _check_members(path, archive, names, limits)
                yield Zip(path, archive)
    except OSError as error:
        raise ExchangeUnreadable(path, str(error)) from error


class Zip:
    """Members that passed the checks."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._archive = archive
        self.sizes = {one.filename: one.file_size for one in archive.infolist()}

    def read(self, name: str, limit: int) -> bytes:
        """All of a member. Raises ExchangeDamaged, ExchangeTooLarge."""
        if name not in self.sizes:
            raise ExchangeDamaged(self._path, name)
        if self.sizes[name] > limit:
            raise ExchangeTooLarge(self._path, name)
        with self.open(name) as member:
            return member.read(limit)

    @contextmanager
    def open(self, name: str) -> Iterator[BufferedIOBase]:
        """A member to read in pieces; its declared size bounds what is read. Raises ExchangeDamaged."""
        with _told(self._path), self._archive.open(name) as member:
            yield cast("BufferedIOBase", member)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """The faults of a broken zip as ours."""
    try:
        yield
    except _FAULTS as error:
        raise ExchangeDamaged(path, str(error)) from error


def _check_end(path: Path, file: IO[bytes], limits: Limits) -> int:
    """The number of members: count and size of the directory are held against the limits before it is read."""
    size = file.seek(0, 2)
    file.seek(0)
    if file.read(4) not in (b"PK\x03\x04", _END_MARK):
        raise ExchangeForeign(path, "not a zip")
    file.seek(max(0, size - _END.size))
    last = file.read(_END.size)
    if len(last) < _END.size or last[:4] != _END_MARK:
        raise ExchangeDamaged(path, "no end of the directory")
    _, disk, start_disk, here, count, length, offset, comment = _END.unpack(last)
    if disk or start_disk or here != count or comment:
        raise ExchangeUnsafe(path, "several disks or a comment")
    if count > limits.members or length > limits.directory or size > limits.total:
        raise ExchangeTooLarge(path, f"{count} members, {size} bytes")
    if offset + length + _END.size != size:
        raise ExchangeDamaged(path, "bytes before, between or behind")
    file.seek(0)
    return int(count)


def _check_members(path: Path, archive: zipfile.ZipFile, names: re.Pattern[str], limits: Limits) -> None:
    members = archive.infolist()
    if len({one.filename for one in members}) != len(members):
        raise ExchangeUnsafe(path, "one name twice")
    for one in members:
        _check_member(path, one, names, limits)
    if sum(one.file_size for one in members) > limits.total:
        raise ExchangeTooLarge(path, "unpacked")
    ends = 0
    for one in sorted(members, key=lambda each: each.header_offset):
        if one.header_offset < ends:
            raise ExchangeUnsafe(path, "members overlap")
        ends = one.header_offset + _LOCAL_HEADER + len(one.orig_filename.encode()) + one.compress_size
    if ends > archive.start_dir:
        raise ExchangeUnsafe(path, "members overlap the directory")


def _check_member(path: Path, one: zipfile.ZipInfo, names: re.Pattern[str], limits: Limits) -> None:
    if not names.fullmatch(one.orig_filename):
        raise ExchangeUnsafe(path, one.orig_filename[:80])
    if one.flag_bits & 0x1 or one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ExchangeUnsafe(path, f"{one.filename}: encrypted or packed in a way that is not taken")
    if one.create_system == _UNIX and (one.external_attr >> 16) & _KIND == _LINK:
        raise ExchangeUnsafe(path, f"{one.filename}: a link")
    if one.file_size > limits.ratio * max(one.compress_size, 1):
        raise ExchangeTooLarge(path, f"{one.filename}: {one.compress_size} bytes unpack to {one.file_size}")
