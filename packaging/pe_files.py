"""What a Windows program or library says of itself: the libraries it needs. Read from the file, by no tool."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

_MAGIC, _SIGNATURE, _WIDE = b"MZ", b"PE\0\0", 0x20B  # of a program of 64 bits
_IMPORTS, _LATE_IMPORTS = 1, 13  # places in the table of tables
_IMPORT, _LATE_IMPORT = struct.Struct("<5I"), struct.Struct("<8I")


def pe_files(tree: Path) -> Iterator[Path]:
    """Every program and library below a folder."""
    for path in sorted(tree.rglob("*")):
        if path.is_file() and path.suffix.lower() in (".exe", ".dll", ".pyd"):
            yield path


def needed(path: Path) -> set[str]:
    """The libraries that a file names, in small letters. Raises ValueError where it is no program of 64 bits."""
    content = path.read_bytes()
    head = struct.unpack_from("<I", content, 0x3C)[0] if content.startswith(_MAGIC) else 0
    kind = struct.unpack_from("<H", content, head + 24)[0] if content[head : head + 4] == _SIGNATURE else 0
    if kind != _WIDE:
        raise ValueError(f"{path.name} is no program of 64 bits")
    sections = _sections(content, head)
    early = _names(content, sections, _table(content, head, _IMPORTS), _IMPORT, 3)
    late = _names(content, sections, _table(content, head, _LATE_IMPORTS), _LATE_IMPORT, 1)
    return {*early, *late}


def _table(content: bytes, head: int, number: int) -> int:
    """The address of one of the tables, 0 where there is none."""
    return int(struct.unpack_from("<I", content, head + 24 + 112 + 8 * number)[0])


def _sections(content: bytes, head: int) -> list[tuple[int, int, int]]:
    """Address, length and place in the file of each section."""
    count, optional = struct.unpack_from("<H12xH", content, head + 6)
    start = head + 24 + optional
    rows = [struct.unpack_from("<IIII", content, start + 40 * number + 8) for number in range(count)]
    return [(address, max(size, length), place) for size, address, length, place in rows]


def _names(
    content: bytes, sections: list[tuple[int, int, int]], table: int, row: struct.Struct, column: int
) -> Iterator[str]:
    """The names in a table that ends with an empty row."""
    at = _place(sections, table) if table else None
    while at is not None and any(fields := row.unpack_from(content, at)):
        name = _place(sections, fields[column])
        if name is None:
            return
        yield content[name : content.index(b"\0", name)].decode("ascii").lower()
        at += row.size


def _place(sections: list[tuple[int, int, int]], address: int) -> int | None:
    """Where in the file an address is."""
    return next((place + address - start for start, length, place in sections if 0 <= address - start < length), None)
