"""Where the record is, and what is remembered of it in a small file beside the settings."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from checklist.errors import RecordMissing
from checklist.files import make_folder, put_in_place
from checklist.record import FILE_NAME, Record, open_record

MEMORY = "record.place"
_LARGEST = 1 << 16  # bytes


@dataclass(frozen=True, slots=True)
class Memory:
    """`device` is empty where no record was opened yet; `carried` says when a copy last went to a stick."""

    folder: Path
    device: str = ""
    carried: datetime | None = None


def read_memory(data: Path) -> Memory:
    """What is remembered in the folder `data`; where nothing is, or nothing that can be read, the record is there."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        with (data / MEMORY).open("rb") as file:
            said = json.loads(file.read(_LARGEST))
        carried = datetime.fromisoformat(said["carried"]).astimezone() if said["carried"] else None
        return Memory(data / Path(str(said["folder"])), str(said["device"]), carried)
    return Memory(data)


def write_memory(data: Path, memory: Memory) -> None:
    """Raises OSError. A place within `data` is kept relative to it: a stick gets another letter each time."""
    folder = memory.folder.relative_to(data) if memory.folder.is_relative_to(data) else memory.folder.absolute()
    said = {
        "folder": folder.as_posix(),
        "device": memory.device,
        "carried": memory.carried.isoformat() if memory.carried else "",
    }
    make_folder(data)
    temporary = data / f"{MEMORY}.{os.getpid()}.tmp"
    try:
        temporary.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        put_in_place(temporary, data / MEMORY)
    finally:
        temporary.unlink(missing_ok=True)


def place_of(data: Path) -> Path:
    """The folder of the record whose settings are in `data`."""
    return read_memory(data).folder


def open_where_kept(data: Path, actor: str) -> Record:
    """Open the record where it is kept; a first one is made in `data`.

    Raises RecordMissing where one is remembered and is not there, and as open_record.
    """
    memory = read_memory(data)
    path = memory.folder / FILE_NAME
    if memory.device and not path.exists():
        raise RecordMissing(path, "gone since it was last opened")
    record = open_record(memory.folder, actor)
    remember(data, record)
    return record


def remember(data: Path, record: Record) -> None:
    """Note where the record is and whose. Best effort: without it the record's own traces still tell of it."""
    before = read_memory(data)
    now = replace(before, folder=record.folder, device=record.journal.device)
    if now != before:
        with contextlib.suppress(OSError):
            write_memory(data, now)
