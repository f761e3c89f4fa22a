"""A backup beside the record of now: the same rows, two columns, what differs marked by a word and in bold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from checklist.errors import ChecklistError
from checklist.holding import Holding
from ui.ledger.parts import words_label
from ui.safety.backup_model import Looked
from ui.safety.words import CHECKING, CHOOSE_ONE, COMPARE_HEAD, NOTHING_OPEN, NOW, THEN, holding_rows, refusal_words


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
        column.addWidget(self._cells)
        column.addStretch()

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
        rows = holding_rows(then, self._total)
        now = dict(holding_rows(self._now, self._total)) if self._now is not None else {}
        for at, words in enumerate(("", THEN, NOW)):
            self._grid.addWidget(words_label(words, "quiet"), 0, at)
        for row, (name, value) in enumerate(rows, 1):
            other = now.get(name, NOTHING_OPEN)
            self._grid.addWidget(words_label(name, "quiet", wraps=False), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_cell(value), row, 1)
            self._grid.addWidget(_cell(f"{other}（不同）" if now and other != value else other, other != value), row, 2)


def _cell(words: str, is_different: bool = False) -> QLabel:
    label = words_label(words.replace("　", "\n"), "different" if is_different else "")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label
