"""Blocks of cells as text that spreadsheets take and give: tabs between cells, quotes around line ends. Knows no Qt."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from checklist.papers.guarding import guard, is_risky

MOST_CELLS, MOST_CHARACTERS = 20_000, 4_000_000


class BlockTooLarge(Exception):
    """More than MOST_CELLS cells or MOST_CHARACTERS characters."""


def written(rows: Iterable[Sequence[str]]) -> str:
    """The block as text; what might be taken for a formula is guarded."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows([guard(cell) for cell in row] for row in rows)
    return out.getvalue()


def read_block(text: str) -> tuple[tuple[str, ...], ...]:
    """The cells of a copied block, rows of equal length. Raises BlockTooLarge."""
    if len(text) > MOST_CHARACTERS:
        raise BlockTooLarge
    reader = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline=""), delimiter="\t")
    try:
        rows = [[_unguarded(cell) for cell in row] or [""] for row in reader]
    except csv.Error as error:  # a cell beyond the module's own limit
        raise BlockTooLarge from error
    wide = max(map(len, rows), default=0)
    if wide * len(rows) > MOST_CELLS:
        raise BlockTooLarge
    return tuple((*row, *[""] * (wide - len(row))) for row in rows)


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and is_risky(cell[1:]) else cell
