"""Documents by name, in the forms an official types: 川办发〔2018〕60号, 2018年60号文, 60号, 六十号文, 县域创新意见."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.analysis import fold_text
from search.hit import DocumentName

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_NUMBER = r"[0-9]{1,3}|[一二三四五六七八九十百零]{1,5}"
# On folded text: brackets are ( ), blanks between digits stay.
_WITH_YEAR = re.compile(rf"(?:川办发|川办)?\(?(20[0-9]{{2}})\)?年?(?:川办发)?[ 第]*({_NUMBER})号?(?:文件|文)?")
_BARE = re.compile(rf"(?:川办发|川办)?第?({_NUMBER})号(?:文件|文)?")
_KINDS = "实施意见|意见|行动方案|实施方案|方案|工作指引|指引|通知"
_ANY_KIND = "文件|文|政策"
_TITLE = re.compile(rf"(?:(20[0-9]{{2}})年?的?)?(.*?)({_KINDS}|{_ANY_KIND})(?:\(?(20[0-9]{{2}})年?\)?)?")
_PART = re.compile(rf"第?({_NUMBER})(?:条|项|款|部分)")
_YEAR = re.compile(r"(20[0-9]{2})年?的?(?:文件|文|政策)?")
_LEAST_TITLE = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """Documents that a query names, and what is left of the query without the name."""

    docs: tuple[str, ...]
    rest: str


def mention(folded: str, documents: tuple[DocumentName, ...]) -> Mention:
    """What a folded query names: as a whole, or at its beginning (13号文研发投入目标)."""
    for pattern in (_WITH_YEAR, _BARE):
        found = pattern.match(folded)
        docs = _by_number(found, documents) if found else ()
        if found and docs:
            return Mention(docs, folded[found.end() :].removeprefix("的"))
    return Mention(_by_title(folded, documents), "")


def part_number(folded: str) -> int:
    """The number of a part that a query names and nothing else; 0 for any other query.

    >>> part_number("第十二条"), part_number("第3项"), part_number("三农")
    (12, 3, 0)
    """
    found = _PART.fullmatch(folded)
    return to_number(found[1]) if found else 0


def numeral_variants(folded: str) -> tuple[str, ...]:
    """第3条 for 第三条 and the other way, where a numeral names a part of a document.

    >>> numeral_variants("第三条"), numeral_variants("第12条"), numeral_variants("三农")
    (('第3条',), ('第十二条',), ())
    """
    pattern = rf"(?<=第)({_NUMBER})(?=[条款项章节部])|(?<=\()({_NUMBER})(?=\))"
    swapped = re.sub(pattern, lambda found: _swapped(found.group()), folded)
    return (swapped,) if swapped != folded else ()


def _by_number(found: re.Match[str], documents: tuple[DocumentName, ...]) -> tuple[str, ...]:
    *year, number = found.groups()
    wanted = f"{to_number(number)}号"
    return tuple(
        one.id
        for one in documents
        if one.number and fold_text(one.number).endswith(f"){wanted}") and (not year or one.year == year[0])
    )


def _by_title(folded: str, documents: tuple[DocumentName, ...]) -> tuple[str, ...]:
    """By year alone, or by a title shortened as people do: its characters in order, its kind of document last."""
    by_year = _YEAR.fullmatch(folded)
    if by_year:
        return tuple(one.id for one in documents if one.year == by_year[1])
    found = _TITLE.fullmatch(folded)
    if not found:
        return ()
    before, name, kind, behind = found.groups()
    year = before or behind
    if len(name) + len(kind) < _LEAST_TITLE and not year:
        return ()
    kind = "" if kind in _ANY_KIND.split("|") else kind
    return tuple(
        one.id
        for one in documents
        if (year in (None, one.year)) and _is_subsequence(name + kind, fold_text(one.title + one.short_title))
    )


def _is_subsequence(short: str, long: str) -> bool:
    remaining = iter(long)
    return all(char in remaining for char in short)


def _swapped(numeral: str) -> str:
    return to_chinese(int(numeral)) if numeral.isdecimal() else str(to_number(numeral))


def to_number(numeral: str) -> int:
    """
    Read a numeral below 1000 in either script; 0 for what is none.

    >>> to_number("六十"), to_number("一百零三"), to_number("71"), to_number("十二")
    (60, 103, 71, 12)
    """
    if numeral.isascii():
        return int(numeral)
    total = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * (100 if char == "百" else 10)
            digit = 0
    return total + digit


def to_chinese(number: int) -> str:
    """
    Write a number below 100 as a heading does.

    >>> to_chinese(3), to_chinese(12), to_chinese(20), to_chinese(35)
    ('三', '十二', '二十', '三十五')
    """
    names = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return names[ones]
    return ("" if tens == 1 else names[tens % 10]) + "十" + (names[ones] if ones else "")
