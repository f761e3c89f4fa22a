"""本地事项: a duty of the county's own, typed in. Stays open until it is on disk, so that a refusal loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from difflib import SequenceMatcher

from PySide6.QtWidgets import QComboBox, QWidget

from checklist.journal import new_id
from checklist.own_duties import OwnDuty
from content.duty import Force
from ui.form_dialog import FormDialog, line_field, text_field
from ui.labels import FORCE
from ui.ledger.day_reading import day_typed
from ui.ledger.own_source import document_of, source_of, words_of
from ui.ledger_words import OWN_DUTY

_EMS, _LINES = 30, 4.6


class OwnEditor(FormDialog):
    """Gives an OwnDuty."""

    def __init__(self, today: Callable[[], date], duty: OwnDuty | None = None, parent: QWidget | None = None) -> None:
        super().__init__(f"修改{OWN_DUTY}" if duty else f"新建{OWN_DUTY}", parent)
        self._today = today
        self._duty = known = duty or OwnDuty("")
        deadline = known.deadline.isoformat() if known.deadline else ""
        steps = "\n".join(text for _, text in known.steps)
        self.title = line_field("事项", known.title, "要办的一件事")
        self.document = line_field("依据文件", document_of(known.source), "例如 ×市府发〔2026〕3号")
        self.words = text_field("条款原文", words_of(known.source), "照录文件原话", _LINES)
        self.actor = line_field("主体", known.actor, "谁来办，例如 县科技局")
        self.deadline = line_field("完成时限", deadline, "例如 2026-12-31、12.31；没有可不填")
        self.steps = text_field("步骤", steps, "一行一个步骤", _LINES)
        self.force = QComboBox()
        self.force.setAccessibleName("力度")
        for force, word in FORCE.items():
            self.force.addItem(word, force)
        self.force.setCurrentIndex(self.force.findData(known.force))
        self.title.setMinimumWidth(_EMS * self.fontMetrics().averageCharWidth() * 2)
        self.begin(self.title, self.document, self.words, self.force, self.actor, self.deadline, self.steps)

    def give(self) -> None:
        """Hand over what was typed, if it can be read."""
        try:
            deadline = day_typed(self.deadline.text(), self._today())
        except ValueError as error:
            self.refuse(f"完成时限：{error}")
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

    def typed(self) -> tuple[str, ...]:
        lines = (self.title.text(), self.document.text(), self.actor.text(), self.deadline.text())
        return (*lines, str(self.force.currentData()), self.words.toPlainText(), self.steps.toPlainText())


def _steps(known: tuple[tuple[str, str], ...], typed: str) -> tuple[tuple[str, str], ...]:
    """A line a step. A line that stayed, or was changed in its place, keeps its id, and with it its tick."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    steps: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, [text for _, text in known], lines, False).get_opcodes():
        ids = [key for key, _ in known[a:b]] if kind in ("equal", "replace") else []
        ids += [new_id() for _ in range(d - c - len(ids))]
        steps += zip(ids, lines[c:d], strict=False)
    return tuple(steps)
