"""What people do to a record in a day, drawn at random: the real calls, none of them shortened."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import apsw

from checklist import evidence as evidence_module
from checklist.actions import Edit, edit, new_entry, put_entry, put_evidence, set_status
from checklist.annotation import Annotation, Kind
from checklist.annotation_record import Annotations
from checklist.errors import RecordMissing, UndoOverlaid, UndoUnknown
from checklist.evidence import EvidenceStore
from checklist.exchange import Choice, export_exchange
from checklist.merging import merge, preview
from checklist.moving import move_record
from checklist.own_duties import OwnDuty, put_own_duty
from checklist.profile import CountyProfile, Person, write_profile
from checklist.record import FILE_NAME, Record, open_record
from checklist.record_place import place_of, remember
from checklist.recovery import restore
from checklist.selector import Selector
from checklist.standing import Status
from checklist.traces import has_traces
from tests.faults.diary import Tell, open_heard, say

DUTIES = tuple(f"cbf-2018-60.{n}.1" for n in range(2, 12))
BASIS = "a" * 64
DAY = date(2026, 3, 1)
PARCELS = 5
MOVED_TO = "elsewhere"
STICK = "stick"  # a folder of the record's, as if a stick were mounted there


@dataclass
class Life:
    """One record in use. `desk` holds files to add and parcels to import; exports go to `sent.zip` in the folder."""

    record: Record
    desk: Path
    chance: random.Random
    tell: Tell
    is_open: bool = True

    def close(self) -> None:
        """Closing fails but here, where a fault in a VFS written in Python gets through SQLite."""
        with suppress(apsw.Error):
            self.record.close()

    def open_again(self, folder: Path) -> None:
        """As the window does after a restore or a move, done or refused. Raises what opening raises."""
        self.is_open = False
        if not (folder / FILE_NAME).exists() and has_traces(folder):
            raise RecordMissing(folder / FILE_NAME, "as open_record has it")
        self.record = open_heard(folder, self.tell)
        self.is_open = True

    def act(self) -> None:
        """One deed, drawn by how often people do it. Raises what the deed raises."""
        self.do(self.chance.choices(tuple(DEEDS), tuple(weight for weight, _ in DEEDS.values()))[0])

    def do(self, name: str) -> None:
        DEEDS[name][1](self)

    @property
    def duty(self) -> str:
        return self.chance.choice(DUTIES)


def furnish(desk: Path, seed: int) -> None:
    """Put files of several sizes on the desk, and what a colleague sent, each parcel more than the one before."""
    chance = random.Random(seed)
    (desk / "files").mkdir(parents=True)
    for number, size in enumerate((0, 1, 700, 4096, 30_000, 90_000)):
        (desk / "files" / f"佐证{number}.pdf").write_bytes(chance.randbytes(size))
    evidence_module._SPARE = 0  # the disks of these runs are small on purpose
    colleague = open_record(desk / "colleague", "同事")
    life = Life(colleague, desk, chance, lambda _: None)
    for number in range(PARCELS):
        for name in ("tick", "field", "entry", "annotation", "tick", "evidence"):
            life.do(name)
        export_exchange(colleague, desk / f"parcel{number}.zip")
    colleague.close()


def tick(life: Life) -> None:
    step = str(life.chance.randint(1, 4))
    duty = life.duty
    life.record.set_step(duty, step, step not in life.record.of(duty).steps, BASIS)


def done(life: Life) -> None:
    life.record.set_done(life.duty, life.chance.random() < 0.7, BASIS)


def fields(life: Life) -> None:
    """Several fields of several duties, as one action."""
    edits = [
        Edit(life.duty, "lead", life.chance.choice(["科技局", "发改局", "财政局"])),
        Edit(life.duty, "due", f"2026-{life.chance.randint(1, 12):02}-15"),
        Edit(life.duty, "problems", "困难" * life.chance.choice([1, 30, 2000])),
    ]
    edit(life.record, *edits)


def status(life: Life) -> None:
    set_status(life.record, life.duty, life.chance.choice(tuple(Status)), BASIS, "本县无此情形")


def entry(life: Life) -> None:
    put_entry(life.record, life.duty, new_entry(DAY, "召开推进会。" * life.chance.choice([1, 40])), BASIS)


def annotation(life: Life) -> None:
    known = Annotations(life.record.journal)
    if known.all and life.chance.random() < 0.3:
        known.remove([life.chance.choice(known.all).id])
    else:
        piece = Selector("5-3", 2, 8, "原文六个字符", "前面", "后面")
        known.add(Annotation("", "cbf-2018-60", (piece,), Kind.NOTE, note="批注" * life.chance.choice([1, 200])))


def evidence(life: Life) -> None:
    source = life.chance.choice(sorted((life.desk / "files").iterdir()))
    kept = EvidenceStore(life.record.folder).take_in(source, DAY)
    life.tell(say("evidence", kept.sha256))
    put_evidence(life.record, life.duty, kept, BASIS)


def export(life: Life) -> None:
    some = frozenset(life.chance.sample(DUTIES, 5))
    choice = life.chance.choice([None, Choice(some), Choice(evidence=False)])
    made = export_exchange(life.record, life.record.folder / "sent.zip", choice)
    life.tell(say("export", made.path.name, made.events))


def export_to_stick(life: Life) -> None:
    export_exchange(life.record, life.record.folder / STICK / "sent.zip")


def take_in(life: Life) -> None:
    _take_in(life, life.desk / f"parcel{life.chance.randrange(PARCELS)}.zip")


def take_in_from_stick(life: Life) -> None:
    _take_in(life, life.record.folder / STICK / "parcel.zip")


def _take_in(life: Life, path: Path) -> None:
    seen = preview(life.record, path)
    merge(life.record, seen)
    for sha256 in seen.new_evidence:
        life.tell(say("evidence", sha256))


def back_up(life: Life) -> None:
    life.record.journal.backup()


def profile(life: Life) -> None:
    people = tuple(Person(name, "科技局") for name in life.chance.sample("甲乙丙丁", 2))
    write_profile(life.record, CountyProfile("", life.chance.randint(2024, 2027), ("科技局",), people))


def own_duty(life: Life) -> None:
    put_own_duty(life.record, OwnDuty("本地事项", "依据" * 20, steps=(("1", "摸底"), ("2", "上报"))))


def go_back(life: Life) -> None:
    """Back to a backup made a moment before: the record is closed, replaced, and opened again, whatever came of it."""
    folder, copy = life.record.folder, life.record.journal.backup()
    life.close()
    try:
        life.record = restore(folder, copy, "甲")
        life.close()
    finally:
        life.open_again(folder)


def move(life: Life) -> None:
    """To another folder; the old one stays behind under another name."""
    folder = life.record.folder
    remember(folder, life.record)
    life.close()
    try:
        move_record(folder, folder / MOVED_TO, datetime(2026, 3, 1, 9, tzinfo=UTC))
    finally:
        life.open_again(place_of(folder))


def undo(life: Life) -> None:
    try:
        life.record.undo_last()
    except (UndoUnknown, UndoOverlaid):
        return


DEEDS: Mapping[str, tuple[int, Callable[[Life], None]]] = {
    "tick": (8, tick),
    "done": (2, done),
    "field": (5, fields),
    "status": (2, status),
    "entry": (3, entry),
    "annotation": (3, annotation),
    "evidence": (3, evidence),
    "export": (1, export),
    "import": (2, take_in),
    "backup": (1, back_up),
    "profile": (1, profile),
    "own duty": (1, own_duty),
    "undo": (2, undo),
    "restore": (0, go_back),
    "move": (0, move),
    "stick export": (0, export_to_stick),
    "stick import": (0, take_in_from_stick),
}
