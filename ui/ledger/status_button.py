"""How far a duty is and what came of it, as a button with the choices in its menu; 不适用 asks for the reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from checklist.progress import Progress
from checklist.standing import Result, Status
from ui.labels import STATUS
from ui.ledger.parts import mark_size, status_picture, words_label
from ui.ledger_words import RESULT
from ui.theme import Theme

ASK_REASON = "为什么不适用？理由记入台账和历史。"


class StatusButton(QToolButton):
    """Shows what is on disk; a choice is a wish."""

    status_chosen = Signal(object)
    result_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, steps: tuple[str, ...] = ()) -> None:
        """`steps` are the ids of those that are counted."""
        super().__init__(parent)
        self.setObjectName("statusButton")
        self._theme, self._steps = theme, steps
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._statuses: dict[Status, QAction] = {}
        self._results: dict[Result, QAction] = {}
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self.setToolTip("改状态、评价")
        self.show_progress(Progress(""))

    @property
    def statuses(self) -> dict[Status, QAction]:
        """The lines of the menu. A pane of cards has many menus, and few are opened: filled when first asked for."""
        self._fill()
        return self._statuses

    @property
    def results(self) -> dict[Result, QAction]:
        self._fill()
        return self._results

    def show_progress(self, progress: Progress) -> None:
        self._progress = progress
        is_done = progress.status is Status.DONE
        color = self._theme.encourage if is_done else self._theme.text
        self.setIcon(QIcon(status_picture(progress.status, color, self)))
        self.setIconSize(QSize(mark_size(self), mark_size(self)))
        judged = progress.result is not Result.NOT_ASSESSED
        words = STATUS[progress.status] + (f" · {RESULT[progress.result]}" if judged else "")
        if self._steps:
            words += f" {len(progress.steps.intersection(self._steps))}/{len(self._steps)}"
        self.setText(f" {words} ▾")
        self.setAccessibleName(f"状态：{words}")
        if self._statuses:
            self._check()

    def _fill(self) -> None:
        if self._statuses:
            return
        self.menu().addSection("状态")
        statuses, results = QActionGroup(self), QActionGroup(self)
        for status, word in STATUS.items():
            self._statuses[status] = action = self._add(statuses, word)
            action.setIcon(QIcon(status_picture(status, self._theme.quiet, self)))
            action.triggered.connect(partial(self._on_status, status))
        self.menu().addSection("评价")
        for result, word in RESULT.items():
            self._results[result] = action = self._add(results, word)
            action.triggered.connect(partial(self._on_result, result))
        self._check()

    def _check(self) -> None:
        self._statuses[self._progress.status].setChecked(True)
        self._results[self._progress.result].setChecked(True)

    def _add(self, group: QActionGroup, word: str) -> QAction:
        action = self.menu().addAction(word)
        action.setCheckable(True)
        group.addAction(action)
        return action

    def _on_status(self, status: Status, checked: bool = False) -> None:
        self.show_progress(self._progress)  # as it is on disk, until it is another
        self.status_chosen.emit(status)

    def _on_result(self, result: Result, checked: bool = False) -> None:
        self.show_progress(self._progress)
        self.result_chosen.emit(result)


class ReasonBar(QWidget):
    """Asks why a duty does not apply; hidden until then, and until the reason is on disk nothing typed is lost."""

    given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setAccessibleName("不适用的理由")
        self.line.setPlaceholderText("例如：本县没有产业园区")
        self.keep = QPushButton("确定")
        self.drop = QPushButton("取消")
        self.fault = words_label("", "fault")
        self.line.returnPressed.connect(self._on_given)
        self.keep.clicked.connect(self._on_given)
        self.drop.clicked.connect(self.close_bar)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self.drop)
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(words_label(ASK_REASON, "quiet"))
        column.addWidget(self.line)
        column.addWidget(self.fault)
        column.addLayout(row)
        self.hide()

    def ask(self) -> None:
        self.show_fault("")
        self.show()
        self.line.setFocus()

    def show_fault(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def close_bar(self) -> None:
        self.line.clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _on_given(self) -> None:
        if self.isVisible():
            self.given.emit(self.line.text().strip())
