"""Texts that a program might take for a formula (OWASP ASVS 1.2.10)."""

from __future__ import annotations

_SIGNS = frozenset("=+-@\t\r＝＋－＠")


def is_risky(text: str) -> bool:
    """Whether the first character, or the first one behind blanks, is one a formula begins with."""
    return text[:1] in _SIGNS or text.lstrip()[:1] in _SIGNS if text else False


def guard(text: str) -> str:
    """With ' before it where it is risky."""
    return f"'{text}" if is_risky(text) else text
