"""A small square of a highlight's colour with the colour's name in it: a sign, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from checklist.annotation import Colour
from ui.annotating.layer import ground
from ui.annotating.words import COLOUR
from ui.theme import Theme

_SIDE = 28
_AIR = 3


class Swatch(QAbstractButton):
    """Checkable; the chosen one has a second frame."""

    def __init__(self, colour: Colour, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.colour = colour
        self._theme = theme
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{COLOUR[colour]}色")

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        side = max(_SIDE, self.fontMetrics().height() + 2 * _AIR + 4)
        return QSize(side, side)

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(_AIR + 0.5, _AIR + 0.5, -_AIR - 0.5, -_AIR - 0.5)
        painter.setBrush(QColor(ground(self._theme, self.colour)))
        painter.setPen(QPen(QColor(self._theme.quiet if self.underMouse() else self._theme.line), 1))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, COLOUR[self.colour])
        if self.isChecked() or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
