"""The head of the page: whose, of when, how much is done, and the numbers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.board.figure_button import Figures
from ui.board.figures import Bar, Board
from ui.board.pieces import label
from ui.board.source import BoardSource
from ui.board.stripes import paint_bar
from ui.board.words import NO_COUNTY, TITLE, bar_line, share_line, subtitle
from ui.theme import Size, Theme

_BAR, _INDENT = 16, 8


class BoardHead(QFrame):
    """`chosen` carries the filter of a number."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("boardCard")
        self.title, self.subtitle = label("", "boardHead"), label("", "quiet")
        self.share = label("", "cardTitle")
        self.bar, self.figures = _WholeBar(), Figures()
        self.figures.chosen.connect(self.chosen)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setContentsMargins(_INDENT, 0, _INDENT, 0)
        first.addWidget(self.title, 1)
        first.addWidget(self.subtitle)
        self.subtitle.setWordWrap(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(8)
        second.addWidget(self.bar)
        self.share.setIndent(_INDENT)
        column.addLayout(first)
        column.addWidget(self.share)
        column.addLayout(second)
        column.addWidget(self.figures)

    def show_county(self, source: BoardSource) -> None:
        profile = source.profile
        self.title.setText(TITLE.format(county=profile.county or NO_COUNTY))
        self.subtitle.setText(subtitle(profile.year, source.day))

    def show_board(self, board: Board, look: tuple[Theme, Size]) -> None:
        total, done, _, _ = board.bar.counts
        self.share.setText(share_line(done, total))
        self.bar.show_bar(board.bar, look)
        self.figures.show_figures(board.whole, board.needing, look)

    def show_numbers(self, is_shown: bool) -> None:
        """Nothing but the county where nothing is recorded."""
        for part in (self.share, self.bar, self.figures):
            part.setVisible(is_shown)


class _WholeBar(QWidget):
    """All that is to be done as one bar."""

    def __init__(self) -> None:
        super().__init__()
        self._bar: Bar | None = None
        self._look: tuple[Theme, Size] | None = None

    def show_bar(self, bar: Bar, look: tuple[Theme, Size]) -> None:
        self._bar, self._look = bar, look
        self.setFixedHeight(look[1].px(_BAR))
        self.setAccessibleName(bar_line("全部", bar.counts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._bar is not None and self._look is not None:
            paint_bar(QPainter(self), QRectF(self.rect()), self._bar.counts, self._look[0])
