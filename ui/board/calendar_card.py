"""What comes round: twelve months in a row with how much is due in each, and below them what it is."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from ui.board.months import Due, Month
from ui.board.pieces import TEXT_INDENT, Card, empty, label, paint_focus, paint_hover, sized
from ui.board.words import CALENDAR, NO_CALENDAR, month_called, month_title, occasion_day, occasion_source
from ui.grid.icons import status_icon
from ui.labels import STATUS
from ui.plain import tip
from ui.theme import Size, Theme

Look = tuple[Theme, Size]
_MONTH_WIDTH, _MONTH_HEIGHT = 84, 50
_ROW, _DAY, _STATUS, _MARK = 30, 120, 96, 16


class MonthButton(QAbstractButton):
    """A month and how many duties are due in it; nothing to press where there are none."""

    def __init__(self, month: Month, today: date, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.month = month
        self._theme, self._size = look
        self._count = len(month.filter.duties)
        self._is_this = (month.first.year, month.first.month) == (today.year, today.month)
        self.setText(month_title(month.first, today))
        self.setAccessibleName(f"{month_called(month.first, self._is_this)} {self._count} 项")
        self.setToolTip(tip(f"{month_called(month.first, self._is_this)} {self._count} 项"))
        self.setEnabled(self._count > 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if self._count:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(max(self._size.px(_MONTH_WIDTH), round(wide) + 16), self._size.px(_MONTH_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, room = QPainter(self), QRectF(self.rect())
        if self.underMouse() and self._count:
            paint_hover(painter, room, self._theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.text if self._is_this else self._theme.line), 1))
        painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        inside = room.adjusted(8, 4, -8, -4)
        painter.setPen(QColor(self._theme.quiet))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.text())
        painter.setPen(QColor(self._theme.text if self._count else self._theme.quiet))
        painter.setFont(sized(self.font(), 1.0, is_bold=self._count > 0))
        words = f"{'应报 ' if self._is_this else ''}{self._count} 项"
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, words)
        if self.hasFocus():
            paint_focus(painter, room, self._theme)


class DueRow(QAbstractButton):
    """One thing due: by when, what, how far, and on what ground."""

    def __init__(self, due: Due, today: date, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.due = due
        self._theme, self._size = look
        self._day, self._source = occasion_day(due.occasion, today), occasion_source(due.occasion)
        self.setText(due.row.title)
        told = f"{self._day}，{due.row.title}，{STATUS[due.row.status]}，{self._source}"
        self.setAccessibleName(told)
        self.setToolTip(tip(f"{due.row.title}\n{self._source}"))
        self.setFixedHeight(self._size.px(_ROW))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(self._size.px(360), self._size.px(_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, room = QPainter(self), QRectF(self.rect())
        if self.underMouse():
            paint_hover(painter, room, self._theme)
        side, status = self._size.px(_MARK), self.due.row.status
        left, day, word = TEXT_INDENT, self._size.px(_DAY), self._size.px(_STATUS)
        free = room.width() - left - day - word - side
        source = min(free * 0.5, painter.fontMetrics().horizontalAdvance(self._source) + 8)
        self._write(painter, (left, day), self._day, self._theme.text)
        mark = QRect(left + day, (self.height() - side) // 2, side, side)
        status_icon(status, self._theme.quiet, side).paint(painter, mark)
        self._write(painter, (left + day + side + 4, word - 4), STATUS[status], self._theme.quiet)
        self._write(painter, (left + day + word + side, free - source - 8), self.text(), self._theme.text)
        self._write(painter, (room.width() - source, source), self._source, self._theme.quiet)
        if self.hasFocus():
            paint_focus(painter, room, self._theme)

    def _write(self, painter: QPainter, across: tuple[float, float], words: str, ink: str) -> None:
        left, wide = across
        painter.setPen(QColor(ink))
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(wide))
        painter.drawText(QRectF(left, 0, wide, self.height()), Qt.AlignmentFlag.AlignVCenter, cut)


class CalendarCard(Card):
    """`chosen` carries the filter of a month, `duty_chosen` the id of one thing due."""

    chosen = Signal(object)
    duty_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(CALENDAR, parent)
        self.buttons: tuple[MonthButton, ...] = ()
        self.rows: tuple[DueRow, ...] = ()

    def show_months(self, months: tuple[Month, ...], today: date, look: Look) -> None:
        empty(self.column, but=1)
        strip = QWidget()
        self._grid = QGridLayout(strip)
        self._grid.setContentsMargins(TEXT_INDENT, 4, TEXT_INDENT, 8)
        self._grid.setSpacing(6)
        self.buttons = tuple(MonthButton(month, today, look, strip) for month in months)
        self._look = look
        self.arrange(self.width())
        for button in self.buttons:
            button.clicked.connect(self._on_month)
        self.column.addWidget(strip)
        self.rows = tuple(DueRow(due, today, look) for month in months for due in month.dues)
        for row in self.rows:
            row.clicked.connect(self._on_due)
            self.column.addWidget(row)
        if not self.rows:
            words = label(NO_CALENDAR, "quiet")
            words.setIndent(TEXT_INDENT)
            self.column.addWidget(words)

    def arrange(self, width: int) -> None:
        """All months in one row, or in two or three."""
        if not self.buttons:
            return
        widest = max(button.sizeHint().width() for button in self.buttons) + 6
        per_row = next((n for n in (12, 6, 4) if n * widest <= width - 24), 3)
        for at, button in enumerate(self.buttons):
            self._grid.addWidget(button, at // per_row, at % per_row)

    def _on_month(self) -> None:
        button = self.sender()
        assert isinstance(button, MonthButton)
        self.chosen.emit(button.month.filter)

    def _on_due(self) -> None:
        row = self.sender()
        assert isinstance(row, DueRow)
        self.duty_chosen.emit(row.due.row.duty)
