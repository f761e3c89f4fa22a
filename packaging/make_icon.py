"""Makes the pictures of the icon from ui/identity/xiance.svg: PNG in every size, and the ICO of Windows.

Run after a change of the drawing with the Python of an environment that has Qt: `python packaging/make_icon.py`.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ui.identity.icon import DRAWING, SIZES, drawn, picture  # noqa: E402

_HEADER, _ENTRY = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")
_ICON, _PLANES, _DEPTH = 1, 1, 32


def icon_file(pictures: dict[int, bytes]) -> bytes:
    """An ICO of PNG pictures by their size; in it 256 is written 0."""
    head = _HEADER.pack(0, _ICON, len(pictures))
    place = len(head) + _ENTRY.size * len(pictures)
    entries = b""
    for size, content in pictures.items():
        entries += _ENTRY.pack(size % 256, size % 256, 0, 0, _PLANES, _DEPTH, len(content), place)
        place += len(content)
    return head + entries + b"".join(pictures.values())


def main() -> None:
    for size in SIZES:
        drawn(size).save(str(picture(size)))
    pictures = {size: picture(size).read_bytes() for size in SIZES}
    DRAWING.with_suffix(".ico").write_bytes(icon_file(pictures))
    print(f"{len(SIZES)} pictures, {sum(map(len, pictures.values()))} bytes")


if __name__ == "__main__":
    main()
