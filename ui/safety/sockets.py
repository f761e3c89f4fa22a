"""The sockets that a process holds open right now, read from Linux's /proc. Knows no Qt."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TABLES = ("tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6", "icmp", "icmp6", "packet", "netlink")
_INODE = {"packet": 8, "netlink": 9}  # which column; of the others the tenth
_LOCAL = "unix"


@dataclass(frozen=True, slots=True)
class Socket:
    """`family` is the name of the kernel's table, empty where it stands in none; `path` is of a local one."""

    family: str
    path: str = ""

    @property
    def is_local(self) -> bool:
        """Whether it cannot leave this machine, by its nature."""
        return self.family == _LOCAL


def sockets_of(process: Path = Path("/proc/self")) -> tuple[Socket, ...] | None:
    """The sockets among the process's open files; None where the system does not tell."""
    try:
        inodes = [*_inodes(process / "fd")]
        known = {inode: one for inode, one in _known(process / "net")}
    except OSError:
        return None
    return tuple(known.get(inode, Socket("")) for inode in inodes)


def _inodes(folder: Path) -> Iterator[str]:
    for entry in sorted(folder.iterdir()):
        try:
            target = os.readlink(entry)
        except OSError:  # closed meanwhile, such as the one that lists this folder
            continue
        found = re.fullmatch(r"socket:\[(\d+)\]", target)
        if found:
            yield found[1]


def _known(folder: Path) -> Iterator[tuple[str, Socket]]:
    for row in _rows(folder / _LOCAL):
        yield row[6], Socket(_LOCAL, " ".join(row[7:]))
    for family in _TABLES:
        if (folder / family).exists():
            column = _INODE.get(family, 9)
            yield from ((row[column], Socket(family)) for row in _rows(folder / family) if len(row) > column)


def _rows(table: Path) -> Iterator[list[str]]:
    lines = table.read_text(encoding="utf-8", errors="replace").splitlines()[1:]
    yield from (row for row in map(str.split, lines) if len(row) > 6)
