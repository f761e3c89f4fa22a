"""The preview card: what a term, note, reference or goal is about, beside the pointer or under the text cursor."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.flow_layout import FlowLayout
from ui.fonts import Role, font_of
from ui.reading.popup_content import PopupContent, Way

_WIDE = 24
_HIGH = 16
_GAP = 12
_EDGE = 8


class ReadingPopup(QWidget):
    """Lies over the window it belongs to. Shown by pointer it is only looked at; shown by key it takes the keyboard:
    Enter goes to the target, Tab to the other ways, ← → turn to the other previews, ↑ ↓ scroll, Esc closes.
    """

    link_requested = Signal(str)
    pointer_entered = Signal()
    pointer_left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._contents: tuple[PopupContent, ...] = ()
        self._at = 0
        self._anchor = QRect()
        self._card: _Card | None = None
        self._returns_to: QWidget | None = None
        self.hide()

    @property
    def content(self) -> PopupContent | None:
        """What is shown, None while nothing is."""
        return None if self.isHidden() or not self._contents else self._contents[self._at]

    @property
    def has_keyboard(self) -> bool:
        return self._returns_to is not None and not self.isHidden()

    def show_beside(self, content: PopupContent, around: QRect) -> None:
        """Show one preview clear of `around` (global), without taking the keyboard."""
        self._returns_to = None
        self._show((content,), around)

    def open_beside(self, contents: tuple[PopupContent, ...], around: QRect) -> None:
        """Show the first of several previews and give it the keyboard."""
        self._returns_to = QApplication.focusWidget() or self._window
        self._show(contents, around)

    def dismiss(self) -> None:
        """Close; a keyboard that was taken goes back where it was."""
        returns_to, self._returns_to = self._returns_to, None
        self.hide()
        if returns_to is not None:
            returns_to.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns, scrolls = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}, {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in turns and len(self._contents) > 1:
            self._at = (self._at + turns[key]) % len(self._contents)
            self._show_card()
        elif key in scrolls and self._card is not None:
            bar = self._card.area.verticalScrollBar()
            bar.setValue(bar.value() + scrolls[key] * bar.singleStep())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.content is not None:
            self._go(self.content.target.link)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab stays among the ways of the card."""
        ways = self._card.buttons if self._card else []
        focused = [n for n, button in enumerate(ways) if button.hasFocus()]
        at = focused[0] + (1 if onward else -1) if focused else 0
        if ways:
            ways[at % len(ways)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def enterEvent(self, event: QEnterEvent) -> None:
        self.pointer_entered.emit()

    def leaveEvent(self, event: QEvent) -> None:
        self.pointer_left.emit()

    def _show(self, contents: tuple[PopupContent, ...], around: QRect) -> None:
        self._contents, self._at, self._anchor = contents, 0, around
        self._show_card()

    def _show_card(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        count = f"{self._at + 1}/{len(self._contents)}" if len(self._contents) > 1 else ""
        self._card = _Card(self._contents[self._at], count, self)
        self._card.way_taken.connect(self._go)
        self._place(self._card)
        self.show()
        self.raise_()
        if self._returns_to is not None:
            self._card.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, card: _Card) -> None:
        """Below what it is about; above it where there is no room; always inside the window."""
        room = self._window.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        line = self.fontMetrics().height()
        card.fit(min(_WIDE * line, room.width()), min(_HIGH * line, room.height()))
        card.move(0, 0)
        card.show()
        around = QRect(self._window.mapFromGlobal(self._anchor.topLeft()), self._anchor.size())
        top = around.bottom() + _GAP
        if top + card.height() > room.bottom():
            top = around.top() - _GAP - card.height()
        left = max(room.left(), min(around.left() - _GAP, room.right() - card.width()))
        self.setGeometry(QRect(QPoint(left, max(room.top(), top)), card.size()))

    def _go(self, link: str) -> None:
        self.dismiss()
        self.link_requested.emit(link)


class _Card(QFrame):
    """One preview. A document's text is set as such; what is ours has a tinted ground, an edge and our name on it."""

    way_taken = Signal(str)

    def __init__(self, content: PopupContent, count: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("previewOurs" if content.is_ours else "preview")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{content.kind}：{content.title}")
        self.setAccessibleDescription(f"{content.body}\n{content.source}")
        self.body = _words(content.body, "previewBody")
        if not content.is_ours:
            self.body.setFont(_text_font(self.font()))
        self.area = QScrollArea()
        self.area.setObjectName("previewArea")
        self.area.setFrameStyle(0)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.body)
        self.buttons = [self._button(way) for way in (content.target, *content.ways)]
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 12, 12, 12)
        self._layout.setSpacing(8)
        self._layout.addLayout(_head(content, count))
        self._layout.addWidget(self.area)
        self._layout.addWidget(_words(content.source, "quiet"))
        self._layout.addWidget(_row_of(self.buttons))

    def fit(self, width: int, height: int) -> None:
        """Take so much width; the body takes of the height what its words need, and scrolls where that is too much."""
        self.ensurePolished()
        edges, margins = self.contentsMargins(), self._layout.contentsMargins()
        inner = width - edges.left() - edges.right() - margins.left() - margins.right()
        self.area.setFixedHeight(min(height, self.body.heightForWidth(inner) + 2))
        self.setFixedSize(width, self._layout.totalHeightForWidth(width))

    def _button(self, way: Way) -> QPushButton:
        button = QPushButton(way.words)
        button.setProperty("link", way.link)
        button.setAutoDefault(True)  # Enter presses the one that has the keyboard
        button.clicked.connect(self._on_clicked)
        return button

    def _on_clicked(self) -> None:
        self.way_taken.emit(str(self.sender().property("link")))


def _head(content: PopupContent, count: str) -> QHBoxLayout:
    kind, title, place = (
        _words(content.kind, "previewKind"),
        _words(content.title, "cardTitle"),
        _words(count, "quiet"),
    )
    row = QHBoxLayout()
    row.setSpacing(8)
    for label in (kind, place):
        label.setWordWrap(False)
    row.addWidget(kind, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(title, 1, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
    return row


def _row_of(buttons: list[QPushButton]) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder)
    flow.setContentsMargins(0, 0, 0, 0)
    for button in buttons:
        flow.addWidget(button)
    return holder


def _words(text: str, name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return label


def _text_font(interface: QFont) -> QFont:
    font = font_of(Role.BODY)
    font.setPointSizeF(interface.pointSizeF() * 1.1)
    return font
