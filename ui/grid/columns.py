"""The columns of the grid: what each is called, how wide it is at first, how it is edited. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from ui.field_words import LEDGER_COLUMNS, field_label


class Kind(Enum):
    """How a cell is edited."""

    FIXED = auto()
    LINE = auto()
    NAMES = auto()
    DAY = auto()
    CHOICE = auto()
    LONG = auto()
    ENTRIES = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """`field` is that of LedgerRow and, where it can be edited, that of the record; `width` in pixels at 中."""

    field: str
    title: str
    kind: Kind
    width: int
    is_default: bool = True


_WIDTHS = {
    "number": (Kind.FIXED, 52),
    "clause": (Kind.FIXED, 184),
    "quote": (Kind.FIXED, 252),
    "title": (Kind.FIXED, 200),
    "lead": (Kind.LINE, 112),
    "supporting": (Kind.NAMES, 128),
    "person": (Kind.LINE, 88),
    "due": (Kind.DAY, 112),
    "status": (Kind.CHOICE, 124),
    "entries": (Kind.ENTRIES, 260),
    "funds": (Kind.LONG, 140),
    "problems": (Kind.LONG, 200),
    "measures": (Kind.LONG, 200),
    "evidence": (Kind.FIXED, 180),
    "done_on": (Kind.DAY, 112),
    "remark": (Kind.LONG, 160),
}
_FURTHER = (
    Column("force", "力度", Kind.FIXED, 96, False),
    Column("chapter", "章节", Kind.FIXED, 140, False),
    Column("result", field_label("result"), Kind.CHOICE, 104, False),
    Column("blocked", field_label("blocked"), Kind.CHOICE, 80, False),
)
COLUMNS = (*(Column(field, title, *_WIDTHS[field]) for field, title in LEDGER_COLUMNS.items()), *_FURTHER)
AT = {column.field: at for at, column in enumerate(COLUMNS)}
STICKY = ("number", "title")  # stay in sight while the others scroll sideways
