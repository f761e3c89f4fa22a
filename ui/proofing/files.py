"""The two file dialogs, and keeping a report so that what stood there before survives a failure."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def choose_text(parent: QWidget) -> Path | None:
    """The file to compare with; None where the person chose none."""
    name, _ = QFileDialog.getOpenFileName(parent, "选择官方文本", "", "文本 (*.txt *.docx *.md *.pdf);;全部文件 (*)")
    return Path(name) if name else None


def choose_report(parent: QWidget, name: str) -> Path | None:
    """Where to keep the report; None where the person gave it up."""
    chosen, _ = QFileDialog.getSaveFileName(parent, "保存核对结果", name, "纯文本 (*.txt)")
    return Path(chosen) if chosen else None


def save_report(path: Path, text: str) -> None:
    """Write a report as UTF-8 with a mark, which old editors need to show Chinese. Raises OSError."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8-sig", newline="\r\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
