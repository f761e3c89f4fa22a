"""What the county actually reached of a goal, with year and source; the goal itself stands in the content."""

from __future__ import annotations

import hashlib
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from checklist.event import Change
from checklist.record import Record
from checklist.refusals import FieldUnknown, ValueRefused
from checklist.state import State
from checklist.subjects import INDICATOR
from checklist.values import Reader, number, short_text, year
from content.indicator import Indicator

VALUE, YEAR, SOURCE = "value", "year", "source"
_NEAR = 0.05  # about (≈) is within one part in twenty


@dataclass(frozen=True, slots=True)
class Actual:
    """This county's own value of a goal; `value` is None where none is given."""

    value: float | None = None
    year: int | None = None
    source: str = ""


def indicator_id(goal: Indicator) -> str:
    """The subject under which a goal's values are kept: the same for as long as clause and quotation are."""
    words = "\n".join((goal.doc, goal.clause, goal.quote, goal.subject))
    return INDICATOR + hashlib.sha256(words.encode()).hexdigest()[:24]


def actual(state: State, goal: Indicator) -> Actual:
    """What the record says of a goal. What this version does not know is passed over."""
    found: dict[str, Any] = {}
    for field, value in state.fields(indicator_id(goal)).items():
        try:
            found[field] = read_indicator_field(field, value)
        except ValueRefused:
            continue
    return Actual(found.get(VALUE), found.get(YEAR), found.get(SOURCE, ""))


def set_actual(record: Record, goal: Indicator, given: Actual) -> None:
    """Keep the county's value, as one action. Raises NumberImpossible, YearImpossible …, RecordUnwritable."""
    subject = indicator_id(goal)
    wanted = {VALUE: given.value, YEAR: given.year, SOURCE: given.source or None}
    for field, value in wanted.items():
        read_indicator_field(field, value)
    known = record.state.fields(subject)
    changed = {field: value for field, value in wanted.items() if known.get(field) != value}
    record.write(*(Change(subject, field, known.get(field), value) for field, value in changed.items()))


def reaches(goal: Indicator, given: Actual) -> bool | None:
    """Whether the county's value is what the goal asks; None where there is no value."""
    return None if given.value is None else _COMPARED[goal.comparison](given.value, goal.value)


def read_indicator_field(field: str, value: object) -> object:
    """The value of a field as the program's own. Raises FieldUnknown or another refusal."""
    return _PLAIN.get(field, _unknown)(field, value)


def _unknown(field: str, value: object) -> object:
    raise FieldUnknown(field, value)


def _about(value: float, goal: float) -> bool:
    return abs(value - goal) <= _NEAR * abs(goal)


_PLAIN: Mapping[str, Reader] = MappingProxyType({VALUE: number, YEAR: year, SOURCE: short_text})
# A goal of 2000 projects (=) is reached by more of them too.
_COMPARED: Mapping[str, Callable[[float, float], bool]] = MappingProxyType(
    {"≥": operator.ge, ">": operator.gt, "≤": operator.le, "=": operator.ge, "≈": _about}
)
