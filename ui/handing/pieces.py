"""What the dialogs of handing out and taking in are made of: labels, waiting, what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui.handing.errand import Errand

_PATIENCE_MS = 200  # what is done sooner shows no progress
MARGIN, GAP, CLOSE = 16, 12, 8  # pixels


def label(words: str = "", name: str = "") -> QLabel:
    """Words as they are, wrapped."""
    made = QLabel(words)
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(name != "fieldTitle")
    return made


def button(words: str, *, is_default: bool = False) -> QPushButton:
    """A button that Return does not press unless it is the default one."""
    made = QPushButton(words)
    made.setAutoDefault(is_default)
    made.setDefault(is_default)
    return made


def restyle(widget: QWidget, name: str) -> None:
    """Give a widget another place in the style sheet."""
    widget.setObjectName(name)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def fit(dialog: QDialog, ems: int, lines: int) -> None:
    """A size in characters of the interface, but never larger than the screen."""
    em, room = dialog.fontMetrics().height(), dialog.screen().availableGeometry().size()
    dialog.resize(min(ems * em, room.width() - 40), min(lines * em, room.height() - 60))


class Waiting(QWidget):
    """A thin bar with 停止, for as long as an errand runs."""

    def __init__(self, errand: Errand, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._errand = errand
        self.words, self.bar, self.stop = label("", "quiet"), QProgressBar(), button("停止")
        self.words.setWordWrap(False)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(160, 4)
        self.bar.setAccessibleName(name)
        self._soon = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(CLOSE)
        for part in (self.words, self.bar, self.stop):
            row.addWidget(part)
        self.hide()
        errand.began.connect(self._on_began)
        errand.advanced.connect(self._on_advanced)
        for ended in (errand.finished, errand.refused, errand.stopped):
            ended.connect(self._on_ended)
        self._soon.timeout.connect(self.show)
        self.stop.clicked.connect(errand.stop)

    def _on_began(self) -> None:
        self.bar.setRange(0, 0)
        self.words.clear()
        self._soon.start()

    def _on_advanced(self, done: int, count: int) -> None:
        if self._errand.is_running and count:
            self.bar.setRange(0, count)
            self.bar.setValue(done)
            self.words.setText(f"{done}/{count}")

    def _on_ended(self, found: object = None) -> None:
        self._soon.stop()
        self.hide()


class Outcome(QWidget):
    """What became of a wish: a sentence, remarks below it, and where the file is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence, self.remarks, self.path = label("", "quiet"), label("", "warning"), label("", "quiet")
        self.path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = button("复制路径")
        self.copy.clicked.connect(self._on_copy)
        place = QHBoxLayout()
        place.setSpacing(CLOSE)
        place.addWidget(self.path, 1)
        place.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.sentence)
        column.addLayout(place)
        column.addWidget(self.remarks)
        self.say("")

    def say(self, sentence: str, is_bad: bool = False) -> None:
        """One sentence, nothing else."""
        restyle(self.sentence, "fault" if is_bad else "quiet")
        self._put(sentence, (), "")

    def refuse(self, sentence: str) -> None:
        self.say(sentence, is_bad=True)

    def praise(self, sentence: str, remarks: tuple[str, ...] = (), path: str = "") -> None:
        """It is done; what has to be known of it, and where it is, a path a line."""
        restyle(self.sentence, "good")
        self._put(sentence, remarks, path)

    def _put(self, sentence: str, remarks: tuple[str, ...], path: str) -> None:
        for part, words in ((self.sentence, sentence), (self.remarks, "\n".join(remarks)), (self.path, path)):
            part.setText(words)
            part.setVisible(bool(words))
        self.copy.setVisible(bool(path))
        self.copy.setText("复制路径")

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.path.text())
        self.copy.setText("已复制")
