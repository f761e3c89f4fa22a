"""A form that stays open until what was typed is on disk, so that neither a refusal nor a slip of Esc loses a word."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

GIVE_UP = "还没有保存。再按一次 Esc 放弃。"
_LONGEST = 100_000


class FormDialog(QDialog):
    """Emits in `given` what is to be kept; `settle` says what became of it."""

    given = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was: object = None
        self._is_warned = False
        self.setWindowTitle(title)
        self.fault = label("", "fault")
        self.fault.hide()
        self.keep, self.drop = QPushButton("保存"), QPushButton("取消")
        self.keep.setDefault(True)
        self.keep.clicked.connect(self.give)
        self.drop.clicked.connect(self.reject)
        saving = QAction("保存", self)
        saving.setShortcut(QKeySequence("Ctrl+S"))
        saving.triggered.connect(self.give)
        self.addAction(saving)

    @abstractmethod
    def give(self) -> None:
        """Hand over what was typed, if it can be read."""

    @abstractmethod
    def typed(self) -> object:
        """All that was typed, to tell whether it was changed."""

    def begin(self, *fields: QLineEdit | QWidget, below: tuple[QWidget, ...] = ()) -> None:
        """Lay the fields out, each under its accessible name, and take what stands in them as unchanged.

        Of what stands below them the last takes the room that is left.
        """
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        for field in fields:
            form.addRow(label(field.accessibleName(), "fieldTitle"), field)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(label("Ctrl+S 保存", "quiet"), 1)
        buttons.addWidget(self.drop)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(form)
        for part in below:
            column.addWidget(part, int(part is below[-1]))
        column.addWidget(self.fault)
        column.addLayout(buttons)
        self._was = self.typed()
        fields[0].setFocus()

    def settle(self, refusal: str) -> None:
        if refusal:
            self.refuse(refusal)
        else:
            self.accept()

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; the form stays as it is."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def reject(self) -> None:
        """Esc; where words would be lost, it takes two."""
        if self.typed() != self._was and not self._is_warned:
            self._is_warned = True
            self.refuse(GIVE_UP)
            return
        super().reject()


def line_field(name: str, words: str, hint: str) -> QLineEdit:
    line = QLineEdit(words)
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    line.setMaxLength(_LONGEST)
    return line


def text_field(name: str, words: str, hint: str, lines: float) -> QPlainTextEdit:
    """A field of so many lines; Tab leaves it."""
    text = QPlainTextEdit(words)
    text.setAccessibleName(name)
    text.setPlaceholderText(hint)
    text.setTabChangesFocus(True)
    text.setFixedHeight(round(lines * text.fontMetrics().lineSpacing()))
    return text


def label(words: str, name: str) -> QLabel:
    """A label that shows every character as it is; a field's title stays on its line."""
    made = QLabel()
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(words)
    made.setWordWrap(name != "fieldTitle")
    return made
