"""A backup beside the record of now: the same rows, two columns, what differs marked by a word and in bold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from checklist.errors import ChecklistError
from checklist.holding import Holding
from ui.ledger.parts import words_label
from ui.plain import tip
from ui.safety.backup_model import Looked
from ui.safety.words import (
    CHECKING,
    CHOOSE_ONE,
    COMPARE_HEAD,
    DIFFERENT,
    NOTHING_OPEN,
    NOW,
    THEN,
    holding_rows,
    refusal_words,
)

_LONGEST = 18  # characters of a line
_WIDTH = 28  # Han characters: a name, twice a date with its time, and the gaps


class Comparison(QWidget):
    """`total` is how many duties there are."""

    def __init__(self, total: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total = total
        self._now: Holding | None = None
        self._then: Looked | None = None
        self.words = words_label("", "quiet")
        self._cells = QWidget()
        self._grid = QGridLayout(self._cells)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(words_label(COMPARE_HEAD, "cardTitle"))
        column.addWidget(self.words)
        column.addWidget(self._area(), 1)
        self.setMinimumWidth(_WIDTH * self.fontMetrics().horizontalAdvance("国"))

    def show_now(self, now: Holding | None) -> None:
        """What the open record holds; None where none is open."""
        self._now = now
        self._draw()

    def show_then(self, then: Looked | None, is_chosen: bool = True) -> None:
        """What the chosen backup holds; None while it is being opened."""
        self._then = then
        self.words.setText(CHECKING if is_chosen and then is None else CHOOSE_ONE)
        if isinstance(then, ChecklistError):
            self.words.setText(refusal_words(then))
        self._draw()

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """What is shown, row by row, for tests and readers."""
        grid = self._grid
        cells = [[grid.itemAtPosition(row, at) for at in range(3)] for row in range(grid.rowCount())]
        found = [[item.widget() for item in row if item is not None] for row in cells]
        return [tuple(one.text() for one in row if isinstance(one, QLabel)) for row in found if row]

    def _area(self) -> QScrollArea:
        """As wide as what it shows; where the window is low it scrolls."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 16, 0)
        column.addWidget(self._cells)
        column.addStretch()
        area = QScrollArea()
        area.setObjectName("comparison")
        holder.setObjectName("comparison")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(holder)
        return area

    def _draw(self) -> None:
        while item := self._grid.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        holds = isinstance(self._then, Holding)
        self.words.setVisible(not holds)
        self._cells.setVisible(holds)
        if isinstance(self._then, Holding):
            self._fill(self._then)

    def _fill(self, then: Holding) -> None:
        now = holding_rows(self._now, self._total) if self._now is not None else ()
        for at, words in enumerate(("", THEN, NOW if now else NOTHING_OPEN)):
            self._grid.addWidget(words_label(words, "quiet"), 0, at)
        for row, (name, value) in enumerate(holding_rows(then, self._total)):
            other = now[row][1] if now else value
            self._grid.addWidget(words_label(name, "quiet", wraps=False), row + 1, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_cell(value), row + 1, 1)
            self._grid.addWidget(_cell(other if now else "—", other != value), row + 1, 2)


def _cell(words: str, is_different: bool = False) -> QLabel:
    """A value on one line or two; what is long is cut, and whole in the tooltip."""
    lines = words.split("　")
    shown = "\n".join(line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…" for line in lines)
    label = words_label(
        f"{DIFFERENT}{shown}" if is_different else shown, "different" if is_different else "", wraps=False
    )
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setToolTip(tip("\n".join(lines)))
    return label
