"""Measures a workbook from anywhere before anything is built from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import Path

from checklist.exchange_errors import (
    ExchangeForeign,
    ExchangeRefused,
    ExchangeTooLarge,
    ExchangeUnreadable,
    ExchangeUnsafe,
)
from checklist.papers.errors import (
    ReturnedDamaged,
    ReturnedForeign,
    ReturnedRefused,
    ReturnedTooLarge,
    ReturnedUnreadable,
    ReturnedUnsafe,
)
from checklist.zip_reading import Limits, open_zip

MOST_ROWS = 20_000
_MOST_TEXTS = 400_000
_MOST_BYTES = 100 << 20
_LIMITS = Limits(members=2_000, total=_MOST_BYTES, ratio=1_100)  # sheets full of one thing pack better than 200 to 1
_NAMES = re.compile(r"(?!/)(?!.*\.\.)[^\x00-\x1f\\:]{1,240}", re.DOTALL)
_CHUNK = 1 << 20
_ROW = re.compile(rb"<(?:[\w.-]{1,40}:)?row(?=[\s/>])([^<>]{0,300})")
_AT = re.compile(rb"""\br\s*=\s*["'](\d+)""")
_TEXT = re.compile(rb"<(?:[\w.-]{1,40}:)?si(?=[\s/>])")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""")
_READ_AS = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_UNREAD = "customXml/"  # an office's own data, in any encoding; never looked at
_MARK = b"\xef\xbb\xbf"


def measure(path: Path) -> None:
    """Count rows and texts, and look for what no office program writes, without unpacking more than is looked at.

    Raises ReturnedUnreadable, ReturnedForeign, ReturnedDamaged, ReturnedUnsafe, ReturnedTooLarge.
    """
    try:
        with open_zip(path, _NAMES, _LIMITS) as archive:
            if "[Content_Types].xml" not in archive.sizes:
                raise ReturnedForeign(path, "no workbook")
            rows = texts = 0
            for name in archive.sizes:
                if name.lower().endswith((".xml", ".rels")) and not name.startswith(_UNREAD):
                    with archive.open(name) as member:
                        for piece in _pieces(path, member):
                            rows = max(rows, _last_row(piece, rows))
                            texts += sum(1 for _ in _TEXT.finditer(piece))
                            _check_counts(path, rows, texts)
                    rows = 0
    except ExchangeRefused as error:
        raise _as_ours(path, error) from error


def _pieces(path: Path, member: BufferedIOBase) -> Iterator[bytes]:
    """The member in pieces that no tag is parted by; each tag begins in one piece only."""
    kept, is_first = b"", True
    while chunk := member.read(_CHUNK):
        if is_first:
            _check_encoding(path, chunk)
        is_first = False
        piece = kept + chunk
        if _ENTITIES.search(piece):
            raise ReturnedUnsafe(path, "entities")
        cut = max(piece.rfind(b"<"), 0)
        yield piece[:cut]
        kept = piece[cut:][:_CHUNK]
    yield kept


def _check_encoding(path: Path, head: bytes) -> None:
    head = head.removeprefix(_MARK)
    declared = _DECLARED.match(head)
    if declared and declared[1].lower() not in _READ_AS:
        raise ReturnedUnsafe(path, "encoding")
    if not head.lstrip().startswith(b"<") or b"\x00" in head[:4]:
        raise ReturnedUnsafe(path, "encoding")


def _last_row(piece: bytes, before: int) -> int:
    """The number of the last row begun; rows that say none follow on each other."""
    last = before
    for row in _ROW.finditer(piece):
        said = _AT.search(row[1])
        last = max(last + 1, int(said[1]) if said else 0)
        if last > MOST_ROWS:
            break
    return last


def _check_counts(path: Path, rows: int, texts: int) -> None:
    if rows > MOST_ROWS:
        raise ReturnedTooLarge(path, "rows", MOST_ROWS)
    if texts > _MOST_TEXTS:
        raise ReturnedTooLarge(path, "texts", _MOST_TEXTS)


def _as_ours(path: Path, error: ExchangeRefused) -> ReturnedRefused:
    """What the reading of zips says, said of a returned sheet."""
    match error:
        case ExchangeUnreadable():
            return ReturnedUnreadable(path, error.reason)
        case ExchangeForeign():
            return ReturnedForeign(path, error.reason)
        case ExchangeTooLarge():
            return ReturnedTooLarge(path, error.reason, _MOST_BYTES)
        case ExchangeUnsafe():
            return ReturnedUnsafe(path, error.reason)
    return ReturnedDamaged(path, error.reason)
