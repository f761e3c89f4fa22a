"""Writes search/tables/traditional.txt from OpenCC's tables: which character is the simplified form of which.

Run after raising the pinned version of opencc; a test holds the table against the library.
"""

from __future__ import annotations

from pathlib import Path

import opencc

TABLE = Path(__file__).resolve().parent.parent / "search" / "tables" / "traditional.txt"
_HAN = (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))


def traditional_pairs() -> list[str]:
    """Pairs "萬万": a traditional character and its simplified form, where both are one character."""
    convert = opencc.OpenCC("t2s").convert
    pairs = ((chr(code), convert(chr(code))) for code in _HAN)
    return [one + other for one, other in pairs if one != other and len(other) == 1 and ord(other) < 0x10000]


def main() -> None:
    pairs = traditional_pairs()
    lines = [" ".join(pairs[at : at + 40]) for at in range(0, len(pairs), 40)]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(pairs)} pairs")


if __name__ == "__main__":
    main()
