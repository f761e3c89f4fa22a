"""Shows the pages of a sheet as they will be printed: one below the other, to the width, whole, or at a size."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui.printing.measures import RESOLUTION
from ui.printing.pages import Sheet, paint_page
from ui.printing.words import PREVIEW
from ui.theme import Theme

_GAP = 16
_STEP = 1.25
_LEAST, _MOST = 0.25, 4.0
_KEPT = 12  # pages kept painted


class PageView(QAbstractScrollArea):
    """The page in view is the one in the middle of it. Zoom 1.0 shows a sheet as large as it is."""

    page_in_view = Signal(int, int)
    zoomed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheet: Sheet | None = None
        self._zoom = 1.0
        self._fits: str | None = "page"
        self._painted: dict[int, QPixmap] = {}
        self.setFrameStyle(0)
        self.setObjectName("pageView")
        self.setAccessibleName(PREVIEW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def page(self) -> int:
        """Index of the page in view."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return max(0, min(self._count - 1, (middle - _GAP // 2) // self._stride))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show other pages; the place stays as far as there is one."""
        self._sheet = sheet
        self._lay_out()
        self._on_scrolled()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.viewport().update()

    def fit_width(self) -> None:
        self._fit("width")

    def fit_page(self) -> None:
        self._fit("page")

    def zoom_in(self) -> None:
        self._zoom_to(self._zoom * _STEP)

    def zoom_out(self) -> None:
        self._zoom_to(self._zoom / _STEP)

    def go_to_page(self, index: int) -> None:
        """Bring a page's upper edge to the top."""
        self.verticalScrollBar().setValue(max(0, min(index, self._count - 1)) * self._stride)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        moves = {
            Qt.Key.Key_Down: bar.value() + bar.singleStep(),
            Qt.Key.Key_Up: bar.value() - bar.singleStep(),
            Qt.Key.Key_PageDown: (self.page + 1) * self._stride,
            Qt.Key.Key_PageUp: (self.page - 1) * self._stride,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: bar.maximum(),
        }
        to = moves.get(Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(to)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._theme.desk))
        for index in range(self._count):
            place = self._place(index)
            if place.intersects(event.rect()):
                painter.drawPixmap(place.topLeft(), self._pixmap(index))
                painter.setPen(QColor(self._theme.line))
                painter.drawRect(place.adjusted(-1, -1, 0, 0))
                if self.hasFocus() and index == self.page:
                    painter.setPen(QPen(QColor(self._theme.accent), 2))
                    painter.drawRect(place.adjusted(-2, -2, 2, 2))

    @property
    def _count(self) -> int:
        return len(self._sheet.pages) if self._sheet else 0

    @property
    def _size(self) -> QSize:
        """Of a page on the screen."""
        if self._sheet is None:
            return QSize(1, 1)
        return QSize(round(self._sheet.shape.width * self._scale), round(self._sheet.shape.height * self._scale))

    @property
    def _scale(self) -> float:
        """Pixels a unit."""
        return self._zoom * self.logicalDpiX() / RESOLUTION

    @property
    def _stride(self) -> int:
        return self._size.height() + _GAP

    def _fit(self, what: str | None) -> None:
        self._fits = what
        self._lay_out()

    def _zoom_to(self, zoom: float) -> None:
        self._zoom = max(_LEAST, min(_MOST, zoom))
        self._fit(None)

    def _lay_out(self) -> None:
        """Set zoom and scroll bars; the same page, as far down, stays at the top."""
        bar, room = self.verticalScrollBar(), self.viewport().size()
        at = bar.value() / self._stride
        if self._sheet is not None and self._fits:
            self._zoom = self._fitting(room)
        self._painted.clear()
        bar.setRange(0, max(0, self._count * self._stride + _GAP - room.height()))
        bar.setPageStep(room.height())
        bar.setSingleStep(max(1, self._size.height() // 22))
        bar.setValue(round(at * self._stride))
        across = self.horizontalScrollBar()
        across.setRange(0, max(0, self._size.width() + 2 * _GAP - room.width()))
        across.setPageStep(room.width())
        self.zoomed.emit(self._zoom)
        self.viewport().update()

    def _fitting(self, room: QSize) -> float:
        assert self._sheet is not None
        shape, dots = self._sheet.shape, self.logicalDpiX() / RESOLUTION
        wide = (room.width() - 2 * _GAP) / (shape.width * dots)
        high = (room.height() - 2 * _GAP) / (shape.height * dots)
        return max(_LEAST, min(_MOST, wide if self._fits == "width" else min(wide, high)))

    def _place(self, index: int) -> QRect:
        left = max(_GAP, (self.viewport().width() - self._size.width()) // 2) - self.horizontalScrollBar().value()
        return QRect(QPoint(left, _GAP + index * self._stride - self.verticalScrollBar().value()), self._size)

    def _pixmap(self, index: int) -> QPixmap:
        if index not in self._painted:
            while len(self._painted) >= _KEPT:
                del self._painted[next(iter(self._painted))]
            self._painted[index] = self._paint(index)
        return self._painted[index]

    def _paint(self, index: int) -> QPixmap:
        assert self._sheet is not None
        dots = self.devicePixelRatioF()
        pixmap = QPixmap(self._size * dots)
        pixmap.setDevicePixelRatio(dots)
        pixmap.fill(Qt.GlobalColor.white)
        painter = QPainter(pixmap)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(self._scale, self._scale)
        paint_page(painter, self._sheet, index)
        painter.end()
        return pixmap

    def _on_scrolled(self, value: int = 0) -> None:
        self.viewport().update()
        if self._sheet is not None:
            self.page_in_view.emit(self.page + 1, self._count)
