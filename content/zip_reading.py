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
from typing import IO, cast

from content.zip_errors import ZipDamaged, ZipForeign, ZipTooLarge, ZipUnsafe

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LARGE_END, _LARGE_END_MARK = 20, b"PK\x06\x07"  # of zip64: says other counts and sizes than the end itself
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
def open_zip(file: IO[bytes], names: re.Pattern[str], limits: Limits) -> Iterator[Zip]:
    """The zip that `file` holds from its first byte to its last; `names` matches every member's name wholly.

    Raises ZipForeign, ZipDamaged, ZipTooLarge, ZipUnsafe, and OSError as it comes.
    """
    count = _check_end(file, limits)
    with _told():
        archive = zipfile.ZipFile(file)
    with archive:
        if len(archive.infolist()) != count:
            raise ZipDamaged("another number of members than said")
        _check_members(archive, names, limits)
        yield Zip(archive)


class Zip:
    """Members that passed the checks."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members = tuple(archive.infolist())
        self.directory = archive.start_dir  # where the members end
        self.sizes = {one.filename: one.file_size for one in self.members}

    def read(self, name: str, limit: int) -> bytes:
        """All of a member. Raises ZipDamaged, ZipTooLarge."""
        if name not in self.sizes:
            raise ZipDamaged(name)
        if self.sizes[name] > limit:
            raise ZipTooLarge(name)
        with self.open(name) as member:
            return member.read(limit)

    @contextmanager
    def open(self, name: str) -> Iterator[BufferedIOBase]:
        """A member to read in pieces; its declared size bounds what is read. Raises ZipDamaged."""
        with _told(), self._archive.open(name) as member:
            yield cast("BufferedIOBase", member)


@contextmanager
def _told() -> Iterator[None]:
    """The faults of a broken zip as ours."""
    try:
        yield
    except _FAULTS as error:
        raise ZipDamaged(str(error)) from error


def _check_end(file: IO[bytes], limits: Limits) -> int:
    """The number of members: count and size of the directory are held against the limits before it is read."""
    size = file.seek(0, 2)
    file.seek(0)
    if file.read(4) not in (b"PK\x03\x04", _END_MARK):
        raise ZipForeign("not a zip")
    file.seek(max(0, size - _END.size))
    last = file.read(_END.size)
    if len(last) < _END.size or last[:4] != _END_MARK:
        raise ZipDamaged("no end of the directory")
    _, disk, start_disk, here, count, length, offset, comment = _END.unpack(last)
    if disk or start_disk or here != count or comment:
        raise ZipUnsafe("several disks or a comment")
    if count > limits.members or length > limits.directory or size > limits.total:
        raise ZipTooLarge(f"{count} members, {size} bytes")
    if offset + length + _END.size != size:
        raise ZipDamaged("bytes before, between or behind")
    file.seek(max(0, size - _END.size - _LARGE_END))
    if file.read(_LARGE_END)[:4] == _LARGE_END_MARK:
        raise ZipUnsafe("a second end that says other sizes")
    file.seek(0)
    return int(count)


def _check_members(archive: zipfile.ZipFile, names: re.Pattern[str], limits: Limits) -> None:
    members = archive.infolist()
    if len({one.filename for one in members}) != len(members):
        raise ZipUnsafe("one name twice")
    for one in members:
        _check_member(one, names, limits)
    if sum(one.file_size for one in members) > limits.total:
        raise ZipTooLarge("unpacked")
    ends = 0
    for one in sorted(members, key=lambda each: each.header_offset):
        if one.header_offset < ends:
            raise ZipUnsafe("members overlap")
        ends = one.header_offset + _LOCAL_HEADER + len(one.orig_filename.encode()) + one.compress_size
    if ends > archive.start_dir:
        raise ZipUnsafe("members overlap the directory")


def _check_member(one: zipfile.ZipInfo, names: re.Pattern[str], limits: Limits) -> None:
    if not names.fullmatch(one.orig_filename):
        raise ZipUnsafe(one.orig_filename[:80])
    if one.flag_bits & 0x1 or one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ZipUnsafe(f"{one.filename}: encrypted or packed in a way that is not taken")
    if one.create_system == _UNIX and (one.external_attr >> 16) & _KIND == _LINK:
        raise ZipUnsafe(f"{one.filename}: a link")
    if one.file_size > limits.ratio * max(one.compress_size, 1):
        raise ZipTooLarge(f"{one.filename}: {one.compress_size} bytes unpack to {one.file_size}")
