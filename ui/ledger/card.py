"""One county duty as a card beside the text: what is asked, its steps to tick, how far it is, and the way to more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from checklist.ledger import Flag
from checklist.progress import Progress, Status
from checklist.standing import Result
from checklist.subjects import is_own
from content.duty import Duty
from ui.labels import duty_label
from ui.ledger.card_words import asked_lines, county_line, flag_line
from ui.ledger.parts import PressedLabel, StepBox, StepRow, force_label, words_label
from ui.ledger.status_button import ReasonBar, StatusButton
from ui.ledger_words import OWN_DUTY
from ui.plain import tip
from ui.theme import Theme

_BELOW_HEAD = 1


class DutyCard(QFrame):
    """Emits what the person asks for; shows progress only when told that it is on disk."""

    step_toggled = Signal(str, str, bool)
    done_toggled = Signal(str, bool)
    status_chosen = Signal(str, object, str)  # with the reason, where one is asked for
    result_chosen = Signal(str, object)
    open_requested = Signal(str)
    place_requested = Signal(str)

    def __init__(self, duty: Duty, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.duty = duty
        self.is_own = is_own(duty.id)
        self.setObjectName("card")
        self.setAccessibleName(duty_label(duty))
        self.boxes: dict[str, StepBox] = {}
        self._is_done = False
        self.status = StatusButton(theme, self, tuple(step.id for step in duty.steps))
        self._reason: ReasonBar | None = None
        self.flags = words_label("", "flags")
        self.county = words_label("", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(4)
        layout.addLayout(self._build_head())
        layout.addWidget(self._build_title())
        layout.addWidget(self.flags)
        self._add_asked(layout)
        self._add_steps(layout, theme)
        layout.addWidget(self.county)
        layout.addLayout(self._build_foot())
        self.status.status_chosen.connect(self._on_status)
        self.status.result_chosen.connect(self._on_result)

    def show_progress(self, progress: Progress, flags: frozenset[Flag] = frozenset()) -> None:
        self.status.show_progress(progress)
        for step, box in self.boxes.items():
            box.setChecked(step in progress.steps)
        self._is_done = progress.status is Status.DONE
        self.done_button.setText("取消办结" if self._is_done else "办结")
        when = f"{progress.changed_at[:10]} {progress.changed_by}" if progress.changed_at else ""
        self._changed.setText(when)
        self._show(self.county, county_line(progress))
        self._show(self.flags, flag_line(flags, progress))
        is_urgent = Flag.OVERDUE in flags
        if self.flags.property("urgent") is not is_urgent:
            self.flags.setProperty("urgent", is_urgent)
            self.flags.style().polish(self.flags)
        if progress.status is Status.NOT_APPLICABLE:
            self._close_reason()

    @property
    def reason(self) -> ReasonBar:
        """Where the reason is typed why the duty does not apply; few cards ever need it."""
        if self._reason is None:
            self._reason = ReasonBar(self)
            self._reason.given.connect(self._on_reason)
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(_BELOW_HEAD, self._reason)
        return self._reason

    def show_refusal(self, sentence: str) -> None:
        """Why the reason that is being typed was not kept."""
        self.reason.show_fault(sentence)

    def _show(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(force_label(self.duty.force), 0, Qt.AlignmentFlag.AlignVCenter)
        if self.is_own:
            row.addWidget(words_label(OWN_DUTY, "ownMark", wraps=False), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        row.addWidget(self.status)
        return row

    def _build_title(self) -> QLabel:
        title = PressedLabel(self.duty.title, self, takes_keys=True)
        title.setObjectName("cardTitle")
        title.setAccessibleName(self.duty.title)
        title.setToolTip(tip(self.duty.quote))
        title.pressed.connect(self._on_title_pressed)
        return title

    def _add_asked(self, layout: QVBoxLayout) -> None:
        lines = asked_lines(self.duty)
        if lines:
            layout.addWidget(words_label("\n".join(lines), "quiet"))

    def _add_steps(self, layout: QVBoxLayout, theme: Theme) -> None:
        for step in self.duty.steps:
            row = StepRow(step, theme, self, self.is_own)
            row.wished.connect(self._on_step)
            self.boxes[step.id] = row.box
            layout.addWidget(row)

    def _build_foot(self) -> QHBoxLayout:
        self.done_button, self.open_button = QPushButton(), QPushButton("打开")
        self.done_button.clicked.connect(self._on_done_clicked)
        self.open_button.clicked.connect(self._on_open_clicked)
        self.open_button.setToolTip("打开事项（Ctrl+E）：分工、时限、进展、佐证、历史")
        self._changed = words_label("", "quiet")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._changed, 1)
        row.addWidget(self.open_button)
        row.addWidget(self.done_button)
        return row

    def _on_step(self, step: str, done: bool) -> None:
        self.step_toggled.emit(self.duty.id, step, done)

    def _on_done_clicked(self) -> None:
        self.done_toggled.emit(self.duty.id, not self._is_done)

    def _on_status(self, status: Status) -> None:
        if status is Status.NOT_APPLICABLE:
            self.reason.ask()
        else:
            self._close_reason()
            self.status_chosen.emit(self.duty.id, status, "")

    def _close_reason(self) -> None:
        if self._reason is not None:
            self._reason.close_bar()

    def _on_reason(self, reason: str) -> None:
        self.status_chosen.emit(self.duty.id, Status.NOT_APPLICABLE, reason)

    def _on_result(self, result: Result) -> None:
        self.result_chosen.emit(self.duty.id, result)

    def _on_open_clicked(self) -> None:
        self.open_requested.emit(self.duty.id)

    def _on_title_pressed(self) -> None:
        (self.open_requested if self.is_own else self.place_requested).emit(self.duty.id)
