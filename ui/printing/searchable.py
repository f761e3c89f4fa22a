"""Mends what a PDF says its glyphs mean, so that Chinese can be found and copied.

Where a font draws two characters with one glyph, as 人 and the radical ⼈, Qt notes the one of the lower number: the
text looks right and is found by nobody. The characters that were really printed decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from ui.fonts import Role

if TYPE_CHECKING:
    from pypdf import PdfWriter
    from pypdf.generic import StreamObject

_ARRAY = re.compile(rb"\[[^\]]*\]")
_CODE = re.compile(rb"<([0-9A-F]{4})>")


def mend_characters(writer: PdfWriter, printed: str) -> None:
    """Let every glyph mean the character that was printed with it; those rightly noted stay as they are."""
    streams = list(_unicode_streams(writer))
    noted = {chr(int(code, 16)) for stream in streams for code in _codes(stream.get_data())}
    right = _right_characters(noted - set(printed), printed)
    for stream in streams if right else ():
        stream.set_data(_ARRAY.sub(lambda array: _replaced(array[0], right), stream.get_data()))


def _unicode_streams(writer: PdfWriter) -> Iterator[StreamObject]:
    """What each font of the file notes of its glyphs, once."""
    seen: set[int] = set()
    for page in writer.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            stream = font.get_object()["/ToUnicode"].get_object()
            if id(stream) not in seen:
                seen.add(id(stream))
                yield stream


def _codes(stream: bytes) -> Iterator[bytes]:
    for array in _ARRAY.findall(stream):
        yield from _CODE.findall(array)


def _right_characters(wrong: set[str], printed: str) -> dict[str, str]:
    """For each character noted but not printed, the printed one that some typeface of ours draws with its glyph."""
    right: dict[str, str] = {}
    families = {family for role in Role for family in role.families if QFontDatabase.hasFamily(family)}
    for family in families if wrong else ():
        face = QRawFont.fromFont(QFont(family))
        drawn = {glyph: char for char, glyph in _glyphs(face, set(printed)).items()}
        right |= {char: drawn[glyph] for char, glyph in _glyphs(face, wrong).items() if glyph in drawn}
    return right


def _glyphs(face: QRawFont, chars: set[str]) -> dict[str, int]:
    ordered = sorted(char for char in chars if ord(char) < 0x10000)
    glyphs = face.glyphIndexesForString("".join(ordered))
    return {char: glyph for char, glyph in zip(ordered, glyphs, strict=True) if glyph}


def _replaced(array: bytes, right: dict[str, str]) -> bytes:
    return _CODE.sub(lambda code: _noted(code[1], right), array)


def _noted(code: bytes, right: dict[str, str]) -> bytes:
    char = chr(int(code, 16))
    return b"<" + right.get(char, char).encode("utf-16-be", "surrogatepass").hex().upper().encode() + b">"
