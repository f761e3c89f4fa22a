"""Paints an annotation's row: what was quoted in its colour, the note, and who made it when. Text, never HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QWidget

from checklist.annotation import Kind
from checklist.annotation_placing import Placed
from ui.annotating.layer import ground, ink
from ui.annotating.model import PLACED_ROLE
from ui.annotating.words import annotation_label, change_label
from ui.reading.counted_row import COUNT_ROLE, paint_counted_row, paint_ground
from ui.theme import Theme

_PADDING, _EDGE, _GAP = 8, 12, 4
_MOST_LINES = 2
_LONGEST = 240  # characters that are looked at: more than two lines of any panel
_LEADING = 1.25
_WIDE = 0.7  # of the height, the width of a Chinese character: a font is higher than its characters


@dataclass(frozen=True, slots=True)
class _Words:
    """What a row says, cut to what may be shown of it."""

    quotation: str
    note: str

    @staticmethod
    def of(placed: Placed) -> _Words:
        one = placed.annotation
        return _Words(*(text[:_LONGEST].replace("\t", " ").replace("\n", " ") for text in (one.quotation, one.note)))


class AnnotationDelegate(QStyledItemDelegate):
    """At most two lines of quotation and two of note, one line for the rest.

    Style options have no members in PySide6's stubs.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        placed = index.data(PLACED_ROLE)
        self.initStyleOption(option, index)
        if not isinstance(placed, Placed):
            option.font.setBold(True)
            paint_counted_row(painter, option, str(index.data(COUNT_ROLE)))
            return
        paint_ground(painter, option)
        painter.save()
        painter.setFont(option.font)
        self._paint_row(painter, placed, QRectF(option.rect))
        painter.restore()

    def sizeHint(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:
        placed = index.data(PLACED_ROLE)
        if not isinstance(placed, Placed):
            return QSize(0, option.fontMetrics.height() + 16)
        wide = option.widget.viewport().width() - option.widget.indentation() - _EDGE - _PADDING
        metrics, words = QFontMetricsF(option.font), _Words.of(placed)
        lines = _line_count(words.quotation, metrics, wide) + _line_count(words.note, metrics, wide) + 1
        return QSize(0, round(lines * metrics.height() * _LEADING) + 2 * _PADDING + (_GAP if words.note else 0))

    def _paint_row(self, painter: QPainter, placed: Placed, row: QRectF) -> None:
        one, words = placed.annotation, _Words.of(placed)
        room = row.adjusted(_EDGE, _PADDING, -_PADDING, -_PADDING)
        bar = QRectF(row.left() + 2, row.top() + _PADDING, 4, row.height() - 2 * _PADDING)
        painter.fillRect(bar, QColor(ink(self.theme, one.colour)))
        metrics = QFontMetricsF(painter.font())
        top, step = room.top(), metrics.height() * _LEADING
        for line in _lines(words.quotation, painter.font(), room.width()):
            self._paint_quoted(painter, placed, QRectF(room.left(), top, metrics.horizontalAdvance(line), step), line)
            top += step
        painter.setPen(QColor(self.theme.text))
        top += _GAP if words.note else 0
        for line in _lines(words.note, painter.font(), room.width()):
            painter.drawText(QRectF(room.left(), top, room.width(), step), Qt.AlignmentFlag.AlignVCenter, line)
            top += step
        self._paint_foot(painter, placed, QRectF(room.left(), top, room.width(), step))

    def _paint_quoted(self, painter: QPainter, placed: Placed, box: QRectF, line: str) -> None:
        one, under = placed.annotation, box.bottom() - 2
        if one.kind in (Kind.HIGHLIGHT, Kind.NOTE):
            painter.fillRect(box.adjusted(-2, 1, 2, -1), QColor(ground(self.theme, one.colour)))
        painter.setPen(QColor(self.theme.text if one.kind in (Kind.HIGHLIGHT, Kind.NOTE) else self.theme.quiet))
        painter.drawText(box.adjusted(0, 0, 8, 0), Qt.AlignmentFlag.AlignVCenter, line)
        if one.kind in (Kind.UNDERLINE, Kind.NOTE):
            painter.setPen(QPen(QColor(ink(self.theme, one.colour)), 1))
            painter.drawLine(QPointF(box.left(), under), QPointF(box.right(), under))

    def _paint_foot(self, painter: QPainter, placed: Placed, box: QRectF) -> None:
        one, left = placed.annotation, box.left()
        small = QFont(painter.font())
        small.setPointSizeF(small.pointSizeF() * 0.92)
        painter.setFont(small)
        changed = change_label(placed)
        if changed:
            painter.setPen(QColor(self.theme.must if placed.is_lost else self.theme.promote))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, changed)
            left += QFontMetricsF(small).horizontalAdvance(f"{changed}　")
        painter.setPen(QColor(self.theme.quiet))
        told = " · ".join((annotation_label(one), one.by, one.changed[:10]))
        rest = QRectF(left, box.top(), box.right() - left, box.height())
        cut = QFontMetricsF(small).elidedText(told, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, cut)


def _line_count(text: str, metrics: QFontMetricsF, wide: float) -> int:
    """How many lines a row leaves for a text: counted, not measured, since all rows are asked for their heights.

    Chinese characters are as wide as the font is high, nearly; a text of Latin ones may be left a line too many.
    """
    return 0 if not text else 1 if len(text) * metrics.height() * _WIDE <= wide else _MOST_LINES


def _lines(text: str, font: QFont, wide: float) -> list[str]:
    """The lines of a text, the last one cut where there is more; as many as `_line_count` says."""
    metrics = QFontMetricsF(font)
    count = _line_count(text, metrics, wide)
    if count < _MOST_LINES:
        return [text] if count else []
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(wide)
    layout.endLayout()
    first = line.textLength()
    return [text[:first], metrics.elidedText(text[first:], Qt.TextElideMode.ElideRight, wide)]
