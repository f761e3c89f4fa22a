"""县情: all that the program knows of the county, to be changed. Stays open until it is on disk."""

from __future__ import annotations

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
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from checklist.profile import CountyProfile
from ui.county.listing import people_text, people_typed, units_typed, year_typed
from ui.county.question_row import QuestionRow
from ui.county.questions import Question

GIVE_UP = "还没有保存。再按一次 Esc 放弃。"
ADVICE = "答案只用来提示哪些事项可能不适用，不会改变任何事项的状态。答不准的留“未定”。"
_EMS, _TALL, _LINES = 28, 34, 4.4


class ProfileEditor(QDialog):
    """Emits the profile to keep; `settle` says what became of it."""

    given = Signal(object)  # a CountyProfile

    def __init__(self, profile: CountyProfile, asked: tuple[Question, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profile = profile
        self._is_warned = False
        self.setWindowTitle("县情")
        self.county = _line("县名", profile.county, "例如 ××县")
        self.year = _line("填报年份", str(profile.year or ""), "例如 2026")
        self.units = _text("单位", "\n".join(profile.units), "一行一个单位，填牵头、配合单位时可选")
        self.people = _text("人员", people_text(profile.people), "一行一人，例如 张三（县科技局）")
        self.rows = tuple(QuestionRow(one, profile.facts.get(one.fact)) for one in asked)
        self.fault = _label("", "fault")
        self.fault.hide()
        self.keep, self.drop = QPushButton("保存"), QPushButton("取消")
        self._was = self._typed()
        self._lay_out()
        self._connect()
        self.county.setFocus()

    def give(self) -> None:
        """Hand over what was typed, if it can be read. Facts that this version does not ask for stay."""
        try:
            year = year_typed(self.year.text())
        except ValueError as error:
            self._refuse(str(error))
            self.year.setFocus()
            return
        facts = dict(self._profile.facts)
        for row in self.rows:
            facts.pop(row.question.fact, None)
            if row.answer is not None:
                facts[row.question.fact] = row.answer
        units, people = units_typed(self.units.toPlainText()), people_typed(self.people.toPlainText())
        self.given.emit(CountyProfile(self.county.text().strip(), year, units, people, facts))

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

    def _typed(self) -> tuple[object, ...]:
        words = (self.county.text(), self.year.text(), self.units.toPlainText(), self.people.toPlainText())
        return (*words, *(row.answer for row in self.rows))

    def _refuse(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        for field in (self.county, self.year, self.units, self.people):
            form.addRow(_label(field.accessibleName(), "fieldTitle"), field)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(_label("Ctrl+S 保存", "quiet"), 1)
        buttons.addWidget(self.drop)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(_label(ADVICE, "quiet"))
        column.addWidget(self._build_questions(), 1)
        column.addWidget(self.fault)
        column.addLayout(buttons)
        ems, room = self.fontMetrics().height(), self.screen().availableGeometry().size()
        self.resize(min(_EMS * ems * 3 // 2, room.width() - 40), min(_TALL * ems, room.height() - 60))

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

    def _connect(self) -> None:
        self.keep.setDefault(True)
        self.keep.clicked.connect(self.give)
        self.drop.clicked.connect(self.reject)
        saving = QAction("保存", self)
        saving.setShortcut(QKeySequence("Ctrl+S"))
        saving.triggered.connect(self.give)
        self.addAction(saving)


def _line(name: str, words: str, hint: str) -> QLineEdit:
    line = QLineEdit(words)
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    line.setMaxLength(100_000)
    return line


def _text(name: str, words: str, hint: str) -> QPlainTextEdit:
    text = QPlainTextEdit(words)
    text.setAccessibleName(name)
    text.setPlaceholderText(hint)
    text.setTabChangesFocus(True)
    text.setFixedHeight(round(_LINES * text.fontMetrics().lineSpacing()))
    return text


def _label(words: str, name: str = "") -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    label.setWordWrap(name != "fieldTitle")
    return label
