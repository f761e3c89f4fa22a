"""关于县策: what this program is, what it was made from and of, where it keeps things; to be read and copied."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from content.library import Library
from ui.fonts import chosen_families
from ui.identity import words
from ui.identity.about_pages import LicencePage, fact_page, source_page
from ui.identity.facts import Facts, gather
from ui.identity.icon import application_icon
from ui.identity.version import stamp
from ui.jobs import Job
from ui.ledger.parts import words_label

_LINES_WIDE, _LINES_HIGH = 42, 32  # as many lines of text
_OF_SCREEN = 0.9
_ICON = 64


class AboutDialog(QDialog):
    """Gathers when it is opened, in the background. `data` is the folder of the settings."""

    def __init__(self, library: Library, data: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts: Facts | None = None
        self.tabs = QTabWidget()
        self.licences = LicencePage()
        self.status = words_label(words.READING, "quiet")
        self.copy_button, self.close_button = QPushButton(words.COPY), QPushButton(words.CLOSE)
        self.setWindowTitle(words.TITLE)
        self.setObjectName("aboutDialog")
        self._lay_out()
        self.copy_button.setEnabled(False)
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.reject)
        self._fit()
        self.close_button.setFocus()
        self._look(library, data)

    def desk(self) -> tuple[tuple[str, str], ...]:
        """(name, value) of the screen and of the typefaces in use."""
        screen = self.screen()
        size = screen.size()
        told = f"{size.width()}×{size.height()}，缩放 {screen.devicePixelRatio():g}"
        return (("屏幕", told), ("图形接口", QGuiApplication.platformName()), *chosen_families().items())

    def _fit(self) -> None:
        """Larger with the type, never larger than the screen."""
        line, room = self.fontMetrics().height(), self.screen().availableSize() * _OF_SCREEN
        self.resize(min(_LINES_WIDE * line, room.width()), min(_LINES_HIGH * line, room.height()))

    def _look(self, library: Library, data: Path) -> None:
        job = Job(partial(gather, library, data, str(qVersion())))
        job.done.connect(self._show)
        job.failed.connect(self._on_failed)
        job.start()

    def _lay_out(self) -> None:
        self.tabs.setObjectName("aboutTabs")
        self.tabs.setDocumentMode(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy_button)
        row.addWidget(self.status, 1)
        row.addWidget(self.close_button)
        self.copy_button.setAutoDefault(False)
        self.close_button.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addLayout(_head())
        column.addWidget(words_label(words.NOTICE, "aboutNotice"))
        column.addWidget(self.tabs, 1)
        column.addLayout(row)

    def _show(self, facts: Facts) -> None:
        self.facts = facts
        self.licences.show_parts(facts.parts)
        versions = (*facts.versions, ("系统", facts.system))
        faces = tuple(chosen_families().items())
        self.tabs.addTab(source_page(facts.sources), words.SOURCES)
        self.tabs.addTab(fact_page((("", versions), (words.FACES, faces))), words.VERSIONS)
        self.tabs.addTab(self.licences, words.LICENCES)
        self.tabs.addTab(fact_page((("", facts.places),), words.PLACES_REMARK), words.PLACES)
        self.status.setText("")
        self.copy_button.setEnabled(True)

    def _on_failed(self, error: Exception) -> None:
        self.status.setText(words.FAILED)

    def _copy(self) -> None:
        assert self.facts is not None
        QGuiApplication.clipboard().setText(words.diagnostics(self.facts, self.desk()))
        self.status.setText(words.COPIED)


def _head() -> QHBoxLayout:
    """Icon, name, version."""
    icon = QLabel()
    icon.setPixmap(application_icon().pixmap(_ICON, _ICON))
    icon.setAccessibleName(words.NAME)
    said = QVBoxLayout()
    said.setSpacing(4)
    version = words_label(words.version_line(stamp()))
    version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    for label in (words_label(words.NAME, "aboutName"), version, words_label(words.SUBTITLE, "quiet")):
        said.addWidget(label)
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(said, 1)
    return row
