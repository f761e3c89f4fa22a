"""Takes out of libicudata what a Chinese program does not need: 30 MB become 4.

The library is one table of files (ICU's common data, "CmnD") in one read-only segment. The files that stay are written
anew at its start; the segment, and the file, are cut behind them. Every address stays where it is.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import Path

# Of files that exist for each language: the root, Chinese and English. Of the rest: what Qt asks for
# (collation, normal forms, properties, time zones, the GB encodings), and the lists of what there is.
_LANGUAGES = r"(?:root|zh|zh_Hans|zh_Hans_CN|zh_CN|en|en_US|en_001|en_150|pool|res_index|keyTypeData|tzdbNames)\.res"
_KEPT = re.compile(
    rf"(?:(?:coll|curr|lang|region|unit|zone)/)?{_LANGUAGES}"
    r"|(?:coll/ucadata|nfkc_cf|nfkc|nfc|uprops|pnames|ubidi|ucase|ulayout|uemoji|cnvalias)\.(?:icu|nrm)|coll/ucadata-.*\.icu"
    r"|(?:zoneinfo64|timezoneTypes|metaZones|windowsZones|supplementalData|likelySubtags|numberingSystems|plurals"
    r"|pluralRanges|keyTypeData|metadata|dayPeriods|genderList|icustd|icuver|currencyNumericCodes|grammaticalFeatures"
    r"|units|langInfo)\.res"
    r"|(?:gb18030|ibm-1386_P100-2001|ibm-1383_P110-1999|ibm-5478_P100-1995|windows-936-2000)\.cnv"
)
_ALIGNMENT, _LOAD = 16, 1


@dataclass(frozen=True, slots=True)
class Segment:
    """A PT_LOAD entry: where its header stands, where its bytes stand in the file and in memory, how many they are."""

    header: int
    offset: int
    address: int
    size: int


def trim_icu(library: Path) -> None:
    """Trim the library in place. Raises ValueError where it is not laid out as expected."""
    content = library.read_bytes()
    first, second = _segments(content)
    table = content.index(b"CmnD") - 12
    data = _without_others(content[table : first.offset + first.size])
    end = table + len(data)
    kept = bytearray(content[:table] + data)
    # What follows keeps its address; in the file it moves down to the next place that a page can be mapped from.
    page = 0x1000
    start = (end + page - 1) // page * page + second.address % page
    kept += bytes(start - end) + content[second.offset : second.offset + second.size]
    _write_sizes(kept, first, end - first.offset)
    for header in _headers(content):
        (offset,) = struct.unpack_from("<Q", content, header + 8)
        if second.offset <= offset < second.offset + second.size:
            struct.pack_into("<Q", kept, header + 8, offset - second.offset + start)
    struct.pack_into("<Q", kept, 0x28, 0)  # no table of sections: the loader reads none
    struct.pack_into("<HH", kept, 0x3C, 0, 0)
    library.write_bytes(kept)


def _headers(content: bytes) -> range:
    (start,) = struct.unpack_from("<Q", content, 0x20)
    size, count = struct.unpack_from("<HH", content, 0x36)
    return range(start, start + size * count, size)


def _segments(content: bytes) -> tuple[Segment, Segment]:
    found = []
    for header in _headers(content):
        kind, _, offset, address, _, size = struct.unpack_from("<IIQQQQ", content, header)
        if kind == _LOAD:
            found.append(Segment(header, offset, address, size))
    first, second = found
    if first.offset or content[:6] != b"\x7fELF\x02\x01":
        raise ValueError("libicudata is not a 64-bit library of a table and its dynamic section")
    return first, second


def _write_sizes(content: bytearray, segment: Segment, size: int) -> None:
    struct.pack_into("<QQ", content, segment.header + 32, size, size)


def _without_others(data: bytes) -> bytes:
    """The table with the kept files alone: header, count, (name, place) pairs, names, files."""
    (base,) = struct.unpack_from("<H", data)
    (count,) = struct.unpack_from("<I", data, base)
    entries = [struct.unpack_from("<II", data, base + 4 + 8 * number) for number in range(count)]
    places = [place for _, place in entries] + [len(data) - base]
    files = []
    for number, (name_at, place) in enumerate(entries):
        name = data[base + name_at : data.index(b"\0", base + name_at)]
        if _KEPT.fullmatch(name.decode("ascii").partition("/")[2]):
            files.append((name, data[base + place : base + places[number + 1]]))
    return data[:base] + _table(files)


def _table(files: list[tuple[bytes, bytes]]) -> bytes:
    names_at = 4 + 8 * len(files)
    names, places, body = b"", [], b""
    bodies_at = _aligned(names_at + sum(len(name) + 1 for name, _ in files))
    for name, content in files:
        places.append(struct.pack("<II", names_at + len(names), bodies_at + len(body)))
        names += name + b"\0"
        body += content.ljust(_aligned(len(content)), b"\0")
    head = struct.pack("<I", len(files)) + b"".join(places) + names
    return head.ljust(bodies_at, b"\0") + body


def _aligned(size: int) -> int:
    return (size + _ALIGNMENT - 1) // _ALIGNMENT * _ALIGNMENT
