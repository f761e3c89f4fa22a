"""Shows what a paste would change before anything is changed, or why it cannot be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.grid.columns import AT, COLUMNS
from ui.grid.pasting import PastePlan
from ui.grid.words import PASTE_NOTHING, PASTE_REFUSED, paste_line
from ui.theme import Size

_SIZE = (760, 440)
_MOST_SHOWN = 500


class PasteDialog(QDialog):
    """`agreed` carries the plan whose edits are to be written."""

    agreed = Signal(object)

    def __init__(self, plan: PastePlan, size: Size, parent: QWidget) -> None:
        super().__init__(parent)
        self._plan = plan
        self.setWindowTitle("粘贴")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.words = QLabel(_words(plan))
        self.words.setWordWrap(True)
        self.words.setObjectName("warning" if plan.problems else "cardTitle")
        self.table = _problems(plan) if plan.problems else _changes(plan, size)
        self.paste_button, self.leave_button = QPushButton("粘贴"), QPushButton("取消")
        self.paste_button.setVisible(bool(plan.edits))
        self.paste_button.setDefault(True)
        self.paste_button.clicked.connect(self._on_paste)
        self.leave_button.clicked.connect(self.reject)
        self.leave_button.setText("取消" if plan.edits else "知道了")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self.leave_button)
        row.addWidget(self.paste_button)
        column.addLayout(row)
        self.table.setVisible(bool(plan.problems or plan.edits))
        screen = parent.window().size()
        self.resize(min(size.px(_SIZE[0]), screen.width() - 40), min(size.px(_SIZE[1]), screen.height() - 40))

    def _on_paste(self) -> None:
        self.agreed.emit(self._plan)
        self.accept()


def _words(plan: PastePlan) -> str:
    if plan.problems:
        return PASTE_REFUSED
    return paste_line(plan.rows, plan.columns, len(plan.cells)) if plan.edits else PASTE_NOTHING


def _problems(plan: PastePlan) -> QTableWidget:
    table = _table(("问题",), len(plan.problems))
    for at, words in enumerate(plan.problems):
        table.setItem(at, 0, QTableWidgetItem(words))
    table.resizeRowsToContents()
    return table


def _changes(plan: PastePlan, size: Size) -> QTableWidget:
    cells = plan.cells[:_MOST_SHOWN]
    table = _table(("县级任务", "列", "现在", "粘贴后"), len(cells))
    table.setColumnWidth(0, size.px(220))
    table.setColumnWidth(1, size.px(96))
    table.setColumnWidth(2, size.px(180))
    for at, cell in enumerate(cells):
        told = (cell.title, COLUMNS[AT[cell.field]].title, cell.before, cell.after or "（清空）")
        for column, words in enumerate(told):
            table.setItem(at, column, QTableWidgetItem(words))
    return table


def _table(titles: tuple[str, ...], rows: int) -> QTableWidget:
    table = QTableWidget(rows, len(titles))
    table.setHorizontalHeaderLabels(list(titles))
    table.setAccessibleName("粘贴的内容")
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    table.horizontalHeader().setSectionResizeMode(len(titles) - 1, QHeaderView.ResizeMode.Stretch)
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    return table
