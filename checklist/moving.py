"""Moves a closed record to another folder: copied, checked, then switched to; the old one is kept under a new name."""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from checklist.connection import in_our_terms
from checklist.copies import FOLDER as BACKUPS
from checklist.copying import copy_whole
from checklist.errors import PlaceTaken
from checklist.evidence import FOLDER as EVIDENCE
from checklist.files import make_folder, sync_folder
from checklist.holding import look_into
from checklist.record import FILE_NAME
from checklist.record_place import read_memory, write_memory
from checklist.traces import MOVED, has_traces

_PARTS = (EVIDENCE, BACKUPS, FILE_NAME)  # the record's file last: what has one is whole


@dataclass(frozen=True, slots=True)
class Moved:
    """`kept` is the folder that holds the old one; None where it could not be renamed and stays as it was."""

    folder: Path
    kept: Path | None


def move_record(data: Path, target: Path, now: datetime) -> Moved:
    """Move the record whose settings are in `data` to the folder `target`, which is made where it is not.

    The record is closed. Until all is copied, checked and remembered it stays where it is.
    Raises PlaceTaken, CopyFailed, RecordDamaged, RecordUnwritable.
    """
    folder = read_memory(data).folder
    _check_place(folder, target)
    in_our_terms(target / FILE_NAME, partial(_bring_over, folder, target))
    in_our_terms(target / FILE_NAME, partial(write_memory, data, replace(read_memory(data), folder=target)))
    return Moved(target, _retire(folder, now))


def _check_place(folder: Path, target: Path) -> None:
    is_within = target.resolve().is_relative_to(folder.resolve() / EVIDENCE) or target.resolve() == folder.resolve()
    if is_within or (target / FILE_NAME).exists() or has_traces(target):
        raise PlaceTaken(target, "a record is there")


def _bring_over(folder: Path, target: Path) -> None:
    """All parts in a folder of their own first; each is then given its place by its name alone."""
    scratch = target / f"arriving-{os.getpid()}"
    placed: list[Path] = []
    is_whole = False
    try:
        make_folder(scratch)
        for path in _files(folder):
            arriving = scratch / path.relative_to(folder)
            make_folder(arriving.parent)
            copy_whole(path, arriving)
        look_into(scratch / FILE_NAME)
        for part in _PARTS:
            if (scratch / part).exists():
                placed.append((scratch / part).rename(target / part))
        sync_folder(target)
        is_whole = True
    finally:
        if not is_whole:
            _take_away(placed)
        shutil.rmtree(scratch, ignore_errors=True)


def _take_away(placed: list[Path]) -> None:
    """What was given its place before it went wrong: the record's file must not stand there."""
    for path in placed:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _files(folder: Path) -> list[Path]:
    """What belongs to the record; what stands beside it does not."""
    parts = [folder / FILE_NAME, *(folder / EVIDENCE).rglob("*"), *(folder / BACKUPS).glob("*.db")]
    return [path for path in parts if path.is_file()]


def _retire(folder: Path, now: datetime) -> Path | None:
    """Put the old parts into a folder named by the time of day."""
    kept = folder / f"{MOVED}{now:%Y%m%d-%H%M%S}"
    with contextlib.suppress(OSError):
        make_folder(kept)
        for part in reversed(_PARTS):
            if (folder / part).exists():
                (folder / part).rename(kept / part)
        sync_folder(folder)
        return kept
    return None
