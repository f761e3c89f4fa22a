"""One goal of the text, with the county's own value beside it."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from checklist.indicators import Actual, reaches
from content.indicator import Indicator
from ui.board.goal_form import GoalForm
from ui.board.pieces import label
from ui.board.source import BoardSource
from ui.board.words import TARGET_PASSED, actual_words, gap_words, goal_words, is_of_counties
from ui.plain import tip
from ui.theme import Size, Theme

_GAUGE = 16
Look = tuple[Theme, Size]


class GoalCard(QFrame):
    """Edits in place; shows a value once it is on disk."""

    place_chosen = Signal(str, str)

    def __init__(self, goal: Indicator, source: BoardSource, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.goal, self._source = goal, source
        self.form: GoalForm | None = None
        self.setObjectName("goalCard")
        self.actual, self.gap = label(), label("", "quiet")
        self.gauge = Gauge(goal, look)
        self.edit_button, self.place_button = QPushButton(), QPushButton("看原文")
        self.edit_button.clicked.connect(self.open_form)
        self.place_button.clicked.connect(self._on_place)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 12)
        self._column.setSpacing(4)
        title = label(goal.subject, "cardTitle")
        title.setToolTip(tip(goal.quote))
        for part in (
            title,
            self._build_goal(),
            label(f"范围　{goal.scope}", "quiet"),
            self.actual,
            self.gauge,
            self.gap,
        ):
            self._column.addWidget(part)
        self._column.addStretch()
        self._column.addLayout(self._build_foot())
        self.show_actual()

    def show_actual(self) -> None:
        """What the record says now."""
        given = self._source.actual(self.goal)
        is_reached = reaches(self.goal, given)
        self.actual.setText(f"本县　{actual_words(self.goal, given)}")
        self.gap.setText(gap_words(self.goal, given, is_reached))
        self.gap.setVisible(bool(self.gap.text()))
        self.gauge.show_actual(given)
        self.edit_button.setText("填写本县数值" if given == Actual() else "修改")
        self.edit_button.setAccessibleName(f"{self.edit_button.text()}：{self.goal.subject}")
        self.edit_button.setEnabled(not self._source.why_not)
        self.edit_button.setToolTip(tip(self._source.why_not))

    def open_form(self) -> None:
        self.close_form()
        self.form = GoalForm(self.goal, self._source.actual(self.goal))
        self.form.given.connect(self._on_given)
        self.form.left.connect(self._on_left)
        self._column.addWidget(self.form)
        self._foot_shown(False)
        self.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self._foot_shown(True)

    def _build_goal(self) -> QLabel:
        is_past = self.goal.year is not None and int(self.goal.year) < self._source.day.year
        words = f"目标　{goal_words(self.goal)}"
        return label(f"{words}　{TARGET_PASSED}" if is_past else words)

    def _build_foot(self) -> QHBoxLayout:
        self.place_button.setObjectName("linkButton")
        self.place_button.setAccessibleName(f"看原文：{self.goal.subject}")
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(self.edit_button)
        row.addWidget(self.place_button)
        row.addStretch()
        return row

    def _foot_shown(self, is_shown: bool) -> None:
        self.edit_button.setVisible(is_shown)
        self.place_button.setVisible(is_shown)

    def _on_given(self, given: Actual) -> None:
        if self._source.set_actual(self.goal, given):
            self.close_form()
            self.show_actual()
            self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_left(self) -> None:
        self.close_form()
        self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_place(self) -> None:
        self.place_chosen.emit(self.goal.doc, self.goal.clause)


class Gauge(QWidget):
    """The county's value as a bar against the goal as a line; only for goals set for counties."""

    def __init__(self, goal: Indicator, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._goal = goal
        self._theme, size = look
        self._actual = Actual()
        self.setFixedHeight(size.px(_GAUGE))

    def show_actual(self, given: Actual) -> None:
        self._actual = given
        self.setVisible(given.value is not None and is_of_counties(self._goal))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        value = self._actual.value or 0.0
        most = max(self._goal.value, value) * 1.15 or 1.0
        painter = QPainter(self)
        track = QRectF(0, self.height() * 0.3, self.width(), self.height() * 0.4)
        painter.fillRect(track, QColor(self._theme.line))
        painter.fillRect(
            QRectF(0, track.top(), max(0.0, track.width() * value / most), track.height()), QColor(self._theme.accent)
        )
        at = round(track.width() * self._goal.value / most) + 0.5
        painter.setPen(QPen(QColor(self._theme.text), 2))
        painter.drawLine(QLineF(at, 0, at, self.height()))
