"""The bar of a share: done is solid, going is hatched, idle is empty. Told apart without colour, crisp at any scale."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.theme import Theme

_STEP = 5.0  # pixels between hatches
_LEAST = 3.0  # pixels: something is never drawn as nothing


def paint_bar(painter: QPainter, room: QRectF, counts: tuple[int, int, int, int], theme: Theme) -> None:
    """`counts` are all, done, going, idle."""
    total, done, going, _ = counts
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.setBrush(QColor(theme.desk))
    painter.drawPath(path)
    painter.setClipPath(path)
    solid = _length(done, total, room.width())
    hatched = _length(going, total, room.width())
    paint_solid(painter, QRectF(room.left(), room.top(), solid, room.height()), theme)
    paint_hatched(painter, QRectF(room.left() + solid, room.top(), hatched, room.height()), theme)
    painter.setClipping(False)
    painter.setPen(QPen(QColor(theme.quiet), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.restore()


def paint_solid(painter: QPainter, room: QRectF, theme: Theme) -> None:
    painter.fillRect(room, QColor(theme.accent))


def paint_hatched(painter: QPainter, room: QRectF, theme: Theme) -> None:
    if room.width() <= 0:
        return
    painter.save()
    painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
    painter.fillRect(room, QColor(theme.paper))
    painter.setPen(QPen(QColor(theme.accent), 1.5))
    reach, at = room.height(), room.left() - room.height()
    while at < room.right():
        painter.drawLine(QLineF(at, room.bottom(), at + reach, room.top()))
        at += _STEP
    painter.drawLine(QLineF(room.right() - 0.5, room.top(), room.right() - 0.5, room.bottom()))
    painter.restore()


def _length(count: int, total: int, width: float) -> float:
    return max(_LEAST, width * count / total) if count else 0.0
