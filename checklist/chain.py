"""The chain of hashes that runs through each device's events: what is missing, added or changed shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checklist.event import Event, event_hash


@dataclass(frozen=True, slots=True)
class Stub:
    """The place in the chain of an event of another device that was not handed over."""

    device: str
    seq: int
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first place at which a device's chain does not hold."""

    device: str
    seq: int


Heads = Mapping[str, tuple[int, str]]


def first_break(events: Iterable[Event], stubs: Iterable[Stub] = ()) -> Break | None:
    """The first event whose hash, number, clock or link to the one before is wrong; a stub stands in for what lacks."""
    links: dict[str, tuple[int, str]] = {}
    clocks: dict[str, int] = {}
    for link in _links(events, stubs):
        seq, head = links.get(link.device, (0, ""))
        if (link.seq, link.prev) != (seq + 1, head) or not _holds(link, clocks.get(link.device, 0)):
            return Break(link.device, link.seq)
        links[link.device] = (link.seq, link.hash)
        if isinstance(link, Event):
            clocks[link.device] = link.clock
    return None


def heads(events: Iterable[Event], stubs: Iterable[Stub] = ()) -> dict[str, tuple[int, str]]:
    """Number and hash of the last link of each device."""
    return {link.device: (link.seq, link.hash) for link in _links(events, stubs)}


def fingerprint(of: Heads) -> str:
    """Sixteen hexadecimal digits that change with any change of history; printed on ledgers. Empty for no history."""
    if not of:
        return ""
    body = "\n".join(f"{device} {seq} {head}" for device, (seq, head) in sorted(of.items()))
    return hashlib.sha256(body.encode()).hexdigest()[:16]


def _links(events: Iterable[Event], stubs: Iterable[Stub]) -> list[Event | Stub]:
    """All links by device and number; an event takes the place of its stub, unless the two contradict each other."""
    known = list(events)
    held = {(event.device, event.seq): event.hash for event in known}
    lacking = [stub for stub in stubs if held.get((stub.device, stub.seq)) != stub.hash]
    return sorted([*known, *lacking], key=lambda link: (link.device, link.seq))


def _holds(link: Event | Stub, clock: int) -> bool:
    return isinstance(link, Stub) or (link.clock > clock and link.hash == event_hash(link))
