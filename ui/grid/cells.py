"""What stands in a cell: as it is copied and edited, and as it is shown. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from checklist.ledger import Flag, LedgerRow
from checklist.standing import Status
from ui.grid.names import Names
from ui.grid.words import DUE_FLAGS, NO, REASON_MARK, STATUS_FLAGS, YES
from ui.labels import FORCE, STATUS
from ui.ledger_words import FLAG, RESULT

LIST_MARK = "、"


def plain(row: LedgerRow, field: str, names: Names) -> str:
    """All of a cell as text: what is copied, edited and pasted. The number is not the row's own."""
    return _PLAIN[field](row, names)


def shown(row: LedgerRow, field: str, names: Names) -> str:
    """What a person sees at a glance; the date and the status with what is the matter with them."""
    telling = _SHOWN.get(field)
    return telling(row) if telling else plain(row, field, names)


def entries_text(row: LedgerRow) -> str:
    """A line an entry, with its day in front."""
    return "\n".join(f"{entry.day.isoformat()} {entry.text}" for entry in row.entries)


def _status(row: LedgerRow) -> str:
    reason = row.reason if row.status is Status.NOT_APPLICABLE else ""
    return STATUS[row.status] + (REASON_MARK + reason if reason else "")


def _status_shown(row: LedgerRow) -> str:
    matter = LIST_MARK.join(FLAG[flag] for flag in STATUS_FLAGS if flag in row.flags)
    return "\n".join(part for part in (_status(row), matter) if part)


def _due_shown(row: LedgerRow) -> str:
    return "\n".join(part for part in (_day(row.due), *(FLAG[flag] for flag in DUE_FLAGS if flag in row.flags)) if part)


def _entries_shown(row: LedgerRow) -> str:
    """The latest, for it says where the duty stands."""
    if not row.entries:
        return ""
    latest = row.entries[-1]
    count = f"（共 {len(row.entries)} 条）" if len(row.entries) > 1 else ""
    return f"{latest.day.isoformat()}{count} {latest.text}"


def _evidence_shown(row: LedgerRow) -> str:
    return f"{len(row.evidence)} 份：{_files(row, LIST_MARK)}" if row.evidence else ""


def _files(row: LedgerRow, mark: str) -> str:
    return mark.join(file.name for file in row.evidence)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


_PLAIN: Mapping[str, Callable[[LedgerRow, Names], str]] = MappingProxyType(
    {
        "number": lambda row, _: "",
        "clause": lambda row, names: names.place(row),
        "quote": lambda row, _: row.quote,
        "title": lambda row, _: row.title,
        "lead": lambda row, _: row.lead,
        "supporting": lambda row, _: LIST_MARK.join(row.supporting),
        "person": lambda row, _: row.person,
        "due": lambda row, _: _day(row.due),
        "status": lambda row, _: _status(row),
        "entries": lambda row, _: entries_text(row),
        "funds": lambda row, _: row.funds,
        "problems": lambda row, _: row.problems,
        "measures": lambda row, _: row.measures,
        "evidence": lambda row, _: _files(row, "\n"),
        "done_on": lambda row, _: _day(row.done_on),
        "remark": lambda row, _: row.remark,
        "force": lambda row, _: FORCE[row.force],
        "chapter": lambda row, _: row.chapter,
        "result": lambda row, _: RESULT[row.result],
        "blocked": lambda row, _: YES if Flag.BLOCKED in row.flags else NO,
    }
)
_SHOWN: Mapping[str, Callable[[LedgerRow], str]] = MappingProxyType(
    {
        "status": _status_shown,
        "due": _due_shown,
        "entries": _entries_shown,
        "evidence": _evidence_shown,
        "blocked": lambda row: FLAG[Flag.BLOCKED] if Flag.BLOCKED in row.flags else "",
    }
)
