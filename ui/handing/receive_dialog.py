"""接收同事的文件: what it would change, line by line; taken in with one button, given back with another."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from content.library import Library
from ui.handing.drop_field import DropField
from ui.handing.files import choose_source
from ui.handing.line_table import LineTable
from ui.handing.paper_words import problem_words
from ui.handing.pieces import CLOSE, GAP, MARGIN, Outcome, Waiting, button, fit, label
from ui.handing.receiving import Receiving
from ui.handing.taking_in import Seen, SeenExchange, SeenSheet, Taken
from ui.handing.words import conflict_sentence, seen_sentence, taken_sentence
from ui.ledger.session import ChecklistSession

_WISH = "把同事发来的文件拖到这里"
_REMARK = "交换文件（.xiance），或从县策导出、填好后发回的台账（.xlsx）。先预览，确认后才写入本机记录。"
_STOPPED = "已停止，没有读取文件。"
_BACK = "已撤销这次接收，记录与接收前相同。"
_NOTHING_TICKED = "没有勾选要采用的修改。"
_PROBLEM_LINES = 5


class ReceiveDialog(QDialog):
    """One file at a time. A file that is refused says why and what to do; the record is then as it was."""

    def __init__(
        self, library: Library, session: ChecklistSession, folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self.receiving = Receiving(library, session, self)
        self.drop = DropField(_WISH, _REMARK, "选择文件…")
        self.lines, self.problems = LineTable(), QListWidget()
        self.lacking = label("", "warning")
        self.told, self.outcome = label("", "handingTold"), Outcome()
        self.waiting = Waiting(self.receiving.looking, "读取进度")
        self.other, self.undo, self.keep_mine, self.keep_theirs, self.take, self.leave = _buttons()
        self._stack = QStackedWidget()
        self.setWindowTitle("接收同事的文件")
        self._lay_out()
        self._connect()
        self._show_steps()
        fit(self, 60, 38)

    def look(self, path: Path) -> None:
        """Preview a file."""
        self._folder = path.parent
        self.outcome.say("")
        self.receiving.look(path)

    def done(self, result: int) -> None:
        """Reading is given up; writing is waited for, because it cannot be had by halves."""
        if self.receiving.is_writing:
            return
        self.receiving.looking.stop()
        super().done(result)

    # building

    def _lay_out(self) -> None:
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GAP)
        inner.addWidget(self.told)
        inner.addWidget(self.lines, 1)
        self.problems.setAccessibleName("没有采纳的内容")
        for part in (self.lacking, self.problems):
            inner.addWidget(part)
        for whole in (self.drop, page):
            self._stack.addWidget(whole)
        buttons = QHBoxLayout()
        buttons.setSpacing(CLOSE)
        buttons.addWidget(self.other)
        buttons.addWidget(self.waiting)
        buttons.addStretch()
        for made in (self.keep_mine, self.keep_theirs, self.undo, self.leave, self.take):
            buttons.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self._stack, 1)
        column.addWidget(self.outcome)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.drop.wished.connect(self._choose)
        self.drop.given.connect(self._on_dropped)
        self.other.clicked.connect(self._choose)
        self.take.clicked.connect(self._take)
        self.undo.clicked.connect(self.receiving.undo)
        self.leave.clicked.connect(self.reject)
        self.keep_mine.clicked.connect(partial(self._decide, False))
        self.keep_theirs.clicked.connect(partial(self._decide, True))
        self.lines.current_changed.connect(self._show_steps)
        receiving = self.receiving
        receiving.begun.connect(self._show_steps)
        receiving.seen.connect(self._on_seen)
        receiving.taken.connect(self._on_taken)
        receiving.given_back.connect(self._on_given_back)
        receiving.refused.connect(self._on_refused)
        receiving.looking.stopped.connect(partial(self.outcome.say, _STOPPED))

    # wishes

    def _choose(self) -> None:
        path = choose_source(self, "接收同事的文件", self._folder)
        if path is not None:
            self.look(path)

    def _on_dropped(self, files: tuple[Path, ...]) -> None:
        self.look(files[0])

    def _take(self) -> None:
        ticked = self.lines.model.ticked
        if isinstance(self.receiving.now, SeenSheet) and not ticked:
            self.outcome.refuse(_NOTHING_TICKED)
            return
        self.receiving.take(ticked)

    def _decide(self, is_theirs: bool, checked: bool = False) -> None:
        at = self.lines.at
        refusal = self.receiving.decide(at, is_theirs)
        if refusal:
            self.outcome.refuse(refusal)
            return
        self.lines.model.decide(at, "已取舍：采用对方" if is_theirs else "已取舍：保留我的")
        self._show_steps()
        self.lines.table.setFocus()

    # what happened

    def _on_seen(self, seen: Seen) -> None:
        self.told.setText(seen_sentence(seen))
        self.lines.show_lines(seen.lines, isinstance(seen, SeenSheet))
        problems = seen.problems if isinstance(seen, SeenSheet) else ()
        self.problems.clear()
        self.problems.addItems([problem_words(one) for one in problems])
        self.lacking.setText(f"没有采纳的 {len(problems)} 处，请在表中改正后重新接收")
        lines = min(len(problems), _PROBLEM_LINES) + 1
        self.problems.setFixedHeight(round(lines * 1.3 * self.fontMetrics().lineSpacing()))
        for part in (self.lacking, self.problems):
            part.setVisible(bool(problems))
        self._stack.setCurrentIndex(1)
        self.outcome.say("")
        self._show_steps()
        (self.take if self.take.isEnabled() else self.leave).setFocus()

    def _on_taken(self, taken: Taken) -> None:
        conflicts = sum(self.lines.model.is_open(at) for at in range(len(self.lines.model.lines)))
        remarks = (conflict_sentence(conflicts),) if conflicts else ()
        self.outcome.praise(taken_sentence(taken), remarks)
        if conflicts:
            self.lines.show_conflicts()
            self.lines.table.setFocus()
        self._show_steps()

    def _on_given_back(self) -> None:
        self.outcome.praise(_BACK)
        self._show_steps()
        self.leave.setFocus()

    def _on_refused(self, words: str) -> None:
        if self.receiving.now is None:
            self._stack.setCurrentIndex(0)
        self.outcome.refuse(words)
        self._show_steps()

    def _show_steps(self, at: int = -1) -> None:
        """The buttons for what can be done now."""
        seen, taken = self.receiving.now, self.receiving.last
        is_busy = self.receiving.is_writing or self.receiving.looking.is_running
        is_page = self._stack.currentIndex() == 1
        self.other.setVisible(is_page)
        self.take.setVisible(is_page and taken is None)
        self.take.setEnabled(not is_busy and seen is not None and _is_worth_taking(seen))
        self.undo.setVisible(taken is not None and taken.action is not None)
        at = self.lines.at
        is_open = taken is not None and taken.action is not None and at >= 0 and self.lines.model.is_open(at)
        for part in (self.keep_mine, self.keep_theirs):
            part.setVisible(is_page and isinstance(seen, SeenExchange) and taken is not None)
            part.setEnabled(is_open and not is_busy)
        for step in (self.other, self.undo, self.leave):
            step.setEnabled(not self.receiving.is_writing)
        self.drop.setEnabled(not is_busy)


def _is_worth_taking(seen: Seen) -> bool:
    return not seen.is_known if isinstance(seen, SeenExchange) else bool(seen.changes)


def _buttons() -> tuple[QPushButton, ...]:
    words = ("换一份文件…", "撤销这次接收", "这一处保留我的", "这一处采用对方")
    return (*map(button, words), button("接收", is_default=True), button("关闭"))
