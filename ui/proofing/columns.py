"""The two texts side by side on one page: rows of clauses, marks of shape and tint, only to be read."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QKeyEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from ui.fonts import Role, font_of
from ui.proofing.cells import Look, Piece, Row
from ui.sealed_browser import SealedBrowser
from ui.theme import TEXT_SIZE, Theme

_COLUMNS = 3  # the name of the clause, ours, theirs
_NAME_CHARACTERS = 6.5
_READING_LINE = 0.3
_UNDERLINES = QTextCharFormat.UnderlineStyle


@dataclass(frozen=True, slots=True)
class _Place:
    """Characters of the page that belong to a difference, on either side."""

    start: int
    end: int


class ProofColumns(SealedBrowser):
    """Shows rows; an address that is clicked is a wish to read the clause."""

    clause_requested = Signal(str)

    def __init__(self, theme: Theme, size: int = TEXT_SIZE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._size = theme, size
        self._places: dict[int, list[_Place]] = {}
        self._rows: tuple[Row, ...] = ()
        self._current: int | None = None
        self._table: QTextTable | None = None
        self.setObjectName("proofColumns")
        self.setFrameStyle(0)
        self.setOpenLinks(False)
        self.setAccessibleName("两边文字对照")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._on_anchor_clicked)

    def set_look(self, theme: Theme, size: int) -> None:
        self._theme, self._size = theme, size
        self.show_rows(self._rows)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Replace the page."""
        self._rows = rows
        self._places.clear()
        self._table = None
        self.setUpdatesEnabled(False)
        self.clear()
        font = font_of(Role.INTERFACE)
        font.setPixelSize(self._size - 2)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(0)
        if rows:
            self._fill(rows)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.setUpdatesEnabled(True)
        self._paint_current()

    def go_to(self, number: int) -> None:
        """Mark a difference as the one looked at, and scroll to it. Nothing happens where it is not shown."""
        self._current = number
        self._paint_current()
        places = self._places.get(number)
        if places:
            cursor = self._cursor(_Place(places[0].start, places[0].start))
            self.setTextCursor(cursor)
            bar, top = self.verticalScrollBar(), self.cursorRect(cursor).top()
            bar.setValue(bar.value() + top - round(self.viewport().height() * _READING_LINE))

    def words_of(self, number: int) -> list[str]:
        """What is marked for a difference on either side, as the page shows it."""
        return [self._cursor(place).selectedText() for place in self._places.get(number, [])]

    @property
    def name_width(self) -> int:
        """Pixels of the first column; the other two share the rest."""
        return round(self._size * _NAME_CHARACTERS)

    # building

    def _fill(self, rows: tuple[Row, ...]) -> None:
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        table = self._table = cursor.insertTable(len(rows), _COLUMNS, self._table_format())
        plain, different = self._cell_format(False), self._cell_format(True)
        for number, row in enumerate(rows):
            self._fill_row(table, number, row)
            for column in range(_COLUMNS):
                table.cellAt(number, column).setFormat(different if row.is_different else plain)
        cursor.endEditBlock()

    def _fill_row(self, table: QTextTable, number: int, row: Row) -> None:
        label = QTextCharFormat()
        label.setForeground(QColor(self._theme.accent if row.clause else self._theme.quiet))
        if row.clause:
            label.setAnchor(True)
            label.setAnchorHref(f"clause:{row.clause}")
        sign = "≠ " if row.is_different else ""
        table.cellAt(number, 0).firstCursorPosition().insertText(sign + row.label, label)
        for column, pieces in ((1, row.ours), (2, row.theirs)):
            cursor = table.cellAt(number, column).firstCursorPosition()
            for piece in pieces:
                start = cursor.position()
                cursor.insertText(piece.words, self._piece_format(piece))
                if piece.number is not None and piece.words:
                    self._places.setdefault(piece.number, []).append(_Place(start, cursor.position()))

    def _table_format(self) -> QTextTableFormat:
        form = QTextTableFormat()
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        name = 100 * self.name_width / max(1, self.viewport().width())
        shares = (name, (100 - name) / 2, (100 - name) / 2)
        form.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, share) for share in shares])
        form.setCellPadding(0)
        form.setCellSpacing(0)
        form.setBorder(0)
        form.setBorderCollapse(True)
        return form

    def _cell_format(self, is_different: bool) -> QTextTableCellFormat:
        form = QTextTableCellFormat()
        scale = max(1.0, self._size / TEXT_SIZE)
        form.setPadding(8 * scale)
        form.setLeftPadding(16 * scale)
        form.setRightPadding(16 * scale)
        form.setBottomBorder(1)
        form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBottomBorderBrush(QBrush(QColor(self._theme.line)))
        if is_different:
            form.setBackground(QColor(self._theme.desk))
        return form

    def _piece_format(self, piece: Piece) -> QTextCharFormat:
        theme, form = self._theme, QTextCharFormat()
        form.setForeground(QColor(theme.text))
        form.setToolTip(piece.tip)
        match piece.look:
            case Look.CHANGED:
                form.setBackground(QColor(theme.hit))
                form.setUnderlineStyle(_UNDERLINES.WaveUnderline)
            case Look.ONLY_OURS:
                form.setBackground(QColor(theme.hit))
                form.setFontStrikeOut(True)
                form.setUnderlineStyle(_UNDERLINES.DashUnderline)  # a stroke alone is lost in a Han character
            case Look.ONLY_THEIRS:
                form.setBackground(QColor(theme.hit))
                form.setUnderlineStyle(_UNDERLINES.SingleUnderline)
            case Look.GONE:
                form.setForeground(QColor(theme.must))
                form.setFontWeight(QFont.Weight.Bold)
            case Look.LEFT_OUT:
                form.setForeground(QColor(theme.quiet))
                form.setUnderlineStyle(_UNDERLINES.DotLine)
            case Look.OURS:
                form.setForeground(QColor(theme.quiet))
            case Look.HEADING:
                form.setFontWeight(QFont.Weight.DemiBold)
        form.setUnderlineColor(QColor(theme.quiet if piece.look is Look.LEFT_OUT else theme.must))
        return form

    def _paint_current(self) -> None:
        selections = []
        for place in self._places.get(-1 if self._current is None else self._current, []):
            selection = QTextEdit.ExtraSelection()
            selection.cursor = self._cursor(place)  # type: ignore[attr-defined]
            selection.format.setBackground(QColor(self._theme.current_hit))  # type: ignore[attr-defined]
            selections.append(selection)
        self.setExtraSelections(selections)

    def _cursor(self, place: _Place) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(place.start)
        cursor.setPosition(place.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _on_anchor_clicked(self, link: QUrl) -> None:
        self.clause_requested.emit(link.toString().removeprefix("clause:"))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow is the view's: a browser of pages would take it."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._table is not None and event.size().width() != event.oldSize().width():
            self._table.setFormat(self._table_format())
            if self._current is not None:
                self.go_to(self._current)
