"""A layout that fills rows from left to right and goes on below: Qt has none of its own."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_GAP, _MARGIN = 6, 10


class FlowLayout(QLayout):
    """Lays out small widgets such as chips."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(_MARGIN, 2, _MARGIN, 6)

    def clear(self) -> None:
        """Remove and delete every widget."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(QRect(0, 0, width, 0), is_real=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, is_real=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _lay_out(self, rect: QRect, is_real: bool) -> int:
        """Place the items (or only measure); returns the height."""
        margins = self.contentsMargins()
        room = rect.marginsRemoved(margins)
        x, y, row = room.x(), room.y(), 0
        for item in self._items:
            hint = item.sizeHint()
            wide = min(hint.width(), room.width())
            if x + wide > room.right() + 1 and x > room.x():
                x, y, row = room.x(), y + row + _GAP, 0
            if is_real:
                item.setGeometry(QRect(QPoint(x, y), QSize(wide, hint.height())))
            x += wide + _GAP
            row = max(row, hint.height())
        return y + row - rect.y() + margins.bottom()
