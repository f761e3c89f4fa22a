"""What the parts of the board have in common: the paper they stand on, quiet lines, the ring around what has focus."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.theme import Theme

TEXT_INDENT = 4  # of rows: room for the ring around them
_MARGIN = 12
_RADIUS = 4


class Card(QFrame):
    """A part of the page with its title; `column` takes what it shows."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("boardCard")
        self.title = label(title, "boardTitle")
        self.title.setIndent(TEXT_INDENT)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(_MARGIN, 12, _MARGIN, 16)
        self.column.setSpacing(4)
        self.column.addWidget(self.title)


def label(words: str = "", name: str = "") -> QLabel:
    """Plain words that wrap."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(words)
    made.setWordWrap(True)
    made.setIndent(0)
    made.setObjectName(name)
    return made


def sized(font: QFont, scale: float, is_bold: bool = False) -> QFont:
    """The font larger or smaller, with figures of one width where it has them."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * scale)
    made.setBold(is_bold)
    return made


def paint_focus(painter: QPainter, room: QRectF, theme: Theme) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
    painter.restore()


def paint_hover(painter: QPainter, room: QRectF, theme: Theme) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.selected))
    painter.drawRoundedRect(room, _RADIUS, _RADIUS)
    painter.restore()


def empty(layout: QVBoxLayout, but: int = 0) -> None:
    """Take out and delete all widgets behind the first `but` ones."""
    while layout.count() > but:
        item = layout.takeAt(layout.count() - 1)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
