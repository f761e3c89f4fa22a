"""The one normal form under which a shipped text must equal the text as received, character for character."""

from __future__ import annotations

import unicodedata

# A PDF extractor read GB2312 punctuation bytes (A1..FE after A3) as Yi letters; the same bytes name the
# full-width forms U+FF01..FF5E. U+A3AE, which would be a full stop ．, stands for 。 in the received texts.
_BROKEN_GLYPHS = {0xA3A1 + n: chr(0xFF01 + n) for n in range(0x5E)}
_BROKEN_GLYPHS |= {0xA3AE: "。", 0x1001B0: ".", ord("«"): "《", ord("»"): "》", 0xAD: ""}


def normal_form(text: str) -> str:
    """Map the broken glyphs, apply NFKC and drop white space.

    Two texts are the same document when their normal forms are equal; setting (full-width punctuation,
    half-width digits, line breaks) vanishes in it.
    """
    return "".join(unicodedata.normalize("NFKC", text.translate(_BROKEN_GLYPHS)).split())
