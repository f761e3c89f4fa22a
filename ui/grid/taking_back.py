"""Which action Ctrl+Z means in the ledger: the latest of this device that is no annotation. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable

from checklist.errors import UndoUnknown
from checklist.event import Event
from checklist.record import Record
from checklist.subjects import ACTION, ANNOTATION
from checklist.undo import last_to_redo
from ui.field_words import field_label


def undo(record: Record) -> tuple[Event, ...]:
    """Take it back; annotations are taken back where they stand. Raises UndoUnknown, UndoOverlaid, RecordUnwritable."""
    for deed in record.journal.deeds():
        events = record.journal.action(deed)
        if not _is_undo(events) and _is_ledger(events):
            try:
                return record.undo(deed)
            except UndoUnknown:  # it has been taken back already
                continue
    raise UndoUnknown


def redo(record: Record) -> tuple[Event, ...]:
    """Do again what was taken back last. Raises as `undo`."""
    deed = last_to_redo(record.journal)
    if not _is_ledger(record.journal.action(deed)):
        raise UndoUnknown
    return record.undo(deed)


def touched(events: Iterable[Event]) -> frozenset[str]:
    """The subjects of the events, without the notes about actions."""
    return frozenset(event.subject for event in events if not event.subject.startswith(ACTION))


def told(events: Iterable[Event]) -> str:
    """The fields in words: 状态、办结日期."""
    fields = (field_label(event.field) for event in events if not event.subject.startswith(ACTION))
    return "、".join(dict.fromkeys(fields))


def _is_undo(events: Iterable[Event]) -> bool:
    return any(event.subject.startswith(ACTION) for event in events)


def _is_ledger(events: Iterable[Event]) -> bool:
    return not any(event.subject.startswith(ANNOTATION) for event in events)
