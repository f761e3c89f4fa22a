"""Where a file is to go: a path that can be typed or chosen, with an ending that fits its kind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.handing.files import choose_target
from ui.handing.kinds import FORMS, Form, Kind, with_ending
from ui.handing.pieces import CLOSE, button, label

_REPLACED = "已有同名文件；新文件核对无误后才会替换它。"


class TargetRow(QWidget):
    """A name is suggested for each kind until a person writes another one."""

    changed = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder, self._kind, self._suggested = folder, Kind.XLSX, ""
        self.text, self.browse, self.remark = QLineEdit(), button("浏览…"), label("", "quiet")
        self.text.setAccessibleName("导出到文件")
        self.text.setMaxLength(1000)
        self.browse.setAccessibleName("选择导出到哪个文件")
        row = QHBoxLayout()
        row.setSpacing(CLOSE)
        row.addWidget(self.text, 1)
        row.addWidget(self.browse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.remark)
        self.text.textChanged.connect(self._on_changed)
        self.browse.clicked.connect(self._on_browse)

    @property
    def path(self) -> Path | None:
        """The path with its ending; None where none is written. A bare name goes into the usual folder."""
        typed = self.text.text().strip()
        if not typed or typed.endswith(("/", "\\")):
            return None
        return with_ending(self._kind, self._folder / Path(typed).expanduser())

    def suggest(self, kind: Kind, name: str) -> None:
        """Another kind: its own name, or, where a person wrote one, that with another ending."""
        before, self._kind = FORMS[self._kind], kind
        typed = self.text.text().strip()
        if typed in ("", self._suggested):
            self._suggested = str(self._folder / name)
            self.text.setText(self._suggested)
        else:
            self.text.setText(_with_other_ending(typed, before, FORMS[kind]))

    def _on_changed(self) -> None:
        path = self.path
        is_there = path is not None and _exists(path)
        self.remark.setText(_REPLACED if is_there else "")
        self.remark.setVisible(is_there)
        self.changed.emit()

    def _on_browse(self) -> None:
        form = FORMS[self._kind]
        forms = f"{form.title} ({' '.join(f'*{ending}' for ending in form.endings)})"
        chosen = choose_target(self, "导出到", self.path or self._folder, forms)
        if chosen is not None:
            self.text.setText(str(with_ending(self._kind, chosen)))


def _with_other_ending(typed: str, before: Form, after: Form) -> str:
    ending = next((one for one in before.endings if typed.lower().endswith(one)), "")
    return typed.removesuffix(typed[len(typed) - len(ending) :]) + after.ending if ending else typed


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
