"""What a file from elsewhere would change, line by line, in words. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from checklist.annotation_fields import COLOUR, KIND, NOTE, PLACE
from checklist.merging import FieldPreview
from checklist.own_duties import TITLE
from checklist.papers.returned_changes import ReturnedChange
from checklist.papers.words import COLUMNS
from checklist.subjects import ANNOTATION, INDICATOR, PROFILE, is_own
from content.duty import Duty
from ui.field_words import field_label
from ui.ledger.value_words import NOTHING, field_words, value_words
from ui.ledger_words import FACT, OWN_DUTY
from ui.ledger_words import KIND as KIND_WORDS

_ANNOTATED = {PLACE: "位置", KIND: "种类", COLOUR: "颜色", NOTE: "批注内容"}
_GROUPS = {ANNOTATION: "批注", INDICATOR: "本县实际值", PROFILE: "县情"}


class Mark(StrEnum):
    """What becomes of a line; the last two are of a sheet that came back.

    OVERTAKEN: the record has changed since the sheet went out.
    """

    NEW = "new"
    SAME = "same"
    OLDER = "older"
    CONFLICT = "conflict"
    FILLED = "filled"
    OVERTAKEN = "overtaken"


MARKS: Mapping[Mark, str] = {
    **{Mark(kind.value): words for kind, words in KIND_WORDS.items()},
    Mark.FILLED: "采用表中",
    Mark.OVERTAKEN: "本机后来也改过",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field of one subject. `who` and `when` are of theirs; of a sheet, `when` is the row."""

    subject: str
    field: str
    title: str
    name: str
    mine: str
    theirs: str
    who: str
    when: str
    mark: Mark

    @property
    def needs_choice(self) -> bool:
        return self.mark in (Mark.CONFLICT, Mark.OVERTAKEN)

    @property
    def fate(self) -> str:
        """What becomes of it, with a sign where someone has to choose."""
        return f"! {MARKS[self.mark]}" if self.needs_choice else MARKS[self.mark]


def exchange_lines(fields: Iterable[FieldPreview], duties: Mapping[str, Duty]) -> tuple[Line, ...]:
    """`duties` are those known here by their ids; an own duty that comes with the file names itself."""
    kept = tuple(fields)
    titles = {one.subject: str(one.result or one.theirs or "") for one in kept if one.field == TITLE}
    return tuple(_exchanged(one, duties.get(one.subject), titles) for one in kept)


def _exchanged(one: FieldPreview, duty: Duty | None, titles: Mapping[str, str]) -> Line:
    return Line(
        one.subject,
        one.field,
        duty.title if duty else titles.get(one.subject) or _group(one.subject),
        _field_name(one, duty),
        _value(one, one.mine),
        _value(one, one.theirs),
        one.actor,
        one.at[:16].replace("T", " "),
        Mark(one.kind.value),
    )


def returned_lines(found: Iterable[ReturnedChange], duties: Mapping[str, Duty]) -> tuple[Line, ...]:
    """The cells of a sheet that came back."""
    return tuple(_returned(one, duties.get(one.duty)) for one in found)


def _returned(one: ReturnedChange, duty: Duty | None) -> Line:
    return Line(
        one.duty,
        one.field,
        duty.title if duty else one.duty,
        COLUMNS.get(one.field, field_label(one.field)),
        one.before or NOTHING,
        one.after or NOTHING,
        "",
        f"第 {one.row} 行",
        Mark.OVERTAKEN if one.is_overtaken else Mark.FILLED,
    )


def counts(lines: Iterable[Line]) -> dict[Mark, int]:
    kept = tuple(lines)
    return {mark: sum(one.mark is mark for one in kept) for mark in Mark}


def _group(subject: str) -> str:
    """What a subject is that has no title of its own."""
    for kind, words in _GROUPS.items():
        if subject.startswith(kind):
            return words
    return OWN_DUTY if is_own(subject) else subject


def _field_name(one: FieldPreview, duty: Duty | None) -> str:
    kind, _, key = one.field.partition("/")
    if one.subject.startswith(ANNOTATION):
        return _ANNOTATED.get(one.field, field_label(one.field))
    if one.subject == PROFILE and key:
        return f"{field_label(kind)}“{FACT.get(key, key)}”"
    return field_words(one.field, duty)


def _value(one: FieldPreview, value: object) -> str:
    if one.subject.startswith(ANNOTATION) and one.field == PLACE:
        return "、".join(_quoted(value)) or NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    return value_words(one.field, value)


def _quoted(value: object) -> Iterator[str]:
    """The words that an annotation stands on."""
    pieces = value.get("pieces") if isinstance(value, dict) else None
    for piece in pieces if isinstance(pieces, list) else ():
        if isinstance(piece, dict) and isinstance(piece.get("exact"), str):
            yield f"“{piece['exact'][:60]}”"
