"""Random histories of several devices, for the tests and the benchmark of merging."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from checklist.actions import Edit, edit, new_entry, put_entry, set_status
from checklist.errors import UndoOverlaid, UndoUnknown
from checklist.exchange import Choice, export_exchange
from checklist.merging import merge, preview
from checklist.own_duties import OwnDuty, put_own_duty
from checklist.profile import CountyProfile, write_profile
from checklist.record import Record, open_record
from checklist.standing import Status
from checklist.values import day

DUTIES = ("d1", "d2", "d3")


@dataclass
class Devices:
    """Records of several laptops in folders of their own, and one source of chance."""

    folder: Path
    chance: random.Random
    records: list[Record] = field(default_factory=list)
    merges: int = 0

    def act(self) -> None:
        """One random thing on one random device."""
        record = self.chance.choice(self.records)
        if self.chance.random() < 0.2:
            self.pass_on(record, self.chance.choice(self.records))
        else:
            _act(record, self.chance)

    def pass_on(self, sender: Record, receiver: Record, choice: Choice | None = None) -> None:
        """One exchange file from one to the other; the second time it must change nothing."""
        if sender is receiver or not sender.journal.events():
            return
        path = self.folder / "exchange.zip"
        export_exchange(sender, path, choice)
        merge(receiver, preview(receiver, path))
        self.merges += 1
        seen = preview(receiver, path)
        before = receiver.head
        assert (seen.new_events, seen.fields, merge(receiver, seen).action) == (0, (), None)
        assert receiver.head == before

    def bring_together(self) -> None:
        """Everybody's file to everybody, in random order, until all know all."""
        pairs = [(one, other) for one in self.records for other in self.records if one is not other]
        for _ in range(2):
            self.chance.shuffle(pairs)
            for sender, receiver in pairs:
                self.pass_on(sender, receiver)


@contextmanager
def devices(folder: Path, seed: int) -> Iterator[Devices]:
    """Two to five laptops with empty records."""
    chance = random.Random(seed)
    with ExitStack() as stack:
        found = Devices(folder, chance)
        for n in range(chance.randint(2, 5)):
            record = open_record(folder / str(n), f"人员{n}")
            stack.callback(record.close)
            found.records.append(record)
        yield found


def run_history(folder: Path, seed: int, actions: int) -> int:
    """Act, merge, compare; gives the number of merges. Fails with the seed where two devices differ."""
    with devices(folder, seed) as found:
        for _ in range(actions):
            found.act()
        said = [len(record.journal.events()) for record in found.records]
        found.bring_together()
        for record in found.records:
            record.verify()
        states = [told(record) for record in found.records]
        assert all(state == states[0] for state in states), f"seed {seed}"
        assert all(len(r.journal.events()) >= count for r, count in zip(found.records, said, strict=True))
        again = open_after(found.records[0])
        assert again == states[0], f"seed {seed}: not what is on disk"
        return found.merges


def told(record: Record) -> tuple[object, ...]:
    """All that a record says: progress, the county, conflicts; notes of imports aside, which are each device's own."""
    subjects = sorted(one for one in record.state.subjects("") if not one.startswith("import/"))
    fields = {subject: record.state.fields(subject) for subject in subjects}
    return dict(record.progress), fields, set(map(repr, record.conflicts())), record.disputed


def open_after(record: Record) -> tuple[object, ...]:
    folder = record.folder
    record.close()
    again = open_record(folder, "再次打开")
    try:
        return told(again)
    finally:
        again.close()


def _act(record: Record, chance: random.Random) -> None:
    duty = chance.choice(DUTIES)
    match chance.randrange(9):
        case 0 | 1:
            record.set_step(duty, str(chance.randint(1, 3)), chance.random() < 0.7, "a" * 64)
        case 2:
            record.set_done(duty, chance.random() < 0.6, "a" * 64)
        case 3:
            edit(record, Edit(duty, "lead", chance.choice(["科技局", "发改局", ""])))
        case 4:
            edit(record, Edit(duty, "due", chance.choice(["2026-12-31", "2027-06-30", None])))
        case 5:
            when = day("date", f"2026-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}")
            assert when is not None
            put_entry(record, duty, new_entry(when, "进展"), "a" * 64)
        case 6:
            write_profile(record, CountyProfile("青川县", chance.choice([2026, 2027]), (chance.choice("甲乙丙"),)))
        case 7:
            _settle(record, chance, duty)
        case 8:
            _undo(record, chance)


def _settle(record: Record, chance: random.Random, duty: str) -> None:
    open_conflicts = record.conflicts()
    if open_conflicts:
        conflict = chance.choice(open_conflicts)
        record.decide(conflict, chance.choice([conflict.kept, *conflict.lost]).event)
    elif chance.random() < 0.3:
        put_own_duty(record, OwnDuty("本地事项"))
    else:
        set_status(record, duty, chance.choice(list(Status)), "b" * 64, "理由")


def _undo(record: Record, chance: random.Random) -> None:
    try:
        chance.choice([record.undo_last, record.undo_last, record.redo_last])()
    except (UndoUnknown, UndoOverlaid):
        return
