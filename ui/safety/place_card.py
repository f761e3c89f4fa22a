"""Where the record is, what kind of place that is, and the way to another one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.ledger.parts import words_label
from ui.safety.place_kinds import Place
from ui.safety.words import COPY_PATH, MOVE, PLACE_HEAD, place_warning, place_words


class PlaceCard(QFrame):
    """`move_wished` asks for another place."""

    move_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.path, self.kind = words_label(""), words_label("", "quiet")
        self.warning, self.carried = words_label("", "warning"), words_label("", "quiet")
        self.move_button, self.copy_button = QPushButton(MOVE), QPushButton(COPY_PATH)
        self.path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.move_button.clicked.connect(self.move_wished)
        self.copy_button.clicked.connect(self._copy)
        for button in (self.move_button, self.copy_button):
            button.setAutoDefault(False)
        self._lay_out()

    def show_place(self, folder: Path, place: Place) -> None:
        self.path.setText(str(folder))
        self.path.setAccessibleName(f"{PLACE_HEAD}：{folder}")
        self.kind.setText(place_words(place))
        warning = place_warning(place)
        self.warning.setText(f"! {warning}" if warning else "")
        self.warning.setVisible(bool(warning))

    def show_carried(self, words: str, is_late: bool) -> None:
        """When a copy last went to a stick; late ones are a warning."""
        self.carried.setObjectName("warning" if is_late else "quiet")
        self.carried.setText(f"! {words}" if is_late else words)
        self.carried.style().polish(self.carried)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(words_label(PLACE_HEAD, "cardTitle", wraps=False))
        head.addWidget(self.kind, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.path, 1)
        row.addWidget(self.copy_button)
        row.addWidget(self.move_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self.warning)
        column.addWidget(self.carried)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.path.text())
