"""Makes a bundle small on Linux: a stand-in for ICU, no libraries that nothing needs, no symbols."""

from __future__ import annotations

import subprocess
from pathlib import Path

from elf_files import elf_files, needed
from icu_stand_in import replace_icu

# Where PyInstaller puts what other files need; what stands elsewhere is loaded by name, and stays.
_LIBRARY_FOLDERS = (".", "PySide6/Qt/lib")


def trim(bundle: Path) -> None:
    """Trim the bundle in place. What Qt and PySide6 ship is stripped already, and is left alone."""
    inside = bundle / "_internal"
    dead = dead_libraries(bundle)
    for path in dead:
        path.unlink()
    # Every library is found where it stands; and a stick formatted FAT knows no links.
    for link in [path for path in inside.rglob("*") if path.is_symlink()]:
        link.unlink()
    replace_icu(inside)
    for path in elf_files(bundle):
        if not {"PySide6", "shiboken6"} & set(path.parts) and path.parent != bundle:
            subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)
    for folder in sorted((path for path in inside.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def dead_libraries(bundle: Path) -> list[Path]:
    """The libraries that no program, module or plugin of the bundle needs, directly or through others."""
    inside = bundle / "_internal"
    folders = {inside / folder for folder in _LIBRARY_FOLDERS}
    files = list(elf_files(bundle))
    libraries = {path.name: path for path in files if path.parent in folders and _is_for_others(path.name)}
    waiting = [path for path in files if path not in libraries.values()]
    alive = set()
    while waiting:
        for name in needed(waiting.pop()):
            if name in libraries and name not in alive:
                alive.add(name)
                waiting.append(libraries[name])
    return [path for name, path in libraries.items() if name not in alive]


def _is_for_others(name: str) -> bool:
    """Python is loaded by its name, and so are its modules."""
    return name.startswith("lib") and not name.startswith("libpython")
