"""The commands about content packs: what is installed, and installing one."""

from __future__ import annotations

import getpass
import json
import sys
from argparse import Namespace
from dataclasses import asdict

from checklist.record_place import place_of
from content.packs import bundled
from content.packs.diary import read_lines
from content.packs.errors import PackForeign, PackRefused, PackUnreadable, PackUnwritable
from content.packs.installing import Packs, Proposal
from content.packs.opening import FOLDER
from content.packs.state import Kept
from ui.command.rows import Row
from ui.command.shelf import shelf_of
from ui.folders import Folders
from ui.handing.holding import held_in
from ui.packs.deeds import install, look
from ui.packs.words import (
    IN_USE,
    NO_KEYS,
    change_row,
    edition_words,
    installed_words,
    refusal_words,
    seen_words,
    source_words,
    touched_words,
)

WELL, NO, WRONG_USE = 0, 1, 2
_WRONG = (PackForeign, PackUnreadable, PackUnwritable)  # something is wrong with the asking, or with the disk


def packs(options: Namespace, folders: Folders) -> int:
    """What is installed, which of it is in use, which keys are trusted."""
    shelf, known = shelf_of(folders), Packs(folders.data / FOLDER)
    used = known.state.kept_as(shelf.library.folder.name) if shelf.library.folder else None
    keys = sorted(key.name for key in known.ring.trusted.values())
    editions = [_row(one, used) for one in (*known.state.kept, None)]
    if options.json:
        log = [asdict(line) for line in read_lines(known.folder)]
        print(
            json.dumps({"editions": editions, "keys": keys, "trouble": shelf.trouble, "log": log}, ensure_ascii=False)
        )
        return WELL
    for one, row in zip((*known.state.kept, None), editions, strict=True):
        named = edition_words(
            bundled.SERIAL if one is None else one.serial, bundled.ISSUED if one is None else one.issued
        )
        print(f"{IN_USE if row['in_use'] else '　　　'}\t{named}\t{source_words(one)}")
    print(f"信任的公钥：{'、'.join(keys)}" if keys else f"{NO_KEYS}（没有公钥）。")
    return WELL


def take(options: Namespace, folders: Folders) -> int:
    """The preview, then the installation. 1 where the pack is refused."""
    shelf, known = shelf_of(folders), Packs(folders.data / FOLDER)
    seen = look(known, options.file, shelf.library, _unheard)
    if isinstance(seen, PackRefused):
        return _refuse(seen)
    holding = held_in(place_of(folders.data), getpass.getuser())
    try:
        _print_seen(options, seen, touched_words(seen, holding.state.progress))
        if seen.is_known or options.check:
            return WELL
        journal = holding.record.journal if holding.record is not None else None
        done = install(known, seen, shelf.library, journal)
    finally:
        if holding.record is not None:
            holding.record.close()
    if isinstance(done, PackRefused):
        return _refuse(done)
    print(installed_words(seen), file=sys.stderr)
    return WELL


def _row(kept: Kept | None, used: Kept | None) -> Row:
    told: Row = {
        "serial": bundled.SERIAL,
        "issued": bundled.ISSUED,
        "sha256": None,
        "signer": None,
        "installed": None,
        "news": None,
    }
    if kept is not None:
        told = {name: getattr(kept, name) for name in told}
    return {**told, "in_use": kept == used}


def _print_seen(options: Namespace, seen: Proposal, touched: str) -> None:
    stated = seen.pack.statement
    if options.json:
        changes = [
            {
                "doc": one.document.id,
                "change": one.change,
                "clauses": one.clauses,
                "kept": one.kept,
                "reviewed": one.reviewed,
                "added": one.added,
                "gone": one.gone,
            }
            for one in seen.changes
        ]
        named = {"serial": stated.serial, "issued": stated.issued, "signer": seen.pack.signer.name}
        rest = {"sha256": seen.pack.sha256, "news": seen.opened.manifest.news, "known": seen.is_known}
        print(json.dumps({**named, **rest, "changes": changes}, ensure_ascii=False))
        return
    print("\n".join((seen_words(seen), seen.opened.manifest.news)))
    for one in seen.changes:
        name, change, clauses, kept, reviewed, added, gone = change_row(one)
        counted = f"条款 {clauses}\t事项：不变 {kept}，需复核 {reviewed}，新增 {added}，不再列出 {gone}"
        print(f"{change}\t{name}\t{counted}")
    print(touched)


def _refuse(refusal: PackRefused) -> int:
    print(refusal_words(refusal), file=sys.stderr)
    return WRONG_USE if isinstance(refusal, _WRONG) else NO


def _unheard(done: int, count: int) -> None:
    """Nobody waits to be told."""
