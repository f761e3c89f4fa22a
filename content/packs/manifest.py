"""The list of a pack's files, with their sizes and hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from content.packs.errors import ManifestWrong, PackDamaged
from content.packs.layout import is_content
from content.packs.statement import Statement

MANIFEST_LIMIT = 1 << 20  # bytes
NEWS_LIMIT = 4_000  # characters
_SPACES = "\n\u3000"


class FileLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file by its size in bytes and its SHA-256."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that a pack lists. `news` says in plain words what is new."""

    series: str
    serial: int
    issued: str
    news: str
    files: dict[str, FileLine]

    @property
    def body(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"


def list_files(statement: Statement, news: str, files: Mapping[str, bytes]) -> Manifest:
    """The manifest of these files."""
    lines = {name: FileLine(len(body), hashlib.sha256(body).hexdigest()) for name, body in sorted(files.items())}
    return Manifest(statement.series, statement.serial, statement.issued, news, lines)


def read_manifest(path: Path, body: bytes, statement: Statement) -> Manifest:
    """Raises ManifestWrong, also where it does not say what the signed statement says."""
    try:
        found = msgspec.json.decode(body, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:  # a ValidationError is a DecodeError
        raise ManifestWrong(path, str(error)) from error
    if (found.series, found.serial, found.issued) != (statement.series, statement.serial, statement.issued):
        raise ManifestWrong(path, "serial")
    if len(found.news) > NEWS_LIMIT or not all(one.isprintable() or one in _SPACES for one in found.news):
        raise ManifestWrong(path, "news")
    wrong = next((name for name in found.files if not is_content(name)), None)
    if wrong is not None:
        raise ManifestWrong(path, wrong[:80])
    return found


def check_files(path: Path, manifest: Manifest, files: Mapping[str, bytes]) -> None:
    """Each listed file and no other, with its size and hash. Raises PackDamaged."""
    strange = set(manifest.files) ^ set(files)
    if strange:
        raise PackDamaged(path, min(strange)[:80])
    for name, line in manifest.files.items():
        if (line.size, line.sha256) != (len(files[name]), hashlib.sha256(files[name]).hexdigest()):
            raise PackDamaged(path, name)
