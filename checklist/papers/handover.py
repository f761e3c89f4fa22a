"""移交清单: what is handed over to a successor: duties still open, files kept as proof, lines to sign."""

from __future__ import annotations

from collections.abc import Sequence

from checklist.board import summary
from checklist.ledger import LedgerRow
from checklist.papers.cover import Cover
from checklist.papers.paper import Form, Look, Page, Paper, Part, Table, Words
from checklist.papers.sheet import Cell, Column, Kind, Sheet
from checklist.papers.texts import day_words
from checklist.papers.words import (
    CHAIN_MISSING,
    COLUMNS,
    HANDED_OVER,
    HANDOVER_NOTE,
    HANDOVER_TITLE,
    KEPT_FILES,
    NONE_LEFT,
    OPEN_DUTIES,
    SIGN_HEAD,
    SIGNATURES,
    SIGNERS,
    STATUS,
)
from checklist.standing import Status

_OPEN = (
    Column("number", COLUMNS["number"], Kind.INTEGER, 7),
    Column("title", COLUMNS["title"], width=30),
    Column("lead", COLUMNS["lead"], width=16),
    Column("person", COLUMNS["person"], width=10),
    Column("due", COLUMNS["due"], Kind.DATE, 15),
    Column("status", COLUMNS["status"], Kind.CHOICE, 9),
    Column("count", COLUMNS["count"], Kind.INTEGER, 9),
)
_FILES = (
    Column("number", COLUMNS["number"], Kind.INTEGER, 7),
    Column("title", COLUMNS["title"], width=26),
    Column("original", COLUMNS["original"], width=26),
    Column("size", COLUMNS["size"], Kind.INTEGER, 16),
    Column("sha256", COLUMNS["sha256"], width=66),
)
_FORM_WIDTHS = (12.0, 38.0, 26.0, 24.0)


def handover_paper(rows: Sequence[LedgerRow], cover: Cover) -> Paper:
    """The numbers of rows are the ledger's own, so that each duty is found there."""
    still_open = [row for row in rows if row.status in (Status.NOT_STARTED, Status.IN_PROGRESS)]
    parts = (
        Words(Look.TITLE, HANDOVER_TITLE),
        Words(Look.SUBTITLE, "　　".join(filter(None, (cover.county, cover.subtitle)))),
        Words(Look.BODY, _counted(rows, cover)),
        Words(Look.CHAPTER, OPEN_DUTIES),
        _table(OPEN_DUTIES, _OPEN, [_open(row) for row in still_open]),
        Words(Look.CHAPTER, SIGNATURES),
        Form((SIGN_HEAD, *((signer, "", "", "") for signer in SIGNERS)), _FORM_WIDTHS),
        Words(Look.NOTE, HANDOVER_NOTE.format(chain=cover.chain or CHAIN_MISSING)),
    )
    files = [cells for row in rows for cells in _files(row)]
    annex = Page((Words(Look.ANNEX, KEPT_FILES), _table(KEPT_FILES, _FILES, files)), wide=True)
    return Paper(HANDOVER_TITLE, (Page(parts), annex))


def _counted(rows: Sequence[LedgerRow], cover: Cover) -> str:
    whole = summary(rows).whole
    return HANDED_OVER.format(
        day=day_words(cover.day),
        count=len(rows),
        done=whole.done,
        open=whole.total - whole.done,
        aside=whole.not_applicable,
        files=sum(len(row.evidence) for row in rows),
    )


def _open(row: LedgerRow) -> tuple[Cell, ...]:
    return (row.number, row.title, row.lead, row.person, row.due, STATUS[row.status], len(row.evidence))


def _files(row: LedgerRow) -> list[tuple[Cell, ...]]:
    return [(row.number, row.title, proof.name, proof.size, proof.sha256) for proof in row.evidence]


def _table(name: str, columns: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]]) -> Part:
    return Table(Sheet(name, name, "", columns, tuple(rows))) if rows else Words(Look.BODY, NONE_LEFT)
