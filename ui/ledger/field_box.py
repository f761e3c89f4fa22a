"""One field of an opened card: its name, where it is typed, and beside it why a value was refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.ledger.field_kinds import FieldKind
from ui.ledger.parts import words_label

_LINES, _PASTED = 2.6, 100_000
_STAYING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
_PARTS = "、，,；;"


class FieldBox(QWidget):
    """Emits the value when its place is left; what is refused stays where it was typed.

    `leave` is what Ctrl+S and closing call; it emits `left` only where something was typed.
    """

    left = Signal(str, object)

    def __init__(self, kind: FieldKind, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent)
        self.kind, self._today = kind, today
        self._kept = ""
        self._offered = QStringListModel(self)
        self.title = words_label(kind.title, "fieldTitle", wraps=False)
        self.editor = self._build_editor()
        self.fault = words_label("", "fault")
        self.fault.hide()
        self.editor.setAccessibleName(kind.title)
        self.editor.installEventFilter(self)
        self.title.setBuddy(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self.title, self.editor, self.fault):
            column.addWidget(part)

    @property
    def text(self) -> str:
        editor = self.editor
        return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not on disk."""
        return self.text != self._kept

    def show_text(self, text: str) -> None:
        """What is on disk. What is being typed stays."""
        was_changed, self._kept = self.is_changed, text
        if not was_changed or self.text == text:
            self._set(text)

    def begin(self, text: str) -> None:
        """Another duty: nothing typed is left."""
        self._kept = text
        self._set(text)

    def offer(self, words: tuple[str, ...]) -> None:
        self._offered.setStringList(list(words))

    def leave(self) -> None:
        if not self.is_changed:
            self.show_fault("")
            return
        try:
            value = self.kind.read(self.text, self._today())
        except ValueError as error:
            self.show_fault(str(error))
            return
        self.left.emit(self.kind.field, value)

    def settle(self, refusal: str, text: str) -> None:
        """What became of the value: on disk, as `text`, or refused."""
        self.show_fault(refusal)
        if not refusal:
            self.begin(text)

    def show_fault(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving for a menu or a list of offers is not leaving. Nothing typed: Ctrl+Z is not the field's own."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STAYING:
            self.leave()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return event.matches(QKeySequence.StandardKey.Undo) and not self.is_changed
        return False

    def _set(self, text: str) -> None:
        self.show_fault("")
        if self.text != text:
            editor = self.editor
            editor.setPlainText(text) if isinstance(editor, QPlainTextEdit) else editor.setText(text)

    def _build_editor(self) -> QLineEdit | QPlainTextEdit:
        if self.kind.is_long:
            editor = QPlainTextEdit(self)
            editor.setTabChangesFocus(True)
            editor.setFixedHeight(round(_LINES * editor.fontMetrics().lineSpacing()) + 24)
            return editor
        line = QLineEdit(self)
        line.setMaxLength(_PASTED)  # Qt would cut what is pasted at 32,767 without a word
        line.setPlaceholderText(self.kind.hint)
        line.returnPressed.connect(self.leave)
        if self.kind.offers:
            line.setCompleter(self._build_completer())
        return line

    def _build_completer(self) -> QCompleter:
        completer = _PartCompleter(self) if self.kind.field == "supporting" else QCompleter(self)
        completer.setModel(self._offered)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        return completer


class _PartCompleter(QCompleter):
    """Offers for the last of several names."""

    def splitPath(self, path: str) -> list[str]:
        return [path[_last_part(path) :].strip()]

    def pathFromIndex(self, index: object) -> str:
        line = self.widget()
        typed = line.text() if isinstance(line, QLineEdit) else ""
        chosen = super().pathFromIndex(index)  # type: ignore[arg-type]
        return typed[: _last_part(typed)] + chosen


def _last_part(text: str) -> int:
    return max((text.rfind(mark) for mark in _PARTS), default=-1) + 1
