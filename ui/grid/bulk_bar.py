"""Many rows at once: what is selected, and what can be said of all of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from ui.grid.editors import DayEdit, LineEdit
from ui.grid.ledger_session import LedgerSession
from ui.grid.words import DAY_EXAMPLE
from ui.labels import STATUS

_TITLES = {"status": "状态", "lead": "牵头单位", "person": "责任人", "due": "完成时限"}
_WIDE = DAY_EXAMPLE  # the longest that stands in a field


class BulkBar(QFrame):
    """`given` carries a field and its text for all selected rows."""

    given = Signal(str, str)

    def __init__(self, session: LedgerSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._field = session, ""
        self.setObjectName("bulkBar")
        self.count = QLabel()
        self.buttons = {field: QPushButton(f"{title}…") for field, title in _TITLES.items()}
        self._holder = _Holder()
        self._holder.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._holder.left.connect(self.close_field)
        self.save_button, self.leave_button = QPushButton("全部改为此项"), QPushButton("放弃")
        self.save_button.clicked.connect(self._on_save)
        self.leave_button.clicked.connect(self.close_field)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self.count)
        for field, button in self.buttons.items():
            button.setProperty("field", field)
            button.clicked.connect(self._on_button)
            row.addWidget(button)
        for part in (self._holder, self.save_button, self.leave_button):
            row.addWidget(part)
        row.addStretch()
        self.show_count(0)

    def show_count(self, rows: int) -> None:
        """How many rows are selected; one alone is edited in its cells."""
        self.count.setText(f"已选 {rows} 项")
        self.setVisible(rows > 1 and not self._session.why_not)
        self.close_field()

    def close_field(self) -> None:
        self._show_field("")

    @property
    def field(self) -> QWidget | None:
        """What the value is given in, None while no field is chosen."""
        return self._holder.currentWidget() if self._field else None

    def _on_button(self) -> None:
        self._show_field(str(self.sender().property("field")))

    def _show_field(self, field: str) -> None:
        self._field = field
        self._holder.clear()
        if field:
            editor = self._build_editor(field)
            editor.setAccessibleName(_TITLES[field])
            editor.setFixedWidth(editor.fontMetrics().horizontalAdvance(_WIDE) + 24)
            self._holder.addWidget(editor)
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (self._holder, self.save_button, self.leave_button):
            part.setVisible(bool(field))
        for button in self.buttons.values():
            button.setVisible(not field)

    def _build_editor(self, field: str) -> QWidget:
        if field == "status":
            return _choice(tuple(STATUS.values()))
        if field == "due":
            day = DayEdit(self._session.day, self)
            day.returnPressed.connect(self._on_save)
            return day
        line = LineEdit(self._session.people if field == "person" else self._session.units, self)
        line.setPlaceholderText(_TITLES[field])
        line.returnPressed.connect(self._on_save)
        return line

    def _on_save(self) -> None:
        editor, field = self.field, self._field
        if isinstance(editor, DayEdit) and not editor.hasAcceptableInput():
            editor.show_why()
            return
        text = editor.currentText() if isinstance(editor, QComboBox) else ""
        text = editor.text() if isinstance(editor, QLineEdit) else text
        self.close_field()
        self.given.emit(field, text)


class _Holder(QStackedWidget):
    """Where the field stands; Esc leaves it."""

    left = Signal()

    def clear(self) -> None:
        while self.count():
            widget = self.widget(0)
            self.removeWidget(widget)
            widget.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _choice(words: Sequence[str]) -> QComboBox:
    box = QComboBox()
    box.addItems(list(words))
    return box
