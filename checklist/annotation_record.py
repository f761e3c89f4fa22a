"""The annotations in the county's record: actions in, annotations out. One action is one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checklist.annotation import NOTE_LIMIT, Annotation
from checklist.annotation_fields import NOTE, apply, changes, fold, tidied, values
from checklist.errors import UndoOverlaid
from checklist.event import Change
from checklist.history import HistoryRow, history_rows
from checklist.journal import Journal, new_id
from checklist.refusals import TextTooLong
from checklist.subjects import ACTION, ANNOTATION
from checklist.undo import UNDONE


class Annotations:
    """Every method that changes something is on disk before it returns, or raises RecordUnwritable, RecordDamaged."""

    def __init__(self, journal: Journal) -> None:
        """Raises RecordDamaged."""
        self._journal = journal
        self._deeds: list[tuple[str, tuple[Change, ...]]] = []
        self.reload()

    def reload(self) -> None:
        """Read all events anew: after an import, or when others undid something. Raises RecordDamaged."""
        self._known = fold(self._journal.events_under(ANNOTATION))

    @property
    def all(self) -> tuple[Annotation, ...]:
        """Those that are there, in the order in which they were made."""
        return tuple(one for one in self._known.values() if one.is_shown)

    @property
    def can_undo(self) -> bool:
        return bool(self._deeds)

    def of(self, key: str) -> Annotation:
        """The annotation of that id, removed or not. Raises KeyError."""
        return self._known[key]

    def add(self, wanted: Annotation, basis: str = "") -> Annotation:
        """Keep a new annotation; its id, times and person are given here. `basis` is the hash of its first clause.

        Raises TextTooLong for a note of more than NOTE_LIMIT characters.
        """
        made = replace(_checked(wanted), id=new_id())
        self._write(changes(Annotation(made.id), made, basis))
        return self.of(made.id)

    def change(self, wanted: Annotation, basis: str = "") -> Annotation:
        """Keep other colours, words or places of an annotation. Raises TextTooLong."""
        self._write(changes(self.of(wanted.id), _checked(wanted), basis))
        return self.of(wanted.id)

    def remove(self, keys: Iterable[str]) -> None:
        """Take annotations away, all in one action."""
        self._set_removed(keys, True)

    def restore(self, keys: Iterable[str]) -> None:
        """Bring removed annotations back."""
        self._set_removed(keys, False)

    def undo(self) -> bool:
        """Take back the last action on annotations since the record was opened; false where there is none.

        Raises UndoOverlaid where a change that came from elsewhere would be lost.
        """
        if not self._deeds:
            return False
        deed, done = self._deeds.pop()
        back = tuple(self._inverse(change) for change in done)
        self._append((*back, Change(ACTION + deed, UNDONE, None, True)))
        return True

    def history(self, key: str) -> tuple[HistoryRow, ...]:
        """Every change of an annotation, oldest first."""
        return history_rows(self._journal.events(ANNOTATION + key))

    def _set_removed(self, keys: Iterable[str], removed: bool) -> None:
        known = [self.of(key) for key in keys]
        self._write(tuple(change for one in known for change in changes(one, replace(one, removed=removed), "")))

    def _inverse(self, done: Change) -> Change:
        now = self.of(done.subject.removeprefix(ANNOTATION))
        if values(now)[done.field] != done.after:
            raise UndoOverlaid(done.subject, done.field, now.changed, now.by)
        return Change(done.subject, done.field, done.after, done.before, done.basis)

    def _write(self, wanted: tuple[Change, ...]) -> None:
        if wanted:
            self._deeds.append((self._append(wanted), wanted))

    def _append(self, wanted: tuple[Change, ...]) -> str:
        """The id of the action that was written."""
        events = self._journal.append(wanted)
        for event in events:
            if event.subject.startswith(ANNOTATION):
                key = event.subject.removeprefix(ANNOTATION)
                known = self._known.get(key, Annotation(key, created=event.at, by=event.actor))
                self._known[key] = apply(known, event)
        return events[0].deed


def _checked(wanted: Annotation) -> Annotation:
    note = tidied(wanted.note)
    if len(note) > NOTE_LIMIT:
        raise TextTooLong(NOTE, note, NOTE_LIMIT)
    return replace(wanted, note=note)
