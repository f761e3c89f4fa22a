"""打印与导出: choose what is printed, see every page of it, send it to a printer or save it as a PDF."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.printing import words
from ui.printing.choices import Choices
from ui.printing.layout import Print, lay_out
from ui.printing.page_view import PageView
from ui.printing.printer import choose_printer, send
from ui.printing.request import PrintRequest
from ui.printing.saving import Saving
from ui.theme import Theme

_SIZE = (1080, 700)
_PATIENCE_MS = 200  # what is done sooner shows no progress


class PrintDialog(QDialog):
    """`base` brings the document, the selection and the duties that may be chosen, and what is chosen at first."""

    def __init__(self, base: PrintRequest, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._made: Print | None = None
        self._result: int | None = None  # asked to close while a file was being written
        self.choices = Choices(base)
        self.view = PageView(theme)
        self.place, self.percent, self.status = _label(), _label(), _label()
        self.bar = QProgressBar()
        self.print_button, self.save_button = QPushButton(words.PRINT), QPushButton(words.SAVE)
        self.stop_button, self.close_button = QPushButton(words.CANCEL), QPushButton(words.CLOSE)
        self.saving = Saving(self)
        self._soon = QTimer(self, singleShot=True, interval=0)  # the choice is drawn first
        self.setWindowTitle(words.TITLE)
        self._build()
        self._connect()
        self.resize(*_SIZE)
        self.choices.take_focus()
        self._soon.start()

    def refresh(self) -> None:
        """Lay out what is chosen and show it."""
        self._made = lay_out(self.choices.request)
        self.view.show_sheet(self._made.sheet)
        self.choices.remark_on(self._made.request)
        self._say(words.page_count(len(self._made.sheet.pages)))

    def done(self, result: int) -> None:
        """A file half written is first given up."""
        if self.saving.is_running:
            self._result = result
            self.saving.cancel()
        else:
            super().done(result)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.choices)
        middle.addLayout(self._build_preview(), 1)
        column.addLayout(middle, 1)
        column.addLayout(self._build_buttons())

    def _build_preview(self) -> QVBoxLayout:
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for text, act in (
            (words.FIT_WIDTH, self.view.fit_width),
            (words.FIT_PAGE, self.view.fit_page),
            (words.SMALLER, self.view.zoom_out),
            (words.LARGER, self.view.zoom_in),
        ):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            tools.addWidget(button)
        tools.addWidget(self.percent)
        tools.addStretch()
        tools.addWidget(self.place)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(tools)
        column.addWidget(self.view, 1)
        return column

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(120, 4)
        self.bar.hide()
        self.stop_button.hide()
        self.status.setWordWrap(True)
        row.addWidget(self.status, 1)
        row.addWidget(self.bar)
        for button in (self.stop_button, self.print_button, self.save_button, self.close_button):
            button.setAutoDefault(button is self.save_button)
            row.addWidget(button)
        self.save_button.setDefault(True)
        return row

    def _connect(self) -> None:
        self._soon.timeout.connect(self.refresh)
        self.choices.changed.connect(self._soon.start)
        self.view.page_in_view.connect(self._show_place)
        self.view.zoomed.connect(self._show_zoom)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.stop_button.clicked.connect(self.saving.cancel)
        self.close_button.clicked.connect(self.reject)
        self.saving.progressed.connect(self._show_progress)
        self.saving.saved.connect(self._on_saved)
        self.saving.refused.connect(partial(self._on_ended, is_bad=True))
        self.saving.cancelled.connect(partial(self._on_ended, words.CANCELLED))
        for keys, act in (
            ("Ctrl+P", self._print),
            ("Ctrl+S", self._save),
            ("Ctrl+=", self.view.zoom_in),
            ("Ctrl++", self.view.zoom_in),
            ("Ctrl+-", self.view.zoom_out),
            ("Ctrl+0", self.view.fit_width),
            ("Ctrl+9", self.view.fit_page),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _print(self) -> None:
        if self._made is None or self.saving.is_running:
            return
        printer = choose_printer(self, self._made)
        if printer is not None:
            is_sent = send(printer, self._made.sheet)
            self._say(words.SENT if is_sent else words.NOT_SENT, is_bad=not is_sent)

    def _save(self) -> None:
        if self._made is None or self.saving.is_running:
            return
        path = choose_target(self, words.file_name(self._made.request))
        if path is not None:
            self._set_busy(True)
            self.saving.start(self._made.request, path)
            QTimer.singleShot(_PATIENCE_MS, self._show_bar)

    def _show_bar(self) -> None:
        self.bar.setVisible(self.saving.is_running)
        self.stop_button.setVisible(self.saving.is_running)

    def _show_progress(self, page: int, count: int) -> None:
        self.bar.setMaximum(count)
        self.bar.setValue(page)
        if self.saving.is_running:
            self._say(words.writing(page, count))

    def _on_saved(self, path: Path, pages: int) -> None:
        self._on_ended(words.saved(path.name, pages))

    def _on_ended(self, sentence: str, is_bad: bool = False) -> None:
        self._set_busy(False)
        self._show_bar()
        self._say(sentence, is_bad)
        if self._result is not None:
            self.done(self._result)

    def _say(self, sentence: str, is_bad: bool = False) -> None:
        self.status.setObjectName("warning" if is_bad else "quiet")
        self.status.style().polish(self.status)
        self.status.setText(sentence)

    def _set_busy(self, is_busy: bool) -> None:
        for part in (self.choices, self.print_button, self.save_button):
            part.setEnabled(not is_busy)

    def _show_place(self, page: int, count: int) -> None:
        self.place.setText(words.page_place(page, count))

    def _show_zoom(self, zoom: float) -> None:
        self.percent.setText(words.zoom_percent(zoom))


def choose_target(parent: QWidget, name: str) -> Path | None:
    """Where the PDF is to go, chosen in the system's own dialog; None where it is closed."""
    dialog = QFileDialog(parent, words.SAVE_TITLE, QStandardPaths.writableLocation(_DOCUMENTS), words.PDF_FILES)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(name)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() == QFileDialog.DialogCode.Accepted else None


_DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation


def _label() -> QLabel:
    label = QLabel()
    label.setObjectName("quiet")
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
