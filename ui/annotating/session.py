"""Annotating: from a person's wish to an event on disk and back to what is drawn. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from checklist.annotation import Annotation, AnnotationPassage, Colour, Kind, annotation_passages
from checklist.annotation_export import Format, export_annotations
from checklist.annotation_placing import Placed
from checklist.annotation_record import Annotations
from checklist.errors import ChecklistError
from content.library import Library
from ui.annotating.entries import collection
from ui.annotating.placements import Placements
from ui.annotating.words import NOT_OPEN, NOTHING_SELECTED, failure
from ui.jobs import Job
from ui.reading.layers import Span


class AnnotationSession(QObject):
    """`changed` says that annotations are on disk and may be drawn anew; `refused` why a wish could not be kept.

    Wishes give the annotation's id, or nothing where they were refused.
    """

    changed = Signal()
    removed = Signal(int)
    refused = Signal(str)
    said = Signal(str)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._kept: Annotations | None = None
        self.placements = Placements(library)

    # the record

    def attach(self, annotations: Annotations) -> None:
        """The record is open for reading and writing."""
        self._kept = annotations
        self._renew(annotations.all)

    def show(self, annotations: tuple[Annotation, ...]) -> None:
        """Show annotations that cannot be written to."""
        self._renew(annotations)

    def reload(self) -> None:
        """Events came from elsewhere: an import, or an undo in the ledger."""
        if self._kept is not None:
            self._act(self._kept.reload)

    def detach(self) -> None:
        """The record is about to be closed."""
        self._kept = None

    @property
    def can_undo(self) -> bool:
        return self._kept is not None and self._kept.can_undo

    def history(self, key: str) -> tuple[tuple[str, str], ...]:
        """(when, who) of every action on an annotation, oldest first."""
        rows = self._kept.history(key) if self._kept is not None else ()
        return tuple(dict.fromkeys((row.at[:16].replace("T", " "), row.actor) for row in rows))

    def passages(self) -> tuple[AnnotationPassage, ...]:
        """What search is to know: notes, and the clauses in which they stand now."""
        placed = {one.annotation.id: one for one in self.placements.all}
        clauses = {key: one.clause for key, one in placed.items()}
        return annotation_passages((one.annotation for one in placed.values()), clauses)

    # what a person wishes

    def mark(self, doc: str, spans: tuple[Span, ...], kind: Kind, colour: Colour) -> str:
        """Annotate a selection. What is on the very same words already takes the new look."""
        pieces = self.placements.pieces(doc, spans)
        same = next((one for one in self.placements.on(doc, pieces) if one.kind is not Kind.BOOKMARK), None)
        if same is not None:
            kept = Kind.NOTE if same.kind is Kind.NOTE else kind
            return self._change(replace(same, kind=kept, colour=colour))
        return self._add(Annotation(document=doc, pieces=pieces, kind=kind, colour=colour))

    def keep(self, wanted: Annotation) -> str:
        """An annotation as it was written: a new one, or one that is known with other words or another colour."""
        return self._change(wanted) if wanted.id else self._add(wanted)

    def add_bookmark(self, doc: str, clause: str, offset: int) -> str:
        """A bookmark at a place; where there is one already, it is taken away."""
        pieces = self.placements.piece_at(doc, clause, offset)
        same = next((one for one in self.placements.on(doc, pieces) if one.kind is Kind.BOOKMARK), None)
        if same is not None:
            self.remove((same.id,))
            return ""
        return self._add(Annotation(document=doc, pieces=pieces, kind=Kind.BOOKMARK))

    def recolour(self, key: str, colour: Colour) -> str:
        placed = self.placements.of(key)
        return self._change(replace(placed.annotation, colour=colour)) if placed else ""

    def redraw(self, key: str, kind: Kind) -> str:
        """Another kind: an underline for a highlight."""
        placed = self.placements.of(key)
        return self._change(replace(placed.annotation, kind=kind)) if placed else ""

    def relocate(self, key: str, doc: str, spans: tuple[Span, ...]) -> str:
        """Put an annotation on other words."""
        placed, pieces = self.placements.of(key), self.placements.pieces(doc, spans)
        if not pieces:
            self.refused.emit(NOTHING_SELECTED)
            return ""
        return self._change(replace(placed.annotation, document=doc, pieces=pieces)) if placed else ""

    def remove(self, keys: Iterable[str]) -> None:
        known = tuple(key for key in keys if self.placements.of(key))
        if known and self._write(lambda kept: kept.remove(known)):
            self.removed.emit(len(known))

    def undo(self) -> None:
        """Take back the last action on annotations."""
        if not self.can_undo:
            self.refused.emit("没有可以撤销的批注改动。")
        elif self._write(Annotations.undo):
            self.said.emit("已撤销上一次批注改动")

    def export(self, path: Path, form: Format, placed: tuple[Placed, ...]) -> None:
        """Write annotations to a file in the background; what became of it is said."""
        gathered = collection(self._library, placed, datetime.now().astimezone())
        job = Job(partial(export_annotations, path, form, gathered))
        job.done.connect(partial(self._on_exported, path, len(placed)))
        job.failed.connect(self._on_export_failed)
        job.start()

    # inside

    def _add(self, wanted: Annotation) -> str:
        if not wanted.pieces:
            self.refused.emit(NOTHING_SELECTED)
            return ""
        made = self._write(lambda kept: kept.add(wanted, self.placements.basis(wanted)))
        return made.id if isinstance(made, Annotation) else ""

    def _change(self, wanted: Annotation) -> str:
        return wanted.id if self._write(lambda kept: kept.change(wanted)) else ""

    def _write(self, action: Callable[[Annotations], object]) -> object:
        """Run what writes; what it gives, or true, where it is on disk."""
        if self._kept is None:
            self.refused.emit(NOT_OPEN)
            return None
        return self._act(partial(action, self._kept))

    def _act(self, action: Callable[[], object]) -> object:
        assert self._kept is not None
        try:
            done = action()
        except ChecklistError as error:
            self.refused.emit(failure(error))
            return None
        self._renew(self._kept.all)
        return done or True

    def _renew(self, annotations: tuple[Annotation, ...]) -> None:
        self.placements.renew(annotations)
        self.changed.emit()

    def _on_exported(self, path: Path, count: int, done: object) -> None:
        self.said.emit(f"已导出 {count} 条批注：{path}")

    def _on_export_failed(self, error: Exception) -> None:
        if isinstance(error, ChecklistError):
            self.refused.emit(failure(error))
        else:
            self.refused.emit("导出没有完成，原因已记入日志。请重试。")
