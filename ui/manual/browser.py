"""Shows one page of the manual. It loads nothing: the pictures are handed to its document."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit, QWidget

from ui.manual import words
from ui.manual.book import Page
from ui.manual.finding import places
from ui.manual.pictures import screen_picture
from ui.manual.setting import Look, Setter
from ui.sealed_browser import SealedBrowser
from ui.theme import Size, Theme

_WIDEST = 760  # the column, at 中
_MARGIN = 32
_TEXT = 0.94  # of the size of the policy text
_SETTLED_MS = 80


class ManualBrowser(SealedBrowser):
    """`link_wished` carries a link as it stands in the page."""

    link_wished = Signal(str)

    def __init__(self, theme: Theme, size: Size, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._size = theme, size
        self._page: Page | None = None
        self._shown: QTextDocument | None = None
        self._anchors: dict[str, int] = {}
        self._terms: tuple[str, ...] = ()
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED_MS)
        self._settling.timeout.connect(self._set_again)
        self.setObjectName("manualText")
        self.setAccessibleName(words.TEXT)
        self.setFrameStyle(0)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._on_link)

    @property
    def page(self) -> Page | None:
        """The page shown."""
        return self._page

    def show_page(self, page: Page, anchor: str = "") -> None:
        """Show a page at one of its headings, or at its top."""
        if page is not self._page:
            self._page = page
            self._set()
        self._go_to(anchor)

    def mark(self, terms: tuple[str, ...]) -> None:
        """Tint every place of what was looked for; folded terms, none to tint nothing."""
        self._terms = terms
        self._paint()

    def set_look(self, theme: Theme, size: Size) -> None:
        self._theme, self._size = theme, size
        self._set_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._page is not None and event.size().width() != event.oldSize().width():
            self._settling.start()

    def _set_again(self) -> None:
        """The same page anew, as far down as it was."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._set()
        bar.setValue(round(share * bar.maximum()))

    def _set(self) -> None:
        if self._page is None:
            return
        look = self._look()
        document = QTextDocument(self)
        document.setDocumentMargin(0)
        picture_of = partial(_picture, look, self.devicePixelRatioF())
        setter = Setter(document, look, picture_of)
        setter.set_blocks(self._page.blocks)
        setter.finish()
        self._anchors = setter.anchors
        self._lay_out(document, look)
        self.setDocument(document)
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = document
        self._paint()

    def _look(self) -> Look:
        theme, size = self._theme, self._size
        room = self.viewport().width() - 2 * _MARGIN
        width = float(max(200, min(size.px(_WIDEST), room)))
        return Look(
            unit=round(size.pixels * _TEXT),
            width=width,
            pixel=1.0,
            text=theme.text,
            quiet=theme.quiet,
            accent=theme.accent,
            line=theme.line,
            ground=theme.desk,
        )

    def _lay_out(self, document: QTextDocument, look: Look) -> None:
        """The column in the middle of the paper, room above and below."""
        side = max(_MARGIN, round((self.viewport().width() - look.width) / 2))
        frame = document.rootFrame()
        shape = frame.frameFormat()
        shape.setLeftMargin(side)
        shape.setRightMargin(side)
        shape.setTopMargin(_MARGIN)
        shape.setBottomMargin(2 * _MARGIN)
        frame.setFrameFormat(shape)

    def _go_to(self, anchor: str) -> None:
        position = self._anchors.get(anchor, 0)
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        top = self.document().documentLayout().blockBoundingRect(cursor.block()).top()
        is_first = cursor.block() == self.document().firstBlock()
        self.verticalScrollBar().setValue(0 if is_first else round(top) - _MARGIN // 2)

    def _paint(self) -> None:
        shape = QTextCharFormat()
        shape.setBackground(QColor(self._theme.hit))
        shape.setForeground(QColor(self._theme.text))
        made = []
        text = self.document().toPlainText() if self._terms else ""
        for start, end in places(text, self._terms):
            one = QTextEdit.ExtraSelection()
            one.cursor = QTextCursor(self.document())  # type: ignore[attr-defined]
            one.cursor.setPosition(start)  # type: ignore[attr-defined]
            one.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)  # type: ignore[attr-defined]
            one.format = shape  # type: ignore[attr-defined]
            made.append(one)
        self.setExtraSelections(made)

    def _on_link(self, url: QUrl) -> None:
        self.link_wished.emit(url.toString())


def _picture(look: Look, ratio: float, name: str) -> QImage:
    return screen_picture(name, look.width, ratio, look.line)
