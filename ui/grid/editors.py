"""What a cell is edited with: a line, a day, a choice, or a sheet larger than the cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QValidator
from PySide6.QtWidgets import QComboBox, QCompleter, QLabel, QLineEdit, QPlainTextEdit, QToolTip, QWidget

from ui.days import read_day
from ui.grid.words import DAY_EXAMPLE, DAY_WRONG

_FOOT = 26
_LIST = "[、,，;；]"


class _Completer(QCompleter):
    """Completes the last name of a list."""

    def splitPath(self, path: str) -> list[str]:
        return [re.split(_LIST, path)[-1].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        line = self.widget()
        before = line.text() if isinstance(line, QLineEdit) else ""
        return before[: len(before) - len(re.split(_LIST, before)[-1])] + super().pathFromIndex(index)


class LineEdit(QLineEdit):
    """A line that offers what is known. After a list mark the next name is offered."""

    def __init__(self, known: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        completer = _Completer(QStringListModel(list(known), self), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.setMaxLength(2000)


class _Days(QValidator):
    def __init__(self, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._today = today

    def validate(self, text: str, at: int) -> object:
        fits = not text.strip() or read_day(text, self._today) is not None
        return QValidator.State.Acceptable if fits else QValidator.State.Intermediate


class DayEdit(QLineEdit):
    """A day as people write it; the arrow keys go a day on or back."""

    def __init__(self, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._today = today
        self.setValidator(_Days(today, self))
        self.setPlaceholderText(DAY_EXAMPLE)
        self.setMaxLength(40)

    def show_why(self) -> None:
        """Say that there is no such day, beside it."""
        QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), DAY_WRONG, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {int(Qt.Key.Key_Up): 1, int(Qt.Key.Key_Down): -1}.get(event.key())
        day = read_day(self.text(), self._today) or (self._today if not self.text() else None)
        if by is None or day is None:
            super().keyPressEvent(event)
        else:
            self.setText((day + timedelta(days=by)).isoformat())


class ChoiceEdit(QComboBox):
    """One of a few words."""

    def __init__(self, choices: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.addItems(list(choices))


class LongEdit(QPlainTextEdit):
    """Paragraphs, with the keys named below them. Enter begins a line."""

    finished = Signal()

    def __init__(self, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ledgerSheet")
        self.setTabChangesFocus(True)
        self._foot = QLabel(keys, self)
        self._foot.setObjectName("quiet")
        self._foot.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._height = max(_FOOT, self._foot.sizeHint().height() + 8)
        self.setViewportMargins(0, 0, 0, self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._foot.setGeometry(inside.left() + 4, inside.bottom() - self._height, inside.width() - 8, self._height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)
