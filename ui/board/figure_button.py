"""One number with its word below it; a click or Enter leads to the rows behind it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from checklist.ledger import Flag
from ui.board.figures import Figure
from ui.board.pieces import paint_focus, paint_hover, sized
from ui.board.words import figure_line
from ui.plain import tip
from ui.theme import Size, Theme

_LARGE = 1.9
_PADDING = 8
_IN_A_ROW = 1240  # pixels at 中 from which ten numbers stand in one row


class FigureButton(QAbstractButton):
    """Large where it counts, quiet where it is nothing."""

    def __init__(self, figure: Figure, theme: Theme, size: Size, parent: QWidget) -> None:
        super().__init__(parent)
        self.figure = figure
        self._theme, self._size = theme, size
        self.setText(figure.title)
        self.setAccessibleName(figure_line(figure.title, figure.count))
        self.setToolTip(tip(f"查看这 {figure.count} 项"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        large, small = QFontMetricsF(sized(self.font(), _LARGE)), QFontMetricsF(self.font())
        wide = max(small.horizontalAdvance(self.text()), large.horizontalAdvance(str(self.figure.count)))
        pad = _PADDING
        return QSize(round(wide) + 2 * pad, round(large.height() + small.height()) + pad)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, room = QPainter(self), QRectF(self.rect())
        if self.underMouse():
            paint_hover(painter, room, self._theme)
        inside = room.adjusted(_PADDING, _PADDING / 2, 0, -_PADDING / 2)
        painter.setFont(sized(self.font(), _LARGE, is_bold=True))
        painter.setPen(QColor(self._ink()))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, str(self.figure.count))
        painter.setFont(self.font())
        painter.setPen(QColor(self._theme.quiet))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, self.text())
        if self.hasFocus():
            paint_focus(painter, room, self._theme)

    def _ink(self) -> str:
        if not self.figure.count:
            return self._theme.quiet
        if self.figure.flag is Flag.OVERDUE:
            return self._theme.must
        return self._theme.promote if self.figure.flag else self._theme.text


class Figures(QWidget):
    """Numbers in one row, or in two where there is no room."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self.buttons: tuple[FigureButton, ...] = ()
        self._split = 0

    def show_figures(self, whole: tuple[Figure, ...], needing: tuple[Figure, ...], look: tuple[Theme, Size]) -> None:
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = tuple(FigureButton(figure, *look, self) for figure in (*whole, *needing))
        self._split = len(whole)
        self._look = look
        for button in self.buttons:
            button.clicked.connect(self._on_clicked)
        self.arrange(self.width())

    def arrange(self, width: int) -> None:
        """Put the buttons where they fit into `width` pixels."""
        if not self.buttons:
            return
        per_row = len(self.buttons) if width >= self._look[1].px(_IN_A_ROW) - 100 else self._split
        for at, button in enumerate(self.buttons):
            below = int(at >= self._split and per_row == self._split)
            self._grid.addWidget(button, below, at - self._split * below)
        for column in range(max(len(self.buttons), self._grid.columnCount())):
            self._grid.setColumnStretch(column, int(column < max(per_row, len(self.buttons) - self._split)))

    def _on_clicked(self) -> None:
        button = self.sender()
        assert isinstance(button, FigureButton)
        self.chosen.emit(button.figure.filter)
