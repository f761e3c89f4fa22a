"""What an ELF file says of itself, by binutils: the libraries it needs and the versions of glibc it asks for."""

from __future__ import annotations

import functools
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

_MAGIC = b"\x7fELF"


def elf_files(tree: Path) -> Iterator[Path]:
    """Every program and library below a folder, links aside."""
    for path in sorted(tree.rglob("*")):
        if path.is_file() and not path.is_symlink() and _is_elf(path):
            yield path


def needed(path: Path) -> set[str]:
    """The libraries that a file names (DT_NEEDED)."""
    return set(re.findall(r"^\s+NEEDED\s+(\S+)", _described(path), re.MULTILINE))


def highest_glibc(path: Path) -> tuple[int, ...]:
    """The newest version of glibc of which a file wants a symbol, as (2, 31); () where it wants none."""
    return max((_numbers(one) for one in re.findall(r"\bGLIBC_([0-9.]+)", _described(path))), default=())


def exported(path: Path) -> set[str]:
    """The symbols that a library has for others."""
    return {name for place, name in _symbols(path) if place != "*UND*"}


def wanted(path: Path) -> set[str]:
    """The symbols that a file wants of others."""
    return {name for place, name in _symbols(path) if place == "*UND*"}


def _symbols(path: Path) -> list[tuple[str, str]]:
    """Of the dynamic symbols the section that each stands in, and its name."""
    listing = subprocess.run(["objdump", "-T", str(path)], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listing.splitlines() if re.match(r"[0-9a-f]{16} ", line)]
    return [(next(part for part in row if re.match(r"\*|\.", part)), row[-1]) for row in rows]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


@functools.cache
def _described(path: Path) -> str:
    return subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout
