"""总览: the county on one page. Every number leads to the rows behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from content.library import Library
from ui.board.bar_card import BarCard
from ui.board.calendar_card import CalendarCard
from ui.board.figures import board
from ui.board.goals_card import GoalsCard
from ui.board.head import BoardHead
from ui.board.months import months
from ui.board.pieces import TEXT_INDENT, Card, label
from ui.board.source import BoardSource
from ui.board.words import BEGIN, BY_CHAPTER, BY_FORCE, BY_UNIT, EMPTY, NOTHING
from ui.labels import document_label
from ui.theme import MEDIUM, Size, Theme

_MARGIN, _GAP = 16, 12
_WIDE = 1080  # pixels at 中 from which bars stand side by side
_WIDEST = 1560


class BoardView(QWidget):
    """`rows_requested` carries the filter behind a number; nothing is written but the county's values of goals."""

    rows_requested = Signal(object)
    duty_requested = Signal(str)
    place_requested = Signal(str, str)
    reading_requested = Signal()
    said = Signal(str)

    def __init__(self, source: BoardSource, library: Library, theme: Theme, size: Size = MEDIUM) -> None:
        super().__init__()
        self._source, self._library, self._look = source, library, (theme, size)
        self._names = {document.id: document_label(document) for document in library.documents}
        self._is_stale, self._day = True, source.day
        self.setObjectName("boardView")
        self.setAccessibleName("总览")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head, self.nothing = BoardHead(), _Nothing()
        self.chapters, self.forces, self.units = BarCard(BY_CHAPTER), BarCard(BY_FORCE), BarCard(BY_UNIT)
        self.calendar, self.goals = CalendarCard(), GoalsCard(source, self._names)
        self.area = QScrollArea()
        self._lay_out()
        self._connect()

    # what the view is asked to do

    def renew(self) -> None:
        """Count again."""
        self._is_stale, self._day = False, self._source.day
        self.head.show_county(self._source)
        is_blank = self._source.is_blank
        self.nothing.setVisible(is_blank)
        self.head.show_numbers(not is_blank)
        self._body.setVisible(not is_blank)
        if not is_blank:
            self._show_numbers()

    def set_look(self, theme: Theme, size: Size) -> None:
        self._look = (theme, size)
        self._is_stale = True
        if self.isVisible():
            self.renew()

    # building

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("boardPage")
        page.setMaximumWidth(_WIDEST)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(_GAP)
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        for part in (self.head, self.nothing, self._body):
            self._column.addWidget(part)
        self._column.addStretch()
        self.area.setObjectName("boardArea")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def _connect(self) -> None:
        self._source.opened.connect(self._on_opened)
        self._source.changed.connect(self._on_changed)
        self._source.refused.connect(self.said)
        for part in (self.head, self.chapters, self.forces, self.units, self.calendar):
            part.chosen.connect(self.rows_requested)
        self.calendar.duty_chosen.connect(self.duty_requested)
        self.goals.place_chosen.connect(self.place_requested)
        self.nothing.button.clicked.connect(self._on_begin)

    def _show_numbers(self) -> None:
        counted, look = board(self._source.rows, self._names), self._look
        self.head.show_board(counted, look)
        self.chapters.show_branches(counted.documents, look)
        self.forces.show_bars(counted.forces, look)
        self.units.show_bars(counted.units, look)
        due = months(self._source.duties, self._source.rows, self._source.day)
        self.calendar.show_months(due, self._source.day, look)
        self.goals.show_goals(self._library.indicators, look)
        self._arrange()

    def _arrange(self) -> None:
        """Bars side by side where there is room."""
        wide = min(self.area.viewport().width(), _WIDEST) - 2 * _MARGIN
        is_wide = wide >= self._look[1].px(_WIDE)
        first, second = ((0, 0, 1, 1), (0, 1, 1, 1)) if is_wide else ((0, 0, 1, 2), (1, 0, 1, 2))
        self._grid.addWidget(self.chapters, *first)
        self._grid.addWidget(self.forces, *second)
        for row, card in enumerate((self.units, self.calendar, self.goals), 2):
            self._grid.addWidget(card, row, 0, 1, 2)
        for part in (self.head.figures, self.calendar, self.goals):
            part.arrange(wide)

    # what happened

    def _on_opened(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self.renew()

    def _on_changed(self, subjects: frozenset[str]) -> None:
        """A value of a goal alone changes no number."""
        if subjects or self._is_stale:
            self._on_opened()
        else:
            self.goals.refresh()

    def _on_begin(self) -> None:
        self.reading_requested.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale or self._day != self._source.day:
            self.renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The page itself has nothing to press."""
        self.focusNextChild()


class _Nothing(Card):
    """One sentence, one action."""

    def __init__(self) -> None:
        super().__init__(NOTHING)
        self.button = QPushButton(BEGIN)
        self.column.setSpacing(12)
        self.button.setObjectName("beginButton")
        words = label(EMPTY)
        words.setIndent(TEXT_INDENT)
        self.column.addWidget(words)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
