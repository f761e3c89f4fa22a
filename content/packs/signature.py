"""minisign's signatures: read and verified, prehashed only. Alone knows nacl.

A pack begins with four lines, of which nothing is left open: a fixed comment, algorithm + key id + signature over the
BLAKE2b-512 of all bytes that follow, the trusted comment, the signature over signature and trusted comment.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from pathlib import Path

from content.packs.errors import CommentWrong, PackForeign, PackLegacy, PackUnsigned, SignatureWrong

LINES = 4
UNTRUSTED = b"untrusted comment: xiance content pack"
TRUSTED = b"trusted comment: "
LONGEST_HEAD = 8_192  # bytes of the four lines
PREHASHED, LEGACY = b"ED", b"Ed"
_ID, _KEY, _SIGNATURE = 8, 32, 64  # bytes
_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """`id` is minisign's 8 random bytes, `key` the 32 of Ed25519."""

    id: bytes
    key: bytes

    @property
    def name(self) -> str:
        return key_name(self.id)

    @property
    def text(self) -> str:
        """As minisign writes it: 56 characters."""
        return base64.b64encode(LEGACY + self.id + self.key).decode()


@dataclass(frozen=True, slots=True)
class Signature:
    """The four lines as `head`, and what they say. `comment` is the trusted one; nothing is verified yet."""

    head: bytes
    key: bytes
    signature: bytes
    comment: bytes
    over_comment: bytes


def key_name(key_id: bytes) -> str:
    """As minisign shows an id: 16 characters."""
    return key_id[::-1].hex().upper()


def public_key(text: str) -> PublicKey:
    """The key that minisign writes as 56 characters. Raises ValueError."""
    raw = _exact(text.encode("ascii"), len(LEGACY) + _ID + _KEY)
    if not raw.startswith(LEGACY):
        raise ValueError("not an Ed25519 key")
    return PublicKey(raw[2 : 2 + _ID], raw[2 + _ID :])


def read_signature(path: Path, start: bytes) -> Signature:
    """The signature at the start of a pack; nothing is verified.

    Raises PackForeign, PackUnsigned, PackLegacy, SignatureWrong, CommentWrong.
    """
    lines = start[:LONGEST_HEAD].split(b"\n", LINES)
    if lines[0] != UNTRUSTED:
        raise PackUnsigned(path) if start.startswith(_ZIP) else PackForeign(path, "no signature")
    if len(lines) <= LINES:
        raise PackForeign(path, "less than a signature")
    try:
        raw = _exact(lines[1], 2 + _ID + _SIGNATURE)
    except ValueError as error:
        raise SignatureWrong(path, str(error)) from error
    if raw[:2] == LEGACY:
        raise PackLegacy(path)
    if raw[:2] != PREHASHED:
        raise SignatureWrong(path, "algorithm")
    try:
        over_comment = _exact(lines[3], _SIGNATURE)
    except ValueError as error:
        raise CommentWrong(path, str(error)) from error
    if not lines[2].startswith(TRUSTED):
        raise CommentWrong(path, "no trusted comment")
    head = b"\n".join(lines[:LINES]) + b"\n"
    return Signature(head, raw[2 : 2 + _ID], raw[2 + _ID :], lines[2].removeprefix(TRUSTED), over_comment)


def verify(path: Path, signature: Signature, key: PublicKey, body: bytes) -> None:
    """Hold the bytes and the trusted comment against the key. Raises SignatureWrong, CommentWrong."""
    if not holds(key, hashlib.blake2b(body).digest(), signature.signature):
        raise SignatureWrong(path)
    if not comment_holds(signature, key):
        raise CommentWrong(path)


def comment_holds(signature: Signature, key: PublicKey) -> bool:
    """Whether the key's owner signed the trusted comment; for this the pack itself is not needed."""
    return signature.key == key.id and holds(key, signature.signature + signature.comment, signature.over_comment)


def holds(key: PublicKey, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature is the key's over the message."""
    from nacl.exceptions import BadSignatureError  # 40 ms: not before it is needed
    from nacl.exceptions import ValueError as NaclValueError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(key.key).verify(message, signature)
    except (BadSignatureError, NaclValueError):
        return False
    return True


def _exact(text: bytes, size: int) -> bytes:
    """Base64 written in the one way it can be: otherwise a character could be changed unnoticed. Raises ValueError."""
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if len(raw) != size or base64.b64encode(raw) != text:
        raise ValueError("not of its length")
    return raw
