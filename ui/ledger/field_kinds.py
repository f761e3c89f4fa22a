"""The fields of an opened card: what each is called, and how what is typed becomes a value and back. Knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from checklist.fields import (
    DONE_ON,
    DUE,
    FUNDS,
    LEAD,
    MEASURES,
    PERSON,
    PROBLEMS,
    REASON,
    REMARK,
    SUPPORTING,
)
from checklist.progress import Progress
from ui.field_words import field_label
from ui.ledger.day_reading import day_typed

LIST_MARK = "、"
_PARTED = re.compile(r"[、，,；;\n\t]+")


@dataclass(frozen=True, slots=True)
class FieldKind:
    """`read` gives the JSON value of what was typed or raises ValueError with a sentence; `show` the text of a value.

    `offers` names what is offered while typing: units, people, or nothing.
    """

    field: str
    title: str
    show: Callable[[Progress], str]
    read: Callable[[str, date], object]
    hint: str = ""
    is_long: bool = False
    offers: str = ""


def _text(typed: str, today: date) -> object:
    return typed.strip()


def _names(typed: str, today: date) -> object:
    return tuple(dict.fromkeys(name.strip() for name in _PARTED.split(typed) if name.strip()))


def _day(typed: str, today: date) -> object:
    found = day_typed(typed, today)
    return found.isoformat() if found else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


_DAY_HINT = "例如 2026-12-31、12.31"
WORK = (
    FieldKind(LEAD, field_label(LEAD), lambda known: known.lead, _text, "一个单位", offers="units"),
    FieldKind(
        SUPPORTING,
        field_label(SUPPORTING),
        lambda known: LIST_MARK.join(known.supporting),
        _names,
        "几个单位用顿号分开",
        offers="units",
    ),
    FieldKind(PERSON, field_label(PERSON), lambda known: known.person, _text, "姓名", offers="people"),
    FieldKind(DUE, field_label(DUE), lambda known: _iso(known.due), _day, _DAY_HINT),
)
CLOSING = (
    FieldKind(DONE_ON, field_label(DONE_ON), lambda known: _iso(known.done_on), _day, _DAY_HINT),
    FieldKind(REASON, field_label(REASON), lambda known: known.reason, _text, "随台账上报"),
)
TELLING = (
    FieldKind(PROBLEMS, field_label(PROBLEMS), lambda known: known.problems, _text, is_long=True),
    FieldKind(MEASURES, field_label(MEASURES), lambda known: known.measures, _text, is_long=True),
    FieldKind(FUNDS, field_label(FUNDS), lambda known: known.funds, _text, is_long=True),
    FieldKind(REMARK, field_label(REMARK), lambda known: known.remark, _text, is_long=True),
)
