"""The grid's layout as bytes, to be remembered between runs; what does not fit falls back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from ui.grid.arranging import Arrangement
from ui.grid.columns import AT, COLUMNS
from ui.grid.words import GROUPS, LINES

_VERSION = 1
_NARROWEST, _WIDEST = 40, 1200


@dataclass(frozen=True)
class Layout:
    """`order` are all fields from left to right, `widths` in pixels at 中."""

    order: tuple[str, ...] = tuple(AT)
    hidden: frozenset[str] = frozenset(column.field for column in COLUMNS if not column.is_default)
    widths: Mapping[str, int] = field(default_factory=lambda: {column.field: column.width for column in COLUMNS})
    lines: int = 2
    arrangement: Arrangement = field(default_factory=Arrangement)


def to_bytes(layout: Layout) -> bytes:
    how = layout.arrangement
    kept = {
        "version": _VERSION,
        "order": layout.order,
        "hidden": sorted(layout.hidden),
        "widths": dict(layout.widths),
        "lines": layout.lines,
        "sort": how.sort,
        "descending": how.descending,
        "group": how.group,
    }
    return json.dumps(kept).encode()


def from_bytes(kept: bytes) -> Layout:
    """The layout as it was kept; the default for what is missing, of another version, or no layout at all."""
    try:
        found = json.loads(kept)
    except ValueError:
        return Layout()
    if not isinstance(found, dict) or found.get("version") != _VERSION:
        return Layout()
    default = Layout()
    hidden = frozenset(_fields(found.get("hidden")))
    is_sound = isinstance(found.get("hidden"), list) and len(hidden) < len(AT)
    return Layout(
        order=tuple(dict.fromkeys((*_fields(found.get("order")), *AT))),
        hidden=hidden if is_sound else default.hidden,
        widths={**default.widths, **_widths(found.get("widths"))},
        lines=_lines(found.get("lines"), default.lines),
        arrangement=_arrangement(found),
    )


def _fields(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str) and one in AT) if isinstance(value, list) else ()


def _widths(value: object) -> dict[str, int]:
    pairs = value.items() if isinstance(value, dict) else ()
    return {name: wide for name, wide in pairs if name in AT and type(wide) is int and _NARROWEST <= wide <= _WIDEST}


def _lines(value: object, otherwise: int) -> int:
    return value if type(value) is int and value in LINES else otherwise


def _arrangement(found: Mapping[str, object]) -> Arrangement:
    sort, group = found.get("sort"), found.get("group")
    return Arrangement(
        sort if isinstance(sort, str) and sort in AT else "",
        found.get("descending") is True,
        group if isinstance(group, str) and group in GROUPS else "",
    )
