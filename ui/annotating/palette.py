"""The small bar at a selection, or at an annotation that was clicked: colours, underline, note, bookmark, copy, cite.

It never takes the keyboard: what it offers has keys of its own, which its tips name.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from checklist.annotation import Annotation, Colour, Kind
from ui.annotating.swatch import Swatch
from ui.annotating.words import COLOUR
from ui.theme import Theme

_GAP = 8
_BUTTONS = (
    ("underline", "下划线", "Alt+U"),
    ("note", "批注", "Alt+N"),
    ("bookmark", "书签", "Alt+B"),
    ("copy", "复制", "Ctrl+C"),
    ("cite", "引用", ""),
    ("remove", "删除", ""),
)
_FLAT = """
QPushButton { border-color: transparent; padding: 5px 8px; }
QPushButton:hover { border-color: palette(link); }
"""
_AT_SELECTION = ("underline", "note", "bookmark", "copy", "cite")
_AT_ANNOTATION = ("underline", "note", "cite", "remove")


class Palette(QFrame):
    """Says which button was pressed; what that means for the selection or the annotation is the owner's business."""

    colour_chosen = Signal(object)
    pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("批注工具条")
        self.setStyleSheet(_FLAT)
        self.swatches = {colour: Swatch(colour, theme, self) for colour in Colour}
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        for number, (colour, swatch) in enumerate(self.swatches.items(), 1):
            swatch.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            swatch.setToolTip(f"{COLOUR[colour]}色高亮（Alt+{number}）")
            swatch.clicked.connect(partial(self._on_swatch, colour))
            row.addWidget(swatch)
        row.addSpacing(4)
        for name, words, keys in _BUTTONS:
            row.addWidget(self._button(name, words, keys))
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        for swatch in self.swatches.values():
            swatch.set_theme(theme)

    def show_at_selection(self, selection: QRect, room: QRect) -> None:
        """Offer what can be made of a selection; both rectangles in the parent's coordinates."""
        self._offer(_AT_SELECTION, None)
        self._show(selection, room)

    def show_at_annotation(self, annotation: Annotation, place: QRect, room: QRect) -> None:
        """Offer what can be changed of an annotation."""
        self._offer(_AT_ANNOTATION, annotation)
        self._show(place, room)

    def follow(self, place: QRect, room: QRect) -> None:
        """The text was scrolled: stay beside the place, out of sight with it."""
        self.move(palette_place(place, room, self.size()))
        self.setVisible(place.intersects(room))

    def _offer(self, names: tuple[str, ...], annotation: Annotation | None) -> None:
        for name, button in self.buttons.items():
            button.setVisible(name in names and not (name == "underline" and _is_bookmark(annotation)))
        for colour, swatch in self.swatches.items():
            swatch.setChecked(annotation is not None and annotation.colour is colour)
        is_underlined = annotation is not None and annotation.kind is Kind.UNDERLINE
        self.buttons["underline"].setText("改为高亮" if is_underlined else "下划线")
        self.buttons["note"].setText("编辑批注" if annotation is not None and annotation.note else "批注")

    def _show(self, place: QRect, room: QRect) -> None:
        self.ensurePolished()
        self.adjustSize()
        self.follow(place, room)
        self.raise_()

    def _button(self, name: str, words: str, keys: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(f"{words}（{keys}）" if keys else words)
        button.clicked.connect(partial(self._on_button, name))
        self.buttons[name] = button
        return button

    def _on_swatch(self, colour: Colour, checked: bool = False) -> None:
        self.swatches[colour].setChecked(not checked)  # drawn as chosen only once it is on disk
        self.colour_chosen.emit(colour)

    def _on_button(self, name: str, checked: bool = False) -> None:
        self.pressed.emit(name)


def palette_place(place: QRect, room: QRect, size: QSize) -> QPoint:
    """Above the place, else below it, else (the place fills the room) at the room's lower edge; inside it sideways."""
    left = place.center().x() - size.width() // 2
    left = max(room.left() + _GAP, min(left, room.right() - _GAP - size.width()))
    above, below = place.top() - _GAP - size.height(), place.bottom() + _GAP
    if above >= room.top():
        return QPoint(left, above)
    lowest = room.bottom() - size.height()
    return QPoint(left, below if below <= lowest else lowest - _GAP)


def _is_bookmark(annotation: Annotation | None) -> bool:
    return annotation is not None and annotation.kind is Kind.BOOKMARK
