"""The county's own value of a goal, its year and its source, given in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from checklist.indicators import SOURCE, VALUE, YEAR, Actual, read_indicator_field
from checklist.refusals import ValueRefused
from content.indicator import Indicator
from ui.board.pieces import label
from ui.messages import sentence


class GoalForm(QWidget):
    """`given` carries an Actual that the record takes; all fields empty take the value away."""

    given = Signal(object)
    left = Signal()

    def __init__(self, goal: Indicator, known: Actual, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value, self.year, self.source = QLineEdit(), QLineEdit(), QLineEdit()
        if known.value is not None:
            self.value.setText(f"{known.value:.10g}")
        self.year.setText(str(known.year or ""))
        self.source.setText(known.source)
        self.year.setPlaceholderText("例如 2025")
        self.source.setPlaceholderText("例如 县统计局年报")
        self.why = label("", "warning")
        self.why.hide()
        self.save_button, self.leave_button = QPushButton("保存"), QPushButton("取消")
        self.save_button.clicked.connect(self._on_save)
        self.leave_button.clicked.connect(self.left)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setSpacing(6)
        fields = ((f"值（{goal.unit}）", self.value), ("年份", self.year), ("来源", self.source))
        for at, (words, field) in enumerate(fields):
            name = QLabel(words)
            name.setBuddy(field)
            field.setAccessibleName(words)
            field.setMaxLength(200)
            field.returnPressed.connect(self._on_save)
            grid.addWidget(name, at, 0)
            grid.addWidget(field, at, 1)
        grid.addWidget(self.why, len(fields), 0, 1, 2)
        grid.addLayout(self._build_foot(), len(fields) + 1, 0, 1, 2)
        self.setFocusProxy(self.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_why(self, words: str) -> None:
        """Say what is wrong; what was typed stays."""
        self.why.setText(words)
        self.why.show()

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.leave_button)
        row.addWidget(self.save_button)
        return row

    def _on_save(self) -> None:
        wanted = {
            VALUE: _number(self.value.text()),
            YEAR: _number(self.year.text()),
            SOURCE: self.source.text().strip(),
        }
        try:
            for field, value in wanted.items():
                read_indicator_field(field, value)
        except ValueRefused as error:
            self.show_why(sentence(error))
            return
        value, year = wanted[VALUE], wanted[YEAR]
        assert not isinstance(value, str)
        assert not isinstance(year, str | float)
        self.given.emit(Actual(value, year, str(wanted[SOURCE])))


def _number(text: str) -> int | float | str | None:
    """A number, nothing for nothing, and the text itself where it is none: the record says why it refuses it."""
    words = text.strip().removesuffix("%").replace(",", "").replace("，", "")
    if not words:
        return None
    try:
        return int(words)
    except ValueError:
        pass
    try:
        return float(words)
    except ValueError:
        return text.strip()
