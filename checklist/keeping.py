"""Looks after the backups of an open record: one where something changed, and the old ones thinned out."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from checklist.connection import in_our_terms
from checklist.copies import Occasion, copies
from checklist.copy_reading import Gist, gist, opened_copy
from checklist.errors import BackupFailed, ChecklistError
from checklist.journal import Journal
from checklist.rotation import outlived

_SPARE = 200 << 20  # bytes left free for the record itself


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that was made and checked, and how many old ones went."""

    path: Path
    gone: int


def back_up_if_changed(journal: Journal, now: datetime) -> Kept | None:
    """A backup where the newest one does not say what the record says; None where it does, or nothing is said yet.

    Raises BackupFailed, also while too little space is left.
    """
    said = journal.gist()
    if len(said) == len(_BLANK) or said == _said_last(journal.path.parent):
        return None
    return back_up(journal, Occasion.TIMED, now)


def back_up(journal: Journal, occasion: Occasion, now: datetime) -> Kept:
    """A backup whatever there is. Raises BackupFailed; no old one goes then."""
    _check_room(journal.path)
    made = journal.backup(occasion)
    return Kept(made, _thin_out(journal.path.parent, made, now))


_BLANK = ("application", "version")  # what the gist of a record without events is made of


def _said_last(folder: Path) -> Gist | None:
    """What the newest backup says; None where there is none that holds."""
    for newest in copies(folder)[:1]:
        with contextlib.suppress(ChecklistError):
            return in_our_terms(newest.path, partial(_gist, newest.path))
    return None


def _gist(path: Path) -> Gist:
    with opened_copy(path) as copy:
        return gist(copy)


def _check_room(path: Path) -> None:
    try:
        free, size = shutil.disk_usage(path.parent).free, path.stat().st_size
    except OSError as error:
        raise BackupFailed(path, str(error)) from error
    if free < size + _SPARE:
        raise BackupFailed(path, f"{free >> 20} MB free")


def _thin_out(folder: Path, made: Path, now: datetime) -> int:
    """Only behind a copy that was just checked: of a damaged record none passes, and then nothing goes."""
    known = copies(folder)
    if not known or known[0].path != made:
        return 0
    gone = 0
    for one in outlived(known, now):
        with contextlib.suppress(OSError):
            one.path.unlink()
            gone += 1
    return gone
