"""A county's record and a colleague's, and the files that go between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from checklist.actions import Edit, edit, put_evidence, set_status
from checklist.evidence import EvidenceStore
from checklist.exchange import export_exchange
from checklist.merging import merge, preview
from checklist.profile import CountyProfile, write_profile
from checklist.progress import Status
from checklist.record import Record, open_record
from content.library import Library

FIRST = 4  # the row of the first duty, as an office program counts
PROBLEM = "研发费用归集不规范。"


def fill(record: Record, library: Library, county: str = "青川县") -> Record:
    """Ten duties under way or done, two of them with a file."""
    write_profile(record, CountyProfile(county, 2026))
    for number, duty in enumerate(library.duties[:10]):
        status = Status.DONE if number % 2 else Status.IN_PROGRESS
        set_status(record, duty.id, status, library.clause_of(duty).sha256)
        edit(record, Edit(duty.id, "lead", "县科技局"))
    for number in (0, 1):
        source = record.folder / f"纪要{number}.txt"
        source.write_text(f"{county} {number}", encoding="utf-8")
        kept = EvidenceStore(record.folder).take_in(source, date(2026, 5, 4))
        put_evidence(record, library.duties[number].id, kept, "")
    return record


def colleague_file(record: Record, library: Library, folder: Path) -> Path:
    """A colleague got the record, wrote of three duties, and sent it back; of the second both wrote."""
    export_exchange(record, folder / "base.xiance")
    theirs = open_record(folder / "colleague", "王五")
    merge(theirs, preview(theirs, folder / "base.xiance"))
    first, second, third = library.duties[:3]
    edit(theirs, Edit(first.id, "problems", PROBLEM))
    edit(theirs, Edit(second.id, "lead", "县经济信息化局"))
    edit(theirs, Edit(third.id, "funds", "50万元"))
    edit(record, Edit(second.id, "lead", "县市场监管局"))
    export_exchange(theirs, folder / "王五.xiance")
    theirs.close()
    return folder / "王五.xiance"


def county_file(library: Library, folder: Path, county: str) -> Path:
    """What another county sends to the prefecture."""
    record = fill(open_record(folder / county, "x"), library, county)
    export_exchange(record, folder / f"{county}.xiance")
    record.close()
    return folder / f"{county}.xiance"


def refill(path: Path, filled: Callable[[Any], None]) -> Path:
    """A colleague opens the ledger, fills it in and saves it under another name."""
    book = load_workbook(path)
    filled(book["台账"])
    back = path.with_name("填好.xlsx")
    book.save(back)
    return back
