"""What stands under the record: files on slow and strange disks, SQLite and its faults, formats kept for ever."""

from __future__ import annotations

import hashlib
import os
import struct
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import apsw
import pytest

from checklist.chain import Break, Stub, fingerprint, first_break, heads
from checklist.connection import check_pages, close_untouched, connect, create, in_our_terms, transaction
from checklist.errors import RecordDamaged, RecordForeign, RecordInUse, RecordTooNew, RecordUnwritable
from checklist.event import Event, as_json, event_hash, sealed
from checklist.journal import Arrivals, Change, Journal
from checklist.migration import FIRST, STEPS
from checklist.record import FILE_NAME, Record
from checklist.record_place import MEMORY
from checklist.schema import APPLICATION_ID, VERSION, check_header
from content import durable

EVENT = Event(
    *("id1", "dev", 3, 4, "2026-05-06T07:08:09+08:00", "张三", "cbf-2018-60.5-3.1", "status"),
    *('"a"', '"done"', "b" * 64, "p" * 64, ""),
)


def test_what_was_released_is_never_changed() -> None:
    """Hashes and tables are on other laptops already: whoever writes them differently cannot read theirs."""
    assert event_hash(EVENT) == "e950e27bfe0f78c6f0e87832ee56971081abe67b98004355b9e098df13a2badf"
    later = replace(EVENT, action="act")
    assert event_hash(later) == "d48e3f4943ca290ccfe8cf3e7312e28a09d28732460bc108564ed317e62311ba"
    steps = [hashlib.sha256(step.encode()).hexdigest() for step in (FIRST, *STEPS[:1])]
    assert steps == [
        "b1aae91400921d65a5eb4fb953eccc0df57c2b499592f653cda4bf4e6621d4c0",
        "8d8d07ce67ac7230694bc077efd18155aa56477e03cc2157b5d4dca52e858fbc",
    ]
    assert fingerprint({"b": (2, "x"), "a": (1, "y")}) == "5a92391f1b053dab"
    assert fingerprint({}) == ""
    assert (FILE_NAME, MEMORY) == ("record.db", "record.place")
    assert as_json({"牵头": "科技局"}) == '{"牵头": "科技局"}'


def chained(*clocks: int, device: str = "甲") -> list[Event]:
    found: list[Event] = []
    for seq, clock in enumerate(clocks, 1):
        prev = found[-1].hash if found else ""
        found.append(sealed(replace(EVENT, device=device, seq=seq, clock=clock, prev=prev)))
    return found


ONE, TWO, THREE = chained(1, 2, 5)
GAP = Stub("甲", 2, TWO.prev, TWO.hash)


@pytest.mark.parametrize(
    ("events", "stubs", "broken"),
    [
        ((), (), None),
        ((ONE, TWO, THREE), (), None),
        ((THREE, ONE, TWO, *chained(1, 1 + 1, device="乙")), (), None),
        ((ONE, THREE), (GAP,), None),
        ((ONE, TWO, THREE), (GAP,), None),
        ((ONE, THREE), (), 3),
        ((TWO, THREE), (), 2),
        ((ONE, TWO), (replace(GAP, hash="x"),), 2),
        ((ONE, THREE), (replace(GAP, prev="x"),), 2),
        ((replace(ONE, actor="李四"), TWO), (), 1),
        (chained(1, 1), (), 2),
        (chained(2, 1), (), 2),
        (chained(0), (), 1),
    ],
)
def test_a_chain_holds_or_breaks_at(events: list[Event], stubs: tuple[Stub, ...], broken: int | None) -> None:
    assert first_break(events, stubs) == (None if broken is None else Break("甲", broken))


def test_the_head_of_a_chain_is_its_last_link() -> None:
    assert heads([THREE, ONE], (GAP,)) == {"甲": (3, THREE.hash)}
    assert heads([ONE], (GAP,)) == {"甲": (2, TWO.hash)}


def failing(error: Exception) -> None:
    raise error


def io_error(code: int) -> apsw.IOError:
    error = apsw.IOError("")
    error.extendedresult = code  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (apsw.BusyError("x"), RecordInUse),
        (apsw.LockedError("x"), RecordInUse),
        (apsw.CorruptError("x"), RecordDamaged),
        (apsw.NotADBError("x"), RecordDamaged),
        (apsw.CantOpenError("x"), RecordUnwritable),
        (apsw.ReadOnlyError("x"), RecordUnwritable),
        (apsw.FullError("x"), RecordUnwritable),
        (io_error(apsw.SQLITE_IOERR_WRITE), RecordUnwritable),
        (io_error(apsw.SQLITE_IOERR_DATA), RecordDamaged),
        (OSError(28, "x"), RecordUnwritable),
    ],
)
def test_the_faults_of_a_disk_in_our_terms(error: Exception, ours: type[Exception]) -> None:
    with pytest.raises(ours) as told:
        in_our_terms(Path("record.db"), lambda: failing(error))
    assert type(told.value) is ours
    assert told.value.__cause__ is error
    assert in_our_terms(Path("record.db"), lambda: 7) == 7


def header(magic: bytes, application: int, version: int) -> bytes:
    return struct.pack(">16s44xI4xI", magic, version, application) + bytes(28)


MAGIC = b"SQLite format 3\0"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", RecordDamaged),
        (header(MAGIC, APPLICATION_ID, VERSION)[:71], RecordForeign),
        (header(b"SQLite format 2\0", APPLICATION_ID, VERSION), RecordForeign),
        (header(MAGIC, APPLICATION_ID + 1, VERSION), RecordForeign),
        (header(MAGIC, APPLICATION_ID, VERSION + 1), RecordTooNew),
        (header(MAGIC, APPLICATION_ID, 0), RecordDamaged),
        (header(MAGIC, APPLICATION_ID, VERSION), None),
        (header(MAGIC, APPLICATION_ID, VERSION)[:72], None),
        (header(MAGIC, APPLICATION_ID, 1), None),
    ],
)
def test_the_first_bytes_say_what_it_is(tmp_path: Path, content: bytes, refusal: type[Exception] | None) -> None:
    (tmp_path / "x.db").write_bytes(content)
    if refusal is None:
        check_header(tmp_path / "x.db")
        return
    with pytest.raises(refusal):
        check_header(tmp_path / "x.db")
    with pytest.raises(RecordUnwritable):
        check_header(tmp_path / "none.db")


SETTINGS = [
    ("journal_mode", "wal"),
    ("locking_mode", "exclusive"),
    ("synchronous", 2),
    ("wal_autocheckpoint", 1),
    ("foreign_keys", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("temp_store", 2),
    ("checksum_verification", "1"),
]


def test_the_record_is_opened_with_every_guard(record: Record, tmp_path: Path) -> None:
    record.close()
    database = connect(tmp_path / FILE_NAME)
    assert [(name, database.pragma(name)) for name, _ in SETTINGS] == SETTINGS
    assert database.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, -1) == 1
    close_untouched(tmp_path / FILE_NAME, database)
    with pytest.raises(apsw.CantOpenError):  # never made where it is not
        connect(tmp_path / "none.db")


def test_a_file_without_checksums_is_no_record(tmp_path: Path) -> None:
    database = apsw.Connection(str(tmp_path / "plain.db"))
    database.execute("CREATE TABLE t (a)")
    with pytest.raises(RecordDamaged, match="checksums"):
        check_pages(tmp_path / "plain.db", database)
    database.close()
    made = create(tmp_path / "ours.db")
    made.execute("CREATE TABLE t (a)")
    check_pages(tmp_path / "ours.db", made)
    made.close()
    assert (tmp_path / "ours.db").read_bytes()[20] == 8


def test_a_transaction_is_all_or_none(tmp_path: Path) -> None:
    database = create(tmp_path / "t.db")
    database.execute("CREATE TABLE t (a)")
    with transaction(database):
        database.execute("INSERT INTO t VALUES (1)")
    with pytest.raises(apsw.SQLError), transaction(database):
        database.execute("INSERT INTO t VALUES (2); INSERT INTO none VALUES (3)")
    assert not database.in_transaction
    assert list(database.execute("SELECT a FROM t")) == [(1,)]
    database.close()


def test_what_a_killed_program_left_of_a_new_record_is_in_nobody_s_way(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    path = tmp_path / "sub" / FILE_NAME
    path.with_suffix(f".{os.getpid()}.new").write_bytes(b"half of something")
    journal = Journal(path, "张三")
    assert journal.events() == ()
    journal.close()
    assert sorted(one.name for one in path.parent.iterdir()) == [FILE_NAME]


def test_writing_says_what_was_written_and_renews_what_is_disputed(record: Record) -> None:
    written = record.write(Change("d1", "lead", None, "科技局"), Change("d1", "person", None, "李四"))
    assert [(one.field, one.seq) for one in written] == [("lead", 1), ("person", 2)]
    assert len({one.action for one in written}) == 1
    assert record.write() == ()
    assert record.disputed == frozenset()
    theirs = replace(
        EVENT, id="theirs", seq=1, clock=1, subject="d1", field="lead", after='"发改局"', before="null", prev=""
    )
    record.take_in(Arrivals((sealed(theirs),)), Change("import/1", "file", None, {}))
    assert record.disputed == {"d1"}
    (conflict,) = record.conflicts("d1")
    assert (record.conflicts(), record.conflicts("d2")) == ((conflict,), ())
    record.decide(conflict, conflict.kept.event)
    assert record.disputed == frozenset()


def test_what_arrives_is_kept_with_its_words_and_its_gaps(record: Record) -> None:
    """Events, the places of those held back, and the clause texts; the import itself is the last event."""
    first, second = (sealed(replace(EVENT, id=f"e{n}", seq=n, clock=n, prev="x" * 64 if n > 1 else "")) for n in (1, 2))
    brought = Arrivals((first,), (Stub("dev", 2, first.hash, second.hash),), (("b" * 64, "条款原文"),))
    written = record.journal.take_in(brought, Change("import/1", "file", None, {}))
    assert [one.id for one in written[:-1]] == ["e1"]
    assert record.journal.arrived_by(written[-1].action) == (first,)
    assert record.journal.stubs() == brought.stubs
    assert record.journal.wordings() == {"b" * 64: "条款原文"}
    assert record.journal.heads()["dev"] == (2, second.hash)
    assert record.journal.events_under("import/") == written[-1:]
    assert record.journal.deeds() == (written[-1].action,)


def test_a_folder_is_made_though_another_makes_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, honest = tmp_path / "a" / "b", Path.is_dir

    def made_just_after(self: Path) -> bool:
        found = honest(self)
        os.makedirs(folder, exist_ok=True)
        return found

    monkeypatch.setattr(Path, "is_dir", made_just_after)
    durable.make_folder(folder)
    assert honest(folder)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux says which files are open")
def test_no_file_stays_open(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    for number in range(5):
        (tmp_path / "fresh").write_bytes(b"new")
        durable.put_in_place(tmp_path / "fresh", tmp_path / "target")
        (tmp_path / "fresh").write_bytes(b"new")
        durable.put_where_none_is(tmp_path / "fresh", tmp_path / f"target{number}")
    assert len(os.listdir("/proc/self/fd")) == before


def unlinkable(*_: object) -> None:
    raise PermissionError("no second names here")


@pytest.mark.parametrize("links", [True, False])
def test_what_stands_in_a_place_stays(tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a stick too, whose file system has no second names."""
    fresh, target = tmp_path / "fresh", tmp_path / "target"
    if not links:
        monkeypatch.setattr(os, "link", unlinkable)
    fresh.write_bytes(b"new")
    durable.put_where_none_is(fresh, target)
    assert (target.read_bytes(), fresh.exists()) == (b"new", False)
    fresh.write_bytes(b"newer")
    with pytest.raises(OSError):  # noqa: PT011 (which, depends on the system)
        durable.put_where_none_is(fresh, target)
    assert target.read_bytes() == b"new"


def opened_as_on_windows(path: Path, flags: int) -> int:
    """No folder can be opened there."""
    if path.is_dir():
        raise PermissionError(str(path))
    return os.open(path, flags)


@pytest.mark.parametrize(("refusals", "pauses"), [(0, 0), (1, 1), (6, 6), (7, 6)])
def test_on_windows_a_scanner_is_waited_for(
    tmp_path: Path, refusals: int, pauses: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each pause is twice the one before, two and a half seconds at most together; then it is said."""
    fresh, target, waited = tmp_path / "fresh", tmp_path / "target", list[float]()
    fresh.write_bytes(b"new")
    left, honest = [refusals], Path.replace

    def replace_once_let_go(self: Path, other: Path) -> Path:
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError("a scanner reads it")
        return honest(self, other)

    monkeypatch.setattr(Path, "replace", replace_once_let_go)
    windows = {**vars(os), "name": "nt", "open": opened_as_on_windows}
    monkeypatch.setattr(durable, "os", SimpleNamespace(**windows))
    monkeypatch.setattr(time, "sleep", waited.append)
    if refusals <= 6:
        durable.put_in_place(fresh, target)
        assert target.read_bytes() == b"new"
    else:
        with pytest.raises(PermissionError):
            durable.put_in_place(fresh, target)
    assert waited == pytest.approx([0.02 * 2**n for n in range(pauses)])


@pytest.mark.skipif(os.name == "nt", reason="there it is waited for")
def test_elsewhere_a_refusal_is_said_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fresh").write_bytes(b"new")
    monkeypatch.setattr(Path, "replace", unlinkable)
    monkeypatch.setattr(time, "sleep", failing)
    with pytest.raises(PermissionError):
        durable.put_in_place(tmp_path / "fresh", tmp_path / "target")
