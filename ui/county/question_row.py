"""One question about the county: its words, the text that makes it matter, and 是, 否 or 未定."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from ui.county.questions import Question

_ANSWERS = {"是": True, "否": False, "未定": None}


class QuestionRow(QFrame):
    """Holds an answer until it is asked for."""

    def __init__(self, question: Question, given: bool | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("row")
        self.question = question
        self._group = QButtonGroup(self)
        self.buttons: dict[bool | None, QRadioButton] = {}
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(_label(question.words), 1)
        for word, answer in _ANSWERS.items():
            button = QRadioButton(word)
            button.setAccessibleName(f"{question.words}：{word}")
            button.setChecked(answer is given)
            self._group.addButton(button)
            self.buttons[answer] = button
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(_label(f"关系到 {question.duties} 个事项", "quiet"))
        for document, quote in question.because:
            column.addWidget(_label(f"{document}：“{quote}”", "quiet"))

    @property
    def answer(self) -> bool | None:
        return next(answer for answer, button in self.buttons.items() if button.isChecked())


def _label(words: str, name: str = "") -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    label.setWordWrap(True)
    return label
