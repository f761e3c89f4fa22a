"""How cells are drawn and edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from checklist.ledger import Flag, LedgerRow
from checklist.standing import Status
from ui.grid.columns import COLUMNS, Kind
from ui.grid.editors import ChoiceEdit, DayEdit, LineEdit, LongEdit
from ui.grid.icons import status_icon
from ui.grid.ledger_session import LedgerSession
from ui.grid.model import ENTRY_ROLE, Index
from ui.grid.words import ENTRIES_KEYS, LONG_KEYS, NO, YES
from ui.labels import STATUS
from ui.ledger_words import RESULT
from ui.theme import Size, Theme

_CHOICES = {"status": tuple(STATUS.values()), "result": tuple(RESULT.values()), "blocked": (NO, YES)}
_SHEET = QSize(380, 148)
_MARK = 16
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class CellDelegate(QStyledItemDelegate):
    """Draws a status with its shape and a date that needs a hand in its ink, and brings the editor of the column."""

    def __init__(self, session: LedgerSession, theme: Theme, size: Size, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self.theme, self.size = session, theme, size

    # drawing

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        drawn, entry = cast("Any", option), index.data(ENTRY_ROLE)
        if not isinstance(entry, LedgerRow):
            return
        drawn.state &= ~QStyle.StateFlag.State_HasFocus  # the table draws the ring around the current cell
        field = COLUMNS[index.column()].field
        ink = self._ink(entry, field)
        if ink:
            drawn.palette.setColor(QPalette.ColorRole.Text, QColor(ink))
            drawn.palette.setColor(QPalette.ColorRole.HighlightedText, QColor(ink))
        if field == "status":
            drawn.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            drawn.decorationSize = QSize(self.size.px(_MARK), self.size.px(_MARK))
            drawn.icon = status_icon(entry.status, ink or self.theme.text, self.size.px(_MARK))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Heads are drawn by the table, across all columns."""
        if isinstance(index.data(ENTRY_ROLE), LedgerRow):
            super().paint(painter, option, index)

    def _ink(self, row: LedgerRow, field: str) -> str:
        if field == "due":
            late = {Flag.OVERDUE: self.theme.must, Flag.DUE_SOON: self.theme.promote}
            return next((ink for flag, ink in late.items() if flag in row.flags), "")
        if field == "status":
            return {Status.DONE: self.theme.encourage, Status.IN_PROGRESS: self.theme.accent}.get(
                row.status, self.theme.quiet
            )
        if field == "force":
            return self.theme.force(row.force)
        return self.theme.quiet if field in ("number", "clause", "quote", "chapter") else ""

    # editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = COLUMNS[index.column()]
        editor = _EDITORS[column.kind](self, parent, column.field)
        editor.setAccessibleName(column.title)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QLineEdit):
            if not editor.isModified():  # the row may change under an open editor
                editor.setText(text)
        elif isinstance(editor, QPlainTextEdit):
            if not editor.toPlainText():
                editor.setPlainText(text)
                editor.moveCursor(editor.textCursor().MoveOperation.End)
        elif isinstance(editor, QComboBox):
            entry = index.data(ENTRY_ROLE)
            word = STATUS[entry.status] if COLUMNS[index.column()].field == "status" else text
            editor.setCurrentText(word)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())
        elif isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText())
        elif isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        cell = QRect(cast("Any", option).rect)
        parent = editor.parentWidget()
        if isinstance(editor, LongEdit) and parent is not None:
            wanted = QSize(self.size.px(_SHEET.width()), self.size.px(_SHEET.height()))
            cell.setSize(cell.size().expandedTo(wanted).boundedTo(parent.size()))
            cell.moveLeft(max(0, min(cell.left(), parent.width() - cell.width())))
            cell.moveTop(max(0, min(cell.top(), parent.height() - cell.height())))
        editor.setGeometry(cell)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """A day that does not exist is not taken: the editor stays and says why."""
        leaves = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _LEAVING
        if leaves and isinstance(editor, DayEdit) and not editor.hasAcceptableInput():
            editor.show_why()
            return True
        return super().eventFilter(editor, event)

    def _line(self, parent: QWidget, field: str) -> QWidget:
        known = self._session.people if field == "person" else self._session.units
        return LineEdit(known, parent)

    def _day(self, parent: QWidget, field: str) -> QWidget:
        return DayEdit(self._session.day, parent)

    def _choice(self, parent: QWidget, field: str) -> QWidget:
        editor = ChoiceEdit(_CHOICES[field], parent)
        editor.activated.connect(self._on_finished)
        QTimer.singleShot(0, editor, editor.showPopup)  # once it has its place and its word
        return editor

    def _sheet(self, parent: QWidget, field: str) -> QWidget:
        editor = LongEdit(ENTRIES_KEYS if field == "entries" else LONG_KEYS, parent)
        editor.finished.connect(self._on_finished)
        return editor

    def _on_finished(self) -> None:
        editor = self.sender()
        assert isinstance(editor, QWidget)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


_EDITORS: dict[Kind, Callable[[CellDelegate, QWidget, str], QWidget]] = {
    Kind.LINE: CellDelegate._line,
    Kind.NAMES: CellDelegate._line,
    Kind.DAY: CellDelegate._day,
    Kind.CHOICE: CellDelegate._choice,
    Kind.LONG: CellDelegate._sheet,
    Kind.ENTRIES: CellDelegate._sheet,
}
