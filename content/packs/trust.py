"""Which keys packs may be signed with: those that the program ships, then what signed packs added and revoked.

Nothing but signed statements changes the list. They are kept as they were signed and followed anew each time, so that
a list that was tampered with trusts nobody new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from content.packs.errors import KeyRevoked, KeyUnknown, NoKeysTrusted, PackRefused, StatementWrong
from content.packs.signature import PublicKey, comment_holds, key_name, public_key, read_signature
from content.packs.statement import Statement, read_statement

SHIPPED = Path(__file__).parent / "trusted.pub"
_KEY = re.compile(r"[A-Za-z0-9+/]{56}")


@dataclass(frozen=True)
class Keyring:
    """`trusted` by id; `revoked` are ids that never come back."""

    trusted: Mapping[bytes, PublicKey]
    revoked: frozenset[bytes] = frozenset()

    def key(self, path: Path, key_id: bytes) -> PublicKey:
        """Raises NoKeysTrusted, KeyRevoked, KeyUnknown."""
        if key_id in self.revoked:
            raise KeyRevoked(path, key_name(key_id))
        if not self.trusted:
            raise NoKeysTrusted(path)
        if key_id not in self.trusted:
            raise KeyUnknown(path, key_name(key_id))
        return self.trusted[key_id]

    def after(self, path: Path, statement: Statement) -> Keyring:
        """The keys once a verified statement is followed. Raises StatementWrong where none would be left."""
        revoked = self.revoked | {bytes.fromhex(name)[::-1] for name in statement.revokes}
        known = {**{key.id: key for key in statement.adds}, **self.trusted}  # an id never changes its key
        trusted = {key_id: key for key_id, key in known.items() if key_id not in revoked}
        if not trusted:
            raise StatementWrong(path, "no key left")
        return Keyring(MappingProxyType(trusted), revoked)


def shipped_keys(path: Path = SHIPPED) -> tuple[PublicKey, ...]:
    """The keys of a file as minisign writes them, any number; none where it holds only comments. Raises OSError."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(public_key(line.strip()) for line in lines if _KEY.fullmatch(line.strip()))


def keyring(shipped: Iterable[PublicKey], heads: Iterable[bytes]) -> Keyring:
    """The shipped keys and the signed statements after them, in the order in which they were taken.

    One that no key trusted at its time has signed, or whose serial does not rise, changes nothing.
    """
    ring, last = Keyring(MappingProxyType({key.id: key for key in shipped})), 0
    for head in heads:
        try:
            signature = read_signature(SHIPPED, head)
            statement = read_statement(SHIPPED, signature.comment)
            if statement.serial > last and comment_holds(signature, ring.key(SHIPPED, signature.key)):
                ring, last = ring.after(SHIPPED, statement), statement.serial
        except PackRefused:
            continue
    return ring
