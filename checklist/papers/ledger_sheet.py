"""The ledger's rows as sheets: the ledger itself, who has to do what, and what is said of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from checklist.ledger import LedgerRow
from checklist.papers.cover import Cover
from checklist.papers.sheet import ID, Cell, Column, Kind, Sheet
from checklist.papers.texts import day_words
from checklist.papers.words import (
    ABOUT,
    ABOUT_CHAIN,
    ABOUT_COUNT,
    ABOUT_COUNTY,
    ABOUT_DAY,
    ABOUT_FILL,
    ABOUT_FILL_WORDS,
    ABOUT_NOTICE,
    ABOUT_SCOPE,
    BREAKDOWN,
    BREAKDOWN_TITLE,
    CHAIN_MISSING,
    COLUMNS,
    ENTRY,
    EVERYTHING,
    LEDGER,
    LEDGER_TITLE,
    LIST_MARK,
    NOT_NAMED,
    NOTE_FILL,
    RESULT,
    STATUS,
    UNOFFICIAL,
)

_STATUSES, _RESULTS = tuple(STATUS.values()), tuple(RESULT.values())


def _column(key: str, width: float, kind: Kind = Kind.TEXT, fillable: bool = False) -> Column:
    return Column(key, COLUMNS[key], kind, width, fillable=fillable)


LEDGER_COLUMNS = (
    _column("number", 5, Kind.INTEGER),
    _column("clause", 11.5),
    _column("title", 16),
    _column("quote", 24),
    _column("lead", 9, fillable=True),
    _column("supporting", 10, fillable=True),
    _column("person", 8, fillable=True),
    _column("due", 10.5, Kind.DATE, fillable=True),
    Column("status", COLUMNS["status"], Kind.CHOICE, 7.5, _STATUSES, fillable=True),
    Column("result", COLUMNS["result"], Kind.CHOICE, 8.5, _RESULTS, fillable=True),
    _column("reason", 9, fillable=True),
    _column("entries", 27),
    _column("funds", 11, fillable=True),
    _column("problems", 14, fillable=True),
    _column("measures", 14, fillable=True),
    _column("evidence", 14),
    _column("done_on", 10.5, Kind.DATE, fillable=True),
    _column("remark", 10, fillable=True),
    _column(ID, 12),
)
BREAKDOWN_COLUMNS = (
    _column("number", 7, Kind.INTEGER),
    _column("title", 22),
    _column("quote", 42),
    _column("clause", 18),
    _column("lead", 12),
    _column("supporting", 14),
    _column("person", 10),
    _column("due", 15, Kind.DATE),
    _column("recurring", 14),
)


def ledger_sheet(rows: Sequence[LedgerRow], cover: Cover) -> Sheet:
    """A row a duty, in the order given."""
    named = LIST_MARK.join(column.title for column in LEDGER_COLUMNS if column.fillable)
    notes = (NOTE_FILL.format(columns=named),)
    return replace(_sheet((LEDGER, LEDGER_TITLE), LEDGER_COLUMNS, rows, cover), notes=notes)


def breakdown_sheet(rows: Sequence[LedgerRow], cover: Cover) -> Sheet:
    """Who has to do what by when."""
    return _sheet((BREAKDOWN, BREAKDOWN_TITLE), BREAKDOWN_COLUMNS, rows, cover)


def about_sheet(sheet: Sheet, cover: Cover) -> Sheet:
    """County, day, part, head of the history, and that the ledger is no official text."""
    fillable = LIST_MARK.join(column.title for column in sheet.columns if column.fillable)
    told = (
        (ABOUT_COUNTY, cover.county or NOT_NAMED),
        (ABOUT_DAY, day_words(cover.day)),
        (ABOUT_SCOPE, cover.scope or EVERYTHING),
        (ABOUT_COUNT, str(len(sheet.rows))),
        (ABOUT_CHAIN, cover.chain or CHAIN_MISSING),
        *(((ABOUT_FILL, ABOUT_FILL_WORDS.format(columns=fillable)),) if fillable else ()),
        (ABOUT_NOTICE, UNOFFICIAL),
    )
    columns = (_column("item", 18), _column("content", 90))
    return Sheet(ABOUT, ABOUT, "", columns, told)


def entries_text(row: LedgerRow) -> str:
    """One thing, one line, each with its day."""
    return "\n".join(ENTRY.format(day=day_words(entry.day), text=entry.text) for entry in row.entries)


def _sheet(words: tuple[str, str], columns: tuple[Column, ...], rows: Sequence[LedgerRow], cover: Cover) -> Sheet:
    cells = tuple(tuple(_CELLS[column.key](row, cover) for column in columns) for row in rows)
    name, title = words
    return Sheet(name, title.format(county=cover.county), cover.subtitle, columns, cells)


_CELLS: Mapping[str, Callable[[LedgerRow, Cover], Cell]] = MappingProxyType(
    {
        "number": lambda row, _: row.number,
        "clause": lambda row, cover: cover.place(row),
        "title": lambda row, _: row.title,
        "quote": lambda row, _: row.quote,
        "lead": lambda row, _: row.lead,
        "supporting": lambda row, _: LIST_MARK.join(row.supporting),
        "person": lambda row, _: row.person,
        "due": lambda row, _: row.due,
        "recurring": lambda row, cover: cover.recurring(row),
        "status": lambda row, _: STATUS[row.status],
        "result": lambda row, _: RESULT[row.result],
        "reason": lambda row, _: row.reason,
        "entries": lambda row, _: entries_text(row),
        "funds": lambda row, _: row.funds,
        "problems": lambda row, _: row.problems,
        "measures": lambda row, _: row.measures,
        "evidence": lambda row, _: "\n".join(proof.name for proof in row.evidence),
        "done_on": lambda row, _: row.done_on,
        "remark": lambda row, _: row.remark,
        ID: lambda row, _: row.duty,
    }
)
