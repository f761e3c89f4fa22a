"""多县汇总: many counties' exchange files side by side, for the prefecture; seen, sorted, saved as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from checklist.papers.sheet import Written
from content.library import Library
from ui.handing.comparison import Comparison, compare, save
from ui.handing.drop_field import DropField
from ui.handing.errand import Errand
from ui.handing.files import choose_sources, choose_target
from ui.handing.pieces import CLOSE, GAP, MARGIN, Outcome, Waiting, button, fit, label
from ui.handing.sheet_model import sheet_table

_WISH = "把各县报来的交换文件拖到这里"
_REMARK = "一次可以放多份。同一个县的几份文件会合并；读不了的单独列出，不影响其他县。只汇总，不改动本机记录。"
_FORMS = "Excel 表格 (*.xlsx);;只有总表的 CSV (*.csv)"
_STOPPED = "已停止，没有汇总。"


class RollupDialog(QDialog):
    """Reads only: the record of this computer has no part in it."""

    def __init__(self, library: Library, day: date, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._day, self._folder = library, day, folder
        self._target = Path()
        self.files: tuple[Path, ...] = ()
        self.comparison: Comparison | None = None
        self.reading, self.writing = Errand(self), Errand(self)
        self.drop, self.tabs = DropField(_WISH, _REMARK, "选择文件…"), QTabWidget()
        self.told, self.refused, self.outcome = label("", "handingTold"), label("", "warning"), Outcome()
        self.waiting = Waiting(self.reading, "汇总进度")
        self.add, self.anew = button("添加文件…"), button("清空")
        self.leave, self.save = button("关闭"), button("保存为 Excel…", is_default=True)
        self._stack = QStackedWidget()
        self.tabs.setObjectName("handingTabs")
        self.setWindowTitle("多县汇总")
        self._lay_out()
        self._connect()
        self._show_steps()
        fit(self, 60, 36)

    def take(self, files: Iterable[Path]) -> None:
        """More files: all are read anew."""
        self.files = tuple(dict.fromkeys((*self.files, *files)))
        if self.files:
            self._folder = self.files[-1].parent
            self.outcome.say("")
            self.reading.start(partial(compare, self.files, self._library, self._day))
            self._show_steps()

    def clear(self) -> None:
        self.reading.stop()
        self.files, self.comparison = (), None
        self._stack.setCurrentIndex(0)
        self.outcome.say("")
        self._show_steps()
        self.drop.choose.setFocus()

    def done(self, result: int) -> None:
        for errand in (self.reading, self.writing):
            errand.stop()
        super().done(result)

    # building

    def _lay_out(self) -> None:
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(CLOSE)
        for part in (self.told, self.refused):
            inner.addWidget(part)
        inner.addWidget(self.tabs, 1)
        for whole in (self.drop, page):
            self._stack.addWidget(whole)
        buttons = QHBoxLayout()
        buttons.setSpacing(CLOSE)
        for made in (self.add, self.anew, self.waiting):
            buttons.addWidget(made)
        buttons.addStretch()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self._stack, 1)
        column.addWidget(self.outcome)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.drop.wished.connect(self._choose)
        self.drop.given.connect(self.take)
        self.add.clicked.connect(self._choose)
        self.anew.clicked.connect(self.clear)
        self.save.clicked.connect(self._save)
        self.leave.clicked.connect(self.reject)
        self.reading.finished.connect(self._on_compared)
        self.reading.refused.connect(self._on_refused)
        self.reading.stopped.connect(self._on_stopped)
        self.writing.finished.connect(self._on_saved)
        self.writing.refused.connect(self._on_refused)

    def _show_steps(self) -> None:
        is_page, is_busy = self._stack.currentIndex() == 1, self.reading.is_running or self.writing.is_running
        found = self.comparison
        for part in (self.add, self.anew, self.save):
            part.setVisible(is_page)
            part.setEnabled(not is_busy)
        self.save.setEnabled(not is_busy and found is not None and bool(found.rollup.counties))

    # wishes

    def _choose(self) -> None:
        self.take(choose_sources(self, "选择各县的交换文件", self._folder))

    def _save(self) -> None:
        name = f"各县落实情况对照表-{self._day:%Y%m%d}.xlsx"
        target = choose_target(self, "保存汇总表", self._folder / name, _FORMS)
        if target is None or self.comparison is None:
            return
        self._target = target if target.suffix.lower() in (".xlsx", ".csv") else target.with_name(f"{target.name}.xlsx")
        self.writing.start(partial(save, self.comparison, self._target))
        self._show_steps()

    # what happened

    def _on_compared(self, found: Comparison) -> None:
        self.comparison = found
        refused = found.rollup.refused
        self.told.setText(f"{len(found.rollup.counties)} 个县（市、区），{len(self.files) - len(refused)} 份文件")
        self.refused.setText(f"! {len(refused)} 份文件没有汇总，原因见最后一页。" if refused else "")
        self.refused.setVisible(bool(refused))
        while self.tabs.count():
            old = self.tabs.widget(0)
            self.tabs.removeTab(0)
            old.deleteLater()
        for sheet in found.sheets:
            self.tabs.addTab(sheet_table(sheet), sheet.name)
        if not found.rollup.counties:
            self.tabs.setCurrentIndex(len(found.sheets) - 1)
        self._stack.setCurrentIndex(1)
        self._show_steps()
        self.tabs.currentWidget().setFocus()

    def _on_saved(self, written: Written) -> None:
        counties = len(self.comparison.rollup.counties) if self.comparison else 0
        words = f"已保存 {self._target.name}：{counties} 个县（市、区），重新打开核对无误。"
        self.outcome.praise(words, (), str(self._target))
        self._show_steps()

    def _on_refused(self, words: str) -> None:
        self.outcome.refuse(words)
        self._show_steps()

    def _on_stopped(self) -> None:
        self.outcome.say(_STOPPED)
        self._show_steps()
