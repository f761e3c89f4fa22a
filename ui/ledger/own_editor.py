"""本地事项: a duty of the county's own, typed in. Stays open until it is on disk, so that a refusal loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from checklist.journal import new_id
from checklist.own_duties import OwnDuty
from content.duty import Force
from ui.labels import FORCE
from ui.ledger.day_reading import day_typed
from ui.ledger.own_source import document_of, source_of, words_of
from ui.ledger.parts import words_label
from ui.ledger_words import OWN_DUTY

_EMS, _LINES = 30, 3.4
GIVE_UP = "还没有保存。再按一次 Esc 放弃。"


@dataclass(frozen=True, slots=True)
class _Typed:
    """All that was typed, to tell whether it was changed."""

    title: str
    document: str
    words: str
    force: str
    actor: str
    deadline: str
    steps: str


class OwnEditor(QDialog):
    """Emits the duty to keep; `settle` says what became of it."""

    given = Signal(object)  # an OwnDuty

    def __init__(self, today: Callable[[], date], duty: OwnDuty | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._duty = duty or OwnDuty("")
        self._is_warned = False
        self.setWindowTitle(f"修改{OWN_DUTY}" if duty else f"新建{OWN_DUTY}")
        self.title = _line("事项", "要办的一件事")
        self.document = _line("依据文件", "例如 ×市府发〔2026〕3号")
        self.words = _text("条款原文", "照录文件原话")
        self.actor = _line("主体", "谁来办，例如 县科技局")
        self.deadline = _line("完成时限", "例如 2026-12-31、12.31；没有可不填")
        self.steps = _text("步骤", "一行一个步骤")
        self.force = QComboBox()
        self.force.setAccessibleName("力度")
        for force, word in FORCE.items():
            self.force.addItem(word, force)
        self.fault = words_label("", "fault")
        self.keep, self.drop = QPushButton("保存"), QPushButton("取消")
        self._fill()
        self._was = self._typed()
        self._lay_out()
        self._connect()
        self.title.setFocus()

    def give(self) -> None:
        """Hand over what was typed, if it can be read."""
        try:
            deadline = day_typed(self.deadline.text(), self._today())
        except ValueError as error:
            self._refuse(f"完成时限：{error}")
            self.deadline.setFocus()
            return
        self.given.emit(
            OwnDuty(
                self.title.text().strip(),
                source_of(self.document.text(), self.words.toPlainText()),
                Force(self.force.currentData()),
                self.actor.text().strip(),
                deadline,
                _steps(self._duty.steps, self.steps.toPlainText()),
                self._duty.id,
            )
        )

    def settle(self, refusal: str) -> None:
        if refusal:
            self._refuse(refusal)
        else:
            self.accept()

    def reject(self) -> None:
        """Esc; where words would be lost, it takes two."""
        if self._typed() != self._was and not self._is_warned:
            self._is_warned = True
            self._refuse(GIVE_UP)
            return
        super().reject()

    def _refuse(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _typed(self) -> _Typed:
        return _Typed(
            self.title.text(),
            self.document.text(),
            self.words.toPlainText(),
            str(self.force.currentData()),
            self.actor.text(),
            self.deadline.text(),
            self.steps.toPlainText(),
        )

    def _fill(self) -> None:
        duty = self._duty
        self.title.setText(duty.title)
        self.document.setText(document_of(duty.source))
        self.words.setPlainText(words_of(duty.source))
        self.force.setCurrentIndex(self.force.findData(duty.force))
        self.actor.setText(duty.actor)
        self.deadline.setText(duty.deadline.isoformat() if duty.deadline else "")
        self.steps.setPlainText("\n".join(text for _, text in duty.steps))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        fields = (self.title, self.document, self.words, self.force, self.actor, self.deadline, self.steps)
        for field in fields:
            form.addRow(words_label(field.accessibleName(), "fieldTitle", wraps=False), field)
        self.title.setMinimumWidth(_EMS * self.fontMetrics().averageCharWidth() * 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(words_label("Ctrl+S 保存", "quiet"), 1)
        buttons.addWidget(self.drop)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.fault)
        column.addLayout(buttons)
        self.fault.hide()

    def _connect(self) -> None:
        self.keep.setDefault(True)
        self.keep.clicked.connect(self.give)
        self.drop.clicked.connect(self.reject)
        saving = QAction("保存", self)
        saving.setShortcut(QKeySequence("Ctrl+S"))
        saving.triggered.connect(self.give)
        self.addAction(saving)


def _steps(known: tuple[tuple[str, str], ...], typed: str) -> tuple[tuple[str, str], ...]:
    """A line a step. A line that stayed, or was changed in its place, keeps its id, and with it its tick."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    steps: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, [text for _, text in known], lines, False).get_opcodes():
        ids = [key for key, _ in known[a:b]] if kind in ("equal", "replace") else []
        ids += [new_id() for _ in range(d - c - len(ids))]
        steps += zip(ids, lines[c:d], strict=False)
    return tuple(steps)


def _line(name: str, hint: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    line.setMaxLength(100_000)
    return line


def _text(name: str, hint: str) -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setAccessibleName(name)
    text.setPlaceholderText(hint)
    text.setTabChangesFocus(True)
    text.setFixedHeight(round(_LINES * text.fontMetrics().lineSpacing()) + 24)
    return text
