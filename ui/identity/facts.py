"""Gathers what 关于县策 tells, from this installation and nowhere else. Knows no Qt."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from pathlib import Path

from checklist.record_place import place_of
from content.errors import ContentError
from content.library import Library
from content.shelf import CONTENT_FOLDER
from content.sources import received_text
from ui.identity.parts import Part, parts_in, sqlite_version
from ui.identity.version import Stamp, home, stamp
from ui.safety.logs import FOLDER

# The parts whose versions are told first; the names under which they are distributed.
_FOREMOST = {"pyside6-essentials": "PySide6", "whoosh3": "Whoosh", "markdown": "Markdown", "apsw": "APSW"}


@dataclass(frozen=True, slots=True)
class Source:
    """A document as received: `sha256` is that of the file now."""

    id: str
    title: str
    number: str | None
    provenance: str | None
    sha256: str
    is_as_recorded: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """`versions` and `places` are (name, value); in `places` the user's own folder is written ~."""

    stamp: Stamp
    system: str
    versions: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    parts: tuple[Part, ...]


def gather(library: Library, data: Path, qt: str) -> Facts:
    """Takes some tens of milliseconds. `data` is the folder of the settings. Raises OSError, ValueError."""
    parts = parts_in(home(), stamp().version)
    return Facts(
        stamp(),
        f"{platform.system()} {platform.release()} {platform.machine()}",
        _versions(parts, qt),
        _places(data),
        tuple(_sources(library)),
        parts,
    )


def _versions(parts: tuple[Part, ...], qt: str) -> tuple[tuple[str, str], ...]:
    found = {part.name: part.version for part in parts}
    rows = [("Python", platform.python_version()), ("Qt", qt), ("SQLite", sqlite_version())]
    rows += [(title, found[name]) for name, title in _FOREMOST.items() if name in found]
    return tuple((name, version) for name, version in rows if version)


def _places(data: Path) -> tuple[tuple[str, str], ...]:
    folders = (("本县记录、佐证和备份", place_of(data)), ("设置", data), ("日志", data / FOLDER), ("程序", home()))
    return tuple((name, _without_user(folder)) for name, folder in folders)


def _without_user(folder: Path) -> str:
    """The user's folder bears the user's name."""
    own = Path.home()
    return str(Path("~") / folder.relative_to(own)) if folder.is_relative_to(own) else str(folder)


def _sources(library: Library) -> list[Source]:
    return [
        Source(
            document.id,
            document.metadata.title,
            document.metadata.number,
            document.collation.provenance,
            *_hash_of(library, document.id),
        )
        for document in library.documents
    ]


def _hash_of(library: Library, doc: str) -> tuple[str, bool]:
    document = library.document(doc)
    try:
        received = received_text(document, (library.folder or CONTENT_FOLDER) / "sources")
    except ContentError:
        return document.collation.sha256, False
    return received.sha256, received.is_as_recorded
