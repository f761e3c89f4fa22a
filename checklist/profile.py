"""The county itself: its name, its year of reporting, its units and people, and the facts that decide what applies."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from checklist.event import Change
from checklist.fields import DECIDED
from checklist.phrases import APPLIES_TO, CONDITIONAL, EVERY
from checklist.record import Record
from checklist.refusals import FieldUnknown, ValueRefused
from checklist.state import State
from checklist.subjects import PROFILE
from checklist.values import SHORT, Reader, answer, clean, short_text, texts, truth, year
from content.duty import Duty

COUNTY, YEAR = "county", "year"
UNIT, PERSON, FACT = "unit/", "person/", "fact/"
ABLE = "able:"

FACTS = tuple(dict.fromkeys(fact for fact in APPLIES_TO.values() if fact not in (EVERY, CONDITIONAL)))


@dataclass(frozen=True, slots=True)
class Person:
    """Someone a duty can be given to; `unit` is empty where none is named."""

    name: str
    unit: str = ""


@dataclass(frozen=True)
class CountyProfile:
    """`facts` are the answers given: ids of FACTS, and `able:DUTY` for a duty of counties that have the conditions."""

    county: str = ""
    year: int | None = None
    units: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    facts: Mapping[str, bool] = dataclasses.field(default_factory=dict)


class Answer(StrEnum):
    """Whether a duty is this county's."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Applies:
    """`because` is the fact that decides (or has to be asked), `every` where every county is meant."""

    answer: Answer
    because: str


def applies(duty: Duty, profile: CountyProfile) -> Applies:
    """Whether the duty is this county's, by the words of its `applies_to`; unknown words are unknown."""
    fact = APPLIES_TO.get(duty.applies_to, "")
    if fact == EVERY:
        return Applies(Answer.YES, EVERY)
    asked = able(duty.id) if fact == CONDITIONAL else fact
    given = profile.facts.get(asked)
    return Applies(Answer.UNKNOWN if given is None else Answer.YES if given else Answer.NO, asked)


def able(duty: str) -> str:
    """The fact whether the county has the conditions (有条件的) for a duty."""
    return ABLE + duty


def read_profile(state: State) -> CountyProfile:
    """The profile as the record says it. What this version does not know is passed over."""
    found: dict[str, Any] = {}
    for field, value in state.fields(PROFILE).items():
        try:
            found[field] = read_profile_field(field, value)
        except ValueRefused:
            continue
    return CountyProfile(
        found.get(COUNTY, ""),
        found.get(YEAR),
        tuple(name for name, value in _keyed(found, UNIT) if value),
        tuple(Person(name, unit or "") for name, unit in _keyed(found, PERSON) if unit is not None),
        MappingProxyType({fact: value for fact, value in _keyed(found, FACT) if value is not None}),
    )


def write_profile(record: Record, profile: CountyProfile) -> None:
    """Bring the record's profile to this one, as one action. Raises the refusals of values, RecordUnwritable."""
    wanted: dict[str, object] = {COUNTY: profile.county or None, YEAR: profile.year}
    wanted |= {UNIT + unit: True for unit in profile.units}
    wanted |= {PERSON + person.name: person.unit for person in profile.people}
    wanted |= {FACT + fact: value for fact, value in profile.facts.items()}
    for field, value in wanted.items():
        read_profile_field(field, value)
    known = record.state.fields(PROFILE)
    gone = [field for field in known if field not in wanted and field.startswith((UNIT, PERSON, FACT))]
    after = wanted | dict.fromkeys(gone)
    record.write(
        *(Change(PROFILE, field, known.get(field), after[field]) for field in after if known.get(field) != after[field])
    )


def read_profile_field(field: str, value: object) -> object:
    """The value of a field as the program's own. Raises FieldUnknown or another refusal."""
    if field in _PLAIN:
        return _PLAIN[field](field, value)
    kind, _, key = field.partition("/")
    if not key or f"{kind}/" not in _KEYED:
        raise FieldUnknown(field, value)
    clean(field, key, SHORT)
    return _KEYED[f"{kind}/"](field, value)


def _unit_of(field: str, value: object) -> str | None:
    return None if value is None else short_text(field, value)


def _keyed(found: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    yield from ((field.removeprefix(prefix), value) for field, value in found.items() if field.startswith(prefix))


_PLAIN: Mapping[str, Reader] = MappingProxyType({COUNTY: short_text, YEAR: year})
_KEYED: Mapping[str, Reader] = MappingProxyType({UNIT: truth, PERSON: _unit_of, FACT: answer, DECIDED: texts})
