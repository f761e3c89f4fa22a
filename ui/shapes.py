"""The small shapes of controls: boxes, rounds, arrows, fields. Fusion shades them after the ground, dark on dark."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QProxyStyle, QStyle, QWidget

_BOX = QStyle.PrimitiveElement.PE_IndicatorCheckBox
_ROUND = QStyle.PrimitiveElement.PE_IndicatorRadioButton
_COMBO = QStyle.ComplexControl.CC_ComboBox
_ARROWS = {
    _COMBO: ((QStyle.SubControl.SC_ComboBoxArrow, 1),),
    QStyle.ComplexControl.CC_SpinBox: (
        (QStyle.SubControl.SC_SpinBoxUp, -1),
        (QStyle.SubControl.SC_SpinBoxDown, 1),
    ),
}
_FIELDS = (QStyle.ContentsType.CT_ComboBox, QStyle.ContentsType.CT_SpinBox)
_EDITS = (QStyle.SubControl.SC_ComboBoxEditField, QStyle.SubControl.SC_SpinBoxEditField)
_PADDING = 8
_RADIUS = 6


class Shapes(QProxyStyle):
    """Fusion with indicators and fields in the theme's own inks. Style options have no members in PySide6's stubs."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: Any, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if element in (_BOX, _ROUND):
            _draw_indicator(painter, option, is_round=element is _ROUND)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self, control: QStyle.ComplexControl, option: Any, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if control not in _ARROWS:
            super().drawComplexControl(control, option, painter, widget)
            return
        _draw_field(painter, option)
        for part, way in _ARROWS[control]:
            room = QRectF(self.subControlRect(control, option, part, widget))
            _draw_chevron(
                painter,
                room.center() - QPointF(_PADDING / 2, 0),
                way,
                option.palette.color(QPalette.ColorRole.PlaceholderText),
            )

    def subControlRect(
        self, control: QStyle.ComplexControl, option: Any, part: QStyle.SubControl, widget: QWidget | None = None
    ) -> QRect:
        assert widget is not None
        room = super().subControlRect(control, option, part, widget)
        return room.adjusted(_PADDING - 2, 0, 0, 0) if control in _ARROWS and part in _EDITS else room

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: Any, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        assert widget is not None
        wanted = super().sizeFromContents(kind, option, size, widget)
        return wanted + QSize(_PADDING, _PADDING) if kind in _FIELDS else wanted


def _draw_indicator(painter: QPainter, option: Any, is_round: bool) -> None:
    """A box or a round; filled with the accent where it is on, and then a tick or a dot inside."""
    palette: QPalette = option.palette
    is_on = bool(option.state & QStyle.StateFlag.State_On)
    is_enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
    ink = palette.color(QPalette.ColorRole.Accent if is_on and is_enabled else QPalette.ColorRole.PlaceholderText)
    ground = palette.color(QPalette.ColorRole.Base)
    room = QRectF(option.rect).adjusted(0.75, 0.75, -0.75, -0.75)
    radius = room.height() / 2 if is_round else 3
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(ink if is_on else ground)
    painter.drawRoundedRect(room, radius, radius)
    if is_on and is_round:
        painter.setBrush(ground)
        painter.drawEllipse(room.center(), room.width() * 0.2, room.height() * 0.2)
    elif is_on:
        painter.setPen(QPen(ground, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        tick = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.30))
        painter.drawPolyline(
            QPolygonF([QPointF(room.left() + x * room.width(), room.top() + y * room.height()) for x, y in tick])
        )
    painter.restore()


def _draw_field(painter: QPainter, option: Any) -> None:
    """The ground of a combo or spin box, with the focus ring of the line edits."""
    palette: QPalette = option.palette
    has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
    width = 2 if has_focus else 1
    inset = width / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent if has_focus else QPalette.ColorRole.Mid), width))
    painter.setBrush(palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
    painter.restore()


def _draw_chevron(painter: QPainter, centre: QPointF, way: int, ink: QColor) -> None:
    """An arrow head 8 wide; `way` is 1 down, -1 up."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    points = (QPointF(-4, -2 * way), QPointF(0, 2 * way), QPointF(4, -2 * way))
    painter.drawPolyline(QPolygonF([centre + point for point in points]))
    painter.restore()
