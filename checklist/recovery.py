"""Back to a backup, and what to do about a record that cannot be opened. What is there is kept, whatever happens."""

from __future__ import annotations

import contextlib
import os
import shutil
from datetime import datetime
from functools import partial
from pathlib import Path

from checklist.backup import place_copy
from checklist.connection import in_our_terms
from checklist.copies import FOLDER as BACKUPS
from checklist.copies import Occasion
from checklist.copying import copy_whole
from checklist.errors import RecordForeign
from checklist.files import make_folder, put_in_place, sync_folder
from checklist.holding import look_into
from checklist.journal import Journal
from checklist.record import FILE_NAME, Record
from checklist.traces import ASIDE, COMPANIONS


def put_aside(folder: Path, now: datetime) -> tuple[Path, ...]:
    """Give the record's file and what belongs to it names by the time of day; they are never deleted.

    To be called when the person agreed. Raises RecordUnwritable.
    """
    return in_our_terms(folder / FILE_NAME, partial(_put_aside, folder, now, ("", *COMPANIONS)))


def restore(folder: Path, copy: Path, actor: str) -> Record:
    """Make a backup the record in `folder` and open it, going on as a new device.

    A record that stands there is replaced: the caller has made a backup of it and closed it, or put it aside. It is
    replaced in one step when all is ready; until then it is as it was.
    Raises RecordForeign, RecordTooNew, RecordDamaged, RecordUnwritable, CopyFailed, RecordInUse.
    """
    look_into(copy)
    scratch = folder / f"restoring-{os.getpid()}"
    path = folder / FILE_NAME
    try:
        in_our_terms(path, partial(_ready, copy, scratch, actor))
        in_our_terms(path, partial(_put_in, scratch / FILE_NAME, folder))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return Record(Journal(path, actor))


def start_anew(folder: Path, actor: str) -> Record:
    """An empty record where one existed before; to be called when the person asked for it. Raises as open_record."""
    if (folder / FILE_NAME).exists():
        raise RecordForeign(folder / FILE_NAME, "it is to be put aside first")
    return Record(Journal(folder / FILE_NAME, actor))


def bring(path: Path, folder: Path) -> Path:
    """Take a backup that lies elsewhere, on a stick, into backups/; gives the path of the copy.

    Raises RecordForeign, RecordTooNew, RecordDamaged, RecordUnwritable, CopyFailed.
    """
    look_into(path)
    return in_our_terms(path, partial(_bring, path, folder))


def _bring(path: Path, folder: Path) -> Path:
    temporary = folder / BACKUPS / f"brought-{os.getpid()}.tmp"
    make_folder(temporary.parent)
    try:
        sha256 = copy_whole(path, temporary)
        look_into(temporary)
        return place_copy(temporary, folder, FILE_NAME.partition(".")[0], (Occasion.BROUGHT, sha256))
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _ready(copy: Path, scratch: Path, actor: str) -> None:
    """In a folder of its own: brought to this version, under a new device's name, closed and checked."""
    shutil.rmtree(scratch, ignore_errors=True)
    make_folder(scratch)
    copy_whole(copy, scratch / FILE_NAME)
    journal = Journal(scratch / FILE_NAME, actor)
    try:
        journal.renew_device()
        journal.verify()
    finally:
        journal.close()
    look_into(scratch / FILE_NAME)


def _put_in(fresh: Path, folder: Path) -> None:
    """What a killed program left beside the old file must not be taken for the new one's."""
    _put_aside(folder, datetime.now().astimezone(), COMPANIONS)
    put_in_place(fresh, folder / FILE_NAME)


def _put_aside(folder: Path, now: datetime, tails: tuple[str, ...]) -> tuple[Path, ...]:
    base = _free_base(folder, now)
    moved = []
    for tail in tails:
        path = folder / f"{FILE_NAME}{tail}"
        if path.exists():
            moved.append(path.rename(base.with_name(base.name + tail)))
    sync_folder(folder)
    return tuple(moved)


def _free_base(folder: Path, now: datetime) -> Path:
    base = f"{ASIDE}{now:%Y%m%d-%H%M%S}"
    names = (folder / f"{base}{count}.db" for count in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(one for one in names if not any(one.with_name(one.name + tail).exists() for tail in ("", *COMPANIONS)))
