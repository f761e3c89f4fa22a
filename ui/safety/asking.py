"""Asks before something that changes much; the safe answer is the one that has the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ui.safety.words import BACKUP_FILES, CANCEL, FILE_TITLE


def ask(parent: QWidget, question: str, yes: str, then: Callable[[], None]) -> QMessageBox:
    """Show the question; `then` is called when it is answered with `yes`. Paths in it are shown as they are."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    title, _, rest = question.partition("\n\n")
    box.setWindowTitle(yes)
    box.setText(title)
    box.setInformativeText(rest)
    box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(CANCEL, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.accepted.connect(then)
    box.finished.connect(box.deleteLater)
    box.open()
    return box


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """A folder chosen in the system's own dialog; None where it is closed."""
    name = QFileDialog.getExistingDirectory(parent, title)
    return Path(name) if name else None


def choose_backup(parent: QWidget) -> Path | None:
    """A backup's file, on a stick for one; None where the dialog is closed."""
    name, _ = QFileDialog.getOpenFileName(parent, FILE_TITLE, "", BACKUP_FILES)
    return Path(name) if name else None
