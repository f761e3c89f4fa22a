"""Undo: the changes that take an action back, or do it again. Nothing is deleted.

An undo writes down which action it takes back. What a field is to say then follows from the actions that stand: those
that are neither undone nor themselves an undo.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from checklist.errors import UndoOverlaid, UndoUnknown
from checklist.event import Change, Event
from checklist.journal import Journal
from checklist.subjects import ACTION, IMPORT

UNDONE = "undone"


def inverse(journal: Journal, deed: str) -> tuple[Change, ...]:
    """What takes the action `deed` back; for an undo, what does the action again.

    An import is taken back by giving each field the value it would have without what was brought in. Raises
    UndoUnknown where there is no such action or it does not stand, UndoOverlaid where a later change would be lost.
    """
    standing = _Standing(journal)
    about, did_undo = standing.undos.get(deed, (deed, False))
    if not journal.action(about) or (about in standing.undone) is not did_undo:
        raise UndoUnknown(deed)
    changes = tuple(_Fields(journal, standing, about).changes(again=did_undo))
    return *changes, Change(ACTION + about, UNDONE, did_undo or None, None if did_undo else True)


def last_to_undo(journal: Journal) -> str:
    """This device's latest action that stands. Raises UndoUnknown."""
    standing = _Standing(journal)
    for deed in journal.deeds():
        if deed not in standing.undos and deed not in standing.undone:
            return deed
    raise UndoUnknown


def last_to_redo(journal: Journal) -> str:
    """This device's latest undo that holds, unless something new was done since. Raises UndoUnknown."""
    standing = _Standing(journal)
    for deed in journal.deeds():
        if deed not in standing.undos:
            break
        about, did_undo = standing.undos[deed]
        if did_undo and about in standing.undone:
            return deed
    raise UndoUnknown


class _Standing:
    """`undone` actions, and `undos`: actions that took another back (True) or did it again (False)."""

    def __init__(self, journal: Journal) -> None:
        self.undone: set[str] = set()
        self.undos: dict[str, tuple[str, bool]] = {}
        for event in journal.events_under(ACTION):
            about, did_undo = event.subject.removeprefix(ACTION), json.loads(event.after) is True
            self.undos[event.deed] = about, did_undo
            (self.undone.add if did_undo else self.undone.discard)(about)


class _Fields:
    """The fields that one action touched, each as the actions that stand add up to."""

    def __init__(self, journal: Journal, standing: _Standing, about: str) -> None:
        self._journal = journal
        done = journal.action(about)
        self._note = next((one for one in done if one.subject.startswith(IMPORT)), None)
        self._touching = done if self._note is None else journal.arrived_by(about)
        self._ids = {one.id for one in self._touching}
        self._undos = standing.undos
        self._gone = standing.undone - {about}
        self._gone_ids = {one.id for deed in self._gone for one in journal.arrived_by(deed)}

    def changes(self, again: bool) -> Iterator[Change]:
        """Field by field in the order in which they were first touched: with the action, or without it."""
        lines: dict[str, tuple[Event, ...]] = {}
        for subject, field in dict.fromkeys((one.subject, one.field) for one in self._touching):
            if subject not in lines:
                lines[subject] = self._journal.events(subject)
            line = [one for one in lines[subject] if one.field == field]
            stand = [one for one in line if self._stands(one)]
            if stand and self._is_last(stand[-1]):
                left = stand if again else [one for one in stand if one.id not in self._ids]
                yield from _change(line, left)

    def _stands(self, event: Event) -> bool:
        if event.subject.startswith(ACTION):
            return True
        return event.deed not in self._undos and event.deed not in self._gone and event.id not in self._gone_ids

    def _is_last(self, last: Event) -> bool:
        """Whether the action has the last word; an import may not have had it to begin with. Raises UndoOverlaid."""
        if last.id in self._ids:
            return True
        if self._note is None or last.clock > self._note.clock:
            raise UndoOverlaid(last.subject, last.field, last.at, last.actor)
        return False


def _change(line: list[Event], left: list[Event]) -> Iterator[Change]:
    """From what the field says now to the last of the events that are left."""
    now = json.loads(line[-1].after)
    value = json.loads(left[-1].after if left else line[0].before)
    if value != now:
        yield Change(line[-1].subject, line[-1].field, now, value, (left or line)[-1].basis)
