"""A card of bars: documents with their chapters, forces, or units."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from ui.board.bar_row import BELOW, HEAD, PLAIN, BarHeading, BarRow
from ui.board.figures import Bar, Branch
from ui.board.pieces import Card, empty
from ui.board.words import more_line
from ui.theme import Size, Theme

_FIRST = 10
Look = tuple[Theme, Size]


class BarCard(Card):
    """Rows of bars; those beyond the first ten, and the chapters of further documents, are folded."""

    chosen = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.rows: list[BarRow] = []
        self.folds: list[FoldButton] = []

    def show_bars(self, bars: tuple[Bar, ...], look: Look) -> None:
        self._begin(look)
        for bar in bars[:_FIRST]:
            self._add(bar, look, PLAIN)
        if len(bars) > _FIRST:
            self._add_folded(more_line(len(bars) - _FIRST), tuple((bar, PLAIN) for bar in bars[_FIRST:]), look)
        self.column.addStretch()

    def show_branches(self, branches: tuple[Branch, ...], look: Look) -> None:
        """The first document with its chapters, the others folded."""
        self._begin(look)
        for bar, level in _lines(branches[:1]):
            self._add(bar, look, level)
        if branches[1:]:
            self._add_folded(f"其他 {len(branches) - 1} 个文件", _lines(branches[1:]), look)
        self.column.addStretch()

    def _begin(self, look: Look) -> None:
        empty(self.column, but=1)
        self.rows, self.folds = [], []
        self.column.addWidget(BarHeading(look))

    def _add(self, bar: Bar, look: Look, level: int) -> BarRow:
        row = BarRow(bar, look, level)
        row.chosen.connect(self.chosen)
        self.rows.append(row)
        self.column.addWidget(row)
        return row

    def _add_folded(self, title: str, bars: tuple[tuple[Bar, int], ...], look: Look) -> None:
        fold = FoldButton(title)
        self.folds.append(fold)
        self.column.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)
        hidden = [self._add(bar, look, level) for bar, level in bars]
        for row in hidden:
            row.hide()
            fold.toggled.connect(row.setVisible)


class FoldButton(QToolButton):
    """Shows and hides what stands below it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.setObjectName("fold")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.toggled.connect(self._show_words)
        self._show_words(False)

    def _show_words(self, is_open: bool) -> None:
        self.setText(f"{'▾' if is_open else '▸'} {self._title}")
        self.setAccessibleName(f"{self._title}，{'已展开' if is_open else '已收起'}")


def _lines(branches: tuple[Branch, ...]) -> tuple[tuple[Bar, int], ...]:
    """Each document above its chapters."""
    return tuple(
        line for one in branches for line in ((one.bar, HEAD), *((chapter, BELOW) for chapter in one.chapters))
    )
