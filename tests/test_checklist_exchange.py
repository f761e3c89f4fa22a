"""An exchange file holds what was counted; a hostile or broken one is refused by its own name and changes nothing."""

from __future__ import annotations

import hashlib
import json
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checklist.actions import Edit, edit, put_evidence
from checklist.event import COLUMNS, Event, sealed
from checklist.evidence import EvidenceStore
from checklist.exchange import Choice, export_exchange
from checklist.exchange_errors import (
    ExchangeChainBroken,
    ExchangeDamaged,
    ExchangeForeign,
    ExchangeForged,
    ExchangeMalformed,
    ExchangeRefused,
    ExchangeTooNew,
    ExchangeUnsafe,
    ExchangeValueBad,
)
from checklist.merging import preview
from checklist.parcel_reading import read_parcel
from checklist.record import Record, open_record
from checklist.refusals import DateImpossible, TextTooLong, TextUnclean, WrongKind

Members = dict[str, bytes]


@pytest.fixture
def sent(record: Record, tmp_path: Path) -> Path:
    """A good file: five events of two duties, one with a kept file."""
    source = tmp_path / "说明.txt"
    source.write_text("证明")
    put_evidence(record, "d1", EvidenceStore(record.folder).take_in(source, date(2026, 3, 1)), "")
    record.set_step("d1", "1", True, "")
    edit(record, Edit("d2", "due", "2026-12-31"), Edit("d2", "lead", "科技局"))
    export_exchange(record, tmp_path / "sent.zip")
    return tmp_path / "sent.zip"


def members(path: Path) -> Members:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(path: Path, found: Members) -> None:
    """A zip of these members, whose manifest agrees with them."""
    others = {name: body for name, body in found.items() if name != "manifest.json"}
    said = {name: {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()} for name, body in others.items()}
    manifest = found["manifest.json"]
    with suppress(ValueError, TypeError):  # one that is no JSON object stays as it is
        manifest = json.dumps({**json.loads(manifest), "members": said}).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in {**others, "manifest.json": manifest}.items():
            archive.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)


def events(found: Members) -> list[Event]:
    return [Event(*json.loads(line)) for line in found["events.jsonl"].splitlines()]


def with_events(path: Path, change: Callable[[list[Event]], list[Event]], chained: bool = False) -> None:
    """The good file with other events; `chained` makes hashes, links and heads right again."""
    found = members(path)
    told = change(events(found))
    if chained:
        told = rechained(told)
        manifest = json.loads(found["manifest.json"])
        manifest["heads"] = {told[-1].device: [told[-1].seq, told[-1].hash]}
        found["manifest.json"] = json.dumps(manifest).encode()
    lines = [json.dumps([getattr(one, name) for name in COLUMNS]) + "\n" for one in told]
    pack(path, {**found, "events.jsonl": "".join(lines).encode()})


def rechained(told: list[Event]) -> list[Event]:
    prev, out = "", []
    for event in told:
        out.append(sealed(replace(event, prev=prev)))
        prev = out[-1].hash
    return out


def first(**values: Any) -> Callable[[list[Event]], list[Event]]:
    """The first event with other values."""
    return lambda told: [replace(told[0], **values), *told[1:]]


def as_due(value: object) -> Callable[[list[Event]], list[Event]]:
    return first(subject="d1", field="due", after=json.dumps(value))


def test_what_was_sent_is_what_is_read(record: Record, sent: Path) -> None:
    parcel = read_parcel(sent)
    assert parcel.events == record.journal.events()
    assert list(parcel.evidence.values()) == [6]
    assert sorted(members(sent)) == sorted(
        [
            "manifest.json",
            "events.jsonl",
            "stubs.jsonl",
            "wordings.jsonl",
            *(f"evidence/{s[:2]}/{s}" for s in parcel.evidence),
        ]
    )


def test_chosen_subjects_go_alone_and_the_chain_still_holds(record: Record, sent: Path, tmp_path: Path) -> None:
    export_exchange(record, sent, Choice(frozenset({"d2"}), evidence=False))
    parcel = read_parcel(sent)
    assert ({one.subject for one in parcel.events}, dict(parcel.evidence)) == ({"d2"}, {})
    assert "证明" not in sent.read_bytes().decode("latin-1")
    assert [(stub.seq, stub.hash) for stub in parcel.stubs] == [
        (one.seq, one.hash) for one in record.journal.events("d1")
    ]


def named(rows: list[tuple[Any, ...]]) -> list[Any]:
    """Table rows whose first column is their name."""
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


REFUSALS = [
    ("30 February", as_due("2026-02-30"), True, DateImpossible),
    ("month 13", as_due("2026-13-01"), True, DateImpossible),
    ("a number as date", as_due(20260101), True, DateImpossible),
    ("control characters", first(field="lead", after=json.dumps("a\x1b[31m")), True, TextUnclean),
    ("NUL", first(subject="annotation/x", field="note", after='"a\\u0000"'), True, TextUnclean),
    ("half a character", first(subject="annotation/x", after='"\\ud800"'), True, TextUnclean),
    ("a novel", first(field="lead", after=json.dumps("长" * 300)), True, TextTooLong),
    ("control characters in a name", first(actor="甲\x07"), True, TextUnclean),
    ("a line break in a subject", first(subject="d1\nd2"), True, TextUnclean),
    ("no JSON", first(after="{"), True, WrongKind),
    ("NaN", first(subject="indicator/x", field="value", after="NaN"), True, WrongKind),
    ("nested beyond measure", first(after="[" * 100_000 + "]" * 100_000), True, WrongKind),
    ("nested", first(subject="x/y", after="[" * 30 + "]" * 30), True, WrongKind),
    ("a number of 5,000 digits", first(subject="x/y", after="1" * 5000), True, WrongKind),
    ("a clock beyond measure", first(clock=10**15), True, WrongKind),
    ("clock 0", first(clock=0), True, WrongKind),
    ("a float as number", first(seq=1.0), True, WrongKind),
    ("a path as id", first(id="../../x"), True, WrongKind),
    ("no device", first(device=""), True, WrongKind),
    ("time without zone", first(at="2026-01-01T00:00:00"), True, DateImpossible),
    ("time that is none", first(at="2026-02-30T00:00:00+08:00"), True, DateImpossible),
]


@pytest.mark.parametrize(("change", "chained", "refusal"), named(REFUSALS))
def test_a_value_that_cannot_be_is_named(
    sent: Path, change: Callable[[list[Event]], list[Event]], chained: bool, refusal: type[Exception]
) -> None:
    with_events(sent, change, chained)
    with pytest.raises(ExchangeValueBad) as caught:
        read_parcel(sent)
    assert (type(caught.value.refusal), caught.value.line) == (refusal, 1)


FORGERIES = [
    ("another value", first(after="null"), False, ExchangeForged),
    ("another writer", first(actor="别人"), False, ExchangeForged),
    ("another action", lambda told: [*told[:-1], replace(told[-1], action=told[0].action)], False, ExchangeForged),
    ("one id twice", lambda told: [told[0], replace(told[1], id=told[0].id), *told[2:]], True, ExchangeForged),
    ("one left out", lambda told: [told[0], *told[2:]], False, ExchangeChainBroken),
    ("the first left out", lambda told: told[1:], False, ExchangeChainBroken),
    ("the last left out", lambda told: told[:-1], False, ExchangeDamaged),
    ("one twice", lambda told: [told[0], *told], False, ExchangeForged),
    ("numbers that jump", lambda told: [told[0], replace(told[1], seq=9), *told[2:]], True, ExchangeChainBroken),
    ("clocks that go back", lambda told: [replace(told[0], clock=99), *told[1:]], True, ExchangeChainBroken),
]


@pytest.mark.parametrize(("change", "chained", "error"), named(FORGERIES))
def test_history_that_was_tampered_with_is_refused(
    sent: Path, change: Callable[[list[Event]], list[Event]], chained: bool, error: type[Exception]
) -> None:
    with_events(sent, change, chained)
    with pytest.raises(error):
        read_parcel(sent)


def test_a_later_version_s_fields_and_values_pass(sent: Path, tmp_path: Path) -> None:
    def change(told: list[Event]) -> list[Event]:
        later = [("budget", 3), ("status", "suspended"), ("result", "superb")]
        return [replace(one, field=f, after=json.dumps(v)) for one, (f, v) in zip(told, later, strict=False)] + told[3:]

    with_events(sent, change, chained=True)
    other = open_record(tmp_path / "other", "乙")
    assert preview(other, sent).new_events == 5
    other.close()


def manifest_with(**values: object) -> Callable[[Members], Members]:
    def change(found: Members) -> Members:
        return {**found, "manifest.json": json.dumps({**json.loads(found["manifest.json"]), **values}).encode()}

    return change


def without(name: str) -> Callable[[Members], Members]:
    return lambda found: {key: body for key, body in found.items() if key != name}


def plus(name: str, body: bytes = b"x") -> Callable[[Members], Members]:
    return lambda found: {**found, name: body}


def cut_line(found: Members) -> Members:
    return {**found, "events.jsonl": found["events.jsonl"][:-1]}


PACKINGS = [
    ("a later format", manifest_with(version=2), ExchangeTooNew),
    ("a much later format", manifest_with(version=10**30), ExchangeTooNew),
    ("no version", manifest_with(version=None), ExchangeMalformed),
    ("version 0", manifest_with(version=0), ExchangeMalformed),
    ("version true", manifest_with(version=True), ExchangeMalformed),
    ("another program's", manifest_with(format="other"), ExchangeForeign),
    ("a manifest that is a list", plus("manifest.json", b"[]"), ExchangeForeign),
    ("a manifest that is no JSON", plus("manifest.json", b"\xff{"), ExchangeMalformed),
    ("heads that are none", manifest_with(heads={}), ExchangeDamaged),
    ("a county of control characters", manifest_with(county="\x00"), ExchangeMalformed),
    ("a county of 300 characters", manifest_with(county="县" * 300), ExchangeValueBad),
    ("no events", without("events.jsonl"), ExchangeDamaged),
    ("a line cut", cut_line, ExchangeDamaged),
    ("a line that is no list", plus("events.jsonl", b"{}\n"), ExchangeMalformed),
    ("a line of two", plus("events.jsonl", b"[1, 2]\n"), ExchangeMalformed),
    ("numbers for texts", plus("events.jsonl", json.dumps([1] * 14).encode() + b"\n"), ExchangeValueBad),
    ("a stub of nothing", plus("stubs.jsonl", b'["x", 1, "", ""]\n'), ExchangeMalformed),
    ("a stub of lists", plus("stubs.jsonl", b"[[], [], [], []]\n"), ExchangeMalformed),
    ("words under a wrong hash", plus("wordings.jsonl", b'["%s", "x"]\n' % (b"a" * 64)), ExchangeForged),
    *((f"name {name!r}", plus(name), ExchangeUnsafe) for name in (
        "../evil", "/etc/passwd", "C:\\x", "\\\\srv\\x", "evidence/../x", "EVENTS.JSONL", "events.jsonl ", "CON", "a:b",
        "evidence/ab/" + "c" * 63, "evidence/AB/" + "c" * 64, "说明.txt", "x/", "evidence/ab/" + "c" * 64 + "/x")),
    ("a file in a wrong drawer", plus("evidence/ab/" + "c" * 64), ExchangeUnsafe),
    ("a file under a wrong hash", plus("evidence/cc/" + "c" * 64), ExchangeDamaged),
]  # fmt: skip


@pytest.mark.parametrize(("change", "error"), named(PACKINGS))
def test_a_file_put_together_otherwise_is_refused(
    sent: Path, tmp_path: Path, change: Callable[[Members], Members], error: type[Exception]
) -> None:
    pack(sent, change(members(sent)))
    other = open_record(tmp_path / "other", "乙")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(error):
        preview(other, sent)
    assert sorted(tmp_path.rglob("*")) == before
    assert other.journal.events() == ()
    other.close()


WEIRD: list[Any] = [
    None,
    True,
    -1,
    0,
    2**63,
    1.5,
    "",
    "x",
    "\u0000",
    "\U0001f44d",
    [],
    [[]],
    {},
    {"a": None},
    "null",
    "[1]",
    "9" * 300,
]


def test_a_thousand_odd_files_are_refused_or_understood(record: Record, sent: Path) -> None:
    """Seed 11: odd values in every column of every table, and odd bytes, under a manifest that agrees with them."""
    export_exchange(record, sent, Choice(frozenset({"d2"}), evidence=False))
    chance, good = random.Random(11), members(sent)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(1000):
        name = chance.choice(["events.jsonl", "events.jsonl", "stubs.jsonl", "wordings.jsonl", "manifest.json"])
        pack(sent, {**good, name: odd(chance, good[name])})
        try:
            read_parcel(sent)
            outcomes["read"] += 1
        except ExchangeRefused:
            outcomes["refused"] += 1
    assert outcomes["refused"] > 700


def odd(chance: random.Random, body: bytes) -> bytes:
    if chance.random() < 0.4 or not body.startswith(b"["):
        place = chance.randrange(len(body) + 1)
        return body[:place] + bytes(chance.randrange(256) for _ in range(chance.randint(0, 4))) + body[place + 2 :]
    lines = [json.loads(line) for line in body.splitlines()]
    line = chance.choice(lines)
    line[chance.randrange(len(line))] = chance.choice(WEIRD)
    if chance.random() < 0.2:
        lines.append(chance.choice(WEIRD))
    return b"".join(json.dumps(one).encode() + b"\n" for one in lines)
