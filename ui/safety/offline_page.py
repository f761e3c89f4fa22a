"""离线自证: what this process is doing about a network right now, to be read, copied and kept."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ui.identity.version import program_version
from ui.jobs import Job
from ui.ledger.parts import words_label
from ui.proofing.files import save_report
from ui.safety import offline_words as words
from ui.safety.offline import Facts, gather
from ui.safety.words import OFFLINE_TITLE, refusal_words

_SIZE = (860, 640)


class OfflinePage(QDialog):
    """Looks when it is opened and when asked again; `content` is the folder of the texts."""

    def __init__(self, content: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.facts: Facts | None = None
        self.verdict, self.when = words_label("", "verdict"), words_label("", "quiet")
        self.text = QPlainTextEdit()
        self.status = words_label("", "quiet")
        self.again, self.copy_button = QPushButton(words.AGAIN), QPushButton(words.COPY)
        self.save_button, self.close_button = QPushButton(words.SAVE), QPushButton(words.CLOSE)
        self.setWindowTitle(OFFLINE_TITLE)
        self._lay_out()
        self.again.clicked.connect(self.look)
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._choose)
        self.close_button.clicked.connect(self.reject)
        self.resize(*_SIZE)
        self.look()

    def look(self) -> None:
        """Gather anew, in the background: hundreds of files are hashed."""
        self._set_ready(False)
        self.verdict.setText(words.LOOKING)
        job = Job(partial(gather, self._content))
        job.done.connect(self._show)
        job.failed.connect(self._on_failed)
        job.start()

    def save(self, path: Path) -> None:
        """Keep the text as a file."""
        try:
            save_report(path, self.text.toPlainText())
        except OSError:
            self.status.setText(words.NOT_SAVED.format(path.name))
        else:
            self.status.setText(words.SAVED.format(path))

    def _lay_out(self) -> None:
        self.text.setReadOnly(True)
        self.text.setObjectName("proofText")
        self.text.setAccessibleName(OFFLINE_TITLE)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.again)
        row.addWidget(self.status, 1)
        for button in (self.copy_button, self.save_button, self.close_button):
            row.addWidget(button)
        for button in (self.again, self.save_button, self.close_button):
            button.setAutoDefault(False)
        self.copy_button.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for part in (self.verdict, self.when):
            column.addWidget(part)
        column.addWidget(self.text, 1)
        column.addLayout(row)

    def _show(self, facts: Facts) -> None:
        self.facts, at = facts, datetime.now().astimezone()
        mark = "✓" if facts.is_clean and facts.sockets is not None else "!"
        self.verdict.setText(f"{mark} {words.verdict(facts)}")
        self.verdict.setProperty("isClean", facts.is_clean)
        self.verdict.style().polish(self.verdict)
        self.when.setText(words.moment(at, facts))
        self.text.setPlainText(words.report(facts, program_version(), at))
        self._set_ready(True)

    def _on_failed(self, error: Exception) -> None:
        self.verdict.setText(refusal_words(error))
        self.again.setEnabled(True)

    def _set_ready(self, is_ready: bool) -> None:
        for button in (self.again, self.copy_button, self.save_button):
            button.setEnabled(is_ready)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.status.setText(words.COPIED)

    def _choose(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = words.FILE_NAME.format(datetime.now().astimezone())
        chosen, _ = QFileDialog.getSaveFileName(self, words.SAVE_TITLE, f"{documents}/{name}", words.TEXT_FILES)
        if chosen:
            self.save(Path(chosen))
