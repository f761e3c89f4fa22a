"""Writes a Debian package: an ar archive of two tar archives (deb(5)), the same bytes for the same files.

dpkg-deb could write it, but knows nothing of xz's filters for machine code, which make a bundle a twentieth smaller.
dpkg and apt unpack them: both leave that to liblzma.
"""

from __future__ import annotations

import io
import lzma
import tarfile
from pathlib import Path

_FILTERS = {"amd64": lzma.FILTER_X86, "arm64": lzma.FILTER_ARM}
_RUN, _READ = 0o755, 0o644
_PROGRAM = "./usr/lib/xiance/xiance"


def write_deb(package: Path, root: Path, architecture: str, made: int) -> None:
    """`root` holds what is installed, and DEBIAN/ the control files; all is root's, of the time `made` (seconds)."""
    control = sorted((root / "DEBIAN").iterdir())
    files = [path for path in sorted(root.rglob("*"), key=_order) if "DEBIAN" not in path.relative_to(root).parts[:1]]
    parts = (
        ("debian-binary", b"2.0\n"),
        ("control.tar.xz", lzma.compress(_tar(root / "DEBIAN", control, made))),
        ("data.tar.xz", lzma.compress(_tar(root, files, made), filters=_chain(architecture))),
    )
    with package.open("wb") as file:
        file.write(b"!<arch>\n")
        for name, content in parts:
            file.write(f"{name:<16}{made:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode())
            file.write(content + b"\n" * (len(content) % 2))


def _order(path: Path) -> tuple[bool, str, str]:
    """Folders before what is in them; then like beside like, which packs better."""
    is_folder = path.is_dir() and not path.is_symlink()
    return not is_folder, "" if is_folder else path.suffix, str(path)


def _chain(architecture: str) -> list[dict[str, int]]:
    return [{"id": _FILTERS[architecture]}, {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}]


def _tar(root: Path, paths: list[Path], made: int) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for path in (root, *paths):
            name = "./" + path.relative_to(root).as_posix().removeprefix(".")
            entry = archive.gettarinfo(str(path), name)
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime, entry.mode = made, _rights(path, name)
            with path.open("rb") if entry.isreg() else io.BytesIO() as content:
                archive.addfile(entry, content)
    return buffer.getvalue()


def _rights(path: Path, name: str) -> int:
    """What the program runs is for all to run, the rest for all to read."""
    return 0o777 if path.is_symlink() else _RUN if path.is_dir() or name == _PROGRAM else _READ
