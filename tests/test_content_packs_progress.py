"""A pack changes a clause, drops a duty, adds a document: what the county had done is carried over, none of it lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from checklist.actions import Edit, edit, new_entry, put_entry, set_status
from checklist.board import summary
from checklist.copies import Occasion, copies
from checklist.exchange import export_exchange
from checklist.fields import LEAD
from checklist.gone import DOC, gone_duties
from checklist.ledger import Flag, LedgerFilter, ledger_rows
from checklist.parcel_reading import read_parcel
from checklist.record import Record, open_record
from checklist.review import bases_of, reviews
from checklist.standing import Status
from content.library import Library
from content.packs.errors import PackRefused
from content.packs.opening import open_shelf
from tests.pack_samples import Household, document, edition, heard, read_own_content_once
from ui.packs.deeds import install

NOW = datetime.fromisoformat("2026-12-02T09:00:00+08:00")
QUOTES = {"1": "制定方案", "2": "报告", "3": "公开"}
OLD = edition(document("shi-1", {"1": "各县制定方案。", "2": "各县报告。", "3": "各县公开结果。"}, QUOTES))
CHANGED = {"1": "各县制定方案。", "2": "各县每年3月前报告。"}
NEW = edition(
    document("shi-1", CHANGED, {"1": "制定方案", "2": "报告"}), document("shi-2", {"1": "各县备案。"}, {"1": "备案"})
)
KEPT, REVIEWED, GONE, ADDED = "shi-1.1.1", "shi-1.2.1", "shi-1.3.1", "shi-2.1.1"


@pytest.fixture(autouse=True)
def own_content(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    read_own_content_once(library, monkeypatch)


@pytest.fixture
def house(tmp_path: Path) -> Household:
    return Household(tmp_path)


@pytest.fixture
def record(house: Household) -> Iterator[Record]:
    opened = open_record(house.home / "data", "测试员")
    yield opened
    opened.close()


def library_of(house: Household) -> Library:
    return open_shelf(house.home / "data", house.home / "cache").library


def update(house: Household, record: Record, serial: int, files: dict[str, bytes]) -> None:
    path = house.publisher.write(house.home / f"{serial}.xiancepack", serial, files)
    current = library_of(house)
    seen = house.packs.examine(path, current, heard)
    assert not isinstance(install(house.packs, seen, current, record.journal), PackRefused)


@pytest.fixture
def updated(house: Household, record: Record) -> Library:
    """The second edition in use, three duties done on the first."""
    update(house, record, 2, OLD)
    first = library_of(house)
    basis = bases_of(first)
    for duty in (KEPT, REVIEWED, GONE):
        set_status(record, duty, Status.DONE, basis[duty])
    put_entry(record, GONE, new_entry(NOW.date(), "已在网站公开"), basis[GONE])
    update(house, record, 3, NEW)
    return library_of(house)


def test_what_was_done_is_carried_over(updated: Library, record: Record) -> None:
    rows = {row.duty: row for row in ledger_rows(updated, record, LedgerFilter(), NOW.date())}
    assert set(rows) == {KEPT, REVIEWED, GONE, ADDED}
    assert (rows[KEPT].status, Flag.NEEDS_REVIEW in rows[KEPT].flags) == (Status.DONE, False)
    assert (rows[REVIEWED].status, Flag.NEEDS_REVIEW in rows[REVIEWED].flags) == (Status.DONE, True)
    assert rows[ADDED].status is Status.NOT_STARTED


def test_the_changed_one_shows_old_words_and_new(updated: Library, record: Record) -> None:
    (review,) = reviews(record.progress, bases_of(updated), record.journal.wordings())
    assert (review.duty, review.old_text) == (REVIEWED, "各县报告。")
    assert updated.document("shi-1").clause("2").text == "各县每年3月前报告。"


def test_the_dropped_one_is_readable_with_all_its_history(updated: Library, record: Record) -> None:
    (row,) = [row for row in ledger_rows(updated, record, LedgerFilter(), NOW.date()) if Flag.GONE in row.flags]
    assert (row.duty, row.title, row.quote, row.document, row.clause) == (GONE, "公开", "公开", DOC, "")
    assert [entry.text for entry in row.entries] == ["已在网站公开"]
    assert next((one.field, one.after) for one in record.history(GONE)) == ("status", "done")
    assert row.flags == {Flag.GONE}  # neither late nor to be reviewed: nobody asks for it any more
    edit(record, Edit(GONE, LEAD, "科技局"))
    assert record.of(GONE).lead == "科技局"


def test_the_figures_leave_the_dropped_one_aside(updated: Library, record: Record) -> None:
    counted = summary(ledger_rows(updated, record, LedgerFilter(), NOW.date())).whole
    assert (counted.total, counted.done, counted.not_applicable) == (3, 2, 1)


def test_it_is_readable_though_nobody_remembers_its_words(record: Record, library: Library) -> None:
    """Of a colleague's exchange file, or after many editions: by its number at least."""
    record.set_step("shi-9.4-1.2", "1", True, "")
    (duty,) = gone_duties(library, record.state)
    assert (duty.id, duty.title, duty.clause) == ("shi-9.4-1.2", "shi-9.4-1.2", "")


def test_what_comes_back_is_itself_again(updated: Library, house: Household, record: Record) -> None:
    update(house, record, 4, OLD)
    library = library_of(house)
    rows = {row.duty: row for row in ledger_rows(library, record, LedgerFilter(), NOW.date())}
    assert rows[GONE].status is Status.DONE
    assert rows[GONE].flags.isdisjoint({Flag.GONE, Flag.NEEDS_REVIEW})
    assert ADDED not in rows  # nothing was done about it


def test_the_record_is_backed_up_before(updated: Library, record: Record) -> None:
    assert [one.occasion for one in copies(record.folder)] == [Occasion.PACK, Occasion.PACK]


def test_it_goes_out_with_the_exchange_file(updated: Library, record: Record, tmp_path: Path) -> None:
    export_exchange(record, tmp_path / "out.xiance")
    assert GONE in {event.subject for event in read_parcel(tmp_path / "out.xiance").events}
