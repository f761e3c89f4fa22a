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


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


@functools.cache
def _described(path: Path) -> str:
    return subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout
