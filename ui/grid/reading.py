"""From the text of a cell to what is to be written, or to the reason why it cannot be. Knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

from checklist.actions import Edit, new_entry
from checklist.fields import BLOCKED, DONE_ON, DUE, ENTRY, REASON, RESULT, STATUS, SUPPORTING, read
from checklist.ledger import Flag, LedgerRow
from checklist.refusals import DateImpossible, ResultUnknown, StatusUnknown, ValueRefused, WrongKind
from checklist.standing import Entry, Result, Status
from ui.days import leading_day, read_day
from ui.field_words import field_label
from ui.grid.cells import entries_text
from ui.grid.columns import AT, COLUMNS, Kind
from ui.grid.words import DONE_FIRST, EVIDENCE_FIXED, NO, REASON_FIRST, YES, fixed
from ui.labels import STATUS as STATUS_WORDS
from ui.ledger_words import RESULT as RESULT_WORDS
from ui.messages import sentence

_STATUSES = {words: status for status, words in STATUS_WORDS.items()}
_RESULTS = {words: result for result, words in RESULT_WORDS.items()}
_REASONED = re.compile(r"([^：:（(]+)[：:（(]\s*(.*?)[）)]?", re.DOTALL)
_LIST = re.compile(r"[、,，;；\n]")


class CellRefused(Exception):
    """A text that a cell does not take; `words` say why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class ReasonWanted(CellRefused):
    """A duty that does not apply needs a reason."""


def edits_of(row: LedgerRow, field: str, text: str, today: date) -> tuple[Edit, ...]:
    """What has to be written for the cell to say `text`; nothing where it does. Raises CellRefused, ReasonWanted."""
    kind = COLUMNS[AT[field]].kind
    if kind is Kind.FIXED:
        raise CellRefused(EVIDENCE_FIXED if field == "evidence" else fixed(field_label(field)))
    try:
        edits = tuple(_edits(row, field, text.strip(), today))
        for edit in edits:
            read(edit.field, edit.value)
    except ValueRefused as error:
        raise CellRefused(sentence(error)) from error
    return edits


def _edits(row: LedgerRow, field: str, text: str, today: date) -> Iterator[Edit]:
    if field == STATUS:
        yield from _status_edits(row, text)
    elif field == "entries":
        yield from _entry_edits(row, text, today)
    elif field in (DUE, DONE_ON):
        yield from _day_edits(row, field, text, today)
    else:
        value = _VALUES.get(field, _text)(field, text)
        if value != _known(row, field):
            yield Edit(row.duty, field, value)


def _status_edits(row: LedgerRow, text: str) -> Iterator[Edit]:
    told = _REASONED.fullmatch(text)
    words, reason = (told[1].strip(), told[2].strip()) if told else (text, "")
    status = _STATUSES.get(words) if words else Status.NOT_STARTED
    if status is None:
        raise StatusUnknown(STATUS, text)
    reason = reason or row.reason
    if status is Status.NOT_APPLICABLE and not reason:
        raise ReasonWanted(REASON_FIRST)
    if status is not row.status:
        yield Edit(row.duty, STATUS, status.value)
    if status is Status.NOT_APPLICABLE and reason != row.reason:
        yield Edit(row.duty, REASON, reason)


def _day_edits(row: LedgerRow, field: str, text: str, today: date) -> Iterator[Edit]:
    day = read_day(text, today) if text else None
    if text and day is None:
        raise DateImpossible(field, text)
    known = row.due if field == DUE else row.done_on
    if day == known:
        return
    if field == DONE_ON and row.status is not Status.DONE:
        raise CellRefused(DONE_FIRST)
    yield Edit(row.duty, field, day.isoformat() if day else None)


def _entry_edits(row: LedgerRow, text: str, today: date) -> Iterator[Edit]:
    """Entries that stay as they are are left alone; of the others, old ones are corrected in turn, then struck out."""
    if text == entries_text(row).strip():
        return
    wanted = list(_entries(text, today))
    told = {(entry.day, entry.text) for entry in row.entries}
    old = [entry for entry in row.entries if (entry.day, entry.text) not in wanted]
    new = [one for one in wanted if one not in told]
    for known, (day, words) in zip(old, new, strict=False):
        yield _entry_edit(row, Entry(known.id, day, words))
    for day, words in new[len(old) :]:
        yield _entry_edit(row, new_entry(day, words))
    for known in old[len(new) :]:
        yield Edit(row.duty, ENTRY + known.id, None)


def _entries(text: str, today: date) -> Iterator[tuple[date, str]]:
    """A line that begins with a day begins an entry; other lines go on with it, the first ones with today's."""
    day, lines = today, list[str]()
    for line in text.splitlines():
        begins, rest = leading_day(line)
        if begins is None:
            lines.append(line)
            continue
        if any(lines):
            yield day, "\n".join(lines).strip()
        day, lines = begins, [rest]
    if any(lines):
        yield day, "\n".join(lines).strip()


def _entry_edit(row: LedgerRow, entry: Entry) -> Edit:
    return Edit(row.duty, ENTRY + entry.id, {"date": entry.day.isoformat(), "text": entry.text})


def _text(field: str, text: str) -> object:
    return text


def _names(field: str, text: str) -> object:
    return tuple(dict.fromkeys(name.strip() for name in _LIST.split(text) if name.strip()))


def _result(field: str, text: str) -> object:
    if text and text not in _RESULTS:
        raise ResultUnknown(field, text)
    return _RESULTS[text].value if text else Result.NOT_ASSESSED.value


def _truth(field: str, text: str) -> object:
    if text not in ("", YES, NO):
        raise WrongKind(field, text)
    return text == YES


def _known(row: LedgerRow, field: str) -> object:
    if field == BLOCKED:
        return Flag.BLOCKED in row.flags
    return getattr(row, field)


_VALUES = MappingProxyType({SUPPORTING: _names, RESULT: _result, BLOCKED: _truth})
