"""Makes the archives for a stick from a built bundle: dist/xiance-VERSION-SYSTEM-portable.tar.xz and .zip.

In them lies the marker file, so that the record stays on the stick. There are no links in them: FAT has none.
"""

from __future__ import annotations

import json
import platform
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from build_bundle import BUNDLE, DIST, STAMP
from set_up import ROOT

MARKER = "便携.txt"
_MARKER_TEXT = ROOT / "packaging" / "desktop" / "portable.txt"
_RUN, _READ = 0o755, 0o644
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # zip knows no time before


def make_archives() -> tuple[Path, Path]:
    """Both archives; the same bundle gives the same bytes. Raises ValueError where the bundle holds a link."""
    stamp = json.loads((BUNDLE / STAMP).read_text(encoding="utf-8"))
    name = f"xiance-{stamp['version']}-{sys.platform}-{platform.machine().lower()}-portable"
    made = time_of(stamp["committed"])
    files = sorted(files_of(BUNDLE), key=lambda pair: pair[0])
    return _make_tar(DIST / f"{name}.tar.xz", files, made), make_zip(DIST / f"{name}.zip", files, made)


def files_of(bundle: Path) -> Iterator[tuple[str, Path]]:
    """Name within the archive, and where it is; the marker too. Raises ValueError where the bundle holds a link."""
    for path in bundle.rglob("*"):
        if path.is_symlink():
            raise ValueError(f"{path} is a link")
        if path.is_file():
            yield f"xiance/{path.relative_to(bundle).as_posix()}", path
    yield f"xiance/{MARKER}", _MARKER_TEXT


def time_of(words: str) -> datetime:
    """When the commit was made that a stamp names; the earliest time that archives know where that is unknown."""
    return _EARLIEST if words == "unknown" else max(_EARLIEST, datetime.fromisoformat(words).astimezone(UTC))


def _rights(path: Path) -> int:
    return _RUN if path.name in ("xiance", "xiance.exe") else _READ


def _make_tar(target: Path, files: list[tuple[str, Path]], made: datetime) -> Path:
    with tarfile.open(target, "w:xz", preset=9) as archive:
        for name, path in files:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime = path.stat().st_size, _rights(path), int(made.timestamp())
            with path.open("rb") as content:
                archive.addfile(entry, content)
    return target


def make_zip(target: Path, files: list[tuple[str, Path]], made: datetime) -> Path:
    """A zip of these files, all of one time; the same files give the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, path in files:
            entry = zipfile.ZipInfo(name, made.timetuple()[:6])
            entry.external_attr = (0o100000 | _rights(path)) << 16
            entry.create_system, entry.compress_type = 3, zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return target


if __name__ == "__main__":
    for archive in make_archives():
        print(f"== {archive}：{archive.stat().st_size / 1e6:.1f} MB")
