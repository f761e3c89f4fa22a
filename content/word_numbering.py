"""The automatic numbers of a Word file: 一、 （一） 1. as its reader sees them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from content.numerals import chinese, digital, letters, ring, roman, stems

Element = ElementTree.Element

_HIGHEST = 9_999
_PLACE = re.compile(r"%([1-9])")
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalFullWidth": str,
    "decimalFullWidth2": str,
    "decimalHalfWidth": str,
    "decimalZero": "{:02d}".format,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": digital,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographTraditional": stems,
    "decimalEnclosedCircle": ring,
    "decimalEnclosedCircleChinese": ring,
    "upperLetter": letters,
    "lowerLetter": lambda number: letters(number).lower(),
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "decimalEnclosedParen": "({})".format,
    "decimalEnclosedFullstop": "{}.".format,
    "none": lambda number: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    is_legal: bool


@dataclass(slots=True)
class _List:
    """An abstract list: its levels, and how far each has counted."""

    levels: dict[int, _Level]
    counted: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Numbering:
    """Counts the numbers of a file, paragraph after paragraph."""

    lists: dict[str, _List] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)

    def next_number(self, number_id: str | None, level: int, style: str | None) -> str | None:
        """The number before the next paragraph: empty where it has none, None where its kind cannot be written.

        `number_id` and `level` are what the paragraph says itself; where it says nothing its style does.
        """
        if number_id is None:
            number_id, level = self.styles.get(style or "", (None, 0))
        one = self.lists.get(number_id or "0")
        if number_id is None or one is None:
            return ""
        if level not in one.levels:
            return None
        start = self.starts.pop((number_id, level), None)
        before = one.counted.get(level, one.levels[level].start - 1)
        one.counted[level] = before + 1 if start is None else start
        for deeper in [other for other in one.counted if other > level]:
            del one.counted[deeper]
        return self._written(one, level)

    def _written(self, one: _List, level: int) -> str | None:
        shown = one.levels[level]
        if shown.format == "bullet":
            return ""
        parts: list[str] = []
        position = 0
        for place in _PLACE.finditer(shown.text):
            at = int(place[1]) - 1
            other = one.levels.get(at, shown)
            write = _FORMATS.get("decimal" if shown.is_legal else other.format)
            number = one.counted.get(at, other.start)
            if write is None or not 0 <= number <= _HIGHEST:
                return None
            parts += [shown.text[position : place.start()], write(number)]
            position = place.end()
        return "".join([*parts, shown.text[position:]])


def read_numbering(numbering: Element | None, styles: Element | None) -> Numbering:
    """From the roots of word/numbering.xml and word/styles.xml, where the file has them. Raises ValueError."""
    made = Numbering()
    if numbering is None:
        return made
    abstract = {_get(one, "abstractNumId"): _List(dict(_levels(one))) for one in _all(numbering, "abstractNum")}
    for number in _all(numbering, "num"):
        number_id, chosen = _get(number, "numId"), _child_value(number, "abstractNumId")
        if chosen in abstract:
            made.lists[number_id] = abstract[chosen]
        for override in _all(number, "lvlOverride"):
            start = _child_value(override, "startOverride")
            if start:
                made.starts[number_id, int(_get(override, "ilvl") or 0)] = int(start)
    if styles is not None:
        made.styles.update(_numbered_styles(styles))
    return made


def _levels(abstract: Element) -> Iterator[tuple[int, _Level]]:
    for level in _all(abstract, "lvl"):
        written = _Level(
            int(_child_value(level, "start") or 0),
            _child_value(level, "numFmt") or "decimal",
            _child_value(level, "lvlText") or "",
            next(_all(level, "isLgl"), None) is not None,  # an element without children is false
        )
        yield int(_get(level, "ilvl") or 0), written


def _numbered_styles(root: Element) -> Iterator[tuple[str, tuple[str, int]]]:
    """The list and level that each paragraph style carries, its own or that of the style it is based on."""
    styles = {_get(one, "styleId"): one for one in _all(root, "style")}
    for style_id, style in styles.items():
        current: Element | None = style
        for _ in range(20):  # a file may base a style on itself
            if current is None:
                break
            place = next((one for one in current.iter() if _local(one) == "numPr"), None)
            if place is not None and _child_value(place, "numId"):
                yield style_id, (_child_value(place, "numId"), int(_child_value(place, "ilvl") or 0))
                break
            current = styles.get(_child_value(current, "basedOn"))


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(parent: Element, name: str) -> Iterator[Element]:
    return (child for child in parent if _local(child) == name)


def _get(element: Element, name: str) -> str:
    """An attribute, whatever its namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _child_value(parent: Element, name: str) -> str:
    child = next(_all(parent, name), None)
    return "" if child is None else _get(child, "val")
