"""县情: all that the program knows of the county, to be changed. Stays open until it is on disk."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from checklist.profile import CountyProfile
from ui.county.listing import people_text, people_typed, units_typed, year_typed
from ui.county.question_row import QuestionRow
from ui.county.questions import Question
from ui.form_dialog import FormDialog, label, line_field, text_field

ADVICE = "答案只用来提示哪些事项可能不适用，不会改变任何事项的状态。答不准的留“未定”。"
_EMS, _TALL, _LINES = 28, 34, 4.4


class ProfileEditor(FormDialog):
    """Gives a CountyProfile."""

    def __init__(self, profile: CountyProfile, asked: tuple[Question, ...], parent: QWidget | None = None) -> None:
        super().__init__("县情", parent)
        self._profile = profile
        self.county = line_field("县名", profile.county, "例如 ××县")
        self.year = line_field("填报年份", str(profile.year or ""), "例如 2026")
        units, hint = "\n".join(profile.units), "一行一个单位，填牵头、配合单位时可选"
        self.units = text_field("单位", units, hint, _LINES)
        people, hint = people_text(profile.people), "一行一人，例如 张三（县科技局）"
        self.people = text_field("人员", people, hint, _LINES)
        self.rows = tuple(QuestionRow(one, profile.facts.get(one.fact)) for one in asked)
        below = (label(ADVICE, "quiet"), self._build_questions())
        self.begin(self.county, self.year, self.units, self.people, below=below)
        ems, room = self.fontMetrics().height(), self.screen().availableGeometry().size()
        self.resize(min(_EMS * ems * 3 // 2, room.width() - 40), min(_TALL * ems, room.height() - 60))

    def give(self) -> None:
        """Hand over what was typed, if it can be read. Facts that this version does not ask for stay."""
        try:
            year = year_typed(self.year.text())
        except ValueError as error:
            self.refuse(str(error))
            self.year.setFocus()
            return
        facts = dict(self._profile.facts)
        for row in self.rows:
            facts.pop(row.question.fact, None)
            if row.answer is not None:
                facts[row.question.fact] = row.answer
        units, people = units_typed(self.units.toPlainText()), people_typed(self.people.toPlainText())
        self.given.emit(CountyProfile(self.county.text().strip(), year, units, people, facts))

    def typed(self) -> tuple[object, ...]:
        words = (self.county.text(), self.year.text(), self.units.toPlainText(), self.people.toPlainText())
        return (*words, *(row.answer for row in self.rows))

    def _build_questions(self) -> QWidget:
        holder = QWidget()
        holder.setObjectName("tabPage")
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(8)
        for row in self.rows:
            rows.addWidget(row)
        area = QScrollArea()
        area.setObjectName("tabArea")
        area.setFrameStyle(0)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        return area
