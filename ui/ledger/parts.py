"""The small parts of a duty on screen: its force, the shape of its status, a step's box, words that can be pressed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from checklist.standing import Status
from content.duty import Basis, Force, Step
from ui.labels import FORCE
from ui.reading.marks import MARK_SIZE, paint_mark
from ui.theme import Theme

OURS = "（编者建议）"
_MARK_TO_LINE = 0.84


def words_label(words: str, name: str = "", wraps: bool = True) -> QLabel:
    """A label that shows every character as it is."""
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    label.setWordWrap(wraps)
    label.setIndent(0)  # a border would move the words else
    return label


def force_label(force: Force) -> QLabel:
    """How strongly the text speaks, in the colour of that force."""
    label = words_label(FORCE[force], "force", wraps=False)
    label.setProperty("force", force.value)
    return label


def mark_size(widget: QWidget) -> int:
    """The side of a mark beside a widget's words, in pixels."""
    return max(MARK_SIZE, round(widget.fontMetrics().height() * _MARK_TO_LINE))


def status_picture(status: Status, color: str, beside: QWidget) -> QPixmap:
    """The shape of a status as a picture for a widget, sharp on its screen."""
    side, ratio = mark_size(beside), beside.devicePixelRatioF()
    picture = QPixmap(QSize(side, side) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_mark(painter, QRectF(0, 0, side, side), status, QColor(color))
    painter.end()
    return picture


class StepBox(QCheckBox):
    """A step's box, drawn in the shapes of the margin; ticked only once it is on disk."""

    wished = Signal(str, bool)

    def __init__(self, step: Step, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.step = step.id
        self._theme = theme
        self.setAccessibleName(step.text)
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        return QSize(mark_size(self) + 8, mark_size(self) + 8)

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(4, 4, mark_size(self), mark_size(self))
        status = Status.DONE if self.isChecked() else Status.NOT_STARTED
        paint_mark(painter, box, status, QColor(self._theme.accent if self.isChecked() else self._theme.quiet))
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 4, 4)

    def _on_clicked(self, checked: bool) -> None:
        self.setChecked(not checked)  # drawn as ticked only once it is on disk
        self.wished.emit(self.step, checked)


class PressedLabel(QLabel):
    """Words that wrap (a button's do not) and can be pressed: by click, and by keyboard where it `takes_keys`."""

    pressed = Signal()

    def __init__(self, words: str, parent: QWidget, takes_keys: bool = False) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)
        self.setWordWrap(True)
        self.setIndent(0)
        if takes_keys:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class StepRow(QWidget):
    """A step: its box and its words, said to be ours where they are."""

    wished = Signal(str, bool)

    def __init__(self, step: Step, theme: Theme, parent: QWidget, is_own: bool = False) -> None:
        """`is_own`: the county's own step, neither said by a text nor proposed by us."""
        super().__init__(parent)
        self.box = StepBox(step, theme, self)
        is_ours = step.basis is not Basis.TEXT and not is_own
        words = PressedLabel(step.text + (OURS if is_ours else ""), self)
        words.pressed.connect(self.box.click)
        self.box.wished.connect(self.wished)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
