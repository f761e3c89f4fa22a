"""Files that are dragged over a field and dropped on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

ONLY_FILES = "只能拖入本机上的文件。"


def dropped_files(event: QDropEvent) -> tuple[Path, ...]:
    """The files of this machine among what is dropped; where there are any, the drop is taken."""
    files = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    if files:
        event.acceptProposedAction()
    return files


def show_over(field: QWidget, is_over: bool) -> None:
    """Draw a field as one over which something is dragged, or no longer."""
    field.setProperty("over", is_over)
    field.style().unpolish(field)
    field.style().polish(field)
