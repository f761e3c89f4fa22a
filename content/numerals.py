"""Numbers as lists write them: 十二, 甲, ⑫, XII, L."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def chinese(number: int) -> str:
    """12 → 十二, 105 → 一百零五; up to 9999."""
    if number == 0:
        return _DIGITS[0]
    digits = [int(digit) for digit in str(number)]
    written = "".join(
        _DIGITS[digit] + _UNITS[len(digits) - 1 - place] if digit else "零" for place, digit in enumerate(digits)
    ).rstrip("零")
    while "零零" in written:
        written = written.replace("零零", "零")
    return written.removeprefix("一") if 10 <= number < 20 else written


def digital(number: int) -> str:
    """12 → 一二."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def stems(number: int) -> str:
    """The ten heavenly stems, then digits."""
    return _STEMS[number - 1] if 1 <= number <= len(_STEMS) else str(number)


def ring(number: int) -> str:
    """①–⑳, then digits."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def letters(number: int) -> str:
    """A–Z, AA, BB as Word goes on."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written
