"""The last word on every field of every subject: what all but the history is read from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from checklist.event import Event
from checklist.progress import Progress, apply
from checklist.subjects import is_duty


class State:
    """Kept as events are added in their order; `progress` is progress by duty id."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._last: dict[str, dict[str, Event]] = {}
        self._progress: dict[str, Progress] = {}
        self.progress: Mapping[str, Progress] = MappingProxyType(self._progress)
        self.add(events)

    def add(self, events: Iterable[Event]) -> None:
        """Events that come after all the ones before."""
        for event in events:
            self._last.setdefault(event.subject, {})[event.field] = event
            if is_duty(event.subject):
                self._progress[event.subject] = apply(self.of(event.subject), event)

    def renew(self, events: Iterable[Event]) -> None:
        """Begin anew with these: after a merge, which puts events between others. `progress` stays the same mapping."""
        fresh = State(events)
        self._last = fresh._last
        self._progress.clear()
        self._progress.update(fresh._progress)

    def of(self, duty: str) -> Progress:
        return self._progress.get(duty, Progress(duty))

    def subjects(self, prefix: str) -> tuple[str, ...]:
        """Those that begin with `prefix`, in the order in which they were first spoken of."""
        return tuple(subject for subject in tuple(self._last) if subject.startswith(prefix))

    def fields(self, subject: str) -> dict[str, object]:
        """The last value of each field, in the order in which they were first spoken of."""
        said = tuple(self._last.get(subject, {}).items())  # at once: another thread may be writing
        return {field: json.loads(event.after) for field, event in said}

    def value(self, subject: str, field: str) -> object:
        """The last value; None where nothing was said."""
        event = self._last.get(subject, {}).get(field)
        return None if event is None else json.loads(event.after)
