"""The shape of a status as an icon, crisp at double resolution."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

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
    paint_mark(painter, QRectF(0, 0, size, size), status, QColor(ink))
    painter.end()
    return QIcon(pixmap)
