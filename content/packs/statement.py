"""What a pack says of itself in its trusted comment: known before anything of it is unpacked.

One line of ASCII: `xiance-pack/1 series=xiance-sichuan serial=12 issued=2026-11-22 add=RW… revoke=0123456789ABCDEF`.
It is signed apart from the content too, so that a change of keys can be proved when the pack is long gone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from content.packs.bundled import SERIES
from content.packs.errors import OtherSeries, PackTooNew, StatementWrong
from content.packs.signature import PublicKey, public_key

FORMAT = 1
_MOST_KEYS = 8
_LINE = re.compile(
    rb"xiance-pack/([1-9][0-9]{0,3}) series=([a-z0-9-]{1,40}) serial=([1-9][0-9]{0,18}) "
    rb"issued=([0-9]{4}-[0-9]{2}-[0-9]{2})((?: add=[A-Za-z0-9+/]{56})*)((?: revoke=[0-9A-F]{16})*)"
)
_VERSION = re.compile(rb"xiance-pack/([1-9][0-9]{0,3})(?: .*)?")


@dataclass(frozen=True, slots=True)
class Statement:
    """`adds` are keys to be trusted from now on, `revokes` names of keys never to be trusted again."""

    serial: int
    issued: str
    adds: tuple[PublicKey, ...] = ()
    revokes: tuple[str, ...] = ()
    series: str = SERIES

    @property
    def line(self) -> bytes:
        keys = [f"add={key.text}" for key in self.adds] + [f"revoke={name}" for name in self.revokes]
        named = (f"xiance-pack/{FORMAT}", f"series={self.series}", f"serial={self.serial}", f"issued={self.issued}")
        return " ".join((*named, *keys)).encode("ascii")

    @property
    def changes_keys(self) -> bool:
        return bool(self.adds or self.revokes)


def read_statement(path: Path, line: bytes) -> Statement:
    """Raises PackTooNew, StatementWrong, OtherSeries."""
    version = _VERSION.fullmatch(line)
    if version and int(version[1]) > FORMAT:
        raise PackTooNew(path, version[1].decode())
    found = _LINE.fullmatch(line)
    if found is None:
        raise StatementWrong(path, "form")
    series, issued = found[2].decode(), found[4].decode()
    try:
        date.fromisoformat(issued)
        adds = tuple(public_key(one.removeprefix(b"add=").decode()) for one in found[5].split())
    except ValueError as error:
        raise StatementWrong(path, str(error)) from error
    revokes = tuple(one.removeprefix(b"revoke=").decode() for one in found[6].split())
    if len(adds) > _MOST_KEYS or len(revokes) > _MOST_KEYS:
        raise StatementWrong(path, "keys")
    if series != SERIES:
        raise OtherSeries(path, series)
    return Statement(int(found[3]), issued, adds, revokes, series)
