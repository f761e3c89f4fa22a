"""The table of lines with its filter above, and the line at hand in full below it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.handing.line_model import EXCHANGE_TITLES, MINE, SHEET_TITLES, WHO, LineFilter, LineModel
from ui.handing.lines import MARKS, Line, Mark
from ui.handing.pieces import CLOSE, label
from ui.handing.tables import dress_table
from ui.handing.words import counted_words

_ALL = "全部"
_CHOICES = (
    ("会改变本机的", (Mark.NEW, Mark.CONFLICT, Mark.FILLED, Mark.OVERTAKEN)),
    ("只看要取舍的", (Mark.CONFLICT, Mark.OVERTAKEN)),
)
_WIDTHS = (15, 8, 17, 17, 6, 10, 10)  # ems
_DETAIL_LINES = 3.6


class LineTable(QWidget):
    """`current_changed` carries the number of the line at hand, -1 for none."""

    current_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model, self.filter = LineModel(self), LineFilter(self)
        self.filter.setSourceModel(self.model)
        self.table, self.choice, self.counted = QTableView(), QComboBox(), label("", "quiet")
        self.mine, self.theirs = _text("我的"), _text("对方的")
        self._titles = label("", "fieldTitle"), label("", "fieldTitle")
        self._dress_table()
        self._lay_out()
        self.choice.currentIndexChanged.connect(self._on_choice)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.filter.modelReset.connect(self._on_current)

    @property
    def at(self) -> int:
        """The number of the line at hand, -1 where there is none."""
        index = self.table.currentIndex()
        return self.filter.mapToSource(index).row() if index.isValid() else -1

    def show_lines(self, lines: tuple[Line, ...], is_sheet: bool) -> None:
        self.model.show(lines, is_sheet)
        for title, words in zip(self._titles, (SHEET_TITLES if is_sheet else EXCHANGE_TITLES)[MINE:], strict=False):
            title.setText(words)
        self.table.setColumnHidden(WHO, is_sheet)
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.counted.setText(counted_words(lines, MARKS))
        self.choice.setCurrentIndex(0)
        self.go_to_first()

    def show_conflicts(self) -> None:
        """Only what somebody has to choose."""
        self.choice.setCurrentIndex(len(_CHOICES))
        self.go_to_first()

    def go_to_first(self) -> None:
        if self.filter.rowCount():
            self.table.selectRow(0)

    def _on_choice(self, at: int) -> None:
        self.filter.ask(_CHOICES[at - 1][1] if at else ())
        if not self.table.currentIndex().isValid():
            self.go_to_first()

    def _on_current(self, current: QModelIndex | None = None) -> None:
        at = self.at
        line = self.model.lines[at] if 0 <= at < len(self.model.lines) else None
        self.mine.setPlainText(line.mine if line else "")
        self.theirs.setPlainText(line.theirs if line else "")
        self.current_changed.emit(at)

    # building

    def _dress_table(self) -> None:
        table, em = self.table, self.fontMetrics().height()
        table.setModel(self.filter)
        dress_table(table, "将要接收的内容")
        header = table.horizontalHeader()
        for column, ems in enumerate(_WIDTHS):
            table.setColumnWidth(column, round(ems * em * 0.8))
        for column in (2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        self.choice.addItem(_ALL)
        for words, _ in _CHOICES:
            self.choice.addItem(words)
        self.choice.setAccessibleName("筛选将要接收的内容")
        above = QHBoxLayout()
        above.setSpacing(CLOSE)
        above.addWidget(self.choice)
        above.addWidget(self.counted, 1)
        below = QHBoxLayout()
        below.setSpacing(CLOSE)
        for title, text in zip(self._titles, (self.mine, self.theirs), strict=True):
            part = QVBoxLayout()
            part.setSpacing(4)
            part.addWidget(title)
            part.addWidget(text)
            below.addLayout(part, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(CLOSE)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        column.addLayout(below)


def _text(name: str) -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setReadOnly(True)
    text.setAccessibleName(f"{name}，当前一行的全文")
    text.setTabChangesFocus(True)
    text.setFixedHeight(round(_DETAIL_LINES * text.fontMetrics().lineSpacing()))
    text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return text
