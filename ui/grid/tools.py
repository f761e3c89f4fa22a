"""The line below the filter: how many rows there are, how they are grouped, which columns are shown, and the papers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from ui.grid.columns import AT, COLUMNS
from ui.grid.words import EXPORTS, GROUPS, LINES

_DEFAULT = "恢复默认布局"


class GridTools(QWidget):
    """Wishes about the layout and the papers."""

    group_chosen = Signal(str)
    column_toggled = Signal(str, bool)
    lines_chosen = Signal(int)
    default_wished = Signal()
    refilter_wished = Signal()
    export_chosen = Signal(str)
    print_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = QLabel()
        self.count.setObjectName("quiet")
        self.refilter = QPushButton("重新筛选")
        self.refilter.clicked.connect(self.refilter_wished)
        self.groups = QComboBox()
        self.groups.setAccessibleName("分组")
        for key, words in GROUPS.items():
            self.groups.addItem(words, key)
        self.groups.activated.connect(self._on_group)
        self.columns, self.exports = _menu_button("列"), _menu_button("导出")
        self._fill_columns(self.columns.menu())
        for kind, words in EXPORTS.items():
            self.exports.menu().addAction(words).triggered.connect(partial(self._on_export, kind))
        self.printing = QToolButton()
        self.printing.setText("打印")
        self.printing.setObjectName("filterButton")
        self.printing.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.printing.clicked.connect(self.print_wished)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 8)
        row.setSpacing(8)
        row.addWidget(self.count)
        row.addWidget(self.refilter)
        row.addStretch()
        for part in (self.groups, self.columns, self.exports, self.printing):
            row.addWidget(part)

    def show_count(self, words: str, has_strays: bool) -> None:
        self.count.setText(words)
        self.refilter.setVisible(has_strays)

    def show_layout(self, hidden: frozenset[str], lines: int, group: str) -> None:
        self.groups.setCurrentIndex(self.groups.findData(group))
        for field, action in self._columns.items():
            action.setChecked(field not in hidden)
            action.setEnabled(field in hidden or len(hidden) < len(AT) - 1)
        for number, action in self._lines.items():
            action.setChecked(number == lines)

    def _fill_columns(self, menu: QMenu) -> None:
        self._columns = {}
        for column in COLUMNS:
            self._columns[column.field] = action = menu.addAction(column.title)
            action.setCheckable(True)
            action.triggered.connect(partial(self._on_column, column.field))
        menu.addSeparator()
        group = QActionGroup(menu)
        self._lines = {}
        for lines, words in LINES.items():
            self._lines[lines] = action = menu.addAction(words)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(partial(self._on_lines, lines))
        menu.addSeparator()
        menu.addAction(_DEFAULT).triggered.connect(self.default_wished)

    def _on_group(self, at: int) -> None:
        self.group_chosen.emit(str(self.groups.itemData(at)))

    def _on_column(self, field: str, is_shown: bool) -> None:
        self.column_toggled.emit(field, is_shown)

    def _on_lines(self, lines: int, checked: bool = True) -> None:
        self.lines_chosen.emit(lines)

    def _on_export(self, kind: str, checked: bool = False) -> None:
        self.export_chosen.emit(kind)


def _menu_button(title: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName("filterButton")
    button.setText(f"{title} ▾")
    button.setAccessibleName(title)
    button.setMenu(QMenu(button))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
