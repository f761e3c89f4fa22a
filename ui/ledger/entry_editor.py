"""Where one dated entry is written or corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ui.ledger.day_reading import day_typed
from ui.ledger.parts import words_label

_SAVING = (
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return),
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Enter),
)
_LINES, _DAY_EMS = 2.6, 9


class EntryEditor(QWidget):
    """A day and words. `given` is a wish: what was typed stays until `settle` says that it is on disk."""

    given = Signal(object, str)
    dropped = Signal()

    def __init__(self, verb: str, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent)
        self._today = today
        self._kept = ("", "")
        self.day, self.words = QLineEdit(), QPlainTextEdit()
        self.day.setAccessibleName("日期")
        self.day.setFixedWidth(_DAY_EMS * self.fontMetrics().height())
        self.words.setAccessibleName("进展情况")
        self.words.setPlaceholderText("一事一记：做了什么、到哪一步")
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(round(_LINES * self.words.fontMetrics().lineSpacing()) + 24)
        self.keep, self.drop = QPushButton(verb), QPushButton("取消")
        self.keep.setToolTip("Ctrl+回车")
        self.fault = words_label("", "fault")
        self.keep.clicked.connect(self.give)
        self.drop.clicked.connect(self.dropped)
        self._lay_out()

    @property
    def is_changed(self) -> bool:
        """Whether words were typed that are not on disk."""
        return bool(self.words.toPlainText().strip()) and (self.day.text(), self.words.toPlainText()) != self._kept

    def begin(self, day: date, words: str) -> None:
        self._kept = (day.isoformat(), words)
        self.day.setText(day.isoformat())
        self.words.setPlainText(words)
        self.show_fault("")

    def give(self) -> None:
        """Hand over what was typed, if it is an entry."""
        words = self.words.toPlainText().strip()
        try:
            day = day_typed(self.day.text(), self._today()) or self._today()
        except ValueError as error:
            self.show_fault(str(error))
            return
        if not words:
            self.show_fault("请写明进展。")
            return
        self.given.emit(day, words)

    def show_fault(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.keyCombination() in _SAVING:
            self.give()
        elif event.key() == Qt.Key.Key_Escape and self.drop.isVisible():
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.keep)
        side.addWidget(self.drop)
        side.addStretch()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.day, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.fault)
        self.fault.hide()
