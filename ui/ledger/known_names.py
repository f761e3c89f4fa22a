"""Units and people known by name, to be offered while typing. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable

from checklist.profile import CountyProfile
from checklist.progress import Progress


def known_names(profile: CountyProfile, progress: Iterable[Progress]) -> dict[str, tuple[str, ...]]:
    """`units` and `people`: from the county's profile, then from earlier entries."""
    known = tuple(progress)
    units = (*profile.units, *(unit for one in known for unit in (one.lead, *one.supporting)))
    people = (*(one.name for one in profile.people), *(one.person for one in known))
    return {"units": _each_once(units), "people": _each_once(people)}


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
