"""办理: who does it until when, whether it is stuck, what came of it, and what is to be told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QVBoxLayout, QWidget

from checklist.fields import BLOCKED, DONE_ON, LEAD, REASON, RESULT
from checklist.ledger import stated_due
from checklist.progress import Progress
from checklist.standing import Result, Status
from content.duty import Duty
from ui.field_words import field_label
from ui.ledger.card_words import deadline_words
from ui.ledger.field_box import FieldBox
from ui.ledger.field_kinds import CLOSING, TELLING, WORK
from ui.ledger.parts import words_label
from ui.ledger_words import RESULT as RESULT_WORD


class WorkPage(QWidget):
    """Emits a field and the value it is to have; draws what is on disk, and beside a field why it was refused."""

    left = Signal(str, object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {kind.field: FieldBox(kind, today, self) for kind in (*WORK, *CLOSING, *TELLING)}
        for box in self.boxes.values():
            box.left.connect(self.left)
        self.result = QComboBox()
        self.result.setAccessibleName(field_label(RESULT))
        for result, word in RESULT_WORD.items():
            self.result.addItem(word, result)
        self.result.activated.connect(self._on_result)
        self.blocked = QCheckBox("受阻（在总览中列为需要协调）")
        self.blocked.clicked.connect(self._on_blocked)
        self.stated = words_label("", "quiet")
        self._lay_out()

    @property
    def first(self) -> QWidget:
        """Where typing begins."""
        return self.boxes[LEAD].editor

    def begin(self, duty: Duty, progress: Progress) -> None:
        """Another duty: nothing typed is left."""
        for box in self.boxes.values():
            box.begin(box.kind.show(progress))
        words = deadline_words(duty)
        by = stated_due(duty)
        hint = f"原文：{words}" + (f"；不填则按 {by.isoformat()}" if by else "")
        self.stated.setText(hint)
        self.stated.setVisible(bool(words))
        self.show_progress(progress)

    def show_progress(self, progress: Progress) -> None:
        for box in self.boxes.values():
            box.show_text(box.kind.show(progress))
        self.boxes[DONE_ON].setVisible(progress.status is Status.DONE)
        self.boxes[REASON].setVisible(progress.status is Status.NOT_APPLICABLE)
        self.result.setCurrentIndex(self.result.findData(progress.result))
        self.blocked.setChecked(progress.blocked)

    def settle(self, field: str, refusal: str, progress: Progress) -> None:
        """What became of a value that was given."""
        box = self.boxes.get(field)
        if box is not None:
            box.settle(refusal, box.kind.show(progress))
        self.show_progress(progress)

    def offer(self, offers: dict[str, tuple[str, ...]]) -> None:
        for box in self.boxes.values():
            box.offer(offers.get(box.kind.offers, ()))

    def _on_result(self, at: int) -> None:
        self.left.emit(RESULT, Result(self.result.itemData(at)).value)

    def _on_blocked(self, checked: bool) -> None:
        self.blocked.setChecked(not checked)  # drawn as ticked only once it is on disk
        self.left.emit(BLOCKED, checked)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        places: tuple[tuple[QWidget, int, int], ...] = (
            *((self.boxes[kind.field], at // 2, at % 2) for at, kind in enumerate(WORK)),
            (self.stated, 2, 1),
            (self._build_result(), 3, 0),
            (self.boxes[DONE_ON], 3, 1),
            (self.boxes[REASON], 3, 1),
            *((self.boxes[kind.field], 5 + at // 2, at % 2) for at, kind in enumerate(TELLING)),
        )
        for widget, row, column in places:
            grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.blocked, 4, 0, 1, 2)
        grid.setRowStretch(9, 1)

    def _build_result(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(words_label(f"{field_label(RESULT)}（与状态分开）", "fieldTitle", wraps=False))
        column.addWidget(self.result)
        return holder
