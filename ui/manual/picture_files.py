"""Small picture files: few colours that can be told apart, and PNG of four bits a pixel where those fit."""

from __future__ import annotations

import struct
import zlib
from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

_APART = 24  # two colours nearer than this, summed over red, green and blue, share an entry of the palette
_TRIED = 4000
_NIBBLE = 16


def palette_of(image: QImage, count: int) -> list[int]:
    """At most `count` colours (0xRRGGBB) of an image in RGB32. Bright ones count more: a small red sign is a sign."""
    pixels = Counter(memoryview(image.constBits()).cast("I"))
    weights = {pixel & 0xFFFFFF: seen * (1 + _brightness(pixel) / 3) for pixel, seen in pixels.items()}
    chosen: list[int] = []
    for colour in sorted(weights, key=weights.__getitem__, reverse=True)[:_TRIED]:
        if all(_distance(colour, other) >= _APART for other in chosen):
            chosen.append(colour)
        if len(chosen) == count:
            break
    return chosen


def small_png(image: QImage, palette: list[int]) -> bytes:
    """The image as PNG, each pixel the nearest colour of the palette."""
    table = [QColor(colour).rgb() for colour in palette]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    small = image.convertToFormat(QImage.Format.Format_Indexed8, table, flags)
    pixels, stride = bytes(small.constBits()), small.bytesPerLine()
    lines = (pixels[row * stride :][: small.width()] for row in range(small.height()))
    is_halved = len(palette) <= _NIBBLE
    rows = b"".join(b"\0" + (_halved(line) if is_halved else line) for line in lines)
    head = struct.pack(">IIBBBBB", small.width(), small.height(), 4 if is_halved else 8, 3, 0, 0, 0)
    colours = b"".join(colour.to_bytes(3, "big") for colour in palette)
    parts = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _halved(line: bytes) -> bytes:
    """Two pixels a byte."""
    even = line + bytes(len(line) % 2)
    return bytes(one << 4 | other for one, other in zip(even[::2], even[1::2], strict=True))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _brightness(colour: int) -> int:
    """How far from grey, 0 to 255."""
    parts = [colour >> shift & 255 for shift in (0, 8, 16)]
    return max(parts) - min(parts)


def _distance(one: int, other: int) -> int:
    return sum(abs((one >> shift & 255) - (other >> shift & 255)) for shift in (0, 8, 16))
