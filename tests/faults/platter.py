"""What is left of a disk after a power cut: of what was not synced, some is lost, some torn, some there out of turn.

Contents are durable when their file was synced, names when their folder was. Of the writes since, each is lost, or
torn by sectors, or there; of the names since, the first few are there, for file systems keep those in order.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.disk import Do, Step

SECTOR = 512


@dataclass(eq=False)
class _File:
    """Bytes that are durable, and what was done since the last sync. `at` of a truncation is its size."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[Step] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class _Move:
    """A change of names: `name` now means `file`, nothing where that is None."""

    name: str
    file: _File | None
    folder: bool = False
    gone: str = ""


class Platter:
    """Steps go in; images of what a cut at that moment would leave come out."""

    def __init__(self, root: Path) -> None:
        """What lies below `root` now is durable."""
        self._root = str(root)
        self._folders: set[str] = {self._root}
        self._names: dict[str, _File] = {}
        self._moves: list[_Move] = []
        for path in root.rglob("*"):
            if path.is_dir():
                self._folders.add(str(path))
            else:
                self._names[str(path)] = _File(bytearray(path.read_bytes()))
        self._live = dict(self._names)

    def take(self, step: Step) -> None:
        match step.do:
            case Do.CREATE:
                self._move(_Move(step.path, _File()))
            case Do.WRITE | Do.TRUNCATE:
                self._live[step.path].pending.append(step)
            case Do.SYNC:
                _settle(self._live[step.path])
            case Do.RENAME:
                self._move(_Move(step.target, self._live[step.path], gone="" if step.at else step.path))
            case Do.UNLINK:
                self._move(_Move(step.path, None))
            case Do.FOLDER:
                self._moves.append(_Move(step.path, None, folder=True))
            case Do.SYNC_FOLDER:
                self._settle_names(step.path)
            case _:
                pass

    def image(self, chance: random.Random, out: Path) -> None:
        """Write below `out` what a cut now could leave."""
        names, folders = dict(self._names), set(self._folders)
        for move in self._moves[: chance.randint(0, len(self._moves))]:
            _apply(move, names, folders)
        for folder in sorted(folders):
            if _is_reached(os.path.dirname(folder), folders, self._root):
                (out / os.path.relpath(folder, self._root)).mkdir(parents=True, exist_ok=True)
        for name, file in names.items():
            if _is_reached(os.path.dirname(name), folders, self._root):
                (out / os.path.relpath(name, self._root)).write_bytes(_survived(file, chance))

    def _move(self, move: _Move) -> None:
        self._moves.append(move)
        _apply(move, self._live, set())

    def _settle_names(self, folder: str) -> None:
        for move in self._moves:
            if os.path.dirname(move.name) == folder:
                _apply(move, self._names, self._folders)
        self._moves = [move for move in self._moves if os.path.dirname(move.name) != folder]


def _apply(move: _Move, names: dict[str, _File], folders: set[str]) -> None:
    if move.folder:
        folders.add(move.name)
    elif move.file is None:
        names.pop(move.name, None)
    else:
        names[move.name] = move.file
        if move.gone:
            names.pop(move.gone, None)


def _is_reached(folder: str, folders: set[str], root: str) -> bool:
    """Whether each folder on the way is there."""
    while len(folder) > len(root):
        if folder not in folders:
            return False
        folder = os.path.dirname(folder)
    return True


def _settle(file: _File) -> None:
    for step in file.pending:
        _write(file.durable, step)
    file.pending.clear()


def _survived(file: _File, chance: random.Random) -> bytes:
    body = bytearray(file.durable)
    for step in file.pending:
        fate = chance.random()
        if fate < 0.4:
            continue
        if fate < 0.7 and step.do is Do.WRITE and len(step.data) > SECTOR:
            for start in range(0, len(step.data), SECTOR):
                if chance.random() < 0.5:
                    _write(body, Step(Do.WRITE, "", step.at + start, step.data[start : start + SECTOR]))
        else:
            _write(body, step)
    return bytes(body)


def _write(body: bytearray, step: Step) -> None:
    if step.do is Do.TRUNCATE:
        del body[step.at :]
        body.extend(bytes(step.at - len(body)))
        return
    if len(body) < step.at:
        body.extend(bytes(step.at - len(body)))
    body[step.at : step.at + len(step.data)] = step.data
