"""Units and people as they are typed: one a line. Knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable

from checklist.profile import Person

_PERSON = re.compile(r"([^（(\s，,、]+)[（(\s，,、]*([^）)]*)[）)]?")


def units_typed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def people_typed(text: str) -> tuple[Person, ...]:
    """张三（县科技局）, 张三 县科技局 or 张三. The last line about a name holds."""
    known: dict[str, Person] = {}
    for line in units_typed(text):
        found = _PERSON.fullmatch(line)
        name, unit = (found[1], found[2].strip()) if found else (line, "")
        known[name] = Person(name, unit)
    return tuple(known.values())


def people_text(people: Iterable[Person]) -> str:
    return "\n".join(f"{one.name}（{one.unit}）" if one.unit else one.name for one in people)


def year_typed(text: str) -> int | None:
    """The year of reporting; nothing typed is none. Raises ValueError with a sentence."""
    words = text.strip().removesuffix("年").strip()
    if not words:
        return None
    if not (words.isascii() and words.isdigit() and len(words) == 4):
        raise ValueError("年份请填四位数字，例如 2026。")
    return int(words)
