"""Copies files so that what arrives is what was there: read, written through to the disk, read again, compared."""

from __future__ import annotations

import contextlib
import hashlib
from functools import partial
from pathlib import Path

from checklist.connection import in_our_terms
from checklist.errors import CopyFailed
from checklist.evidence import FOLDER as EVIDENCE
from checklist.evidence import EvidenceStore
from checklist.files import make_folder, put_where_none_is, sync_file, sync_folder

_CHUNK = 1 << 20


def copy_whole(source: Path, target: Path) -> str:
    """Copy a file and read the copy back; gives its SHA-256. Raises CopyFailed, OSError; no wrong copy stays."""
    wanted, found = "", ""
    try:
        wanted = _copy(source, target)
        found = sha256_of(target)
    finally:
        if not wanted or wanted != found:
            with contextlib.suppress(OSError):
                target.unlink(missing_ok=True)
    if wanted != found:
        raise CopyFailed(target, "what was read back is not what was written")
    return wanted


def sha256_of(path: Path) -> str:
    """Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def carry_out(copy: Path, target: Path) -> str:
    """Copy a backup to a place elsewhere, a stick; gives its SHA-256.

    Raises CopyFailed, RecordUnwritable (also where something stands there, which stays).
    """
    temporary = target.with_name(f"{target.name}.tmp")
    try:
        return in_our_terms(target, partial(_carry_out, copy, temporary, target))
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def carry_evidence(source: Path, target: Path) -> int:
    """Copy what evidence/ of one folder has and that of another lacks; gives how many files were copied.

    A file whose name is not its hash is left out: what is spoiled is not spread. Raises CopyFailed, RecordUnwritable.
    """
    return in_our_terms(target, partial(_carry_evidence, source, target))


def _copy(source: Path, target: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as original, target.open("wb") as copy:
        while chunk := original.read(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
    sync_file(target)
    return digest.hexdigest()


def _carry_out(copy: Path, temporary: Path, target: Path) -> str:
    make_folder(target.parent)
    sha256 = copy_whole(copy, temporary)
    put_where_none_is(temporary, target)
    return sha256


def _carry_evidence(source: Path, target: Path) -> int:
    kept, count = EvidenceStore(target), 0
    for path in sorted((source / EVIDENCE).glob("??/*")):
        wanted = kept.path(path.name)
        if path.parent.name != path.name[:2] or not path.is_file() or _is_there(path, wanted):
            continue
        make_folder(wanted.parent)
        temporary = wanted.with_name(f"{wanted.name}.tmp")
        if copy_whole(path, temporary) != path.name:
            temporary.unlink()
            continue
        temporary.replace(wanted)
        sync_folder(wanted.parent)
        count += 1
    return count


def _is_there(path: Path, wanted: Path) -> bool:
    """By its size: its bytes were read back when it was copied, and are checked when it is used."""
    return wanted.is_file() and wanted.stat().st_size == path.stat().st_size
