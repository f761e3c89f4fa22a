"""Spoils texts and bytes as carelessness and malice do: bits, pieces cut, doubled, swapped, and what breaks parsers."""

from __future__ import annotations

import random
from collections.abc import Sequence

HOSTILE = (
    *("\x00", "\ufeff", "\ud800", "\u202e", "\u200b", "𠀀", "🙂", "é", "\r", "\x0b", "\x85", "\u2028"),
    *(
        "---\n",
        "\n\n",
        "|",
        "|---|",
        "[^x]",
        "[^x]:",
        "{#5-3}",
        "{: .merged}",
        "[",
        "](",
        "![",
        "**",
        "_",
        "`",
        "```\n",
    ),
    *(
        "<a href=",
        "<script>",
        "<!--",
        "&amp;",
        "&#0;",
        "</p>",
        "[x](javascript:1)",
        "[x](//h/x)",
        "{",
        "}",
        "# ",
        "1. ",
    ),
    *(
        ": ",
        "- ",
        "&a ",
        "*a",
        "!!python/object/apply:os.getcwd []",
        "!!binary x",
        "<<: *a",
        "? ",
        "2018-02-31",
        "0x1F",
    ),
    *('"', "'", "\\", "=1+1", "1e400", "-0", "NaN", "null", "[[[[", "]]]]", "{}", "99999999999999999999", "\\ud800"),
)


def spoil_text(text: str, chance: random.Random, others: Sequence[str] = HOSTILE) -> str:
    """One to five changes of a text; seldom something repeated a great many times."""
    for _ in range(chance.randint(1, 5)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 3, 20, 300)))
        match chance.randrange(6):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:start] + chance.choice(others) + text[start:]
            case 2:
                text = text[:end] + text[start:end] * chance.choice((1, 2, 50)) + text[end:]
            case 3:
                text = text[:start] + chance.choice(others) * chance.choice((2, 30, 1000)) + text[end:]
            case 4:
                text = text[:start] + chr(chance.choice((chance.randrange(128), chance.randrange(0x3000)))) + text[end:]
            case 5:
                there = chance.randrange(len(text) + 1)
                text = text[:there] + text[start:end] + text[there:]
    return text


def spoil_bytes(body: bytes, chance: random.Random) -> bytes:
    """One to five changes of bytes."""
    spoiled = bytearray(body)
    for _ in range(chance.randint(1, 5)):
        if not spoiled:
            return b""
        start = chance.randrange(len(spoiled))
        match chance.randrange(5):
            case 0:
                spoiled[start] ^= 1 << chance.randrange(8)
            case 1:
                del spoiled[start : start + chance.choice((1, 4, 100))]
            case 2:
                spoiled[start:start] = chance.randbytes(chance.choice((1, 4, 100)))
            case 3:
                spoiled[start : start + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"))
            case 4:
                del spoiled[start if chance.random() < 0.2 else len(spoiled) :]
    return bytes(spoiled)
