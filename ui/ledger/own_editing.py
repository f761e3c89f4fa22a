"""Makes and changes the county's own duties in the editor."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from checklist.own_duties import OwnDuty
from ui.ledger.own_editor import OwnEditor
from ui.ledger.session import ChecklistSession
from ui.ledger_words import OWN_DUTY


class OwnEditing(QObject):
    """One editor at a time."""

    def __init__(self, session: ChecklistSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.editor: OwnEditor | None = None

    def new(self, over: QWidget) -> None:
        self._open(None, over)

    def change(self, duty: str, over: QWidget) -> None:
        self._open(self._session.own.get(duty), over)

    def _open(self, duty: OwnDuty | None, over: QWidget) -> None:
        self.editor = editor = OwnEditor(partial(getattr, self._session, "day"), duty, over)
        editor.given.connect(self._on_given)
        editor.finished.connect(editor.deleteLater)
        editor.open()

    def _on_given(self, duty: OwnDuty) -> None:
        is_new = duty.id not in self._session.own
        refusal = self._session.keep_own(duty)
        if self.editor is not None:
            self.editor.settle(refusal)
        if not refusal:
            self._session.said.emit(f"已新建{OWN_DUTY}：{duty.title}" if is_new else f"{OWN_DUTY}已修改")
