"""What is installed: one small file that says which edition is in use, switched whole or not at all.

Pointer, keys and highest serial stand in one file, so that none of them can be older than the others. It is written
twice, each time with its own hash: where one copy is damaged the other is read.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from content.durable import make_folder, put_in_place
from content.duty import Duty
from content.packs import bundled
from content.shelf import to_duty

FOLDER = "packs"
STATE, COPY = "state.json", "state-copy.json"
KEPT = 3  # the one in use and two previous
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """An installed edition. `sha256` is of the pack's file and names its folder, `tree` of its files."""

    sha256: str
    serial: int
    issued: str
    tree: str
    installed: str
    signer: str
    news: str


@dataclass(frozen=True, slots=True)
class State:
    """`current` is the edition in use, empty for the program's own; `chosen_over` the program's serial at that choice.

    `highest` and `known` are serial and date of the newest edition ever had. `heads` are the signed statements that
    changed the keys, in their order. `gone` are duties that an edition had and a later one has no more.
    """

    current: str = ""
    chosen_over: int = 0
    highest: int = 0
    known: str = ""
    kept: tuple[Kept, ...] = ()
    heads: tuple[str, ...] = ()
    gone: tuple[Duty, ...] = ()

    @property
    def floor(self) -> tuple[int, str]:
        """Serial and date that a pack has to be above: of this program's own content, or of what was installed."""
        return max((self.highest, self.known), (bundled.SERIAL, bundled.ISSUED))

    @property
    def ring_heads(self) -> tuple[bytes, ...]:
        return tuple(head.encode() for head in self.heads)

    def kept_as(self, sha256: str) -> Kept | None:
        return next((one for one in self.kept if one.sha256 == sha256), None)

    @property
    def in_use(self) -> Kept | None:
        """The edition to be used; None for the program's own content.

        A program that brings something newer uses that, unless a person has gone back from it.
        """
        chosen = self.kept_as(self.current)
        if chosen is None or max(chosen.serial, self.chosen_over) < bundled.SERIAL:
            return None
        return chosen


class StateDamaged(Exception):
    """Neither copy can be read: what is installed is not known."""


def read_state(folder: Path) -> State:
    """The state of the packs folder; an empty one where nothing was ever installed. Raises StateDamaged."""
    paths = (folder / STATE, folder / COPY)
    found = next((state for path in paths if (state := _read(path)) is not None), None)
    if found is not None:
        return found
    if any(path.exists() for path in paths):
        raise StateDamaged
    return State()


def read_state_or_none(folder: Path) -> State:
    """As read_state; where it is damaged only the serials that the installed folders name are known."""
    try:
        return read_state(folder)
    except StateDamaged:
        highest, known = max((_serial_of(path) for path in folder.glob("*/manifest.json")), default=(0, ""))
        return State(highest=highest, known=known)


def write_state(folder: Path, state: State) -> None:
    """Raises OSError; then the old state stands, or the new one."""
    row = {"version": _VERSION, **asdict(state)}
    body = json.dumps(row, ensure_ascii=False, indent=1).encode()
    whole = hashlib.sha256(body).hexdigest().encode() + b"\n" + body
    make_folder(folder)
    for name in (COPY, STATE):
        temporary = folder / f"{name}.{os.getpid()}.tmp"
        try:
            temporary.write_bytes(whole)
            put_in_place(temporary, folder / name)
        finally:
            temporary.unlink(missing_ok=True)


def with_gone(state: State, gone: tuple[Duty, ...]) -> State:
    """The state that remembers these duties too; of one that is known already the later wording."""
    known = {duty.id: duty for duty in (*state.gone, *gone)}
    return replace(state, gone=tuple(known.values()))


def _read(path: Path) -> State | None:
    """None where it is absent, damaged, or of a later version."""
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != digest:
            return None
        row = json.loads(body)
        return _to_state(row) if row.pop("version") == _VERSION else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _to_state(row: Mapping[str, Any]) -> State:
    kept = tuple(Kept(**one) for one in row["kept"])
    gone = tuple(to_duty(one) for one in row["gone"])
    return State(**{**row, "kept": kept, "heads": tuple(row["heads"]), "gone": gone})


def _serial_of(path: Path) -> tuple[int, str]:
    try:
        row = json.loads(path.read_bytes())
        return int(row["serial"]), str(row["issued"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, ""
