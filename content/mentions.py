"""Where the texts mention what the content can explain: terms, organs and papers that have an editor's note, and goals.

Only exact words are looked for, those behind which the note itself stands. A term is explained where it recurs; by the
note of its own document where there is one. A note that speaks of its own document stays in it, one that speaks of its
own place stays there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from content.document import Document, EditorNote
from content.indicator import Indicator
from content.library import Library


class MentionKind(StrEnum):
    """What is mentioned."""

    TERM = "term"
    ORGAN = "organ"
    PAPER = "paper"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters start..end of a clause mention something; `key` names it: note:DOC#LABEL or indicator:DOC#NUMBER."""

    clause: str
    start: int
    end: int
    kind: MentionKind
    key: str


_KINDS = {"术语": MentionKind.TERM, "机构": MentionKind.ORGAN, "文件": MentionKind.PAPER}
_OF_ITS_PLACE = re.compile("此处|本条|本句|原文|编者|收到的文本")
_OF_ITS_DOCUMENT = re.compile("本文件|本意见|本方案|本指引")
_ORGAN = re.compile(r"[^、，。；：（）〔〕“”\t]+$")
_PAPER = re.compile(r"(《[^《》]+》)(?:（[^（）]*〔[0-9]{4}〕[^（）]*）)?$")
_QUOTED = re.compile(r"“([^“”]+)”$")
_LATIN = re.compile(r"[A-Za-z][A-Za-z&+0-9]+$")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ABOUT = re.compile("以上|左右")
_NEAR = 6


def mentions_of(library: Library, document: Document) -> tuple[Mention, ...]:
    """Everything the document mentions, in the order of the text. A term may stand within a goal."""
    found = [*_noted(library, document), *_goals(library, document)]
    return tuple(sorted(found, key=lambda one: (document.order[one.clause], one.start, one.end)))


def mention_at(mentions: tuple[Mention, ...], clause: str, offset: int) -> Mention | None:
    """The mention that a character belongs to, of several the shortest."""
    around = [one for one in mentions if one.clause == clause and one.start <= offset < one.end]
    return min(around, key=lambda one: one.end - one.start, default=None)


def first_mentions(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Of each thing its first mention: where a reader may need it explained, and a mark disturbs least."""
    firsts: dict[str, Mention] = {}
    for one in mentions:
        firsts.setdefault(one.key, one)
    return tuple(firsts.values())


def word_of(document: Document, note: EditorNote) -> str:
    """The words of the text that a note explains; nothing where they cannot be told."""
    before = document.clause(note.clause).text[: note.offset]
    match note.kind:
        case "机构":
            found = _ORGAN.search(before)
            return found[0] if found else ""
        case "文件" if found := _PAPER.search(before):
            return found[1]
    if note.label in before[-len(note.label) - _NEAR :]:
        return note.label
    found = _QUOTED.search(before) or _LATIN.search(before)
    return found[found.lastindex or 0] if found else ""


def indicators_in(library: Library, doc: str) -> tuple[Indicator, ...]:
    """A document's goals; their order numbers the keys."""
    return tuple(one for one in library.indicators if one.doc == doc)


def _noted(library: Library, document: Document) -> Iterator[Mention]:
    """One pass over each clause for all words at once, the longest of those that begin together first."""
    notes = _words(library, document)
    words = re.compile("|".join(map(re.escape, sorted(notes, key=len, reverse=True))) or r"(?!)")
    for clause in document.clauses:
        for found in words.finditer(clause.text) if clause.is_policy else ():
            home, note = notes[found[0]]
            key = f"note:{home}#{note.label}"
            yield Mention(clause.id, found.start(), found.end(), _KINDS[note.kind], key)
    for note in document.notes:
        word = word_of(document, note) if note.kind in _KINDS else ""
        if word and _OF_ITS_PLACE.search(note.text):
            end = document.clause(note.clause).text.rindex(word, 0, note.offset) + len(word)
            yield Mention(note.clause, end - len(word), end, _KINDS[note.kind], f"note:{document.id}#{note.label}")


def _words(library: Library, document: Document) -> dict[str, tuple[str, EditorNote]]:
    """The words that are explained wherever they stand, with the note's document; the document's own notes win."""
    notes: dict[str, tuple[str, EditorNote]] = {}
    for home in (document, *library.documents):
        for note in home.notes:
            word = word_of(home, note) if note.kind in _KINDS else ""
            bound = _OF_ITS_PLACE.search(note.text) or (home is not document and _OF_ITS_DOCUMENT.search(note.text))
            if len(word) > 1 and not bound:
                notes.setdefault(word, (home.id, note))
    return notes


def _goals(library: Library, document: Document) -> Iterator[Mention]:
    for number, goal in enumerate(indicators_in(library, document.id)):
        text = document.clause(goal.clause).text
        at = text.index(goal.quote)
        start, end = _figure(goal)
        yield Mention(goal.clause, at + start, at + end, MentionKind.INDICATOR, f"indicator:{document.id}#{number}")


def _figure(goal: Indicator) -> tuple[int, int]:
    """Where in the quotation the goal's figure stands with its unit; all of it where it is not in digits."""
    for found in _NUMBER.finditer(goal.quote):
        if float(found[0]) == goal.value:
            end = found.end()
            end += len(goal.unit) if goal.quote.startswith(goal.unit, end) else 0
            about = _ABOUT.match(goal.quote, end)
            return found.start(), about.end() if about else end
    return 0, len(goal.quote)
