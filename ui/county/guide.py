"""Asks for the county at the first start, and changes what is known of it later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from checklist.profile import CountyProfile
from content.library import Library
from ui.county.first_step import FirstStep

if TYPE_CHECKING:
    from ui.county.editor import ProfileEditor


class CountyGuide(QObject):
    """`read` gives the profile as it is on disk; `keep` why it could not be kept, nothing where it was."""

    said = Signal(str)
    skipped = Signal()

    def __init__(
        self,
        library: Library,
        read: Callable[[], CountyProfile],
        keep: Callable[[CountyProfile], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._library, self._read, self._keep = library, read, keep
        self.first_step = FirstStep()
        self.editor: ProfileEditor | None = None
        self.is_skipped = False
        self.first_step.named.connect(self._on_named)
        self.first_step.more_requested.connect(self._on_more)
        self.first_step.skipped.connect(self._on_skipped)

    def offer(self, is_open: bool) -> None:
        """Ask once, where a record is open that does not say whose it is."""
        self.first_step.setVisible(is_open and not self.is_skipped and not self._read().county)

    def open(self, over: QWidget) -> None:
        from ui.county.editor import ProfileEditor  # not before it is asked for
        from ui.county.questions import questions

        self.editor = editor = ProfileEditor(self._read(), questions(self._library), over)
        editor.county.setText(editor.county.text() or self.first_step.name.text().strip())
        editor.given.connect(self._on_given)
        editor.finished.connect(editor.deleteLater)
        editor.open()

    def _on_named(self, name: str) -> None:
        refusal = self._keep(replace(self._read(), county=name))
        self.first_step.settle(refusal)
        if not refusal:
            self.first_step.hide()
            self.said.emit(f"已记下：{name}。单位、人员和适用情况可在“事项 → 县情”中补充。")

    def _on_more(self) -> None:
        self.open(self.first_step.window())

    def _on_skipped(self) -> None:
        self.is_skipped = True
        self.first_step.hide()
        self.skipped.emit()

    def _on_given(self, profile: CountyProfile) -> None:
        refusal = self._keep(profile)
        if self.editor is not None:
            self.editor.settle(refusal)
        if not refusal:
            self.said.emit("县情已保存。Ctrl+Z 撤销。")
