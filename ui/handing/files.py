"""Files that a person chooses, in the system's own dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.handing.kinds import EXCHANGE_ENDING

INCOMING = f"交换文件和填好的台账 (*{EXCHANGE_ENDING} *.zip *.xlsx);;所有文件 (*)"
EXCHANGES = f"交换文件 (*{EXCHANGE_ENDING} *.zip);;所有文件 (*)"


def documents_folder() -> Path:
    """The person's own folder of documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def choose_target(parent: QWidget, title: str, path: Path, forms: str) -> Path | None:
    """Where a file is to go; None where the dialog is closed."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(path), forms)
    return Path(name) if name else None


def choose_folder(parent: QWidget, title: str, path: Path) -> Path | None:
    name = QFileDialog.getExistingDirectory(parent, title, str(path))
    return Path(name) if name else None


def choose_source(parent: QWidget, title: str, folder: Path) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder), INCOMING)
    return Path(name) if name else None


def choose_sources(parent: QWidget, title: str, folder: Path) -> tuple[Path, ...]:
    names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder), EXCHANGES)
    return tuple(map(Path, names))
