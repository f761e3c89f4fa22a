"""Puts a small library of ours in ICU's place on Linux: 11 MB become 50 kB. Needs a C compiler.

stand_ins/icu.c says what it does, and what it leaves.
"""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from elf_files import elf_files, exported, wanted

SOURCE = Path(__file__).resolve().parent / "stand_ins" / "icu.c"
# Qt names all three; that the functions stand in one of them is enough.
_NAMES, _WITH_FUNCTIONS = ("libicui18n", "libicuuc", "libicudata"), "libicui18n"
_UTF16 = "utf-16-le"


def replace_icu(bundle: Path) -> None:
    """In place. Raises LookupError where something in the bundle wants a function of ICU that ours has not."""
    found = [path for path in bundle.rglob("libicu*.so.*") if path.name.split(".")[0] in _NAMES]
    for path in found:
        path.unlink()
        _put(path)
    if not found:
        return
    functions = set().union(*(exported(path) for path in found))
    version = re.escape(found[0].name.rpartition(".")[2])
    for path in elf_files(bundle):
        if missing := {name for name in wanted(path) if re.search(rf"_{version}$", name)} - functions:
            raise LookupError(f"{path.name} wants of ICU {', '.join(sorted(missing))}: stand_ins/icu.c has not")


def _put(target: Path) -> None:
    """Tried where it was made: what this process has loaded, nobody may rewrite."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(compile_stand_in(Path(folder) / target.name), target)


def compile_stand_in(target: Path) -> Path:
    """The library that `target` names, such as libicui18n.so.73. Raises ValueError where it does not sort."""
    version = target.name.rpartition(".")[2]
    source = str(SOURCE) if target.name.startswith(_WITH_FUNCTIONS) else "/dev/null"
    options = ["-shared", "-fPIC", "-Os", "-s", "-Wall", "-Werror", f"-DNAMED(name)=name##_{version}"]
    named = f"-Wl,-soname,{target.name}"
    subprocess.run(["cc", *options, named, "-x", "c", source, "-o", str(target)], check=True)
    if source == str(SOURCE) and not sorts(target):
        raise ValueError(f"{target} does not sort names")
    return target


def sorts(library: Path) -> bool:
    """Whether the library, asked as Qt asks, puts numbers in order and knows no case where it should not."""
    pairs = (("文件9", "文件10", -1), ("B2", "b2", 0), ("a", "b", -1), ("一", "一", 0), ("7", "007a", -1))
    return all(_compared(library, one, other) == order for one, other, order in pairs)


def _compared(library: Path, one: str, other: str) -> int:
    icu, version = ctypes.CDLL(str(library)), library.name.rpartition(".")[2]
    opened, status = icu[f"ucol_open_{version}"], ctypes.c_int(0)
    opened.restype = ctypes.c_void_p
    collator = ctypes.c_void_p(opened(b"zh_CN", ctypes.byref(status)))
    for attribute, value in ((7, 17), (5, 1)):  # numbers by their value, cases alike
        icu[f"ucol_setAttribute_{version}"](collator, attribute, value, ctypes.byref(status))
    texts = [part for text in (one, other) for part in (text.encode(_UTF16), len(text))]
    order = icu[f"ucol_strcoll_{version}"](collator, *texts)
    icu[f"ucol_close_{version}"](collator)
    return int(order)
