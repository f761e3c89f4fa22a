"""A clause's words as runs, and a table's cells as a grid, read from its sanitised HTML. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import takewhile

from content.document import Clause, Document

_NOTE = "note:"


@dataclass(frozen=True, slots=True)
class Run:
    """Some characters of a clause; or, where `note` is that note's label, the place of its mark (without text)."""

    text: str
    is_lead: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: where it begins, how far it reaches, its role (head, cell or missing) and its words."""

    clause: str
    row: int
    column: int
    rows: int
    columns: int
    role: str
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table that are printed, headed by its head."""

    rows: int
    columns: int
    heads: int
    cells: tuple[Cell, ...]


def runs_of(clause: Clause) -> tuple[Run, ...]:
    """The words of a clause that is no row."""
    reader = _Reader()
    reader.feed(clause.html)
    reader.close()
    return tuple(reader.runs)


def grid_of(document: Document, rows: tuple[Clause, ...]) -> Grid:
    """The table in which `rows` stand, cut down to them and its head; a merged cell spans what is left of its rows."""
    whole = _whole_table(document, rows[0])
    cells = [cell for n, row in enumerate(whole) for cell in _cells(row, n)]
    heads = len({cell.row for cell in cells if cell.role == "head"})
    wanted = {row.id for row in rows}
    kept = [n for n, row in enumerate(whole) if n < heads or row.id in wanted]
    left = [cut for cell in cells if (cut := _cut(cell, kept, whole)) is not None]
    return Grid(len(kept), max(cell.column + cell.columns for cell in cells), heads, tuple(left))


def table_of(document: Document, row: Clause) -> str:
    """The id of the first row of a row's table: names the table."""
    return _whole_table(document, row)[0].id


def _whole_table(document: Document, row: Clause) -> tuple[Clause, ...]:
    at = document.order[row.id]
    before = list(takewhile(_is_row, reversed(document.clauses[:at])))
    return (*reversed(before), *takewhile(_is_row, document.clauses[at:]))


def _is_row(clause: Clause) -> bool:
    return clause.kind == "row"


def _cells(row: Clause, number: int) -> list[Cell]:
    reader = _Reader(row.id, number)
    reader.feed(row.html)
    reader.close()
    return reader.cells


def _cut(cell: Cell, kept: list[int], whole: tuple[Clause, ...]) -> Cell | None:
    reach = [n for n in range(cell.row, cell.row + cell.rows) if n in kept]
    if not reach:
        return None
    return replace(cell, clause=whole[reach[0]].id, row=kept.index(reach[0]), rows=len(reach))


@dataclass
class _Reader(HTMLParser):
    """Collects runs; inside <td>, into cells."""

    clause: str = ""
    row: int = 0
    runs: list[Run] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    _spans: tuple[int, int] = (1, 1)
    _is_lead: bool = False
    _is_note: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "strong":
            self._is_lead = True
        elif tag == "td":
            self._spans = int(given.get("rowspan", "1")), int(given.get("colspan", "1"))
        elif tag == "p":
            column = int(given["id"].rpartition(".")[2])
            self.cells.append(Cell(self.clause, self.row, column, *self._spans, given.get("class", "cell")))
            self.runs = []
        elif tag == "a" and given.get("href", "").startswith(_NOTE):
            self._is_note = True
            self.runs.append(Run("", note=given["href"].removeprefix(_NOTE)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "strong":
            self._is_lead = False
        elif tag == "a":
            self._is_note = False
        elif tag == "p":
            self.cells[-1] = replace(self.cells[-1], runs=tuple(self.runs))

    def handle_data(self, data: str) -> None:
        if not self._is_note:
            self.runs.append(Run(data, self._is_lead))
