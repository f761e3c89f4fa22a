"""Paragraphs and tables as the elements of a Word document, made from text once and not piece by piece."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from checklist.papers.docx_element import element
from checklist.papers.docx_style import SETS, Set, run_face
from checklist.papers.paper import Form, Table
from checklist.papers.sheet import Kind

_TWIPS = 20  # in a point
_MANY = 10  # columns from which the type is small
_WHOLE, _WHOLE_SMALL = 300, 160  # characters up to which a row is kept on one page
_EDGE = 70  # twips between a line and the text beside it
_SMALL_EDGE = 40
_FORM_ROW = 40  # points
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MIDDLE = (Kind.DATE, Kind.INTEGER, Kind.CHOICE)


def paragraph(text: str, look: Set) -> Any:
    """One paragraph; a tab is a tab."""
    return element(_paragraph(text, look))


def gap(points: int = 1) -> Any:
    """An empty paragraph so many points high: what stands before, between and behind tables."""
    line = points * _TWIPS
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/><w:ind w:firstLine="0"/>'
    return element(f"<w:p><w:pPr>{spacing}<w:rPr><w:sz w:val='2'/></w:rPr></w:pPr></w:p>")


def table(part: Table | Form, room: float) -> Any:
    """All of the room wide (in points); a table of many columns in small type."""
    widths = _widths(part.widths, room)
    small = "-small" if len(widths) >= _MANY else ""
    edge = _SMALL_EDGE if small else _EDGE
    sides = f'<w:left w:w="{edge}" w:type="dxa"/><w:right w:w="{edge}" w:type="dxa"/>'
    shape = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_LINES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>"
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = element(f"<w:tbl>{shape}<w:tblGrid>{columns}</w:tblGrid></w:tbl>")
    looks = _looks(part, small)
    for number, row in enumerate(part.grid):
        is_head = number == 0 and isinstance(part, Table)
        made.append(element(_row(row, widths, [SETS[f"head{small}"]] * len(row) if is_head else looks, part, is_head)))
    return made


def _looks(part: Table | Form, small: str) -> list[Set]:
    if isinstance(part, Form):
        return [SETS["form"]] * len(part.widths)
    return [SETS[("middle" if one.kind in _MIDDLE else "cell") + small] for one in part.sheet.columns]


def _row(row: tuple[str, ...], widths: Sequence[int], looks: Sequence[Set], part: Table | Form, is_head: bool) -> str:
    whole = _WHOLE_SMALL if len(row) >= _MANY else _WHOLE
    shape = "<w:cantSplit/>" if sum(map(len, row)) <= whole else ""
    shape += f'<w:trHeight w:val="{_FORM_ROW * _TWIPS}" w:hRule="atLeast"/>' if isinstance(part, Form) else ""
    shape += "<w:tblHeader/>" if is_head else ""
    centred = '<w:vAlign w:val="center"/>' if is_head or isinstance(part, Form) else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{centred}</w:tcPr>'
        f"{''.join(_paragraph(line, look) for line in text.split(chr(10)))}</w:tc>"
        for text, width, look in zip(row, widths, looks, strict=True)
    )
    return f"<w:tr><w:trPr>{shape}</w:trPr>{cells}</w:tr>"


def _paragraph(text: str, look: Set) -> str:
    style = f'<w:pPr><w:pStyle w:val="{look.key}"/></w:pPr>'
    pieces = "<w:tab/>".join(_words(piece) for piece in text.split("\t"))
    return f"<w:p>{style}{f'<w:r>{run_face(look)}{pieces}</w:r>' if text else ''}</w:p>"


def _words(text: str) -> str:
    return f'<w:t xml:space="preserve">{html.escape(text, quote=False)}</w:t>' if text else ""


def _widths(wished: Sequence[float], room: float) -> list[int]:
    """In twips, shared out as wished, together exactly the room."""
    total, whole = sum(wished), round(room * _TWIPS)
    widths = [int(whole * one / total) for one in wished]
    widths[-1] += whole - sum(widths)
    return widths
