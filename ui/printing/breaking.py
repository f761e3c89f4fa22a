"""Divides a column of text into pages: what may be parted, and where it is. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass

_ROUNDING = 2.0


@dataclass(frozen=True, slots=True)
class Stripe:
    """A piece of the column that no page break goes through.

    `keeps`: the next stripe stands on the same page. `breaks`: begins a page. `table` numbers the table it belongs to.
    """

    top: float
    bottom: float
    keeps: bool = False
    breaks: bool = False
    is_blank: bool = False
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The head of a table, which is shown again on every page that the table goes on to."""

    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """The strip of the column from `top` to `bottom`; before it, where a table goes on, that table's head again."""

    top: float
    bottom: float
    head: Table | None = None

    @property
    def head_height(self) -> float:
        return self.head.bottom - self.head.top if self.head else 0.0

    @property
    def strips(self) -> tuple[tuple[float, float, float], ...]:
        """(top and bottom in the column, height on the page) of what is shown."""
        own = (self.top, self.bottom, self.head_height)
        return ((self.head.top, self.head.bottom, 0.0), own) if self.head else (own,)

    def holds(self, y: float) -> bool:
        return self.top <= y < self.bottom


def break_pages(stripes: list[Stripe], tables: list[Table], height: float) -> tuple[Page, ...]:
    """As much on each page as goes on it; blank stripes at a page's end and at its (unforced) beginning are dropped."""
    last = max((n for n, stripe in enumerate(stripes) if not stripe.is_blank), default=-1)
    stripes = stripes[: last + 1]
    pages, at = [], 0
    while at < len(stripes):
        end = _end_of_page(stripes, at, height - _head_height(stripes[at], tables))
        pages.append(_page(stripes[at:end], tables, stripes[end].top if end < len(stripes) else stripes[-1].bottom))
        at = end
        while at < len(stripes) and stripes[at].is_blank and not stripes[at].breaks:
            at += 1
    return tuple(pages)


def _end_of_page(stripes: list[Stripe], start: int, height: float) -> int:
    """Index behind the last stripe of the page that begins at `start`."""
    end = start + 1
    while end < len(stripes) and not stripes[end].breaks and _reach(stripes, start, end) <= height + _ROUNDING:
        end += 1
    if end == len(stripes) or stripes[end].breaks:
        return end
    kept = end
    while kept > start and stripes[kept - 1].keeps:
        kept -= 1
    return kept if kept > start else end


def _reach(stripes: list[Stripe], start: int, end: int) -> float:
    return stripes[end].bottom - stripes[start].top


def _head_height(first: Stripe, tables: list[Table]) -> float:
    head = _head_again(first, tables)
    return head.bottom - head.top if head else 0.0


def _head_again(first: Stripe, tables: list[Table]) -> Table | None:
    """The head of the table that a page beginning with this stripe goes on with."""
    table = tables[first.table] if first.table is not None else None
    return table if table and first.top > table.top + _ROUNDING and table.bottom > table.top else None


def _page(shown: list[Stripe], tables: list[Table], limit: float) -> Page:
    """`limit` is where the next page begins: rounding may put it a trifle above the last line's end."""
    while len(shown) > 1 and shown[-1].is_blank:
        shown.pop()
    return Page(shown[0].top, min(shown[-1].bottom, limit), _head_again(shown[0], tables))
