"""What a returned sheet would change, field by field, to be looked at before any of it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from checklist.fields import REASON, RESULT, STATUS, SUPPORTING, read
from checklist.papers.returned import Returned, ReturnedProblem, ReturnedRow
from checklist.papers.returned_cells import Trouble, TroubledCell
from checklist.papers.sheet import ID, Cell, Column, Kind, Sheet
from checklist.papers.texts import clean, plain
from checklist.papers.words import LIST_MARK
from checklist.papers.words import RESULT as RESULT_WORDS
from checklist.papers.words import STATUS as STATUS_WORDS
from checklist.papers.xlsx_base import digest
from checklist.papers.xlsx_compare import as_compared, tidy
from checklist.papers.xlsx_fit import shorten
from checklist.refusals import (
    DateImpossible,
    ResultUnknown,
    StatusUnknown,
    TextTooLong,
    TextUnclean,
    TooMany,
    ValueRefused,
)
from checklist.standing import Status

_APART = "，,;；\n"
_ONE_LINE = ("lead", "person")
_TROUBLES: Mapping[type[ValueRefused], Trouble] = MappingProxyType(
    {
        DateImpossible: Trouble.DATE_IMPOSSIBLE,
        StatusUnknown: Trouble.STATUS_UNKNOWN,
        ResultUnknown: Trouble.RESULT_UNKNOWN,
        TextTooLong: Trouble.TOO_LONG,
        TooMany: Trouble.TOO_LONG,
        TextUnclean: Trouble.UNCLEAN,
    }
)


@dataclass(frozen=True, slots=True)
class ReturnedChange:
    """One field of one duty: `before` is what the record says now, `after` what the sheet says, both as on the sheet.

    `value` is `after` as an Edit takes it. `is_overtaken`: the record has changed since the sheet went out, so the
    sheet's writer did not see `before`. `row` as the office program counts.
    """

    duty: str
    field: str
    before: str
    after: str
    value: object
    row: int
    is_overtaken: bool


def changes(returned: Returned, now: Sheet) -> tuple[tuple[ReturnedChange, ...], tuple[ReturnedProblem, ...]]:
    """What would change of the sheet as it is now, and all that is not taken. Cells left as they went out do not count.

    Only fillable columns are looked at. An empty status or result says nothing.
    """
    places = {key: at for at, key in enumerate(now.keys)}
    known = {str(row[places[ID]]): row for row in now.rows}
    columns = [column for column in now.columns if column.fillable and column.key in returned.columns]
    found: list[ReturnedChange] = []
    problems = list(returned.problems)
    for name, row in returned.rows.items():
        if name not in known:
            problems.append(ReturnedProblem(row.number, _title(now, ID), Trouble.ID_UNKNOWN, name[:80]))
            continue
        cells = {column.key: known[name][places[column.key]] for column in now.columns}
        mine: list[ReturnedChange] = []
        for column in columns:
            try:
                mine += _change(name, column, row, cells[column.key], returned.base.get(name, {}).get(column.key))
            except TroubledCell as error:
                problems.append(ReturnedProblem(row.number, column.title, error.trouble, error.value))
        if _lacks_reason(mine, cells):
            problems.append(ReturnedProblem(row.number, _title(now, REASON), Trouble.REASON_MISSING))
            mine = [change for change in mine if change.field not in (STATUS, REASON)]
        found += mine
    return tuple(found), tuple(problems)


def _change(name: str, column: Column, row: ReturnedRow, now: Cell, base: str | None) -> Iterator[ReturnedChange]:
    """The change of one cell, if there is one. Raises TroubledCell."""
    if column.key not in row.cells:
        return
    came, was = as_compared(row.cells[column.key]), as_compared(now)
    if came == was or (base is not None and digest(came) == base) or (column.kind is Kind.CHOICE and not came):
        return
    before, after = tidy(now), tidy(row.cells[column.key])
    if shorten(plain(now)) != plain(now):
        raise TroubledCell(Trouble.WAS_CUT, after)
    value = _value(column.key, after)
    if value == _value(column.key, before):
        return
    overtaken = base is not None and digest(was) != base
    yield ReturnedChange(name, column.key, before, after, value, row.number, overtaken)


def _value(key: str, text: str) -> object:
    """A text of the sheet as the record's JSON value. Raises TroubledCell."""
    value = _READERS.get(key, _plain)(text)
    if key in _ONE_LINE and isinstance(value, str):
        value = LIST_MARK.join(line.strip() for line in value.split("\n"))
    try:
        read(key, value)
    except ValueRefused as error:
        raise TroubledCell(_TROUBLES.get(type(error), Trouble.REFUSED), text) from error
    return value


def _plain(text: str) -> object:
    return clean(text) or None


def _status(text: str) -> object:
    """The name of a status by its word; an unknown word is left for the record to refuse."""
    return {word: str(status) for status, word in STATUS_WORDS.items()}.get(text, text or None)


def _result(text: str) -> object:
    return {word: str(result) for result, word in RESULT_WORDS.items()}.get(text, text or None)


def _list(text: str) -> object:
    for mark in _APART:
        text = text.replace(mark, LIST_MARK)
    return list(dict.fromkeys(one.strip() for one in text.split(LIST_MARK) if one.strip())) or None


def _lacks_reason(mine: list[ReturnedChange], cells: Mapping[str, Cell]) -> bool:
    """Whether a duty would not apply and nobody said why."""
    after = {change.field: change.value for change in mine}
    status = after.get(STATUS, _status(plain(cells.get(STATUS))))
    reason = after.get(REASON, plain(cells.get(REASON)))
    touched = STATUS in after or REASON in after
    return touched and status == Status.NOT_APPLICABLE and not str(reason or "").strip()


def _title(sheet: Sheet, key: str) -> str:
    return next((column.title for column in sheet.columns if column.key == key), key)


_READERS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {STATUS: _status, RESULT: _result, SUPPORTING: _list}
)
