"""One county duty as a card: what is asked, by whom, how strongly, and its steps to tick."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from checklist.progress import Progress, Status
from content.duty import Basis, Duty, Step
from ui.labels import FORCE, STATUS
from ui.reading.marks import MARK_SIZE, paint_mark
from ui.theme import Theme


class _StatusMark(QWidget):
    """The shape of a duty's status."""

    def __init__(self, color: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._color = QColor(color)
        self._status = Status.NOT_STARTED
        self.setFixedSize(QSize(MARK_SIZE, MARK_SIZE))

    def show_status(self, status: Status) -> None:
        self._status = status
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), QRectF(self.rect()), self._status, self._color)


class StepBox(QCheckBox):
    """A step's box, drawn in the shapes of the margin."""

    def __init__(self, step: Step, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.step = step.id
        self._theme = theme
        self.setAccessibleName(step.text)

    def sizeHint(self) -> QSize:
        return QSize(MARK_SIZE + 8, MARK_SIZE + 8)

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(4, 4, MARK_SIZE, MARK_SIZE)
        status = Status.DONE if self.isChecked() else Status.NOT_STARTED
        paint_mark(painter, box, status, QColor(self._theme.accent if self.isChecked() else self._theme.quiet))
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 4, 4)


class _WrappedLabel(QLabel):
    """Text that wraps (a QCheckBox's own text does not); a click on it is a click on its box."""

    clicked = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()


class DutyCard(QFrame):
    """Emits what the person asks for; shows progress only when told that it is on disk."""

    step_toggled = Signal(str, str, bool)
    done_toggled = Signal(str, bool)
    place_requested = Signal(str)

    def __init__(self, duty: Duty, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.duty = duty
        self.setObjectName("card")
        self.boxes: dict[str, StepBox] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(6)
        layout.addLayout(self._build_head(theme))
        layout.addWidget(self._build_title())
        layout.addWidget(self._build_facts())
        for step in duty.steps:
            layout.addLayout(self._build_step(step, theme))
        layout.addLayout(self._build_foot())

    def show_progress(self, progress: Progress) -> None:
        done, total = len(progress.steps & set(self.boxes)), len(self.boxes)
        self._mark.show_status(progress.status)
        self._status.setText(f"{STATUS[progress.status]} {done}/{total}")
        for step, box in self.boxes.items():
            box.setChecked(step in progress.steps)
        is_done = progress.status is Status.DONE
        self.done_button.setText("取消办结" if is_done else "标为已办结")
        self._is_done = is_done
        when = f"{progress.changed_at[:10]} {progress.changed_by}" if progress.changed_at else ""
        self._changed.setText(when)

    def _build_head(self, theme: Theme) -> QHBoxLayout:
        color = theme.force(self.duty.force)
        force = QLabel(FORCE[self.duty.force])
        force.setStyleSheet(f"color: {color}; border: 1px solid {color}; border-radius: 4px; padding: 1px 6px;")
        self._mark = _StatusMark(color, self)
        self._status = QLabel()
        self._status.setObjectName("quiet")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(force)
        row.addStretch()
        row.addWidget(self._mark)
        row.addWidget(self._status)
        return row

    def _build_title(self) -> QLabel:
        title = _WrappedLabel(self.duty.title, self)
        title.setObjectName("cardTitle")
        title.setToolTip(self.duty.quote)
        title.setCursor(Qt.CursorShape.PointingHandCursor)
        title.clicked.connect(self._on_title_clicked)
        return title

    def _build_facts(self) -> QLabel:
        duty = self.duty
        facts = [("主体", duty.actor), ("适用", duty.applies_to), ("指标", duty.indicator), ("时限", duty.deadline)]
        label = _WrappedLabel("\n".join(f"{name}　{value}" for name, value in facts if value), self)
        label.setObjectName("quiet")
        return label

    def _build_step(self, step: Step, theme: Theme) -> QHBoxLayout:
        box = StepBox(step, theme, self)
        ours = "" if step.basis is Basis.TEXT else "（编者建议）"
        label = _WrappedLabel(step.text + ours, self)
        label.clicked.connect(box.click)
        box.clicked.connect(self._on_step_clicked)
        self.boxes[step.id] = box
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
        return row

    def _build_foot(self) -> QHBoxLayout:
        self.done_button = QPushButton()
        self.done_button.clicked.connect(self._on_done_clicked)
        self._changed = QLabel()
        self._changed.setObjectName("quiet")
        row = QHBoxLayout()
        row.addWidget(self._changed)
        row.addStretch()
        row.addWidget(self.done_button)
        return row

    def _on_step_clicked(self, checked: bool) -> None:
        box = self.sender()
        assert isinstance(box, StepBox)
        box.setChecked(not checked)  # drawn as ticked only once it is on disk: see show_progress
        self.step_toggled.emit(self.duty.id, box.step, checked)

    def _on_done_clicked(self) -> None:
        self.done_toggled.emit(self.duty.id, not self._is_done)

    def _on_title_clicked(self) -> None:
        self.place_requested.emit(self.duty.id)
