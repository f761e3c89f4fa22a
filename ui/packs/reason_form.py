"""Asks why another edition is to be used; the answer goes into the log of the packs."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.form_dialog import FormDialog
from ui.handing.pieces import label
from ui.packs.words import REASON, REASON_GO, REASON_HINT, REASON_MISSING, REASON_TITLE

_LONGEST = 200  # characters


class ReasonForm(FormDialog):
    """`given` carries the reason."""

    def __init__(self, question: str, parent: QWidget) -> None:
        super().__init__(REASON_TITLE, parent)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(REASON)
        self.reason.setPlaceholderText(REASON_HINT)
        self.reason.setMaxLength(_LONGEST)
        self.reason.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 26)
        self.keep.setText(REASON_GO)
        self.begin(self.reason, below=(label(question, "quiet"),))

    def typed(self) -> object:
        return self.reason.text()

    def give(self) -> None:
        words = self.reason.text().strip()
        if words:
            self.given.emit(words)
        else:
            self.settle(REASON_MISSING)
