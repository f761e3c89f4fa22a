"""The sheet by GB/T 9704-2012, in units of a tenth of a point. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass

POINT = 10.0
MM = POINT * 72 / 25.4
RESOLUTION = 720  # units an inch

LINES, CHARACTERS = 22, 28


@dataclass(frozen=True, slots=True)
class PageShape:
    """A sheet and the rectangle of text (版心) on it."""

    width: float
    height: float
    left: float
    top: float
    text_width: float
    text_height: float

    @property
    def bottom(self) -> float:
        """The lower edge of the text."""
        return self.top + self.text_height

    @property
    def right(self) -> float:
        return self.left + self.text_width


OFFICIAL = PageShape(210 * MM, 297 * MM, 28 * MM, 37 * MM, 156 * MM, 225 * MM)

CELL = OFFICIAL.text_width / CHARACTERS
PITCH = OFFICIAL.text_height / LINES
BODY = 16 * POINT  # 3号

# Qt puts the baseline of a line of fixed height at four fifths of it; raised by this, 3号 stands midway in its line.
LIFT = PITCH * 0.3 - BODY * 0.38
