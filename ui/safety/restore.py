"""记录与备份: where the record is, its backups with what each holds, and the way back to one of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from checklist.copies import Copy
from checklist.holding import Holding
from ui.ledger.parts import words_label
from ui.safety import words
from ui.safety.backup_model import BackupModel, Looked
from ui.safety.comparison import Comparison
from ui.safety.place_card import PlaceCard

_SIZE = (1080, 680)
_LAST = 4  # the column that takes what room is left


class RestoreDialog(QDialog):
    """Shows and wishes; what is done is the guide's. `restore_wished` carries the chosen Copy."""

    back_up_wished = Signal()
    carry_wished = Signal()
    bring_wished = Signal()
    anew_wished = Signal()
    restore_wished = Signal(object)

    def __init__(self, total: int, parent: QWidget | None = None) -> None:
        """`total` is how many duties there are."""
        super().__init__(parent)
        self.place, self.comparison = PlaceCard(), Comparison(total)
        self.model = BackupModel(self)
        self.table = QTableView()
        self.trouble = words_label("", "trouble")
        self.nothing = words_label(words.NO_BACKUPS, "quiet")
        self.status = words_label("", "quiet")
        self.back_up, self.carry = QPushButton(words.BACK_UP), QPushButton(words.CARRY)
        self.bring, self.restore = QPushButton(words.BRING), QPushButton(words.RESTORE)
        self.anew, self.close_button = QPushButton(words.BEGIN_ANEW), QPushButton(words.CLOSE)
        self._is_busy, self._is_open = False, False
        self.setWindowTitle(words.RECORD_TITLE)
        self._set_up_table()
        self._lay_out()
        self._connect()
        self.resize(*_SIZE)
        self.trouble.hide()
        self._settle()
        self.table.setFocus()

    # what is shown

    def show_copies(self, copies: Sequence[Copy]) -> None:
        """All backups; the one that was chosen stays chosen, where it is still there."""
        chosen = self.chosen
        self.model.show_copies(copies)
        self.nothing.setVisible(not copies)
        self.table.setVisible(bool(copies))
        if chosen in self.model.copies:
            self.table.selectRow(self.model.copies.index(chosen))
        self._settle()

    def show_looked(self, copy: Copy, looked: Looked) -> None:
        """What a backup was found to hold. The newest good one is chosen until the person chooses."""
        self.model.show_looked(copy, looked)
        newest = self.model.newest_good
        if self.chosen is None and newest is not None:
            self.table.selectRow(newest)
        self._settle()

    def show_now(self, now: Holding | None) -> None:
        """What the open record holds; None where none is open."""
        self._is_open = now is not None
        self.comparison.show_now(now)
        self._settle()

    def show_trouble(self, sentence: str) -> None:
        """Why no record is open; nothing where one is."""
        self.trouble.setText(f"! {sentence}" if sentence else "")
        self.trouble.setVisible(bool(sentence))

    def say(self, sentence: str, is_bad: bool = False) -> None:
        """What came of the last wish."""
        self.status.setObjectName("warning" if is_bad else "quiet")
        self.status.style().polish(self.status)
        self.status.setText(f"! {sentence}" if is_bad else sentence)

    def set_busy(self, is_busy: bool) -> None:
        """One thing at a time."""
        self._is_busy = is_busy
        self._settle()

    @property
    def chosen(self) -> Copy | None:
        """The backup whose row is chosen."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.copies[rows[0].row()] if rows else None

    # building

    def _set_up_table(self) -> None:
        self.table.setObjectName("backupTable")
        self.table.setModel(self.model)
        self.table.setAccessibleName(words.BACKUPS_HEAD)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(_LAST, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setHighlightSections(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.trouble)
        column.addWidget(self.place)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        halves.addWidget(self._list())
        halves.addWidget(self.comparison)
        halves.setSizes([_SIZE[0], 1])  # the comparison takes what it needs
        halves.setStretchFactor(0, 1)
        self.comparison.layout().setContentsMargins(16, 0, 0, 0)  # type: ignore[union-attr]
        column.addWidget(halves, 1)
        self.status.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.status)
        column.addLayout(self._buttons())

    def _list(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 16, 0)
        column.setSpacing(8)
        column.addWidget(words_label(words.BACKUPS_HEAD, "cardTitle"))
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)
        column.addWidget(words_label(words.KEEPING, "quiet"))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        return holder

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.back_up, self.carry, self.bring, self.anew):
            row.addWidget(button)
        row.addStretch()
        for button in (self.restore, self.close_button):
            row.addWidget(button)
        for button in (self.back_up, self.carry, self.bring, self.anew, self.restore):
            button.setAutoDefault(False)
        return row

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self.model.modelReset.connect(self._on_reset)
        self.back_up.clicked.connect(self.back_up_wished)
        self.carry.clicked.connect(self.carry_wished)
        self.bring.clicked.connect(self.bring_wished)
        self.anew.clicked.connect(self.anew_wished)
        self.restore.clicked.connect(self._on_restore)
        self.table.doubleClicked.connect(self._on_restore)
        self.close_button.clicked.connect(self.reject)

    # what happened

    def _on_chosen(self, chosen: QItemSelection, before: QItemSelection) -> None:
        self._settle()

    def _on_reset(self) -> None:
        self._settle()

    def _on_restore(self) -> None:
        if self.restore.isEnabled():
            self.restore_wished.emit(self.chosen)

    def _settle(self) -> None:
        """What can be pressed now, and what the chosen backup holds."""
        chosen = self.chosen
        looked = self.model.looked(chosen) if chosen is not None else None
        self.comparison.show_then(looked, chosen is not None)
        idle = not self._is_busy
        self.restore.setEnabled(idle and isinstance(looked, Holding))
        self.back_up.setEnabled(idle and self._is_open)
        self.place.move_button.setEnabled(idle and self._is_open)
        self.carry.setEnabled(idle and (self._is_open or isinstance(looked, Holding)))
        self.bring.setEnabled(idle)
        self.anew.setVisible(not self._is_open)
        self.anew.setEnabled(idle)
