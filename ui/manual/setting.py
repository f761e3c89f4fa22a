"""Sets a page of the manual into a text document: on the screen and on paper alike, each with its own Look."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)

from content.prose import Block, Heading, Item, Paragraph, Picture, Pieces, Table, words_of
from ui.fonts import Role
from ui.printing.styles import KEEP_WITH_NEXT
from ui.reading.tables import fit_columns

_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_SINGLE = QTextBlockFormat.LineHeightTypes.SingleHeight.value
_HEADINGS = {1: 1.5, 2: 1.2, 3: 1.0}
_LINE, _CELL_LINE = 1.8, 1.6
_CELL, _CAPTION = 0.92, 0.86
_BULLET = "•"
_SCHEME = "picture:"


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is set. `unit` is the size of its text and `width` that of its column, in units of the document.

    `pixel` is how many of them a pixel of a picture at its own size is wide; `is_paper` begins each page on a sheet.
    """

    unit: float
    width: float
    pixel: float
    text: str
    quiet: str
    accent: str
    line: str
    ground: str
    is_paper: bool = False


class Setter:
    """Writes blocks one below the other. `anchors` says where each heading begins, as a position in the document.

    `picture_of` gives a picture by its file name, as many pixels wide as it is to be told; null where there is none.
    """

    def __init__(self, document: QTextDocument, look: Look, picture_of: Callable[[str], QImage]) -> None:
        self.document, self.look = document, look
        self.anchors: dict[str, int] = {}
        self._picture_of = picture_of
        self._cursor = QTextCursor(document)
        self._is_open = True  # the first block, and the one behind a table, wait to be used
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self.font(1.0))

    def set_blocks(self, blocks: Iterable[Block]) -> None:
        """Write them behind what is there."""
        self._cursor.beginEditBlock()
        for block in blocks:
            self._set(block)
        self._cursor.endEditBlock()

    def finish(self) -> None:
        """Once everything is written: share the tables' widths by what they hold."""
        fit_columns(self.document)

    def line(self, text: str, scale: float, shape: QTextBlockFormat, role: Role = Role.INTERFACE) -> None:
        """A line of its own, for covers and contents."""
        self.block(shape)
        self._cursor.insertText(text, self._letters(scale, role=role))

    def block(self, shape: QTextBlockFormat) -> None:
        """Begin a block; the cursor stands in it."""
        if self._is_open:
            self._cursor.setBlockFormat(shape)
            self._is_open = False
        else:
            self._cursor.insertBlock(shape)
        self._cursor.setBlockCharFormat(self._letters(1.0))

    def shape(
        self, scale: float = 1.0, line: float = _LINE, before: float = 0.0, after: float = 0.5
    ) -> QTextBlockFormat:
        """A block of text of a size, lines and gaps as multiples of it."""
        shape = QTextBlockFormat()
        size = self.look.unit * scale
        shape.setLineHeight(size * line, _FIXED)
        shape.setTopMargin(size * before)
        shape.setBottomMargin(size * after)
        return shape

    def insert_picture(self, name: str, image: QImage, width: float) -> None:
        """An image at the cursor, as wide as asked."""
        self.document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(_SCHEME + name), image)
        shape = QTextImageFormat()
        shape.setName(_SCHEME + name)
        shape.setWidth(width)
        shape.setHeight(width * image.height() / max(1, image.width()))
        self._cursor.insertImage(shape)

    def _set(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Paragraph(pieces=pieces, is_remark=True):
                self._remark(pieces)
            case Paragraph(pieces=pieces):
                self.block(self.shape(before=0.6, after=0.6))
                self._write(pieces, 1.0, self.look.text)
            case Item():
                self._item(block)
            case Picture():
                self._picture(block)
            case Table():
                self._table(block)

    def _heading(self, block: Heading) -> None:
        scale = _HEADINGS[block.level]
        shape = self.shape(scale, 1.6, 0.0 if block.level == 1 else 1.0, 0.5)
        shape.setProperty(KEEP_WITH_NEXT, True)
        shape.setHeadingLevel(block.level)
        if self.look.is_paper and block.level == 1:
            shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        self.block(shape)
        self.anchors[block.anchor] = self._cursor.position()
        letters = self._letters(scale, role=Role.HEADING)
        letters.setFontWeight(QFont.Weight.DemiBold)
        letters.setAnchor(True)
        letters.setAnchorNames([block.anchor])
        self._cursor.insertText(words_of(block.pieces), letters)

    def _remark(self, pieces: Pieces) -> None:
        """In a box of its own."""
        shape = self._table_shape()
        shape.setCellPadding(self.look.unit * 0.6)
        cell = self._cursor.insertTable(1, 1, shape).cellAt(0, 0)
        tinted = QTextCharFormat(cell.format())
        tinted.setBackground(QColor(self.look.ground))
        cell.setFormat(tinted)
        cursor = cell.firstCursorPosition()
        cursor.setBlockFormat(self.shape(_CELL, _CELL_LINE, after=0))
        self._write(pieces, _CELL, self.look.text, cursor)
        self._leave_table()

    def _item(self, block: Item) -> None:
        hang = self.look.unit * 1.6
        shape = self.shape(after=0.3)
        shape.setLeftMargin(hang * (block.depth + 1))
        shape.setTextIndent(-hang)
        shape.setTabPositions([QTextOption.Tab(hang * (block.depth + 1), QTextOption.TabType.LeftTab)])
        self.block(shape)
        self._cursor.insertText(f"{block.number}." if block.number else _BULLET, self._letters(1.0, self.look.accent))
        self._cursor.insertText("\t", self._letters(1.0))
        self._write(block.pieces, 1.0, self.look.text)

    def _picture(self, block: Picture) -> None:
        image = self._picture_of(block.name)
        shape = QTextBlockFormat()
        shape.setLineHeight(0, _SINGLE)
        shape.setTopMargin(self.look.unit * 0.6)
        shape.setBottomMargin(self.look.unit * 0.2)
        shape.setProperty(KEEP_WITH_NEXT, True)
        self.block(shape)
        if not image.isNull():
            wanted = image.width() / image.devicePixelRatio() * self.look.pixel
            self.insert_picture(block.name, image, min(self.look.width, wanted))
        self.block(self.shape(_CAPTION, after=1.2))
        self._cursor.insertText(block.caption, self._letters(_CAPTION, self.look.quiet))

    def _table(self, block: Table) -> None:
        rows, columns = len(block.rows), max(map(len, block.rows))
        shape = self._table_shape()
        shape.setHeaderRowCount(1)
        table = self._cursor.insertTable(rows, columns, shape)
        for row, cells in enumerate(block.rows):
            for column, pieces in enumerate(cells):
                cursor = table.cellAt(row, column).firstCursorPosition()
                cursor.setBlockFormat(self.shape(_CELL, _CELL_LINE, after=0))
                self._write(pieces, _CELL, self.look.quiet if row == 0 else self.look.text, cursor)
        self._leave_table()

    def _leave_table(self) -> None:
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._is_open = True

    def _table_shape(self) -> QTextTableFormat:
        shape = QTextTableFormat()
        full = QTextLength.Type.FixedLength if self.look.is_paper else QTextLength.Type.PercentageLength
        shape.setWidth(QTextLength(full, self.look.width if self.look.is_paper else 100))
        shape.setBorder(0 if self.look.is_paper else 1)  # on paper the rules are painted with the page
        shape.setBorderBrush(QBrush(QColor(self.look.line)))
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderCollapse(True)
        shape.setCellPadding(self.look.unit * 0.3)
        shape.setCellSpacing(0)
        shape.setTopMargin(self.look.unit * 0.6)
        shape.setBottomMargin(self.look.unit * 0.8)
        return shape

    def _write(self, pieces: Pieces, scale: float, colour: str, cursor: QTextCursor | None = None) -> None:
        for piece in pieces:
            letters = self._letters(scale, colour)
            if piece.face == "strong":
                letters.setFontWeight(QFont.Weight.DemiBold)
            elif piece.face == "code":
                letters.setBackground(QColor(self.look.ground))
            if piece.link:
                letters.setForeground(QColor(self.look.accent))
                if not self.look.is_paper:
                    letters.setAnchor(True)
                    letters.setAnchorHref(piece.link)
            (cursor or self._cursor).insertText(piece.text, letters)

    def _letters(self, scale: float, colour: str = "", role: Role = Role.INTERFACE) -> QTextCharFormat:
        shape = QTextCharFormat()
        shape.setFont(self.font(scale, role))
        shape.setForeground(QColor(colour or self.look.text))
        return shape

    def font(self, scale: float, role: Role = Role.INTERFACE) -> QFont:
        """The typeface of a role, its size a multiple of the text's."""
        font = QFont()
        font.setFamilies(list(role.families))
        font.setPixelSize(round(self.look.unit * scale))
        if self.look.is_paper:
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
            font.setKerning(False)
        return font
