"""Paints the shapes of progress: ☐ 未启动, ◐ 推进中, ☑ 已办结, ⊘ 不适用. A shape, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from checklist.progress import Status

MARK_SIZE = 16


def paint_mark(painter: QPainter, box: QRectF, status: Status, color: QColor) -> None:
    """Draw one mark into `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = box.adjusted(1.5, 1.5, -1.5, -1.5)
    if status is Status.IN_PROGRESS:
        painter.drawEllipse(inner)
        painter.setBrush(color)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPie(inner, 90 * 16, 180 * 16)
    elif status is Status.NOT_APPLICABLE:
        slant = inner.width() * 0.354
        painter.drawEllipse(inner)
        painter.drawLine(inner.center() + QPointF(-slant, slant), inner.center() + QPointF(slant, -slant))
    else:
        painter.drawRoundedRect(inner, 2.5, 2.5)
    if status is Status.DONE:
        tick = QPainterPath(QPointF(inner.left() + inner.width() * 0.22, inner.center().y()))
        tick.lineTo(inner.left() + inner.width() * 0.44, inner.top() + inner.height() * 0.74)
        tick.lineTo(inner.left() + inner.width() * 0.80, inner.top() + inner.height() * 0.26)
        painter.setPen(QPen(color, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(tick)
    painter.restore()
