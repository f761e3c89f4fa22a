"""How the texts sound: each character's syllable in its place (polyphones by phrase), from pypinyin, kept in a file.

Making it takes seconds and belongs in a job; the file beside the index makes the next start cheap.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

SOUNDS_VERSION = 1
# A bundle brings the sounds that a first start would have to work out.
MADE = Path(__file__).parent / "made"
_LETTERS = re.compile(r"[a-z' ]+")
_HAN = range(0x4E00, 0x9FA6)
LEAST_INITIALS = 2


@dataclass(frozen=True, slots=True)
class SoundMatch:
    """Folded characters start..end of a passage sound as was typed."""

    number: int
    start: int
    end: int


class Sounds:
    """Syllables of every folded character; finds by full pinyin, by initials, and by characters of the same sound."""

    def __init__(self, syllables: tuple[tuple[str, ...], ...], readings: dict[str, list[str]]) -> None:
        self._readings = readings
        self._initials = tuple("".join(one[0] if one else "\n" for one in row) for row in syllables)
        self._letters: list[str] = []
        self._begins: list[dict[int, int]] = []
        for row in syllables:
            begins, at = {}, 0
            for number, one in enumerate(row):
                begins[at] = number
                at += len(one) or 1
            begins[at] = len(row)
            self._letters.append("".join(one or "\n" for one in row))
            self._begins.append(begins)

    def find(self, typed: str) -> list[SoundMatch]:
        """Places that sound as the letters say: whole syllables first; by initials where none do."""
        letters = letters_of(typed)
        found = [match for number in range(len(self._letters)) for match in self._in_full(number, letters)]
        if found or len(letters) < LEAST_INITIALS:
            return found
        return [match for number in range(len(self._initials)) for match in self._by_initials(number, letters)]

    def sounding_like(self, folded: str) -> list[SoundMatch]:
        """Places that sound like a folded string of characters, each read in any of its ways."""
        ways = [re.escape(char) if char.isascii() else "|".join(self._readings.get(char, ["\0"])) for char in folded]
        pattern = re.compile("".join(f"(?:{way})" for way in ways))
        found = []
        for number, letters in enumerate(self._letters):
            for match in pattern.finditer(letters):
                begins = self._begins[number]
                start, end = begins.get(match.start()), begins.get(match.end())
                if start is not None and end is not None and end - start == len(folded):
                    found.append(SoundMatch(number, start, end))
        return found

    def _in_full(self, number: int, letters: str) -> list[SoundMatch]:
        text, begins, found = self._letters[number], self._begins[number], []
        at = text.find(letters)
        while at >= 0:
            start, end = begins.get(at), begins.get(at + len(letters))
            if start is not None and end is not None:
                found.append(SoundMatch(number, start, end))
            at = text.find(letters, at + 1)
        return found

    def _by_initials(self, number: int, letters: str) -> list[SoundMatch]:
        text, found = self._initials[number], []
        at = text.find(letters)
        while at >= 0:
            found.append(SoundMatch(number, at, at + len(letters)))
            at = text.find(letters, at + len(letters))
        return found


def letters_of(typed: str) -> str:
    """
    Letters of a query that could be pinyin; nothing for any other query.

    >>> letters_of("Zhi'shi chanquan"), letters_of("R&D"), letters_of("第3条")
    ('zhishichanquan', '', '')
    """
    lowered = typed.lower()
    return re.sub("[' ]", "", lowered) if _LETTERS.fullmatch(lowered) else ""


def open_sounds(folder: Path, texts: tuple[str, ...]) -> Sounds:
    """The sounds of these folded texts, from the file below `folder`, else made and kept there where that can be."""
    stamp = hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    name = f"sounds-{SOUNDS_VERSION}-{stamp}.json"
    for path in (MADE / name, folder / name):
        try:
            rows, readings = json.loads(path.read_bytes())
            return Sounds(tuple(tuple(row.split(" ")) for row in rows), readings)
        except (OSError, ValueError):
            continue
    syllables, readings = _syllables(texts), _readings()
    _keep(folder / name, [[" ".join(row) for row in syllables], readings])
    return Sounds(syllables, readings)


def _keep(path: Path, content: object) -> None:
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        for old in path.parent.glob("sounds-*.json"):
            old.unlink()
        temporary.replace(path)
    except OSError:
        return


def _syllables(texts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """For each text a syllable for each character; letters and digits are their own, all else is nothing."""
    from pypinyin import lazy_pinyin

    def spelled(other: str) -> list[str]:
        return [char if char.isascii() and char.isalnum() else "" for char in other]

    # A list a character is what keeps syllables and characters in step; pypinyin takes it, its stub does not say so.
    return tuple(tuple(lazy_pinyin(text, errors=spelled)) for text in texts)  # type: ignore[arg-type]


def _readings() -> dict[str, list[str]]:
    """Every reading of every common character, without tones."""
    from pypinyin import Style, pinyin

    return {chr(code): pinyin(chr(code), heteronym=True, style=Style.NORMAL)[0] for code in _HAN}
