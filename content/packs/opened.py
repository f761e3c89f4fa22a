"""A pack as a file: all of it read once, its signature verified over all of it, and only then opened."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from content.packs.errors import (
    ManifestWrong,
    PackDamaged,
    PackForeign,
    PackRefused,
    PackTooLarge,
    PackUnreadable,
    PackUnsafe,
)
from content.packs.layout import MANIFEST, NAMES
from content.packs.manifest import MANIFEST_LIMIT, Manifest, check_files, read_manifest
from content.packs.signature import LONGEST_HEAD, PublicKey, Signature, read_signature, verify
from content.packs.statement import Statement, read_statement
from content.packs.trust import Keyring
from content.zip_errors import ZipDamaged, ZipForeign, ZipRefused, ZipTooLarge, ZipUnsafe
from content.zip_reading import Limits, Zip, open_zip

Report = Callable[[int, int], None]  # done, of how many; may raise to give up

LARGEST = 32 << 20  # bytes of a pack
LARGEST_FILE = 4 << 20  # bytes of one of its files
LIMITS = Limits(members=2_000, directory=1 << 20, total=64 << 20, ratio=100)
_CHUNK = 1 << 20
_LOCAL_HEADER = 30
_OURS: Mapping[type[ZipRefused], type[PackRefused]] = {
    ZipForeign: PackDamaged,
    ZipDamaged: PackDamaged,
    ZipTooLarge: PackTooLarge,
    ZipUnsafe: PackUnsafe,
}


@dataclass(frozen=True)
class Verified:
    """Bytes that a trusted key signed, with what was signed of them. `sha256` is of the whole file."""

    path: Path
    sha256: str
    signature: Signature
    signer: PublicKey
    statement: Statement
    keys: Keyring
    body: bytes


@dataclass(frozen=True)
class Opened:
    """A verified pack's manifest and files by name."""

    manifest: Manifest
    files: Mapping[str, bytes]


def verify_pack(path: Path, keys: Keyring, report: Report) -> Verified:
    """Read and verify; nothing of what was signed is looked into.

    Raises the errors of content.packs.errors that are about reading, signature, keys and statement.
    """
    whole = _read(path, report)
    signature = read_signature(path, whole[:LONGEST_HEAD])
    signer = keys.key(path, signature.key)
    body = whole[len(signature.head) :]
    verify(path, signature, signer, body)
    statement = read_statement(path, signature.comment)
    keys_after = keys.after(path, statement)
    return Verified(path, hashlib.sha256(whole).hexdigest(), signature, signer, statement, keys_after, body)


def open_pack(pack: Verified) -> Opened:
    """Unpack into memory. Raises PackDamaged, PackTooLarge, PackUnsafe, ManifestWrong."""
    try:
        with open_zip(BytesIO(pack.body), NAMES, LIMITS) as archive:
            _check_plain(pack.path, archive)
            if MANIFEST not in archive.sizes:
                raise ManifestWrong(pack.path, "missing")
            manifest = read_manifest(pack.path, archive.read(MANIFEST, MANIFEST_LIMIT), pack.statement)
            files = {name: archive.read(name, LARGEST_FILE) for name in archive.sizes if name != MANIFEST}
    except ZipRefused as refusal:
        raise _OURS[type(refusal)](pack.path, refusal.reason) from refusal
    check_files(pack.path, manifest, files)
    return Opened(manifest, files)


def _read(path: Path, report: Report) -> bytes:
    """All bytes, no more than a pack may have whatever the system says of its size."""
    pieces: list[bytes] = []
    try:
        size, done = path.stat().st_size, 0
        if not path.is_file():
            raise PackForeign(path, "no file")
        if size > LARGEST:
            raise PackTooLarge(path, f"{size} bytes")
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                pieces.append(piece)
                done += len(piece)
                if done > LARGEST:
                    raise PackTooLarge(path, "grows")
                report(done, size)
    except OSError as error:
        raise PackUnreadable(path, str(error.strerror)) from error
    return b"".join(pieces)


def _check_plain(path: Path, archive: Zip) -> None:
    """As our tool writes it: member after member with nothing between, each a plain file and nothing more."""
    end = 0
    for one in sorted(archive.members, key=lambda each: each.header_offset):
        if one.header_offset != end:
            raise PackUnsafe(path, f"{one.filename}: bytes before it")
        if not _is_plain(one):
            raise PackUnsafe(path, f"{one.filename}: not a plain file")
        end += _LOCAL_HEADER + len(one.filename) + one.compress_size
    if end != archive.directory:
        raise PackUnsafe(path, "bytes before the directory")


def _is_plain(one: ZipInfo) -> bool:
    is_packed_so = one.compress_type in (ZIP_STORED, ZIP_DEFLATED)
    kind = one.external_attr >> 28  # 0 none said, 8 a file
    return is_packed_so and kind in (0, 8) and not (one.flag_bits or one.extra or one.comment or one.is_dir())
