"""What was begun and what was acknowledged, kept where no fault reaches it; and a record that tells it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from checklist.copies import Occasion
from checklist.event import Change, Event
from checklist.journal import Arrivals, Journal
from checklist.record import FILE_NAME, Record

Tell = Callable[[str], None]


@dataclass
class Diary:
    """`begun` counts the events of each action, own and arrived; `held` are hashes of events that were there before."""

    begun: dict[str, tuple[int, int]] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    evidence: set[str] = field(default_factory=set)
    backups: set[str] = field(default_factory=set)
    exports: dict[str, int] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)

    def hear(self, word: str) -> None:
        kind, *rest = json.loads(word)
        match kind, rest:
            case "begun", [str(action), int(own), int(arrived)]:
                self.begun[action] = (own, arrived)
            case "done", [str(action)]:
                self.done.add(action)
            case "evidence", [str(sha256)]:
                self.evidence.add(sha256)
            case "backup", [str(name)]:
                self.backups.add(name)
            case "export", [str(name), int(events)]:
                self.exports[name] = events
            case "held", [str(hashed)]:
                self.held.add(hashed)

    def hear_all(self, words: Iterable[str]) -> Diary:
        for word in words:
            self.hear(word)
        return self


def say(kind: str, *rest: object) -> str:
    return json.dumps([kind, *rest])


class HeardJournal(Journal):
    """Tells of each action before it is written, and when it is said to be on disk."""

    def __init__(self, path: Path, actor: str, tell: Tell) -> None:
        super().__init__(path, actor)
        self.tell = tell
        for event in self.events():
            tell(say("held", event.hash))

    def append(self, changes: tuple[Change, ...], action: str | None = None) -> tuple[Event, ...]:
        written = super().append(changes, action)
        self.tell(say("done", written[0].action))
        return written

    def take_in(self, arrivals: Arrivals, note: Change) -> tuple[Event, ...]:
        written = super().take_in(arrivals, note)
        self.tell(say("done", written[-1].action))
        return written

    def backup(self, occasion: Occasion = Occasion.ASKED) -> Path:
        made = super().backup(occasion)
        self.tell(say("backup", made.name))
        return made

    def _append(self, changes: tuple[Change, ...], action: str) -> tuple[Event, ...]:
        self.tell(say("begun", action, len(changes), 0))
        return super()._append(changes, action)

    def _take_in(self, arrivals: Arrivals, note: Change, action: str) -> tuple[Event, ...]:
        self.tell(say("begun", action, 1, len(arrivals.events)))
        return super()._take_in(arrivals, note, action)


def open_heard(folder: Path, tell: Tell) -> Record:
    """A record that tells what it does. Raises the errors of checklist.errors."""
    return Record(HeardJournal(folder / FILE_NAME, "值班员", tell))
