"""Zips that no tool of ours writes, byte by byte: what a pack could hold if a trusted key signed the worst."""

from __future__ import annotations

import random
import struct
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tests.pack_samples import Publisher, small_edition

STORED, DEFLATED, BZIP2 = 0, 8, 12
_FILE, _LINK, _PIPE, _DEVICE = 0o100644, 0o120777, 0o010644, 0o060644


@dataclass(frozen=True)
class Member:
    """A member as it is to be written; None for what follows from the body."""

    name: bytes
    body: bytes = b"[]\n"
    kind: int = _FILE
    flags: int = 0
    method: int = DEFLATED
    size: int | None = None
    local_name: bytes | None = None
    extra: bytes = b""
    comment: bytes = b""
    at: int | None = None  # where the directory says that another member begins

    @property
    def packed(self) -> bytes:
        if self.method == STORED:
            return self.body
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return packer.compress(self.body) + packer.flush()


@dataclass(frozen=True)
class RawZip:
    """Members, and what is wrong with what is around them."""

    members: tuple[Member, ...]
    before: bytes = b""
    between: bytes = b""
    behind: bytes = b""
    count: int | None = None
    comment: bytes = b""
    disk: int = 0
    shift: bool = field(default=False)  # offsets as if nothing stood before

    @property
    def bytes(self) -> bytes:
        out, directory = bytearray(self.before), bytearray()
        for one in self.members:
            start = len(out) - (len(self.before) if self.shift else 0)
            if one.at is None:
                out += _local(one) + self.between
            directory += _central(one, start if one.at is None else one.at)
        place = len(out) - (len(self.before) if self.shift else 0)
        count = len(self.members) if self.count is None else self.count
        end = struct.pack(
            "<4s4H2LH", b"PK\5\6", self.disk, self.disk, count, count, len(directory), place, len(self.comment)
        )
        return bytes(out + directory) + end + self.comment + self.behind


def _fields(one: Member) -> tuple[int, ...]:
    size = len(one.body) if one.size is None else one.size
    return (one.flags, one.method, 0, 33, zlib.crc32(one.body), len(one.packed), size)


def _local(one: Member) -> bytes:
    name = one.name if one.local_name is None else one.local_name
    return struct.pack("<4s5H3L2H", b"PK\3\4", 20, *_fields(one), len(name), 0) + name + one.packed


def _central(one: Member, start: int) -> bytes:
    rest = (len(one.name), len(one.extra), len(one.comment), 0, 0, one.kind << 16, start)
    head = struct.pack("<4s6H3L5H2L", b"PK\1\2", 3 << 8 | 20, 20, *_fields(one), *rest)
    return head + one.name + one.extra + one.comment


NAMES: tuple[bytes, ...] = tuple(
    name if isinstance(name, bytes) else name.encode()
    for name in (
        *("../x.md", "..\\x.md", "policies/../../x.md", "policies/../x.md", "/etc/x.md", "/x.md", "./policies/x.md"),
        *("C:\\x.md", "C:/x.md", "C:x.md", "\\\\srv\\s\\x.md", "//srv/s/x.md", "policies\\x.md"),
        *("policies/%2e%2e/x.md", "policies/%2e%2e%2fx.md", "policies/x\0.md", "policies/x.md\0.txt"),
        *("policies/con.md", "policies/nul.md", "policies/com1.md", "CON", "policies/a:b.md", "policies/x.md:stream"),
        *("policies/x.md.", "policies/x.md ", "policies/ x.md", "policies/SHI-1.md", "POLICIES/shi-1.md"),
        *(unicodedata.normalize("NFD", "policies/é.md"), unicodedata.normalize("NFC", "policies/é.md")),
        *("policies/" + "a" * 300 + ".md", "", ".", "policies", "policies/", "policies//x.md", "policies/.md"),
        *("policies/x.py", "policies/x\n.md", b"policies/\xff\xfe.md", "state.json", "trusted.pub"),
    )
)


def honest(publisher: Publisher) -> tuple[Member, ...]:
    """The members of a pack that would be taken."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(publisher.body(2, small_edition()))) as archive:
        return tuple(Member(one.filename.encode(), archive.read(one)) for one in archive.infolist())


def named(publisher: Publisher) -> Iterator[tuple[str, bytes]]:
    """An honest pack with one more member, of a name that is none."""
    for name in NAMES:
        flags = 0x800 if not name.isascii() else 0
        yield ascii(name), RawZip((*honest(publisher), Member(name, flags=flags))).bytes


def _first(publisher: Publisher, **change: object) -> RawZip:
    """An honest pack whose last member is not."""
    members = honest(publisher)
    return RawZip((*members[:-1], replace(members[-1], **change)))  # type: ignore[arg-type]


_BROKEN: Mapping[str, Callable[[Publisher], bytes]] = {
    "a symbolic link": lambda p: _first(p, kind=_LINK).bytes,
    "a pipe": lambda p: _first(p, kind=_PIPE).bytes,
    "a device": lambda p: _first(p, kind=_DEVICE).bytes,
    "encrypted": lambda p: _first(p, flags=1).bytes,
    "packed another way": lambda p: _first(p, method=BZIP2).bytes,
    "zip64 lie": lambda p: _first(p, comment=struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1)).bytes,
    "zip64 sizes": lambda p: _first(p, size=0xFFFFFFFF, extra=struct.pack("<2HQ", 1, 8, 1 << 40)).bytes,
    "one name twice": lambda p: RawZip((*honest(p), honest(p)[-1])).bytes,
    "another name inside": lambda p: _first(p, local_name=b"policies/../x").bytes,
    "prefix junk": lambda p: replace(RawZip(honest(p)), before=b"MZ" + bytes(100), shift=True).bytes,
    "prefix junk counted in": lambda p: replace(RawZip(honest(p)), before=_local(Member(b"hidden"))).bytes,
    "bytes between": lambda p: replace(RawZip(honest(p)), between=b"hidden").bytes,
    "trailing junk": lambda p: replace(RawZip(honest(p)), behind=b"junk").bytes,
    "a comment": lambda p: replace(RawZip(honest(p)), comment=b"hello").bytes,
    "a member's comment": lambda p: _first(p, comment=b"hello").bytes,
    "two disks": lambda p: replace(RawZip(honest(p)), disk=1).bytes,
    "fewer members than said": lambda p: replace(RawZip(honest(p)), count=60).bytes,
    "no manifest": lambda p: RawZip(honest(p)[1:]).bytes,
}


def broken(publisher: Publisher) -> Iterator[tuple[str, bytes]]:
    for name, make in _BROKEN.items():
        yield name, make(publisher)


def bombs(publisher: Publisher) -> Iterator[tuple[str, bytes]]:
    """Small files that would be large ones."""
    zeros = bytes(40 << 20)
    yield "one member of forty megabytes", RawZip((*honest(publisher), Member(b"sources/x.txt", zeros))).bytes
    yield "a member that says ten gigabytes", _first(publisher, size=0xFFFFFFF0).bytes
    yield (
        "a member that says less than it is",
        RawZip((*honest(publisher), Member(b"sources/x.txt", zeros, size=100))).bytes,
    )
    many = tuple(Member(b"sources/x%06d.txt" % number, b"", method=STORED) for number in range(6_000))
    yield "six thousand members", RawZip(many).bytes
    piece = Member(b"sources/x.txt", bytes(1 << 20), method=STORED)
    overlapping = tuple(replace(piece, name=b"sources/x%03d.txt" % number, at=0) for number in range(100))
    yield "members that overlap", RawZip((piece, *overlapping)).bytes
    chance = random.Random(1)
    yield (
        "many middling ones",
        RawZip(
            tuple(Member(b"sources/x%03d.txt" % n, chance.randbytes(3 << 20), method=STORED) for n in range(12))
        ).bytes,
    )
