"""History cannot be changed unnoticed, and a fingerprint printed once is found again where it belongs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from checklist.anchoring import Anchor, anchor_of, read_fingerprint
from checklist.chain import Break, Stub, fingerprint, first_break, heads
from checklist.event import Event, as_json, sealed
from checklist.record import Record

SEED, TRIALS = 27, 1000
# What a hand with the file open could write elsewhere into an event.
FIELDS = ("id", "at", "actor", "subject", "field", "before", "after", "basis", "prev", "hash", "action")
DUTY = "cbf-2018-60.5-3.1"


def written(device: str, count: int, clock: int = 0) -> list[Event]:
    """What one laptop wrote, from its first event on."""
    events: list[Event] = []
    for seq in range(1, count + 1):
        prev = events[-1].hash if events else ""
        told = {"before": as_json(None), "after": as_json(seq), "basis": "b" * 64, "prev": prev, "hash": ""}
        events.append(
            sealed(
                Event(
                    id=f"{device}-{seq}",
                    device=device,
                    seq=seq,
                    clock=clock + seq,
                    at=f"2026-11-{1 + seq % 28:02}T09:00:00+08:00",
                    actor="张三",
                    subject=DUTY,
                    field=f"step/{seq}",
                    action="",
                    **told,
                )
            )
        )
    return events


HISTORY = (*written("a", 40), *written("b", 25, clock=7))


def edited(chosen: random.Random, events: list[Event]) -> Break:
    at = chosen.randrange(len(events))
    field = chosen.choice(FIELDS)
    value = str(getattr(events[at], field) or "")
    events[at] = replace(events[at], **{field: value[:-1] + ("x" if value[-1:] != "x" else "y")})  # type: ignore[arg-type]
    return Break(events[at].device, events[at].seq)


def deleted(chosen: random.Random, events: list[Event]) -> Break:
    """Any but a laptop's last, which only paper can tell of."""
    at = chosen.choice([n for n, event in enumerate(events) if (event.device, event.seq) not in (("a", 40), ("b", 25))])
    gone = events.pop(at)
    return Break(gone.device, gone.seq + 1)


def reordered(chosen: random.Random, events: list[Event]) -> Break:
    """Two events of a laptop change places, number and clock with them; the seals are made anew."""
    one = chosen.choice([n for n, event in enumerate(events[:-1]) if events[n + 1].device == event.device])
    first, second = events[one], events[one + 1]
    events[one] = sealed(replace(second, seq=first.seq, clock=first.clock, prev=first.prev))
    events[one + 1] = sealed(replace(first, seq=second.seq, clock=second.clock, prev=events[one].hash))
    return Break(first.device, second.seq + 1)


def inserted(chosen: random.Random, events: list[Event]) -> Break:
    at = chosen.randrange(len(events))
    twin = replace(events[at], id="another", after=as_json("forged"))
    events.insert(at, sealed(twin))
    return Break(twin.device, twin.seq)


@pytest.mark.parametrize("tamper", [edited, deleted, inserted], ids=lambda one: str(one.__name__))
def test_every_tampering_is_located(tamper: object) -> None:
    """The control: the untouched history holds."""
    assert first_break(HISTORY) is None
    assert callable(tamper)
    chosen = random.Random(SEED)
    missed = []
    for _ in range(TRIALS):
        events = list(HISTORY)
        place = tamper(chosen, events)
        found = first_break(events)
        if found is None or found.device != place.device or found.seq not in (place.seq, place.seq + 1):
            missed.append((place, found))
    assert missed == []


def test_a_reordering_sealed_anew_breaks_at_the_next_link() -> None:
    chosen = random.Random(SEED)
    places = set()
    for _ in range(TRIALS):
        events = list(HISTORY)
        place = reordered(chosen, events)
        is_last = place.seq > {"a": 40, "b": 25}[place.device]
        assert first_break(events) == (None if is_last else place)
        assert (fingerprint(heads(events)) == fingerprint(heads(HISTORY))) is not is_last
        places.add(place.seq)
    assert len(places) > 30


@pytest.mark.parametrize("kept", [1, 12, 39, 40])
def test_a_cut_off_end_shows_on_paper_alone(kept: int) -> None:
    """The chain of what is left holds: what the page says it cannot prove."""
    printed = fingerprint(heads(HISTORY[:40]))
    left = HISTORY[:kept]
    assert first_break(left) is None
    assert (anchor_of(printed, left) is None) == (kept < 40)


@pytest.mark.parametrize("count", [1, 17, 40, 41, 64, 65])
def test_a_printed_fingerprint_is_found_where_it_belongs(count: int) -> None:
    printed = fingerprint(heads(HISTORY[:count]))
    assert anchor_of(printed, HISTORY) == Anchor(HISTORY[count - 1], count, len(HISTORY) - count)


def test_one_changed_event_takes_every_later_fingerprint_away() -> None:
    printed = fingerprint(heads(HISTORY[:30]))
    events = list(HISTORY)
    for seq in range(20, 41):  # rewritten from the twentieth on, every seal made anew
        prev = events[seq - 2].hash
        events[seq - 1] = sealed(replace(events[seq - 1], after=as_json("改过"), prev=prev))
    assert first_break(events) is None
    assert anchor_of(printed, events) is None


def stub_of(event: Event) -> Stub:
    return Stub(event.device, event.seq, event.prev, event.hash)


@pytest.mark.parametrize(
    ("handed_over", "held_back"),
    [(range(1, 41), range(0)), (range(1, 30), range(30, 41)), ((3, 9, 27), (1, 2, *range(4, 9), *range(10, 27)))],
)
def test_stubs_stand_in_for_what_was_not_handed_over(handed_over: Sequence[int], held_back: Sequence[int]) -> None:
    ours, theirs = written("z", 5), written("a", 40)
    events = (*ours, *(theirs[seq - 1] for seq in handed_over))
    stubs = tuple(stub_of(theirs[seq - 1]) for seq in held_back)
    printed = fingerprint(heads(events, stubs))
    found = anchor_of(printed, events, stubs)
    assert found is not None
    assert found.since == 0


def test_a_laptop_of_which_only_stubs_came() -> None:
    ours, theirs = written("z", 5), written("a", 3)
    stubs = tuple(map(stub_of, theirs))
    assert anchor_of(fingerprint(heads(ours, stubs)), ours, stubs) == Anchor(ours[-1], 5, 0)
    assert anchor_of(fingerprint(heads(ours[:2])), ours, stubs) == Anchor(ours[1], 2, 3)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1f0c9a2b77d43e05", "1f0c9a2b77d43e05"),
        (" 1F0C 9A2B 77D4 3E05\n", "1f0c9a2b77d43e05"),
        ("１ｆ０ｃ－9a2b—77d4　3e05", "1f0c9a2b77d43e05"),
        ("1f0c9a2b77d43e0", None),
        ("1f0c9a2b77d43e055", None),
        ("1f0c9a2b77d43eog", None),
        ("", None),
    ],
)
def test_a_fingerprint_as_people_copy_it(typed: str, read: str | None) -> None:
    assert read_fingerprint(typed) == read


def test_the_record_gives_its_events_as_they_came(record: Record) -> None:
    codes = []
    for step in ("1", "2", "3"):
        record.set_step(DUTY, step, True, "b" * 64)
        codes.append(record.head)
    arrived = record.journal.arrived()
    found = [anchor_of(code, arrived) for code in codes]
    assert [one.count for one in found if one] == [2, 3, 4]  # the first tick also starts the duty
