"""Both margins of the page together: what stands in them and at which height."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from checklist.progress import Status
from content.duty import Duty
from ui.reading.layers import SideMark
from ui.reading.margin import DutyMark, Margin
from ui.reading.page import Page
from ui.reading.side_margin import PlacedMark, SideMargin
from ui.theme import COLUMN_CHARACTERS, TEXT_SIZE, Theme

PlaceOf = Callable[[QTextCursor], QRect]
_TIGHT_CHARACTERS = 34


class Margins:
    """`statuses` by duty id and `side_marks` by kind are set from outside and shown by `show_marks`."""

    def __init__(self, theme: Theme, size: int, parent: QWidget) -> None:
        self._theme = theme
        self.statuses: Mapping[str, Status] = {}
        self.side_marks: dict[str, tuple[SideMark, ...]] = {}
        self.left = Margin(parent)
        self.right = SideMargin(parent)
        self.set_look(theme, size)

    def set_look(self, theme: Theme, size: int) -> None:
        """Signs grow with the type, whose size is in pixels."""
        self._theme = theme
        scale = max(1.0, size / TEXT_SIZE)
        self.left.set_look(theme, scale)
        self.right.set_look(theme, scale)

    def sides(self, room: int, size: int) -> tuple[int, int]:
        """Blank left and right of a column of text in `room` pixels; the wide left margin makes the column tighter."""
        is_tight = self.left.is_wide
        wide = (_TIGHT_CHARACTERS if is_tight else COLUMN_CHARACTERS) * size + 8
        left = max(self.left.width_wanted, (room - wide) // 2)
        return left, max(self.right.sizeHint().width(), room - left - wide)

    def place(self, page: QRect) -> None:
        """Put the margins beside the paper, `page` in the coordinates of their parent."""
        width = self.left.width_wanted
        self.left.setGeometry(QRect(page.left() - width, page.top(), width, page.height()))
        width = self.right.sizeHint().width()
        self.right.setGeometry(QRect(page.right() + 1, page.top(), width, page.height()))

    def show_marks(self, page: Page, seen: range, place_of: PlaceOf) -> None:
        """Draw every mark at its line. `seen` are the page positions in sight, `place_of` gives a cursor's rectangle.

        Only what is in sight is measured: a page has hundreds of marks, and this runs with every step of scrolling.
        """
        lines = _Lines(page, seen, place_of)
        self.left.show_marks(tuple(self._duty_mark(duty, page, lines) for duty in page.duties))
        marks = [mark for kind in self.side_marks.values() for mark in kind if mark.clause in page.places]
        self.right.show_marks(tuple(lines.placed(mark) for mark in marks))

    def _duty_mark(self, duty: Duty, page: Page, lines: _Lines) -> DutyMark:
        status = self.statuses.get(duty.id, Status.NOT_STARTED)
        color = self._theme.encourage if status is Status.DONE else self._theme.force(duty.force)
        position = page.places.position(duty.clause, page.offsets[duty.id])
        return DutyMark(duty.id, duty.title, status, color, lines.line(position))


class _Lines:
    """The middle of a page position's line in the viewport, None where it is out of sight."""

    def __init__(self, page: Page, seen: range, place_of: PlaceOf) -> None:
        self._page, self._seen, self._place_of = page, seen, place_of
        self._cursor = QTextCursor(page.text)

    def placed(self, mark: SideMark) -> PlacedMark:
        position = self._page.places.position(mark.clause, mark.offset)
        return PlacedMark(mark, position, self.line(position))

    def line(self, position: int) -> float | None:
        if position not in self._seen:
            return None
        self._cursor.setPosition(position)
        return float(self._place_of(self._cursor).center().y())
