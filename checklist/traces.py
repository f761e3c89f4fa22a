"""What tells that there was a record in a folder, when its file is not there."""

from __future__ import annotations

from pathlib import Path

from checklist.copies import copies
from checklist.evidence import FOLDER as EVIDENCE

ASIDE = "record-aside-"  # a file that was put aside begins so
MOVED = "moved-"  # and so the folder that keeps what was moved elsewhere
COMPANIONS = ("-wal", "-shm", "-journal")  # what SQLite puts beside a file


def has_traces(folder: Path) -> bool:
    """Whether backups, evidence, or a record put aside or moved away are there; not where nothing can be read."""
    if copies(folder):
        return True
    return any(any(folder.glob(pattern)) for pattern in (f"{ASIDE}*", f"{MOVED}*", f"{EVIDENCE}/??/*"))
