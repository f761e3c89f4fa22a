"""Opens the edition in use: the program's own content, or the newest good one of those installed.

This runs at every start: where no pack was ever installed it costs one look at a folder that is not there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import ContentError
from content.library import Library
from content.packs import bundled
from content.shelf import open_library

if TYPE_CHECKING:
    from content.packs.state import Kept, State

FOLDER = "packs"


class Trouble(StrEnum):
    """Why the edition in use is not the one that was chosen."""

    STATE_DAMAGED = "state-damaged"
    EDITION_DAMAGED = "edition-damaged"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The library with the serial and date of its edition. `trouble` is what it was fallen back for, if anything.

    `lost` is the serial of the edition that should have been in use, 0 where that is not known.
    """

    library: Library
    serial: int
    issued: str
    trouble: Trouble | None = None
    lost: int = 0


def open_shelf(data: Path, cache: Path | None) -> Shelf:
    """The edition in use of the program whose data lie in `data`. Raises ContentMalformed, ContentUnreadable.

    Those are about the program's own content only: an installed edition that cannot be read is passed over.
    """
    if not (data / FOLDER).is_dir():
        return _own(open_library(cache))
    from content.packs.state import StateDamaged, read_state  # not where there is nothing to read

    try:
        state = read_state(data / FOLDER)
    except StateDamaged:
        return replace(_own(open_library(cache)), trouble=Trouble.STATE_DAMAGED)
    chosen = state.in_use
    if chosen is None:
        return _own(_with_gone(open_library(cache), state))
    found = _open_kept(data, cache, state, chosen)
    return found or _next_best(data, cache, state, chosen)


def _next_best(data: Path, cache: Path | None, state: State, lost: Kept) -> Shelf:
    """The newest of the others that is good, the program's own among them."""
    newer = (one for one in state.kept if one.serial > bundled.SERIAL and one != lost)
    for kept in sorted(newer, key=lambda one: one.serial, reverse=True):
        better = _open_kept(data, cache, state, kept)
        if better is not None:
            return replace(better, trouble=Trouble.EDITION_DAMAGED, lost=lost.serial)
    found = _own(_with_gone(open_library(cache), state))
    return replace(found, trouble=Trouble.EDITION_DAMAGED, lost=lost.serial)


def _open_kept(data: Path, cache: Path | None, state: State, kept: Kept) -> Shelf | None:
    """None where it is not as it was installed."""
    folder = data / FOLDER / kept.sha256
    if not is_whole(folder, kept):
        return None
    try:
        library = open_library(cache, folder)
    except (ContentError, OSError):
        return None
    return Shelf(replace(_with_gone(library, state), folder=folder), kept.serial, kept.issued)


def trouble_with(data: Path, library: Library) -> tuple[Trouble, int, int] | None:
    """Whether the library that was opened is of another edition than the one chosen: why, which, and what it is."""
    from content.packs.state import StateDamaged, read_state

    try:
        state = read_state(data / FOLDER)
    except StateDamaged:
        return Trouble.STATE_DAMAGED, 0, bundled.SERIAL
    chosen, used = state.in_use, state.kept_as(library.folder.name) if library.folder else None
    if chosen is None or chosen == used:
        return None
    return Trouble.EDITION_DAMAGED, chosen.serial, used.serial if used else bundled.SERIAL


def is_whole(folder: Path, kept: Kept) -> bool:
    """Whether every file of an installed edition is as it was installed, and none was added."""
    from content.packs.tree import read_files, tree_hash

    try:
        return tree_hash(read_files(folder)) == kept.tree
    except OSError:
        return False


def _own(library: Library) -> Shelf:
    return Shelf(library, bundled.SERIAL, bundled.ISSUED)


def _with_gone(library: Library, state: State) -> Library:
    here = {duty.id for duty in library.duties}
    return replace(library, gone=tuple(duty for duty in state.gone if duty.id not in here))
