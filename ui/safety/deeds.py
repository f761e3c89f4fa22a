"""What the background runs for the record's files, each as one call. Knows no Qt."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from checklist.copies import Occasion
from checklist.copying import carry_evidence, carry_out
from checklist.errors import ChecklistError
from checklist.holding import Holding, holding_of, look_into
from checklist.journal import Journal, now
from checklist.keeping import back_up
from checklist.record import FILE_NAME, Record
from checklist.recovery import bring, put_aside, restore, start_anew
from ui.safety.words import stick_name

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a piece of work: a value, or the error that came in its way."""

    value: object = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    path: Path
    sha256: str
    evidence: int


def outcome_of(work: Callable[[], object]) -> Outcome:
    """Errors that a person can mend are values here; what is not expected is the worker's boundary's."""
    try:
        return Outcome(work())
    except (ChecklistError, OSError) as error:
        return Outcome(error=error)


def caught(work: Callable[[], T]) -> T | ChecklistError:
    try:
        return work()
    except ChecklistError as error:
        return error


def present(journal: Journal) -> Holding:
    return holding_of(journal.events(), journal.stubs())


def carry_fresh(journal: Journal, target: Path) -> Carried:
    return carry_copy(back_up(journal, Occasion.ASKED, now()).path, journal.path.parent, target)


def carry_copy(copy: Path, folder: Path, target: Path) -> Carried:
    path = target / stick_name(now(), look_into(copy).head)
    sha256 = carry_out(copy, path)
    return Carried(path, sha256, carry_evidence(folder, target))


def bring_in(path: Path, folder: Path) -> Path:
    brought = bring(path, folder)
    if path.parent.resolve() != folder.resolve():
        carry_evidence(path.parent, folder)
    return brought


def restore_aside(folder: Path, copy: Path) -> Record:
    """The backup is looked at first: nothing is put aside for one that is no good."""
    look_into(copy)
    if (folder / FILE_NAME).exists():
        put_aside(folder, now())
    return restore(folder, copy, getpass.getuser())


def begin_anew(folder: Path) -> Record:
    if (folder / FILE_NAME).exists():
        put_aside(folder, now())
    return start_anew(folder, getpass.getuser())
