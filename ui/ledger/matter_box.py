"""What has to be decided before anything else: words that changed, values that stand against each other."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from checklist.conflicts import Conflict, Said
from checklist.review import Review
from content.duty import Duty
from ui.ledger.parts import words_label
from ui.ledger.value_words import field_words, value_words
from ui.ledger.wording_change import changed_wording

NOT_KEPT = "当时的条文没有留存，请对照现在的条文复核。"


class ReviewBox(QFrame):
    """需复核: the clause as it was when decided and as it is, and the two ways on."""

    confirmed = Signal()
    anew_requested = Signal()

    def __init__(self, review: Review, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("box")
        self.wording = QLabel()
        self.wording.setWordWrap(True)
        self.wording.setTextFormat(Qt.TextFormat.RichText)
        self.wording.setText(changed_wording(review.old_text, text) if review.old_text is not None else NOT_KEPT)
        self.confirm = QPushButton("已复核，进展仍然有效")
        self.anew = QPushButton("重新办理")
        self.anew.setToolTip("状态退回未启动，步骤取消勾选；进展、佐证和历史都保留，可以撤销")
        self.confirm.clicked.connect(self.confirmed)
        self.anew.clicked.connect(self.anew_requested)
        column = _column(self, "! 需复核：办理以后，条文的文字有改动")
        column.addWidget(self.wording)
        column.addWidget(words_label("划去的是原来的文字，加粗并带下划线的是现在的文字。", "quiet"))
        column.addLayout(_row(self.confirm, self.anew))


class ConflictBox(QFrame):
    """两说并存: both values, with who said each and when; one is to be chosen."""

    chosen = Signal(object, str)

    def __init__(self, conflict: Conflict, duty: Duty, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conflict = conflict
        self.setObjectName("box")
        self.buttons: dict[str, QPushButton] = {}
        column = _column(self, f"! 两说并存：{field_words(conflict.field, duty)}")
        for said in (conflict.kept, *conflict.lost):
            column.addLayout(self._build_said(said, said is conflict.kept))

    def _build_said(self, said: Said, is_kept: bool) -> QHBoxLayout:
        told = QVBoxLayout()
        told.setSpacing(0)
        value = value_words(self._conflict.field, said.value)
        told.addWidget(words_label(value))
        shown = "　现在显示的" if is_kept else ""
        told.addWidget(words_label(f"{said.actor}　{said.at[:16].replace('T', ' ')}{shown}", "quiet"))
        button = QPushButton("采用这一说")
        button.setAccessibleName(f"采用 {said.actor} 的：{value[:40]}")
        button.clicked.connect(partial(self._on_chosen, said.event))
        self.buttons[said.event] = button
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(told, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _on_chosen(self, event: str, checked: bool = False) -> None:
        self.chosen.emit(self._conflict, event)


def _column(box: QFrame, title: str) -> QVBoxLayout:
    column = QVBoxLayout(box)
    column.setContentsMargins(12, 8, 12, 12)
    column.setSpacing(8)
    column.addWidget(words_label(title, "boxTitle"))
    return column


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch()
    return row
