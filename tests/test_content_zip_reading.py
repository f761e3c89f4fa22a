"""A zip from anywhere: as much as the limits allow and one more, and every way in which it can lie about itself."""

from __future__ import annotations

import re
import struct
import zipfile
from io import BytesIO

import pytest

from content.zip_errors import ZipDamaged, ZipForeign, ZipRefused, ZipTooLarge, ZipUnsafe
from content.zip_reading import Limits, Zip, open_zip

NAMES = re.compile("[a-z0-9/.]{1,20}")
WIDE = Limits()
END = 22  # bytes


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return made.getvalue()


SMALL = packed({"a": b"x"})
GOOD = packed({"a.txt": b"first", "b/c.txt": b"second" * 50}, zipfile.ZIP_DEFLATED)


def opened(data: bytes, limits: Limits = WIDE, names: re.Pattern[str] = NAMES) -> dict[str, bytes]:
    with open_zip(BytesIO(data), names, limits) as archive:
        return {name: archive.read(name, 1 << 30) for name in archive.sizes}


def edited(data: bytes, at: int, form: str, *values: int) -> bytes:
    """`at` from the end where negative."""
    at = at if at >= 0 else len(data) + at
    return data[:at] + struct.pack(form, *values) + data[at + struct.calcsize(form) :]


def in_directory(data: bytes, offset: int, form: str, *values: int) -> bytes:
    """Of the first member, in the directory."""
    return edited(data, data.index(b"PK\x01\x02") + offset, form, *values)


def test_a_good_one_is_read_whole() -> None:
    assert opened(GOOD) == {"a.txt": b"first", "b/c.txt": b"second" * 50}
    assert opened(packed({})) == {}
    with open_zip(BytesIO(GOOD), NAMES, WIDE) as archive:
        assert isinstance(archive, Zip)
        assert archive.sizes == {"a.txt": 5, "b/c.txt": 300}
        assert [one.filename for one in archive.members] == ["a.txt", "b/c.txt"]
        assert archive.directory == GOOD.index(b"PK\x01\x02")
        assert archive.read("a.txt", 5) == b"first"
        with pytest.raises(ZipTooLarge):
            archive.read("a.txt", 4)
        with pytest.raises(ZipDamaged):
            archive.read("none", 9)
        with archive.open("b/c.txt") as member:
            assert member.read(6) == b"second"


DIRECTORY = len(GOOD) - END - GOOD.index(b"PK\x01\x02")
LIMITS = [
    ("members", Limits(members=2), Limits(members=1), GOOD),
    ("directory", Limits(directory=DIRECTORY), Limits(directory=DIRECTORY - 1), GOOD),
    ("unpacked", Limits(total=305), Limits(total=304), GOOD),
    ("as it lies", Limits(total=len(SMALL)), Limits(total=len(SMALL) - 1), SMALL),
]


@pytest.mark.parametrize(("name", "enough", "less", "data"), LIMITS, ids=[row[0] for row in LIMITS])
def test_as_much_as_the_limits_allow(name: str, enough: Limits, less: Limits, data: bytes) -> None:
    assert opened(data, enough)
    with pytest.raises(ZipTooLarge):
        opened(data, less)


def test_no_member_is_packed_beyond_measure() -> None:
    data = packed({"a": bytes(100_000)}, zipfile.ZIP_DEFLATED)
    with open_zip(BytesIO(data), NAMES, Limits(ratio=10_000)) as archive:
        (member,) = archive.members
    ratio = -(-member.file_size // member.compress_size)
    assert opened(data, Limits(ratio=ratio))
    with pytest.raises(ZipTooLarge):
        opened(data, Limits(ratio=ratio - 1))
    assert (WIDE.members, WIDE.directory, WIDE.total, WIDE.ratio) == (5_000, 2 << 20, 2 << 30, 200)


def twice() -> bytes:
    return packed({"aa": b"1", "bb": b"2"}).replace(b"bb", b"aa")


def link() -> bytes:
    made, info = BytesIO(), zipfile.ZipInfo("a")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return made.getvalue()


def with_second_end() -> bytes:
    """The end of zip64 before the end: other sizes than those that were measured."""
    at = len(GOOD) - END
    hidden = b"PK\x06\x07" + bytes(16)
    length = struct.unpack_from("<L", GOOD, at + 12)[0]
    return edited(GOOD[:at] + hidden + GOOD[at:], -END + 12, "<L", length + 20)


def overlapping() -> bytes:
    """The second member begins within the first."""
    data = packed({"a": b"x" * 40, "b": b"y" * 40})
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    return edited(data, second + 42, "<L", 30)


def into_directory() -> bytes:
    """A member that claims bytes of the directory."""
    data = packed({"a": b"x" * 4})
    return in_directory(in_directory(data, 20, "<L", 5), 24, "<L", 5)


LIES = [
    ("no zip", b"hello, world, this is no zip", ZipForeign),
    ("nothing", b"", ZipForeign),
    ("bytes before", b"x" + GOOD, ZipForeign),
    ("a mark only", b"PK\x03\x04", ZipDamaged),
    ("bytes behind", GOOD + b"x", ZipDamaged),
    ("cut", GOOD[:-1], ZipDamaged),
    ("a comment", edited(GOOD, -2, "<H", 5), ZipUnsafe),
    ("another disk", edited(GOOD, -END + 4, "<H", 1), ZipUnsafe),
    ("a directory elsewhere", edited(GOOD, -END + 6, "<H", 1), ZipUnsafe),
    ("fewer here than in all", edited(GOOD, -END + 8, "<H", 1), ZipUnsafe),
    ("more in all than here", edited(GOOD, -END + 10, "<H", 3), ZipUnsafe),
    ("more than there are", edited(GOOD, -END + 8, "<HH", 3, 3), ZipDamaged),
    ("fewer than there are", edited(GOOD, -END + 8, "<HH", 1, 1), ZipDamaged),
    ("a directory that begins elsewhere", edited(GOOD, -END + 16, "<L", 3), ZipDamaged),
    ("a second end", with_second_end(), ZipUnsafe),
    ("encrypted", in_directory(GOOD, 8, "<H", 1), ZipUnsafe),
    ("packed by another method", packed({"a": b"x"}, zipfile.ZIP_BZIP2), ZipUnsafe),
    ("a link", link(), ZipUnsafe),
    ("one name twice", twice(), ZipUnsafe),
    ("overlapping", overlapping(), ZipUnsafe),
    ("into the directory", into_directory(), ZipUnsafe),
    ("a name that is not taken", packed({"A": b""}), ZipUnsafe),
    ("a name with more behind", packed({"a b": b""}), ZipUnsafe),
    ("a name cut by NUL", packed({"aXb": b""}).replace(b"aXb", b"a\0b"), ZipUnsafe),
    ("spoiled bytes", edited(GOOD, 36, "<L", 7), ZipDamaged),
    ("another checksum", in_directory(edited(GOOD, 14, "<L", 7), 16, "<L", 7), ZipDamaged),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "refusal"), LIES, ids=[row[0] for row in LIES])
def test_a_lie_is_refused_by_its_kind(name: str, data: bytes, refusal: type[ZipRefused]) -> None:
    with pytest.raises(ZipRefused) as told:
        opened(data)
    assert type(told.value) is refusal
    assert told.value.reason


def test_an_attribute_of_another_system_is_no_link() -> None:
    assert opened(in_directory(link(), 4, "<H", 0x0014)) == {"a": b"/etc/passwd"}
