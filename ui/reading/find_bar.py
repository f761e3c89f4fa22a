"""The bar of finding in the page: a term typed, how many places hold it, and the way from one to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

_LONGEST = 200
_REMEMBERED = 20


class _Field(QLineEdit):
    """The term. ↑ and ↓ bring back earlier ones; what other keys ask for, the bar answers."""

    recall_requested = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.recall_requested.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # Shift+Enter too, which QLineEdit would take
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """Emits what is typed and what Enter, Shift+Enter, Esc and the buttons ask for; shows what it is told."""

    term_changed = Signal(str)
    step_requested = Signal(int)
    search_requested = Signal(str)
    closing_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._earlier: list[str] = []
        self._recalled = -1
        self.setObjectName("findBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = _Field()
        self.field.setPlaceholderText("在本页查找")
        self.field.setAccessibleName("在本页查找")
        self.field.setToolTip("回车：下一处　Shift+回车：上一处　↑↓：查过的字词　Esc：关闭")
        self.field.setClearButtonEnabled(True)
        self.field.setMaxLength(_LONGEST)
        self.field.textChanged.connect(self.term_changed)
        self.field.recall_requested.connect(self._recall)
        self.count = QLabel()
        self.count.setObjectName("quiet")
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.search_button = QPushButton("检索全部文件")
        self.search_button.clicked.connect(self._ask_for_search)
        self.back, self.onward = _arrow(Qt.ArrowType.UpArrow, "上一处"), _arrow(Qt.ArrowType.DownArrow, "下一处")
        self.back.clicked.connect(self._step_back)
        self.onward.clicked.connect(self._step_onward)
        self._lay_out()
        self.show_count(0, 0)
        self.hide()

    @property
    def term(self) -> str:
        return self.field.text()

    def begin(self, term: str = "") -> None:
        """Open with a term, or with the one left; typing replaces it."""
        self.show()
        if term:
            self.field.setText(term[:_LONGEST])
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def remember(self) -> None:
        """Keep the term among the earlier ones, the latest first."""
        if self.term.strip():
            others = [one for one in self._earlier if one != self.term]
            self._earlier = [self.term, *others][:_REMEMBERED]
        self._recalled = -1

    def show_count(self, place: int, total: int) -> None:
        """第 `place`/`total` 处; what can be done where there is none."""
        is_missing = bool(self.term.strip()) and not total
        words = f"第 {place}/{total} 处" if total else "本页没有找到" if is_missing else ""
        self.count.setText(words)
        self.count.setAccessibleName(words)
        self.search_button.setVisible(is_missing)
        self.back.setVisible(not is_missing)
        self.onward.setVisible(not is_missing)
        self.back.setEnabled(total > 0)
        self.onward.setEnabled(total > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closing_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step_requested.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        closing = QToolButton()
        closing.setText("×")
        closing.setAccessibleName("关闭查找")
        closing.setToolTip("关闭查找　Esc")
        closing.setObjectName("findButton")
        closing.clicked.connect(self.closing_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addWidget(self.search_button)
        for button in (self.back, self.onward, closing):
            row.addWidget(button)

    def _recall(self, by: int) -> None:
        at = min(self._recalled + by, len(self._earlier) - 1)
        if at >= 0:
            self._recalled = at
            self.field.setText(self._earlier[at])

    def _step_back(self) -> None:
        self.step_requested.emit(-1)

    def _step_onward(self) -> None:
        self.step_requested.emit(1)

    def _ask_for_search(self) -> None:
        self.search_requested.emit(self.term)


def _arrow(direction: Qt.ArrowType, words: str) -> QToolButton:
    button = QToolButton()
    button.setArrowType(direction)
    button.setObjectName("findButton")
    button.setAccessibleName(words)
    button.setToolTip(words)
    return button
