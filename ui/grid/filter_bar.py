"""What the grid is asked to show: words, and a list to tick for each column worth asking for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from checklist.ledger import Flag, LedgerFilter, LedgerRow
from checklist.standing import Status
from content.duty import Force
from ui.flow_layout import FlowLayout
from ui.grid.check_menu import CheckMenu
from ui.grid.choice import RowFilter, row_filter
from ui.grid.names import Names
from ui.grid.words import APPLIES, APPLIES_NOT, FLAGS, NO_CHAPTER, SEARCH, UNASSIGNED
from ui.labels import FORCE, STATUS
from ui.ledger_words import FLAG

_TYPING_MS = 120
_SEARCH_ROOM = 64  # beside the words
_CHIP_LENGTH = 24
_MARGINS = 14


class FilterBar(QWidget):
    """`changed` tells that `filter` is another one."""

    changed = Signal()
    left_downwards = Signal()

    def __init__(self, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._filter = RowFilter()
        self.text = _Words()
        self.menus = {
            "documents": CheckMenu("文件"),
            "chapters": CheckMenu("章节"),
            "forces": CheckMenu("力度"),
            "units": CheckMenu("单位"),
            "statuses": CheckMenu("状态"),
            "flags": CheckMenu("提示", "选几种时须同时符合"),
        }
        self.clear_button = QToolButton()
        self.clear_button.setText("清除筛选")
        self.clear_button.setObjectName("filterButton")
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._chips = QWidget()
        self._chip_row = FlowLayout(self._chips)
        self._chip_row.setContentsMargins(8, 0, 8, 6)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._lay_out()
        self.text.textChanged.connect(self._typing.start)
        self.text.left_downwards.connect(self.left_downwards)
        self._typing.timeout.connect(self._read)
        self.clear_button.clicked.connect(self.clear)
        for menu in self.menus.values():
            menu.changed.connect(self._read)
        self.menus["forces"].offer({force.value: word for force, word in FORCE.items()})
        self.menus["statuses"].offer({status.value: word for status, word in STATUS.items()})
        self.menus["flags"].offer({flag.value: word for flag, word in FLAGS.items()})
        self._show_extras()

    @property
    def filter(self) -> RowFilter:
        return self._filter

    def minimumSizeHint(self) -> QSize:
        """One row: how many there are follows from the width that is given."""
        return QSize(self.text.sizeHint().width(), self.text.sizeHint().height() + _MARGINS)

    def show_filter(self, choice: LedgerFilter) -> None:
        """Ask for these rows, whatever was asked for before."""
        asked = row_filter(choice)
        with QSignalBlocker(self.text):
            self.text.setText(asked.text)
        for name, menu in self.menus.items():
            menu.choose(frozenset(map(str, getattr(asked, name))))
        self._give(asked)

    def clear(self) -> None:
        self.show_filter(RowFilter())

    def offer(self, rows: Iterable[LedgerRow], units: Iterable[str]) -> None:
        """The values that the rows have."""
        kept = tuple(rows)
        documents = dict.fromkeys(row.document for row in kept)
        chapters = dict.fromkeys(row.chapter for row in kept)
        self.menus["documents"].offer({name: self._names.document(name) for name in documents})
        self.menus["chapters"].offer({chapter: chapter or NO_CHAPTER for chapter in chapters})
        self.menus["units"].offer({**{unit: unit for unit in units}, "": UNASSIGNED})

    def _read(self) -> None:
        self._typing.stop()
        ticked = {name: menu.chosen for name, menu in self.menus.items()}
        asked = replace(
            self._filter,
            text=self.text.text().strip(),
            documents=ticked["documents"],
            chapters=ticked["chapters"],
            units=ticked["units"],
            forces=frozenset(map(Force, ticked["forces"])),
            statuses=frozenset(map(Status, ticked["statuses"])),
            flags=frozenset(map(Flag, ticked["flags"])),
        )
        self._give(asked)

    def _give(self, asked: RowFilter) -> None:
        if asked != self._filter:
            self._filter = asked
            self._show_extras()
            self.changed.emit()

    def _show_extras(self) -> None:
        """What is asked for and has no button of its own, each to be dropped."""
        self._chip_row.clear()
        asked = self._filter
        for lead in sorted(asked.leads):
            self._add_chip("leads", f"牵头：{lead or UNASSIGNED}")
        if asked.duties:
            self._add_chip("duties", asked.called or f"选定的 {len(asked.duties)} 项")
        if asked.applies is not None:
            self._add_chip("applies", APPLIES if asked.applies else APPLIES_NOT)
        if asked.without:
            self._add_chip("without", f"不含：{'、'.join(FLAG[flag] for flag in sorted(asked.without))}")
        self._chips.setVisible(self._chip_row.count() > 0)
        self.clear_button.setEnabled(asked != RowFilter())

    def _add_chip(self, part: str, words: str) -> None:
        chip = QPushButton((words[:_CHIP_LENGTH] + " ✕").replace("&", "&&"))
        chip.setObjectName("chipOn")
        chip.setAccessibleName(f"取消{words}")
        chip.setProperty("part", part)
        chip.clicked.connect(self._on_chip)
        self._chip_row.addWidget(chip)

    def _on_chip(self) -> None:
        part = str(self.sender().property("part"))
        dropped = replace(self._filter, called="") if part == "duties" else self._filter
        nothing: dict[str, Any] = {part: getattr(RowFilter(), part)}
        self._give(replace(dropped, **nothing))

    def _lay_out(self) -> None:
        row = QWidget()
        flow = FlowLayout(row)
        flow.setContentsMargins(8, 8, 8, 6)
        for part in (self.text, *self.menus.values(), self.clear_button):
            flow.addWidget(part)
        row.setSizePolicy(_as_high_as_wide())
        self._chips.setSizePolicy(_as_high_as_wide())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row)
        column.addWidget(self._chips)


class _Words(QLineEdit):
    """Down leads into the table."""

    left_downwards = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(SEARCH)
        self.setAccessibleName("筛选台账")
        self.setClearButtonEnabled(True)
        self.setMaxLength(100)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(SEARCH) + _SEARCH_ROOM, hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def _as_high_as_wide() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    policy.setHeightForWidth(True)
    return policy
