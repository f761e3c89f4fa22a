"""Draws a list row with a title at the left and a count at the right edge."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

COUNT_ROLE = Qt.ItemDataRole.UserRole + 10
_LEFT, _RIGHT, _GAP = 4, 10, 8


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """The row as its style draws it, selection and focus included, but no text."""
    option.text = ""
    option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)


def paint_counted_row(painter: QPainter, option: QStyleOptionViewItem, count: str) -> None:
    """The title is cut at the right where the count needs the room."""
    title = option.text
    paint_ground(painter, option)
    room = option.rect.adjusted(_LEFT, 0, -_RIGHT, 0)
    wide = option.fontMetrics.horizontalAdvance(count) + _GAP if count else 0
    painter.save()
    painter.setFont(option.font)
    painter.setPen(option.palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.PlaceholderText))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
    painter.setPen(option.palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text))
    text_room = QRect(room.left(), room.top(), room.width() - wide, room.height())
    cut = option.fontMetrics.elidedText(title, Qt.TextElideMode.ElideRight, text_room.width())
    painter.drawText(text_room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
    painter.restore()
