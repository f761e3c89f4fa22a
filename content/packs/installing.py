"""The way of a pack into the program: examined as a whole first, then installed with one switch that can be undone."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from content.durable import make_folder, sync_folder
from content.library import Library
from content.packs import bundled
from content.packs.comparing import DocumentChange, compare_editions
from content.packs.diary import Deed, Line, write_line
from content.packs.errors import EditionMissing, PackUnwritable, SerialTaken, SerialTooHigh, SerialTooLow
from content.packs.opened import Opened, Report, Verified, open_pack, verify_pack
from content.packs.opening import is_whole
from content.packs.state import KEPT, Kept, State, read_state_or_none, with_gone, write_state
from content.packs.tree import tree_hash, write_files
from content.packs.trust import SHIPPED, Keyring, keyring, shipped_keys
from content.packs.validating import validate

LEAP = 10_000  # serials that may be passed over: far enough ahead, no later pack could follow
_INCOMING = "incoming-"


@dataclass(frozen=True)
class Proposal:
    """A pack that may be installed. `is_known`: this very pack is installed already, and whole."""

    pack: Verified
    opened: Opened
    library: Library
    changes: tuple[DocumentChange, ...]
    gone: tuple[str, ...]
    is_known: bool


class Packs:
    """The packs folder of one program. `keys` is a file of public keys, by itself the one that is shipped."""

    def __init__(self, folder: Path, keys: Path | None = None) -> None:
        self.folder = folder
        self._keys = keys

    @property
    def state(self) -> State:
        return read_state_or_none(self.folder)

    @property
    def ring(self) -> Keyring:
        """The keys trusted now. Raises OSError."""
        return keyring(shipped_keys(self._keys or SHIPPED), self.state.ring_heads)

    def examine(self, path: Path, current: Library, report: Report) -> Proposal:
        """Verify, unpack into memory, read and lint; say what it would change. Nothing is installed.

        `current` is the edition in use. `report` is called with (bytes read, of how many), then with (0, 0) for what
        cannot be foreseen and (1, 1) at the end; it may raise to give up. Raises PackRefused in one of its kinds.
        """
        pack = verify_pack(path, self.ring, report)
        is_known = self._check_serial(pack)
        opened = open_pack(pack)
        report(0, 0)
        library = validate(path, opened.files)
        report(1, 1)
        changes = compare_editions(current, library)
        gone = tuple(duty for one in changes for duty in one.gone)
        return Proposal(pack, opened, library, changes, gone, is_known)

    def install(self, seen: Proposal, current: Library, actor: str, now: datetime) -> None:
        """Put an examined pack on the disk and switch to it. Raises PackUnwritable, SerialRefused.

        Whenever it is interrupted, the edition before it or the new one is whole and in use.
        """
        state, pack = self.state, seen.pack
        self._check_serial(pack)
        tree = tree_hash(seen.opened.files)
        stated, news = pack.statement, seen.opened.manifest.news
        kept = Kept(pack.sha256, stated.serial, stated.issued, tree, _stamp(now), pack.signer.name, news)
        gone = tuple(duty for duty in current.duties if duty.id in set(seen.gone))
        head = (pack.signature.head.decode(),) if stated.changes_keys and not seen.is_known else ()
        after = replace(
            with_gone(state, (*current.gone, *gone)),
            current=pack.sha256,
            chosen_over=bundled.SERIAL,
            highest=stated.serial,
            known=stated.issued,
            kept=_kept_after(state, kept),
            heads=tuple(dict.fromkeys((*state.heads, *head))),
        )
        with self._told():
            if not is_whole(self.folder / pack.sha256, kept):
                self._put(seen, kept)
            line = Line(_stamp(now), actor, Deed.INSTALLED, stated.serial, stated.issued, pack.sha256)
            write_line(self.folder, line)
            write_state(self.folder, after)
            self._clear(after)

    def switch(self, sha256: str, reason: str, actor: str, now: datetime) -> None:
        """Use another edition that is installed, or with an empty `sha256` the program's own; the reason is logged.

        Raises EditionMissing, PackUnwritable.
        """
        state = self.state
        kept = state.kept_as(sha256)
        if sha256 and (kept is None or not is_whole(self.folder / sha256, kept)):
            raise EditionMissing(self.folder / sha256)
        serial, issued = (kept.serial, kept.issued) if kept else (bundled.SERIAL, bundled.ISSUED)
        with self._told():
            write_line(self.folder, Line(_stamp(now), actor, Deed.SWITCHED, serial, issued, sha256, reason))
            write_state(self.folder, replace(state, current=sha256, chosen_over=bundled.SERIAL))

    # inside

    def _check_serial(self, pack: Verified) -> bool:
        """Whether this very pack was installed before; raises SerialRefused in its kinds."""
        state, stated = self.state, pack.statement
        told = (pack.path, stated.serial, stated.issued, state.floor)
        known = state.kept_as(pack.sha256)
        if known is not None and stated.serial == state.floor[0]:
            return state.in_use == known and is_whole(self.folder / known.sha256, known)
        if stated.serial == state.floor[0]:
            raise SerialTaken(*told)
        if stated.serial < state.floor[0]:
            raise SerialTooLow(*told)
        if stated.serial > state.floor[0] + LEAP:
            raise SerialTooHigh(*told)
        return False

    def _put(self, seen: Proposal, kept: Kept) -> None:
        """The edition under its name, through to the disk; what lay there was damaged and goes."""
        target = self.folder / kept.sha256
        make_folder(self.folder)
        incoming = self.folder / f"{_INCOMING}{os.getpid()}"
        shutil.rmtree(incoming, ignore_errors=True)
        write_files(incoming, seen.opened.manifest.body, seen.opened.files)
        if target.exists():
            target.rename(self.folder / f"{_INCOMING}{os.getpid()}-old")
        incoming.rename(target)
        sync_folder(self.folder)

    def _clear(self, state: State) -> None:
        """Editions that are kept no longer, and what interrupted installations left. Best effort."""
        wanted = {one.sha256 for one in state.kept}
        for path in self.folder.iterdir():
            if path.is_dir() and path.name not in wanted:
                shutil.rmtree(path, ignore_errors=True)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise PackUnwritable(self.folder, str(error.strerror)) from error


def _stamp(now: datetime) -> str:
    return now.isoformat(timespec="seconds")


def _kept_after(state: State, new: Kept) -> tuple[Kept, ...]:
    """The new one, then the one that was in use, then the newest of the others."""
    others = [one for one in state.kept if one.sha256 != new.sha256]
    others.sort(key=lambda one: (one.sha256 == state.current, one.serial), reverse=True)
    return (new, *others)[:KEPT]
