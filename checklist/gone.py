"""Duties that the record speaks of and the content has no more: an edition dropped them. They stay readable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checklist.state import State
from checklist.subjects import is_own
from content.duty import Duty, Force
from content.library import Library

DOC = "gone"
_ID = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+\.\d+")


def gone_duties(library: Library, state: State) -> tuple[Duty, ...]:
    """Those of which something is said, as `gone_duty` gives them, in the order in which they were first spoken of."""
    here = {duty.id for duty in library.duties}
    return tuple(gone_duty(library, duty) for duty in _spoken(state) if duty not in here)


def gone_duty(library: Library, duty: str) -> Duty:
    """A duty as the edition that had it last worded it; where that is not remembered, by its id alone.

    It stands in no clause any more: `doc` is DOC, `clause` and `related` are empty.
    """
    known = remembered(library, duty)
    if known is None:
        return Duty(duty, DOC, "", duty, "", Force.MUST, "", "", None, None, None, (), (), ())
    return replace(known, doc=DOC, clause="", related=())


def remembered(library: Library, duty: str) -> Duty | None:
    return next((one for one in library.gone if one.id == duty), None)


def _spoken(state: State) -> Iterator[str]:
    for duty, progress in tuple(state.progress.items()):
        if not is_own(duty) and not progress.is_blank and _ID.fullmatch(duty):
            yield duty
