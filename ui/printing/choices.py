"""The left side of the dialog: what of the document is printed, and what of ours with it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.printing import words
from ui.printing.request import PrintRequest, clauses_under, depth, head_line, heads

_INDENT = "\u3000"
_WIDTH = 264


class Choices(QWidget):
    """Turns a base request into the one chosen. Emits `changed` with every choice."""

    changed = Signal()

    def __init__(self, base: PrintRequest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = base
        self.whole = QRadioButton(words.WHOLE)
        self.chapter = QRadioButton(words.CHAPTER)
        self.selected = QRadioButton(words.selected(len(base.clauses or ())))
        self.heads = self._build_heads()
        self.notes = QCheckBox(words.WITH_NOTES)
        self.duties = QCheckBox(words.WITH_DUTIES)
        self.setFixedWidth(_WIDTH)
        self._build()
        self._begin()
        self._connect()

    @property
    def request(self) -> PrintRequest:
        """The base with the range and the additions chosen."""
        return replace(
            self._base,
            clauses=self._clauses(),
            with_notes=self.notes.isChecked(),
            duties=self._base.duties if self.duties.isChecked() else None,
        )

    def choose_chapter(self, clause_id: str) -> None:
        """Choose a heading and what stands below it."""
        self.heads.setCurrentIndex(self.heads.findData(clause_id))
        self.chapter.setChecked(True)

    def remark_on(self, request: PrintRequest) -> None:
        """Say where what is ticked adds nothing to the range chosen."""
        lacks = (
            words.NO_NOTES_HERE if request.with_notes and not request.notes else "",
            words.NO_DUTIES_HERE if request.duties is not None and not request.marks else "",
        )
        usual = words.ADDED_REMARK if self._base.duties is not None else words.NO_DUTIES
        self.remark.setText("".join(lacks) or usual)

    def take_focus(self) -> None:
        """Put the keyboard on the range that is chosen."""
        (self.selected if self.selected.isChecked() else self.whole).setFocus()

    def _clauses(self) -> tuple[str, ...] | None:
        if self.chapter.isChecked() and self.heads.count():
            return clauses_under(self._base.document, self.heads.currentData())
        return self._base.clauses if self.selected.isChecked() else None

    def _build_heads(self) -> QComboBox:
        box = QComboBox()
        for clause in heads(self._base.document):
            box.addItem(_INDENT * depth(clause) + head_line(clause), clause.id)
        box.setAccessibleName(words.CHAPTER.replace("(&C)", ""))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMaxVisibleItems(24)
        return box

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(_title(words.RANGE))
        for part in (self.whole, self.chapter, self.heads, self.selected):
            column.addWidget(part)
        column.addSpacing(16)
        column.addWidget(_title(words.ADDED))
        for box in (self.notes, self.duties):
            column.addWidget(box)
        self.remark = _remark(words.ADDED_REMARK)
        column.addWidget(self.remark)
        column.addStretch()
        column.addWidget(_remark(words.FORMAT_REMARK))

    def _begin(self) -> None:
        group = QButtonGroup(self)
        for button in (self.whole, self.chapter, self.selected):
            group.addButton(button)
        (self.whole if self._base.clauses is None else self.selected).setChecked(True)
        self.selected.setVisible(self._base.clauses is not None)
        self.heads.setEnabled(False)
        self.chapter.setEnabled(self.heads.count() > 0)
        self.notes.setChecked(self._base.with_notes)
        self.duties.setEnabled(self._base.duties is not None)

    def _connect(self) -> None:
        for button in (self.whole, self.chapter, self.selected):
            button.toggled.connect(self._on_range)
        self.heads.currentIndexChanged.connect(self._on_change)
        self.notes.toggled.connect(self._on_change)
        self.duties.toggled.connect(self._on_change)

    def _on_range(self, is_on: bool) -> None:
        self.heads.setEnabled(self.chapter.isChecked())
        if is_on:
            self.changed.emit()

    def _on_change(self, value: object) -> None:
        self.changed.emit()


def _title(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("cardTitle")
    return label


def _remark(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("quiet")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
