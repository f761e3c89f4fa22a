"""Writing notes: opens the editor, and keeps it open until what was written is on disk."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from checklist.annotation import Annotation, Colour
from ui.annotating.editor import NoteEditor
from ui.annotating.session import AnnotationSession
from ui.reading.reader_view import ReaderView

_MOST_STEPS = 3


class NoteWriting(QObject):
    """One editor at a time, over the reader's window."""

    kept = Signal()

    def __init__(self, session: AnnotationSession, reader: ReaderView, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._reader = session, reader
        self.editor: NoteEditor | None = None

    def write(self, annotation: Annotation) -> None:
        """Open the editor for an annotation, kept already or not."""
        editor = NoteEditor(annotation, self._reader.theme, self._reader.window())
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        steps = self._session.history(annotation.id) if annotation.id else ()
        editor.show_remark("；".join(" ".join(step) for step in steps[-_MOST_STEPS:]))
        editor.saving_requested.connect(partial(self._keep, annotation))
        editor.finished.connect(self._forget)
        self._session.refused.connect(editor.show_remark)
        self.editor = editor
        editor.open()

    def _keep(self, annotation: Annotation, text: str, colour: Colour) -> None:
        if self.editor is not None and self._session.keep(replace(annotation, note=text, colour=colour)):
            self.editor.accept()
            self.kept.emit()

    def _forget(self, result: int) -> None:
        self.editor = None
