"""The left side of an opened card: what the text asks, where it stands, and the steps."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from checklist.progress import Progress
from checklist.subjects import is_own
from ui.ledger.asking import Asked
from ui.ledger.card_words import asked_lines
from ui.ledger.parts import PressedLabel, StepBox, StepRow, words_label
from ui.theme import Theme


class AskedColumn(QScrollArea):
    """Emits wishes to tick, and addresses (document#clause) to go to."""

    step_toggled = Signal(str, bool)
    place_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.boxes: dict[str, StepBox] = {}
        self.setObjectName("askedArea")
        self.setAccessibleName("原文与步骤")
        self.setFrameStyle(0)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_asked(self, asked: Asked) -> None:
        holder = QFrame()
        holder.setObjectName("asked")
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        if asked.quotation:
            column.addWidget(_quotation(asked.quotation))
        column.addWidget(self._build_place(asked.address, asked.place))
        lines = asked_lines(asked.duty)
        if lines:
            column.addWidget(words_label("\n".join(lines), "quiet"))
        if asked.ours:
            column.addWidget(words_label(f"! {asked.ours}", "warning"))
        self._add_steps(column, asked)
        if asked.related:
            column.addWidget(words_label("相关条款", "askedHeading"))
        for address, place in asked.related:
            column.addWidget(self._build_place(address, place))
        column.addStretch()
        self.setWidget(holder)

    def show_progress(self, progress: Progress) -> None:
        for step, box in self.boxes.items():
            box.setChecked(step in progress.steps)

    def _add_steps(self, column: QVBoxLayout, asked: Asked) -> None:
        self.boxes = {}
        if asked.duty.steps:
            column.addWidget(words_label("步骤", "askedHeading"))
        for step in asked.duty.steps:
            row = StepRow(step, self._theme, self, is_own(asked.duty.id))
            row.wished.connect(self.step_toggled)
            self.boxes[step.id] = row.box
            column.addWidget(row)

    def _build_place(self, address: str, place: str) -> QWidget:
        """A place to go to; that of an own duty is only a name."""
        if not address:
            return words_label(place, "quiet")
        label = PressedLabel(place, self, takes_keys=True)
        label.setObjectName("place")
        label.setAccessibleName(f"到 {place}")
        label.pressed.connect(partial(self.place_requested.emit, address))
        return label


def _quotation(words: str) -> QLabel:
    label = words_label(words, "quotation")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label
