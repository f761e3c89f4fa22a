"""The shape of a status as an icon, crisp at double resolution."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from checklist.standing import Status
from ui.reading.marks import paint_mark

_RATIO = 3  # device pixels for one


@cache
def status_icon(status: Status, ink: str, size: int) -> QIcon:
    """`size` in pixels; `ink` a colour."""
    pixmap = QPixmap(size * _RATIO, size * _RATIO)
    pixmap.setDevicePixelRatio(_RATIO)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    room = QRectF(0, 0, size, size)
    if status is Status.NOT_APPLICABLE:
        _paint_slash(painter, room, QColor(ink))
    else:
        paint_mark(painter, room, status, QColor(ink))
    painter.end()
    return QIcon(pixmap)


def _paint_slash(painter: QPainter, room: QRectF, ink: QColor) -> None:
    """⊘"""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.6))
    inner = room.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.drawEllipse(inner)
    reach = inner.width() * 0.35
    centre = inner.center()
    painter.drawLine(QLineF(centre.x() - reach, centre.y() + reach, centre.x() + reach, centre.y() - reach))
