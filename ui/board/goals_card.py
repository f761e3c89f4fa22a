"""The goals of the texts: those of the first document open, those of the others folded until they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from content.indicator import Indicator
from ui.board.bar_card import FoldButton
from ui.board.goal_card import GoalCard, Look
from ui.board.pieces import TEXT_INDENT, Card, empty, label
from ui.board.source import BoardSource
from ui.board.words import GOALS, goals_title

_CARD_WIDTH = 300
_NOTE = "目标值逐字取自原文；本县数值由本县填写，只作对照。"


class GoalsCard(Card):
    """`place_chosen` carries document and clause of a goal."""

    place_chosen = Signal(str, str)

    def __init__(self, source: BoardSource, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(GOALS, parent)
        self._source, self._names = source, names
        self.cards: list[GoalCard] = []
        self.folds: list[FoldButton] = []
        self._grids: list[QGridLayout] = []
        self._across = 1

    def show_goals(self, goals: tuple[Indicator, ...], look: Look) -> None:
        empty(self.column, but=1)
        self.cards, self.folds, self._grids = [], [], []
        note = label(_NOTE, "quiet")
        note.setIndent(TEXT_INDENT)
        self.column.addWidget(note)
        documents = [doc for doc in self._names if any(goal.doc == doc for goal in goals)]
        for at, doc in enumerate(documents):
            self._add_document(tuple(goal for goal in goals if goal.doc == doc), look, is_open=at == 0)

    def refresh(self) -> None:
        """Values may have changed on disk."""
        for card in self.cards:
            card.show_actual()

    def arrange(self, width: int) -> None:
        """As many cards side by side as `width` pixels take."""
        across = max(1, (width - 32) // (self._look[1].px(_CARD_WIDTH) + 8)) if self._grids else 1
        if across != self._across:
            self._across = across
            for grid in self._grids:
                _fill(grid, _widgets(grid), across)

    def _add_document(self, goals: tuple[Indicator, ...], look: Look, is_open: bool) -> None:
        self._look = look
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(TEXT_INDENT, 4, TEXT_INDENT, 8)
        grid.setSpacing(8)
        fold = FoldButton(goals_title(self._names[goals[0].doc], len(goals)))
        self.folds.append(fold)
        self._grids.append(grid)
        self.column.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(holder)
        holder.setVisible(is_open)
        fold.toggled.connect(partial(self._unfold, holder, goals, look))
        fold.setChecked(is_open)

    def _unfold(self, holder: QWidget, goals: tuple[Indicator, ...], look: Look, is_open: bool) -> None:
        """Cards are made when they are first shown."""
        grid = holder.layout()
        assert isinstance(grid, QGridLayout)
        if is_open and not grid.count():
            cards = [GoalCard(goal, self._source, look) for goal in goals]
            for card in cards:
                card.place_chosen.connect(self.place_chosen)
            self.cards += cards
            _fill(grid, list(cards), self._across)
        holder.setVisible(is_open)


def _widgets(grid: QGridLayout) -> list[QWidget]:
    items = (grid.itemAt(at) for at in range(grid.count()))
    widgets = (item.widget() for item in items if item is not None)
    return [widget for widget in widgets if widget is not None]


def _fill(grid: QGridLayout, widgets: list[QWidget], across: int) -> None:
    for widget in widgets:
        grid.removeWidget(widget)
    for at, widget in enumerate(widgets):
        grid.addWidget(widget, at // across, at % across)
    for column in range(max(across, grid.columnCount())):
        grid.setColumnStretch(column, int(column < across))
