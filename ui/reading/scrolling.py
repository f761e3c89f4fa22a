"""Bringing a character to a height of the viewport, and knowing which one stands at the top."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextBrowser

from ui.reading.page import Page, Top

_READING_LINE = 0.22


class Scrolling:
    """Moves a view. The reading line is where the eye rests, a fifth below the top."""

    def __init__(self, view: QTextBrowser) -> None:
        self._view = view

    @property
    def reading_line(self) -> int:
        return round(self._view.viewport().height() * _READING_LINE)

    def top(self, page: Page | None) -> Top | None:
        """The character at the top of the paper, and how far its line is scrolled out."""
        if page is None:
            return None
        cursor = self._view.cursorForPosition(QPoint(0, 0))
        return Top(*page.places.place_at(cursor.position()), self._view.cursorRect(cursor).top())

    def bring(self, cursor: QTextCursor, y: int) -> None:
        """Scroll so that the cursor's line begins `y` pixels below the top."""
        self._view.document().documentLayout().documentSize()  # lays the whole page out, else the bar is too short
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + self._view.cursorRect(cursor).top() - y)

    def bring_to_line(self, cursor: QTextCursor) -> None:
        """Scroll to the reading line, and set the text cursor there for the keys that select."""
        self._view.setTextCursor(cursor)
        self.bring(cursor, self.reading_line)
