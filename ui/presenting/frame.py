"""The frame of a screen: where we are above; how far, what the keys do, and the line for a record below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui.fonts import Role
from ui.presenting.duty_head import plain_label, sized

_MOST_CHARACTERS = 1000
_BAR = 4


class Head(QWidget):
    """The headings above the clause, the document's number, and the choice of what is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path, self.source = plain_label("quiet"), plain_label("quiet")
        self.path.setWordWrap(True)
        self.choose = QPushButton("选择内容")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.path, 1)
        row.addWidget(self.source)
        row.addWidget(self.choose)

    def scale(self, pixels: int) -> None:
        for part in (self.path, self.source):
            part.setFont(sized(Role.INTERFACE, pixels))
        self.choose.setFont(sized(Role.INTERFACE, round(pixels * 0.8)))


class Foot(QWidget):
    """Hints at the left, the count at the right, a bar under both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hints, self.said, self.count = plain_label("quiet"), plain_label(), plain_label("quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(_BAR)
        self.bar.setAccessibleName("投屏进度")
        row = QHBoxLayout()
        row.addWidget(self.hints, 1)
        row.addWidget(self.said)
        row.addSpacing(24)
        row.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.bar)

    def scale(self, pixels: int) -> None:
        parts: tuple[QLabel, ...] = (self.hints, self.said, self.count)
        for part in parts:
            part.setFont(sized(Role.INTERFACE, round(pixels * 0.75)))

    def show_place(self, at: int, total: int, page: str) -> None:
        """`at` counts from 0; `page` says which page of a long text this is."""
        self.count.setText("　".join(filter(None, (page, f"{at + 1}/{total}"))))
        self.bar.setRange(0, total)
        self.bar.setValue(at + 1)


class RecordLine(QLineEdit):
    """One line of 会议记录. Return hands it over, Esc lets it be."""

    given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_MOST_CHARACTERS)
        self.setPlaceholderText("会议记录：谁来办、何时办到哪一步。回车记下，Esc 取消")
        self.setAccessibleName("会议记录")
        self.hide()

    def begin(self) -> None:
        self.clear()
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every key stays here: what is typed must not turn the slide."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self.given.emit(self.text().strip())
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
        event.accept()
