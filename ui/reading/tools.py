"""What a reader does to the text in view: find in it, preview what it points to, copy and cite it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from content.library import Library
from ui.actions import Command
from ui.desk import Desk
from ui.reading.copying import Copying
from ui.reading.find_session import FindSession
from ui.reading.preview_session import PreviewSession


class ReadingTools(QObject):
    """Wires the three to the desk's reader and to each other."""

    search_requested = Signal(str)
    link_requested = Signal(str)
    said = Signal(str)

    def __init__(self, library: Library, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._reader = reader = desk.reader
        self.finding = FindSession(library, reader, reader.marks, self)
        self.previews = PreviewSession(library, reader, window)
        self.copying = Copying(library, reader, self)
        desk.add_below_header(self.finding.bar)
        self.finding.bar.search_requested.connect(self.search_requested)
        self.copying.search_requested.connect(self.search_requested)
        self.copying.find_requested.connect(self.finding.begin)
        self.copying.preview_requested.connect(self.previews.preview)
        self.copying.said.connect(self.said)
        self.previews.said.connect(self.said)
        self.previews.link_requested.connect(self.link_requested)
        reader.customContextMenuRequested.connect(self.copying.show_menu)

    def commands(self) -> tuple[Command | None, ...]:
        """What the menu 阅读 offers of them."""
        return (
            Command("在本页查找", "Ctrl+F", self.finding.begin),
            Command("预览", "Alt+Return", self.previews.preview),
            None,
            Command("用键盘选字", "F4", self.toggle_caret),
            Command("复制并附出处", "Ctrl+Shift+C", self.copying.copy_cited),
            Command("复制条款地址", "Ctrl+Alt+C", self.copying.copy_address),
        )

    def toggle_caret(self) -> None:
        """A caret in the text, moved and stretched by the arrow keys; without it they scroll."""
        flags = self._reader.textInteractionFlags() ^ Qt.TextInteractionFlag.TextSelectableByKeyboard
        self._reader.setTextInteractionFlags(flags)
        is_on = bool(flags & Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._reader.setFocus()
        self.said.emit("用方向键移动光标，按住 Shift 选字；再按 F4 结束" if is_on else "方向键恢复为滚动")
