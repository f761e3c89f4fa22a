"""What the panel of annotations is narrowed by: words, document, kind, colour, and those that must be set anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.annotating.sieve import Wanted
from ui.annotating.words import COLOUR, KIND, LOST


class FilterBar(QWidget):
    """Emits what is wanted whenever that changes."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setPlaceholderText("筛选批注和所引原文")
        self.words.setAccessibleName("筛选批注")
        self.words.setClearButtonEnabled(True)
        self.document = _combo("文件", [("", "全部文件")])
        self.kind = _combo("种类", [(None, "种类"), *KIND.items()])
        self.colour = _combo("颜色", [(None, "颜色"), *((colour, f"{name}色") for colour, name in COLOUR.items())])
        self.lost = QPushButton(LOST)
        self.lost.setObjectName("chip")
        self.lost.setCheckable(True)
        self._lay_out()
        self.words.textChanged.connect(self._tell)
        self.lost.toggled.connect(self._tell)
        for combo in (self.document, self.kind, self.colour):
            combo.currentIndexChanged.connect(self._tell)

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            self.words.text(),
            self.document.currentData() or "",
            self.kind.currentData(),
            self.colour.currentData(),
            self.lost.isChecked(),
        )

    def show_choices(self, documents: Mapping[str, str], lost: int) -> None:
        """The documents that have annotations, and how many must be set anew."""
        chosen = self.document.currentData()
        self.blockSignals(True)
        self.document.clear()
        self.document.addItem("全部文件", "")
        for doc, title in documents.items():
            self.document.addItem(title, doc)
        self.document.setCurrentIndex(max(0, self.document.findData(chosen)))
        self.lost.setText(f"{LOST}　{lost}")
        self.lost.setVisible(lost > 0)
        self.lost.setChecked(self.lost.isChecked() and lost > 0)
        self.blockSignals(False)

    def clear(self) -> None:
        """Let all pass."""
        self.blockSignals(True)
        self.words.clear()
        self.lost.setChecked(False)
        for combo in (self.document, self.kind, self.colour):
            combo.setCurrentIndex(0)
        self.blockSignals(False)
        self._tell()

    def _lay_out(self) -> None:
        row, below = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(4)
        for combo in (self.document, self.kind, self.colour):
            row.addWidget(combo, 2 if combo is self.document else 1)
        below.addWidget(self.lost)
        below.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addLayout(row)
        column.addLayout(below)

    def _tell(self, *_: object) -> None:
        self.changed.emit(self.wanted)


def _combo(name: str, choices: Iterable[tuple[object, str]]) -> QComboBox:
    """May be narrower than its words: the panel is a side pane."""
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setMinimumContentsLength(4)
    combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    for value, words in choices:
        combo.addItem(words, value)
    return combo
