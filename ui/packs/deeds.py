"""What the background runs for content packs, each as one call. Knows no Qt.

A refusal is a value here: what a person can understand is no fault for the log.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path

from checklist.copies import Occasion
from checklist.journal import Journal, now
from checklist.keeping import back_up
from checklist.review import wordings_of
from content.library import Library
from content.packs.errors import PackRefused
from content.packs.installing import Packs, Proposal
from content.packs.opened import Report


def look(packs: Packs, path: Path, library: Library, report: Report) -> Proposal | PackRefused:
    """Verify, check and compare; nothing is installed."""
    try:
        return packs.examine(path, library, report)
    except PackRefused as refusal:
        return refusal


def install(packs: Packs, seen: Proposal, library: Library, journal: Journal | None) -> Proposal | PackRefused:
    """Back the record up, let it remember the words that its duties rest on, then install.

    `journal` is None where there is no record yet. Raises BackupFailed, RecordUnwritable; nothing is installed then.
    """
    if journal is not None:
        journal.know(wordings_of(library))
        back_up(journal, Occasion.PACK, now())
    return _refused(lambda: packs.install(seen, library, getpass.getuser(), now())) or seen


def switch(packs: Packs, sha256: str, reason: str) -> PackRefused | None:
    """Use another installed edition, or with an empty `sha256` the program's own."""
    return _refused(lambda: packs.switch(sha256, reason, getpass.getuser(), now()))


def _refused(work: Callable[[], None]) -> PackRefused | None:
    try:
        work()
    except PackRefused as refusal:
        return refusal
    return None
