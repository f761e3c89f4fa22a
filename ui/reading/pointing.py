"""What pointer and keys do on the page, in its own terms: a character rested on or clicked, a selection made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent

if TYPE_CHECKING:
    from ui.reading.reader_view import ReaderView


class Pointing(QObject):
    """Watches a reader. Each place rested on is told once; a link is told when entered, and "" when left."""

    place_hovered = Signal(str, int, QPoint)
    link_hovered = Signal(str, QPoint)
    link_requested = Signal(str)
    place_clicked = Signal(str, int)
    selection_settled = Signal()

    def __init__(self, reader: ReaderView) -> None:
        super().__init__(reader)
        self._reader = reader
        self._place = ("", -1)
        self._released_at = QPoint()
        reader.viewport().setMouseTracking(True)
        reader.viewport().installEventFilter(self)
        reader.installEventFilter(self)
        reader.highlighted.connect(self._on_link_entered)
        reader.anchorClicked.connect(self._on_link_chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Leave:
                self._place = ("", -1)
            case QEvent.Type.MouseMove if isinstance(event, QMouseEvent):
                self._follow(event)
            case QEvent.Type.MouseButtonRelease if isinstance(event, QMouseEvent) and watched is not self._reader:
                if event.button() == Qt.MouseButton.LeftButton:
                    QTimer.singleShot(0, self._report_release)  # when the reader has done its own part
                    self._released_at = event.position().toPoint()
            case QEvent.Type.KeyRelease if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Shift:
                if self._reader.textCursor().hasSelection():
                    self.selection_settled.emit()
        return False

    def _report_release(self) -> None:
        if self._reader.textCursor().hasSelection():
            self.selection_settled.emit()
        elif self._reader.document_id:
            self.place_clicked.emit(*self._reader.place_under(self._released_at))

    def _follow(self, event: QMouseEvent) -> None:
        if not self._reader.document_id or event.buttons() != Qt.MouseButton.NoButton:
            return
        place = self._reader.place_under(event.position().toPoint())
        if place != self._place:
            self._place = place
            self.place_hovered.emit(*place, event.globalPosition().toPoint())

    def _on_link_entered(self, url: QUrl) -> None:
        self.link_hovered.emit(url.toString(), QCursor.pos())

    def _on_link_chosen(self, url: QUrl) -> None:
        self.link_requested.emit(url.toString())
