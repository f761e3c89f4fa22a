"""What pasting a block would change, cell by cell, and what is wrong with it; nothing is written here. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from checklist.actions import Edit
from checklist.fields import DONE_ON, DUE, STATUS
from checklist.ledger import LedgerRow
from checklist.standing import Status
from ui.grid.cells import plain
from ui.grid.columns import AT, COLUMNS
from ui.grid.names import Names
from ui.grid.reading import CellRefused, edits_of
from ui.grid.words import paste_outside, paste_too_wide, problem
from ui.labels import STATUS as STATUS_WORDS

Block = Sequence[Sequence[str]]
MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Target:
    """The rows from the current one downwards and the columns from the current one to the right."""

    rows: tuple[LedgerRow, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One cell that would say something else."""

    title: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PastePlan:
    """Either problems, and then no edits, or the edits of one action."""

    rows: int
    columns: int
    cells: tuple[PastedCell, ...]
    edits: tuple[Edit, ...]
    problems: tuple[str, ...]


def plan_paste(block: Block, target: Target, names: Names, today: date) -> PastePlan:
    """Hold a block against the rows and columns that it would cover; a line of column titles above it is left out."""
    body = block[1:] if _is_titled(block, target) else block
    wide = max(map(len, body), default=0)
    problems = list(_outside(len(body), wide, target))
    cells: list[PastedCell] = []
    edits: list[Edit] = []
    for line, (row, texts) in enumerate(zip(target.rows, body, strict=False), 1):
        for field, text in zip(target.fields, texts, strict=False):
            try:
                found = _edits(row, field, (text, _status_beside(target, texts)), (names, today))
            except CellRefused as error:
                problems.append(problem(line, error.words))
                continue
            if found:
                cells.append(PastedCell(row.title, field, plain(row, field, names), _after(found, text)))
                edits += found
    if problems:
        return PastePlan(len(body), wide, tuple(cells), (), tuple(problems[:MOST_PROBLEMS]))
    return PastePlan(len(body), wide, tuple(cells), tuple(edits), ())


def _edits(row: LedgerRow, field: str, texts: tuple[str, str], frame: tuple[Names, date]) -> tuple[Edit, ...]:
    """A cell that cannot be changed is no problem where it says the same, nor a day where the status beside it fits."""
    text, status = texts
    names, today = frame
    if text.strip() == plain(row, field, names).strip() or (field == "number" and text.strip().isdigit()):
        return ()
    if field == DONE_ON and status and not text.strip():
        return ()
    as_if_done = field == DONE_ON and status == STATUS_WORDS[Status.DONE]
    return edits_of(replace(row, status=Status.DONE) if as_if_done else row, field, text, today)


def _after(edits: tuple[Edit, ...], text: str) -> str:
    """A day as it will stand there; other texts as they are."""
    first = edits[0]
    return str(first.value) if first.field in (DUE, DONE_ON) and first.value else text.strip()


def _status_beside(target: Target, texts: Sequence[str]) -> str:
    """What the same line of the block says of the status."""
    at = target.fields.index(STATUS) if STATUS in target.fields else len(texts)
    return texts[at].strip() if at < len(texts) else ""


def _is_titled(block: Block, target: Target) -> bool:
    titles = [COLUMNS[AT[field]].title for field in target.fields]
    return len(block) > 1 and [cell.strip() for cell in block[0]] == titles[: len(block[0])]


def _outside(rows: int, columns: int, target: Target) -> list[str]:
    found = []
    if rows > len(target.rows):
        found.append(paste_outside(rows, len(target.rows)))
    if columns > len(target.fields):
        found.append(paste_too_wide(columns, len(target.fields)))
    return found
