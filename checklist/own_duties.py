"""The county's own duties, from documents of its prefecture or its own: the same card, plainly marked as its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from checklist.event import Change
from checklist.fields import read as read_progress_field
from checklist.journal import new_id
from checklist.record import Record
from checklist.refusals import ForceUnknown, TextMissing, ValueRefused
from checklist.state import State
from checklist.subjects import OWN
from checklist.values import Reader, day, long_text, one_of, short_text, truth
from content.duty import Basis, Duty, Force, Step

TITLE, SOURCE, FORCE, ACTOR, DEADLINE, REMOVED = "title", "source", "force", "actor", "deadline", "removed"
TASK = "task/"
DOC = "own"


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """A duty of the county's own. `source` is the text it rests on, as the county typed it; `steps` (id, text)."""

    title: str
    source: str = ""
    force: Force = Force.MUST
    actor: str = ""
    deadline: date | None = None
    steps: tuple[tuple[str, str], ...] = ()
    id: str = field(default_factory=lambda: OWN + new_id())

    @property
    def duty(self) -> Duty:
        """As a duty among the others; `doc` is DOC and there is no clause."""
        steps = tuple(Step(key, text, Basis.EDITOR) for key, text in self.steps)
        due = self.deadline.isoformat() if self.deadline else None
        named = (self.id, DOC, "", self.title, self.source, self.force, self.actor)
        return Duty(*named, "", None, due, None, steps, (), ())


def own_duties(state: State) -> tuple[OwnDuty, ...]:
    """Those of the record, in the order in which they were added, without the removed ones."""
    found = ((subject, _read(state.fields(subject))) for subject in state.subjects(OWN))
    return tuple(
        _own_duty(subject, fields) for subject, fields in found if fields.get(TITLE) and not fields.get(REMOVED)
    )


def put_own_duty(record: Record, duty: OwnDuty) -> None:
    """Add a duty, or bring the one of that id to this, as one action. Raises refusals of values, RecordUnwritable."""
    if not duty.title.strip():
        raise TextMissing(TITLE, duty.title)
    wanted: dict[str, object] = {
        TITLE: duty.title,
        SOURCE: duty.source or None,
        FORCE: duty.force,
        ACTOR: duty.actor or None,
        DEADLINE: duty.deadline.isoformat() if duty.deadline else None,
    }
    wanted.update({TASK + key: text for key, text in duty.steps})
    for name, value in wanted.items():
        read_own_field(name, value)
    known = record.state.fields(duty.id)
    gone = [name for name in known if name.startswith(TASK) and name not in wanted]
    changed = {name: value for name, value in (wanted | dict.fromkeys(gone)).items() if known.get(name) != value}
    record.write(*(Change(duty.id, name, known.get(name), value) for name, value in changed.items()))


def remove_own_duty(record: Record, duty: str) -> None:
    """Take it off the list; its history stays, and undo brings it back. Raises RecordUnwritable."""
    if not record.state.value(duty, REMOVED):
        record.write(Change(duty, REMOVED, None, True))


def read_own_field(name: str, value: object) -> object:
    """The value of a field as the program's own. Raises FieldUnknown or another refusal."""
    if name in _PLAIN:
        return _PLAIN[name](name, value)
    if name.startswith(TASK) and name != TASK:
        return long_text(name, value)
    return read_progress_field(name, value)


def _read(fields: Mapping[str, object]) -> dict[str, Any]:
    found = {}
    for name, value in fields.items():
        try:
            found[name] = read_own_field(name, value)
        except ValueRefused:
            continue
    return found


def _own_duty(subject: str, fields: Mapping[str, Any]) -> OwnDuty:
    steps = tuple((name.removeprefix(TASK), text) for name, text in fields.items() if name.startswith(TASK) and text)
    force = fields.get(FORCE, Force.MUST)
    source, actor = fields.get(SOURCE, ""), fields.get(ACTOR, "")
    return OwnDuty(fields[TITLE], source, force, actor, fields.get(DEADLINE), steps, subject)


_PLAIN: Mapping[str, Reader] = MappingProxyType(
    {
        TITLE: short_text,
        SOURCE: long_text,
        FORCE: one_of(Force, ForceUnknown),
        ACTOR: short_text,
        DEADLINE: day,
        REMOVED: truth,
    }
)
