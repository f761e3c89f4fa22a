"""Where in history a fingerprint belongs that was printed on a ledger: what stood then stands still, if it is found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checklist.chain import Stub, fingerprint
from checklist.event import Event

_FINGERPRINT = re.compile("[0-9a-f]{16}")
_GAPS = re.compile(r"[\s\-‐-―]+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """History had the fingerprint right after `event`: `count` events then, `since` more now."""

    event: Event
    count: int
    since: int


def read_fingerprint(typed: str) -> str | None:
    """A fingerprint as a person copies it from paper, in any width and case, with gaps; None where it is none."""
    plain = _GAPS.sub("", unicodedata.normalize("NFKC", typed)).lower()
    return plain if _FINGERPRINT.fullmatch(plain) else None


def anchor_of(printed: str, arrived: Sequence[Event], stubs: Iterable[Stub] = ()) -> Anchor | None:
    """The latest moment at which the record's fingerprint was the printed one; None where it never was.

    `arrived` are the events in the order in which they came into this record. Stubs, which have no time of their own,
    are taken to have come with the event that they follow; those of a device without events, at the first or later.
    """
    following = {(stub.device, stub.seq): stub for stub in stubs}
    silent: dict[str, tuple[int, str]] = {}
    for stub in sorted(following.values(), key=lambda stub: stub.seq):
        silent[stub.device] = (stub.seq, stub.hash)
    for event in arrived:
        silent.pop(event.device, None)
    found = _latest(printed, arrived, following, {})
    return found or (_latest(printed, arrived, following, silent) if silent else None)


def _latest(
    printed: str, arrived: Sequence[Event], following: dict[tuple[str, int], Stub], heads: dict[str, tuple[int, str]]
) -> Anchor | None:
    found = None
    held = dict(heads)
    for count, event in enumerate(arrived, start=1):
        link = (event.seq, event.hash)
        while (stub := following.get((event.device, link[0] + 1))) is not None:
            link = (stub.seq, stub.hash)
        held[event.device] = max(held.get(event.device, link), link)
        if fingerprint(held) == printed:
            found = Anchor(event, count, len(arrived) - count)
    return found
