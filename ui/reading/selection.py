"""What is selected in a text view, and where on screen."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextBrowser


def selection_rect(view: QTextBrowser) -> QRect:
    """Around the selection's first and last line, in the view's coordinates; empty where nothing is selected."""
    cursor = view.textCursor()
    if not cursor.hasSelection():
        return QRect()
    first, last = QTextCursor(cursor), QTextCursor(cursor)
    first.setPosition(cursor.selectionStart())
    last.setPosition(cursor.selectionEnd())
    around = view.cursorRect(first).united(view.cursorRect(last))
    return around.translated(view.viewport().geometry().topLeft())


def link_at_cursor(view: QTextBrowser) -> str:
    """The link that the keyboard is at, where Tab goes from link to link; nothing elsewhere."""
    return str(view.textCursor().charFormat().anchorHref())
