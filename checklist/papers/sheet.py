"""A table as values: what is written to a file and what the file, opened again, is held against."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

Cell = str | date | int | float | None

ID = "id"  # the key of the column by which a row is known when it comes back
_LONGEST_LIST = 255  # UTF-16 units of a list of choices in a workbook, commas included


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    INTEGER = "integer"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in Latin characters (a hanzi takes two); `choices` of a CHOICE column; `fillable`: may return changed."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    width: float = 12
    choices: tuple[str, ...] = ()
    fillable: bool = False

    def __post_init__(self) -> None:
        listed = ",".join(self.choices)
        if listed.count(",") != max(len(self.choices) - 1, 0) or len(listed) > _LONGEST_LIST:
            raise ValueError(f"{self.key}: choices do not fit in a list")


@dataclass(frozen=True, slots=True)
class Sheet:
    """`title` and `subtitle` stand above the table, `notes` below it. Raises ValueError for rows of another width."""

    name: str
    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    is_hidden: bool = False

    def __post_init__(self) -> None:
        if len({column.key for column in self.columns}) != len(self.columns):
            raise ValueError(f"{self.name}: a key twice")
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(f"{self.name} row {number}: {len(row)} cells, {len(self.columns)} columns")
            if any(isinstance(cell, float) and not math.isfinite(cell) for cell in row):
                raise ValueError(f"{self.name} row {number}: not a finite number")

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)

    @property
    def has_id(self) -> bool:
        return ID in self.keys

    def without(self, *keys: str) -> Sheet:
        """The sheet without some columns: the number of a row is no use on paper."""
        kept = [at for at, column in enumerate(self.columns) if column.key not in keys]
        columns = tuple(self.columns[at] for at in kept)
        return replace(self, columns=columns, rows=tuple(tuple(row[at] for at in kept) for row in self.rows))


@dataclass(frozen=True, slots=True)
class Cut:
    """A text that no cell holds whole: `lost` characters of it are not in the file. `row` counts from 1."""

    sheet: str
    row: int
    column: str
    lost: int


@dataclass(frozen=True, slots=True)
class Written:
    """What was written and found equal when read again.

    `cuts`: texts longer than a cell; `tall`: rows (from 1) whose text is higher than a row can be, so that a printed
    sheet does not show all of it; `guarded`: texts with ' before them, lest a program take them for a formula.
    """

    rows: int
    cuts: tuple[Cut, ...] = ()
    tall: tuple[int, ...] = ()
    guarded: int = 0
