"""When a preview is shown: after the pointer has rested on something, or at once by key; and when it goes again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QTimer, Signal
from PySide6.QtWidgets import QWidget

from content.library import Library
from content.mentions import Mention, mention_at, mentions_of
from content.validity import today
from ui.reading.popup import ReadingPopup
from ui.reading.popup_content import content_of, links_in
from ui.reading.reader_view import ReaderView
from ui.reading.selection import link_at_cursor

_REST_MS = 250
_GRACE_MS = 300
_POINTER = QSize(1, 16)
NOTHING = "本条没有可以预览的术语、编注、引文和指标"


class PreviewSession(QObject):
    """Belongs to one reader. A link under the pointer goes before a word that is mentioned there."""

    link_requested = Signal(str)
    said = Signal(str)

    def __init__(self, library: Library, reader: ReaderView, window: QWidget) -> None:
        super().__init__(window)
        self._library, self._reader = library, reader
        self._mentions: dict[str, tuple[Mention, ...]] = {}
        self._link = self._mention = self._wanted = self._shown = ""
        self._pointer = QPoint()
        self.popup = ReadingPopup(window)
        self._rest, self._grace = _timer(self, _REST_MS), _timer(self, _GRACE_MS)
        self._rest.timeout.connect(self._show_wanted)
        self._grace.timeout.connect(self._leave)
        self.popup.pointer_entered.connect(self._grace.stop)
        self.popup.pointer_left.connect(self._on_popup_left)
        self.popup.link_requested.connect(self.link_requested)
        reader.link_hovered.connect(self._on_link)
        reader.place_hovered.connect(self._on_place)
        reader.scrolled.connect(self.dismiss)
        reader.place_clicked.connect(self.dismiss)
        reader.page_shown.connect(self.dismiss)
        reader.viewport().installEventFilter(self)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """What the page shown mentions; worked out when first asked for, and kept."""
        doc = self._reader.document_id
        if doc not in self._mentions:
            self._mentions[doc] = mentions_of(self._library, self._library.document(doc)) if doc else ()
        return self._mentions[doc]

    def preview(self) -> None:
        """By key: the link the keyboard is at, else everything of the clause in view, one after the other."""
        doc, reader = self._reader.document_id, self._reader
        if not doc:
            return
        document = self._library.document(doc)
        at_cursor = link_at_cursor(reader)
        links = (at_cursor,) if at_cursor else links_in(document, document.clause(reader.clause), self.mentions)
        found = [content_of(link, self._library, doc, today()) for link in links]
        contents = tuple(one for one in found if one is not None)
        if contents:
            self._rest.stop()
            self._grace.stop()
            self.popup.open_beside(contents, self._text_cursor())
        else:
            self.said.emit(NOTHING)

    def dismiss(self) -> None:
        """Whatever is shown or about to be shown is no longer about what is there."""
        self._rest.stop()
        self._grace.stop()
        self._link = self._mention = self._wanted = self._shown = ""
        if not self.popup.isHidden():
            self.popup.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._link = self._mention = ""
            self._hover()
        return False

    def _on_link(self, link: str, pointer: QPoint) -> None:
        self._link, self._pointer = link, pointer
        self._hover()

    def _on_place(self, clause: str, offset: int, pointer: QPoint) -> None:
        found = mention_at(self.mentions, clause, offset)
        self._mention = found.key if found else ""
        self._pointer = pointer
        self._hover()

    def _hover(self) -> None:
        """What the pointer is on now: wait until it rests there, or let what is shown go after a grace."""
        link = self._link or self._mention
        if self.popup.has_keyboard:
            return
        if not self.popup.isHidden() and link == self._shown:
            self._rest.stop()
            self._grace.stop()
        elif link and link != self._wanted:
            self._rest.start()
        elif not link:
            self._rest.stop()
        if not self.popup.isHidden() and link != self._shown and not self._grace.isActive():
            self._grace.start()
        self._wanted = link

    def _show_wanted(self) -> None:
        content = content_of(self._wanted, self._library, self._reader.document_id, today())
        if content is not None:
            self._grace.stop()
            self._shown = self._wanted
            self.popup.show_beside(content, QRect(self._pointer, _POINTER))

    def _leave(self) -> None:
        if not self.popup.has_keyboard and not self.popup.underMouse():
            self._shown = ""
            self.popup.dismiss()

    def _on_popup_left(self) -> None:
        if not self.popup.has_keyboard:
            self._grace.start()

    def _text_cursor(self) -> QRect:
        """The text cursor where it is in sight, else the top of the text; global."""
        viewport = self._reader.viewport()
        cursor = self._reader.cursorRect()
        inside = cursor if viewport.rect().contains(cursor.center()) else QRect(0, 0, 1, 1)
        return QRect(viewport.mapToGlobal(inside.topLeft()), inside.size())


def _timer(parent: QObject, interval: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval)
    return timer
