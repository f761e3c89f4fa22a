"""An edition as a folder: its files written through to the disk, hashed, and told from what does not belong."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from content.durable import sync_folder
from content.packs.layout import MANIFEST, is_content


def read_files(folder: Path) -> dict[str, bytes]:
    """The content files of a folder by name; anything else that lies there is passed over. Raises OSError."""
    return {name: path.read_bytes() for name, path in _content(folder)}


def tree_hash(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names and hashes: equal where every content file is."""
    lines = (f"{name} {hashlib.sha256(body).hexdigest()}\n" for name, body in sorted(files.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def write_files(folder: Path, manifest: bytes, files: Mapping[str, bytes]) -> None:
    """Make the folder and put all files into it, through to the disk. Raises OSError; half of them may stand then."""
    folder.mkdir(parents=True)
    folders = {folder}
    for name, body in {MANIFEST: manifest, **files}.items():
        target = folder.joinpath(*name.split("/"))
        target.parent.mkdir(exist_ok=True)
        folders.add(target.parent)
        with target.open("xb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
    for one in folders:
        sync_folder(one)


def _content(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if is_content(name) and path.is_file():
            yield name, path
