"""How a workbook looks: typefaces, widths, the printed page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checklist.papers.sheet import ID, Column, Kind, Sheet
from checklist.papers.words import (
    BAD_CHOICE,
    BAD_DATE,
    BAD_TITLE,
    DAY_FORMAT,
    FACE_HEADING,
    FACE_PLAIN,
    FACE_TITLE,
    PAGE_OF_PAGES,
)
from checklist.papers.xlsx_fit import HIGHEST, heights

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

HEADER, FIRST = 2, 3  # rows, from 0: title, subtitle, headings, then the table
_A4 = 9
_LINE = "8C939D"
_QUIET = "6B7280"
_HEAD, _TO_FILL = "E7ECF3", "FFF3D6"
_FIRST_YEAR, _LAST_YEAR = "=DATE(1949,1,1)", "=DATE(2999,12,31)"
_MARGINS = {"left": 0.45, "right": 0.45, "top": 0.55, "bottom": 0.65}  # inches
_FROZEN = 90  # the most Latin characters' width that stays in place at the left

_CELL: dict[str, Any] = {
    "font_name": FACE_PLAIN,
    "font_size": 10,
    "text_wrap": True,
    "valign": "top",
    "border": 1,
    "border_color": _LINE,
}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"font_name": FACE_TITLE, "font_size": 18, "align": "center", "valign": "vcenter"},
    "subtitle": {"font_name": FACE_PLAIN, "font_size": 10, "align": "center", "valign": "vcenter", "text_wrap": True},
    "note": {"font_name": FACE_PLAIN, "font_size": 9, "text_wrap": True, "valign": "top", "font_color": _QUIET},
    "head": _CELL | {"font_name": FACE_HEADING, "align": "center", "valign": "vcenter", "bg_color": _HEAD},
    "head-fillable": _CELL | {"font_name": FACE_HEADING, "align": "center", "valign": "vcenter", "bg_color": _TO_FILL},
    "id": _CELL | {"font_size": 8, "font_color": _QUIET},
    Kind.TEXT: _CELL,
    "guarded": _CELL | {"quote_prefix": True},
    Kind.CHOICE: _CELL | {"align": "center"},
    Kind.DATE: _CELL | {"align": "center", "num_format": DAY_FORMAT},
    Kind.NUMBER: _CELL | {"num_format": "General"},
    Kind.INTEGER: _CELL | {"num_format": "0", "align": "center"},
}


def formats(book: Workbook) -> dict[str, Format]:
    """By the names of _STYLES, which are the kinds of columns and some more."""
    return {name: book.add_format(style) for name, style in _STYLES.items()}


def dress(page: Worksheet, sheet: Sheet) -> None:
    """Widths, the part that stays in place, filter, lists to choose from, and the printed page."""
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
    page.set_row(0, 34)
    page.set_row(1, 30 if len(sheet.subtitle) > sum(one.width for one in sheet.columns) / 2 else 18)
    page.set_row(HEADER, 30)
    for number, height in enumerate(heights(sheet), FIRST):
        page.set_row(number, min(height, HIGHEST))
    page.freeze_panes(FIRST, _frozen(sheet))
    last = FIRST + len(sheet.rows) - 1
    page.autofilter(HEADER, 0, max(last, HEADER), len(sheet.columns) - 1)
    if sheet.rows:
        for at, column in enumerate(sheet.columns):
            _offer(page, column, (FIRST, at, last, at))
    _set_up_print(page, sheet)


def printed(sheet: Sheet) -> int:
    """How many columns are printed: a last column of numbers of rows is seen, not printed."""
    count = len(sheet.columns)
    return count - 1 if count > 1 and sheet.columns[-1].key == ID else count


def _frozen(sheet: Sheet) -> int:
    """The columns up to the title of the duty stay in place, where that leaves room for the rest."""
    at = sheet.keys.index("title") + 1 if "title" in sheet.keys else 0
    return at if sum(column.width for column in sheet.columns[:at]) <= _FROZEN else 0


def _offer(page: Worksheet, column: Column, area: tuple[int, int, int, int]) -> None:
    if column.choices:
        words = {"error_title": BAD_TITLE, "error_message": BAD_CHOICE}
        page.data_validation(*area, {"validate": "list", "source": list(column.choices), **words})
    elif column.kind is Kind.DATE and column.fillable:
        words = {"error_title": BAD_TITLE, "error_message": BAD_DATE, "error_type": "warning"}
        span = {"criteria": "between", "minimum": _FIRST_YEAR, "maximum": _LAST_YEAR}
        page.data_validation(*area, {"validate": "date", **span, **words})


def _set_up_print(page: Worksheet, sheet: Sheet) -> None:
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(**_MARGINS)
    page.center_horizontally()
    page.repeat_rows(HEADER)
    page.set_footer(PAGE_OF_PAGES)
    if sheet.is_hidden:
        page.hide()
    else:
        page.print_area(0, 0, FIRST + len(sheet.rows) + len(sheet.notes), printed(sheet) - 1)
