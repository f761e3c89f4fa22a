"""Text as large as its room allows; what does not fit at the least size is turned page by page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.fonts import Role, font_of

LEAST, MOST = 28, 64
_SMALLEST, _LARGEST = 16, 120
_STEP = 4
_LINE_HEIGHT = 1.55
_CHARACTERS = 44


class BigText(QWidget):
    """Plain text in the body's typeface, centred upright in its room, its leading line in 黑体.

    Emits `paged` when the page or their number may have changed.
    """

    paged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._lead = "", 0
        self._color = QColor()
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self._pixels = LEAST
        self._wish = 0
        self._page = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def pixels(self) -> int:
        """The size that the text is set in."""
        return self._pixels

    @property
    def page(self) -> int:
        return self._page

    @property
    def pages(self) -> int:
        lines = round(self._document.size().height() / self._line)
        return max(1, -(-lines // self._lines_a_page))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(8 * LEAST, 3 * LEAST)

    def set_color(self, color: str) -> None:
        self._color = QColor(color)
        self._set()

    def show_text(self, text: str, lead: int = 0) -> None:
        """Show a text from its first page; its first `lead` characters are set off, all of a title."""
        self._text, self._lead, self._page = text, lead, 0
        self.setAccessibleName(text)
        self._fit()

    def enlarge(self, steps: int) -> None:
        """Larger or smaller than what fits, by steps, for this text and those after it."""
        self._wish += steps
        before = self._pixels
        self._fit()
        if self._pixels == before:
            self._wish -= steps

    def turn(self, by: int) -> bool:
        """To the next or previous page; whether there was one."""
        wanted = self._page + by
        if not 0 <= wanted < self.pages:
            return False
        self._show_page(wanted)
        return True

    def turn_to_last(self) -> None:
        self._show_page(self.pages - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        page = self._lines_a_page * self._line
        tall = self._document.size().height()
        top = (self.height() - tall) / 2 if self.pages == 1 else 0
        painter.setClipRect(0, 0, self.width(), page if self.pages > 1 else self.height())
        painter.translate(0, top - self._page * page)
        self._document.drawContents(painter)

    @property
    def _line(self) -> int:
        return round(self._pixels * _LINE_HEIGHT)

    @property
    def _lines_a_page(self) -> int:
        return max(1, self.height() // self._line)

    def _fit(self) -> None:
        """The largest size between LEAST and MOST at which all is in sight, else LEAST; then what was wished for."""
        low, high = LEAST, MOST
        while low < high:
            self._pixels = (low + high + 1) // 2
            self._set()
            low, high = (
                (self._pixels, high) if self._document.size().height() <= self.height() else (low, self._pixels - 1)
            )
        self._pixels = max(_SMALLEST, min(_LARGEST, low + _STEP * self._wish))
        self._set()
        self._show_page(min(self._page, self.pages - 1))

    def _show_page(self, page: int) -> None:
        self._page = page
        self.update()
        self.paged.emit()

    def _set(self) -> None:
        """Set the text at the present size; line heights are fixed, so that pages end between lines."""
        font = font_of(Role.BODY)
        font.setPixelSize(self._pixels)
        self._document.setDefaultFont(font)
        self._document.setPlainText(self._text)
        is_title = self._lead == len(self._text)
        is_centred = is_title or ("\n" not in self._text and len(self._text) * self._pixels <= self.width())
        self._document.setTextWidth(self.width() if is_centred else min(self.width(), _CHARACTERS * self._pixels))
        cursor = QTextCursor(self._document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(self._block_format(is_centred))
        ink = QTextCharFormat()
        ink.setForeground(self._color)
        cursor.mergeCharFormat(ink)
        cursor.setPosition(0)
        cursor.setPosition(min(self._lead, self._document.characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
        leading = QTextCharFormat()
        leading.setFontFamilies(list(Role.HEADING.families))
        cursor.mergeCharFormat(leading)

    def _block_format(self, is_centred: bool) -> QTextBlockFormat:
        """A line alone and a title stand in the middle; a paragraph begins two characters in, as in the document."""
        block = QTextBlockFormat()
        block.setLineHeight(self._line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        if is_centred:
            block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        elif "\n" not in self._text:
            block.setTextIndent(2 * self._pixels)
        return block
