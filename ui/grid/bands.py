"""The heads of groups: a band across the whole width that stays in sight while columns scroll sideways."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QTableView

from checklist.ledger import LedgerRow
from ui.grid.arranging import Head
from ui.grid.model import ENTRY_ROLE
from ui.grid.words import group_line
from ui.theme import Theme

_INDENT, _ARROW = 12, 4


def paint_bands(view: QTableView, theme: Theme, has_focus: bool) -> None:
    """Draw the heads in sight over the cells of their rows, and the ring around the current cell."""
    port, model = view.viewport(), view.model()
    painter = QPainter(port)
    if has_focus and isinstance(view.currentIndex().data(ENTRY_ROLE), LedgerRow):
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.drawRect(QRectF(view.visualRect(view.currentIndex())).adjusted(1, 1, -1, -1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    row, last = view.rowAt(0), model.rowCount() - 1
    while 0 <= row <= last and view.rowViewportPosition(row) < port.height():
        head = model.index(row, 0).data(ENTRY_ROLE)
        if isinstance(head, Head):
            room = QRect(0, view.rowViewportPosition(row), port.width(), view.rowHeight(row))
            _paint_band(painter, room, head, theme)
            if has_focus and view.currentIndex().row() == row:
                painter.setPen(QPen(QColor(theme.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(room).adjusted(1, 1, port.width(), -1))
        row += 1
    painter.end()


def _paint_band(painter: QPainter, room: QRect, head: Head, theme: Theme) -> None:
    painter.fillRect(room, QColor(theme.desk))
    painter.fillRect(QRect(room.left(), room.bottom(), room.width(), 1), QColor(theme.line))
    _paint_arrow(painter, QPointF(_INDENT + _ARROW, room.center().y() + 0.5), head.is_folded, QColor(theme.quiet))
    painter.setPen(QColor(theme.text))
    words = room.adjusted(_INDENT + 4 * _ARROW, 0, 1_000, 0)  # the part beyond an edge is another view's to show
    painter.drawText(
        words,
        int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine),
        group_line(head.title, head.count, head.done),
    )


def _paint_arrow(painter: QPainter, centre: QPointF, is_folded: bool, ink: QColor) -> None:
    """▸ or ▾"""
    corners = ((-0.6, -1.0), (0.6, 0.0), (-0.6, 1.0)) if is_folded else ((-1.0, -0.6), (0.0, 0.6), (1.0, -0.6))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([centre + QPointF(x * _ARROW, y * _ARROW) for x, y in corners]))
