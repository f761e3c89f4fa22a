"""minisign's key files and signatures, as `minisign -W` and `minisign -S` write them."""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from nacl.signing import SigningKey

from content.packs.signature import LEGACY, PREHASHED, TRUSTED, UNTRUSTED, PublicKey

_NO_PASSWORD, _CHECKSUM = b"\0\0", b"B2"
_BLANK = bytes(32 + 8 + 8)  # salt and costs of a password
_SIZE = 158
_SECRET_COMMENT, _PUBLIC_COMMENT = "untrusted comment: xiance secret key", "untrusted comment: xiance public key"


class KeyFileWrong(Exception):
    """Not a secret key that this tool reads; the message says why."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A secret key and minisign's id for it."""

    id: bytes
    signer: SigningKey

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.id, bytes(self.signer.verify_key))

    @property
    def secret_file(self) -> str:
        secret = bytes(self.signer) + bytes(self.signer.verify_key)
        check = hashlib.blake2b(LEGACY + self.id + secret, digest_size=32).digest()
        raw = LEGACY + _NO_PASSWORD + _CHECKSUM + _BLANK + self.id + secret + check
        return f"{_SECRET_COMMENT}\n{base64.b64encode(raw).decode()}\n"

    @property
    def public_file(self) -> str:
        return f"{_PUBLIC_COMMENT} {self.public.name}\n{self.public.text}\n"

    def sign(self, body: bytes, comment: bytes) -> bytes:
        """The pack: four lines that sign the body and the comment, then the body."""
        signature = self.signer.sign(hashlib.blake2b(body).digest()).signature
        over_comment = self.signer.sign(signature + comment).signature
        lines = (UNTRUSTED, _line(PREHASHED + self.id + signature), TRUSTED + comment, _line(over_comment))
        return b"\n".join(lines) + b"\n" + body


def new_pair() -> KeyPair:
    return KeyPair(os.urandom(8), SigningKey.generate())


def read_pair(path: Path) -> KeyPair:
    """Raises OSError, KeyFileWrong."""
    lines = path.read_text(encoding="utf-8").splitlines()
    try:
        raw = base64.b64decode(lines[1], validate=True)
    except (IndexError, ValueError) as error:
        raise KeyFileWrong("not a secret key of minisign") from error
    if len(raw) != _SIZE or not raw.startswith(LEGACY):
        raise KeyFileWrong("not a secret key of minisign")
    if raw[2:4] != _NO_PASSWORD:
        raise KeyFileWrong("has a password; take it off with: minisign -C -W -s FILE")
    key_id, secret, check = raw[54:62], raw[62:126], raw[126:]
    is_as_made = check in (bytes(32), hashlib.blake2b(LEGACY + key_id + secret, digest_size=32).digest())
    signer = SigningKey(secret[:32])
    if not is_as_made or bytes(signer.verify_key) != secret[32:]:  # minisign -W itself leaves the checksum blank
        raise KeyFileWrong("is damaged")
    return KeyPair(key_id, signer)


def _line(raw: bytes) -> bytes:
    return base64.b64encode(raw)
