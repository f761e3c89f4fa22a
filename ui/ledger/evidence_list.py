"""佐证材料: files dropped in or chosen, each with what is known of it; opened, saved elsewhere, taken off."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from checklist.evidence import LARGEST, Fault
from checklist.standing import Evidence
from content.duty import Duty
from ui.file_drop import ONLY_FILES, dropped_files, show_over
from ui.ledger.parts import words_label
from ui.ledger.value_words import size_words

LIMIT = f"每个文件最大 {LARGEST >> 20} MB。收存的是一份副本，原文件不动。"
STATE = {
    None: "已核对",
    "": "待核对",
    Fault.MISSING: "失联：收存的文件不见了，请重新添加同一份文件",
    Fault.CHANGED: "已改动：与收存时不一致，请重新添加原来的文件",
    Fault.UNREADABLE: "读不了：请检查磁盘和权限",
}


class EvidenceList(QWidget):
    """Emits wishes; draws what is on disk and what became of copying."""

    files_given = Signal(tuple)  # of Paths
    cancelled = Signal()
    open_requested = Signal(object)
    copy_requested = Signal(object, object)
    removal_requested = Signal(object)

    def __init__(self, state: Callable[[Evidence], Fault | str | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._files: tuple[Evidence, ...] = ()
        self.rows: dict[str, _EvidenceRow] = {}
        self.setAcceptDrops(True)
        self.usual = words_label("", "quiet")
        self.fault = words_label("", "fault")
        self.choose = QPushButton("选择文件…")
        self.choose.clicked.connect(self._on_choose)
        self.cancel = QPushButton("停止")
        self.cancel.clicked.connect(self.cancelled)
        self.bar, self.copied = QProgressBar(), words_label("", "quiet", wraps=False)
        self.drop = self._build_drop()
        self.progress = self._build_progress()
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.drop, self.progress, self.fault, self.usual):
            column.addWidget(part)
        column.addLayout(self._column)
        column.addStretch()
        self.show_fault("")
        self.show_copied()

    def begin(self, duty: Duty) -> None:
        """Another duty: what was said of files before is over."""
        self.show_fault("")
        self.usual.setText(f"通常的佐证：{'、'.join(duty.evidence)}（编者建议）" if duty.evidence else "")
        self.usual.setVisible(bool(duty.evidence))

    def show_files(self, files: tuple[Evidence, ...]) -> None:
        self._files = files
        self.renew()

    def renew(self) -> None:
        """Files, or what is known of them, changed."""
        for row in self.rows.values():
            row.setParent(None)
            row.deleteLater()
        self.rows = {one.sha256: self._build_row(one) for one in self._files}
        for row in self.rows.values():
            self._column.addWidget(row)

    def show_fault(self, sentences: str) -> None:
        self.fault.setText(sentences)
        self.fault.setVisible(bool(sentences))

    def show_copying(self, name: str, done: int, total: int) -> None:
        """How far copying is, in kB."""
        if self.progress.isHidden():
            self.show_fault("")
        self.progress.show()
        self.choose.setEnabled(False)
        self.copied.setText(f"正在收存 {name}")
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)

    def show_copied(self) -> None:
        self.progress.hide()
        self.choose.setEnabled(True)

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            show_over(self.drop, True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        show_over(self.drop, False)

    def dropEvent(self, event: QDropEvent) -> None:
        show_over(self.drop, False)
        files = dropped_files(event)
        if files:
            self.files_given.emit(files)
        else:
            self.show_fault(ONLY_FILES)

    # inside

    def _build_row(self, evidence: Evidence) -> _EvidenceRow:
        row = _EvidenceRow(evidence, self._state(evidence))
        row.open.clicked.connect(partial(self._on_open, evidence))
        row.copy.clicked.connect(partial(self._on_copy, evidence))
        row.remove.clicked.connect(partial(self._on_remove, evidence))
        return row

    def _build_drop(self) -> QFrame:
        area = QFrame()
        area.setObjectName("dropArea")
        row = QHBoxLayout(area)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(12)
        told = QVBoxLayout()
        told.setSpacing(4)
        told.addWidget(words_label("把文件拖到这里"))
        told.addWidget(words_label(LIMIT, "quiet"))
        row.addLayout(told, 1)
        row.addWidget(self.choose)
        return area

    def _build_progress(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName("收存进度")
        row.addWidget(self.copied)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        return holder

    def _on_choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "添加佐证材料")
        if names:
            self.files_given.emit(tuple(map(Path, names)))

    def _on_open(self, evidence: Evidence, checked: bool = False) -> None:
        self.show_fault("")
        self.open_requested.emit(evidence)

    def _on_copy(self, evidence: Evidence, checked: bool = False) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "另存副本", evidence.name)
        if name:
            self.copy_requested.emit(evidence, Path(name))

    def _on_remove(self, evidence: Evidence, checked: bool = False) -> None:
        self.removal_requested.emit(evidence)


class _EvidenceRow(QFrame):
    """Name, size, day; whether the file is as it was; what can be done with it."""

    def __init__(self, evidence: Evidence, state: Fault | str | None) -> None:
        super().__init__()
        self.setObjectName("row")
        self.open, self.copy, self.remove = QPushButton("打开"), QPushButton("另存副本…"), QPushButton("移除")
        for button in (self.open, self.copy, self.remove):
            button.setAccessibleName(f"{button.text()}：{evidence.name}")
        is_lost = state is not None and state != ""
        if state is Fault.MISSING:
            self.open.hide()
            self.copy.hide()
        name = words_label(evidence.name)
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        facts = words_label(f"{size_words(evidence.size)}　{evidence.added.isoformat()} 收存", "quiet")
        self.state = words_label(
            f"{'! ' if is_lost else ''}{STATE[state]}", "bad" if is_lost else "good" if state is None else "quiet"
        )
        told = QVBoxLayout()
        told.setSpacing(2)
        for part in (name, facts, self.state):
            told.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addLayout(told, 1)
        for button in (self.open, self.copy, self.remove):
            row.addWidget(button)
