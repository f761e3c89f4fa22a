"""The note editor: what was quoted, a colour, room to write. Ctrl+Enter saves; Esc asks where words would be lost."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from checklist.annotation import NOTE_LIMIT, Annotation, Colour
from ui.annotating.swatch import Swatch
from ui.theme import Theme

_QUOTED = 120
_SIZE = (26, 17)  # times the height of a line
_SAVING = (
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return),
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Enter),
)
_ANSWERS = {
    QMessageBox.StandardButton.Save: "保存",
    QMessageBox.StandardButton.Discard: "不保存",
    QMessageBox.StandardButton.Cancel: "继续编辑",
}


class NoteEditor(QDialog):
    """Emits the words and the colour to keep; stays open until they are kept, so that a refusal loses nothing."""

    saving_requested = Signal(str, object)

    def __init__(self, annotation: Annotation, theme: Theme, parent: QWidget | None = None) -> None:
        """`annotation` may be one that is not kept yet. Its words and those it quotes are shown as plain text."""
        super().__init__(parent)
        self._annotation = annotation
        self._colour = annotation.colour
        self.setWindowTitle("编辑批注" if annotation.note else "写批注")
        self.resize(*(times * self.fontMetrics().height() for times in _SIZE))
        self.quoted = self._build_quoted()
        self.swatches = {colour: Swatch(colour, theme, self) for colour in Colour}
        self.words = QPlainTextEdit(annotation.note)
        self.words.setPlaceholderText("写下批注；可分段")
        self.words.setAccessibleName("批注内容")
        self.words.setTabChangesFocus(True)
        self.words.moveCursor(QTextCursor.MoveOperation.End)
        self.count = _quiet("")
        self.remark = _quiet("")
        self.buttons = self._build_buttons()
        self._lay_out()
        self.words.textChanged.connect(self._show_count)
        self._show_count()
        self._show_colour()
        self.words.setFocus()

    @property
    def is_changed(self) -> bool:
        return self.words.toPlainText() != self._annotation.note or self._colour is not self._annotation.colour

    def show_remark(self, remark: str) -> None:
        """A line of history, or why saving was refused."""
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))

    def save(self) -> None:
        self.saving_requested.emit(self.words.toPlainText(), self._colour)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.keyCombination() in _SAVING and self._save_button.isEnabled():
            self.save()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Close without saving; where that would lose words, ask first."""
        if not self.is_changed:
            super().reject()
            return
        buttons = (
            QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel
        )
        asking = QMessageBox(QMessageBox.Icon.NoIcon, "批注还没有保存", "改动还没有保存，要保存吗？", buttons, self)
        asking.button(QMessageBox.StandardButton.Save).setText("保存")
        asking.button(QMessageBox.StandardButton.Discard).setText("不保存")
        asking.button(QMessageBox.StandardButton.Cancel).setText("继续编辑")
        asking.setDefaultButton(QMessageBox.StandardButton.Save)
        asking.buttonClicked.connect(partial(self._on_answered, asking))
        asking.open()

    def _build_quoted(self) -> QLabel:
        quotation = self._annotation.quotation.replace("\t", " ")
        quoted = QLabel(quotation if len(quotation) <= _QUOTED else f"{quotation[:_QUOTED]}…")
        quoted.setTextFormat(Qt.TextFormat.PlainText)
        quoted.setWordWrap(True)
        quoted.setObjectName("quiet")
        quoted.setAccessibleName("所引原文")
        return quoted

    def _build_buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self._save_button: QPushButton = box.button(QDialogButtonBox.StandardButton.Save)
        self._save_button.setText("保存")
        self._save_button.setToolTip("Ctrl+回车")
        box.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        box.accepted.connect(self.save)
        box.rejected.connect(self.reject)
        return box

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        for colour, swatch in self.swatches.items():
            swatch.clicked.connect(partial(self._on_colour, colour))
            row.addWidget(swatch)
        row.addStretch()
        row.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for part in (self.quoted, self.words, row, self.remark, self.buttons):
            column.addLayout(part) if isinstance(part, QHBoxLayout) else column.addWidget(part)
        column.setStretchFactor(self.words, 1)

    def _show_count(self) -> None:
        length = len(self.words.toPlainText())
        self.count.setText(f"{length}/{NOTE_LIMIT}")
        self._save_button.setEnabled(0 < length <= NOTE_LIMIT or bool(self._annotation.note and not length))

    def _show_colour(self) -> None:
        for colour, swatch in self.swatches.items():
            swatch.setChecked(colour is self._colour)

    def _on_colour(self, colour: Colour, checked: bool = False) -> None:
        self._colour = colour
        self._show_colour()

    def _on_answered(self, asking: QMessageBox, button: QPushButton) -> None:
        answer = asking.standardButton(button)
        if answer is QMessageBox.StandardButton.Save:
            self.save()
        elif answer is QMessageBox.StandardButton.Discard:
            super().reject()


def _quiet(words: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setObjectName("quiet")
    return label
