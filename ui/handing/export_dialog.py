"""导出: choose a kind, rows and a file; written in the background, counted, and told where it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from checklist.evidence import EvidenceStore
from checklist.standing import Evidence
from ui.handing.errand import Errand
from ui.handing.export_choices import EvidenceChoice, ScopeChoice, form_of
from ui.handing.handing_out import Handed, Order, Report, hand_out
from ui.handing.holding import Gathered, evidence_of
from ui.handing.kind_list import KindList
from ui.handing.kinds import Kind, file_name
from ui.handing.pieces import CLOSE, GAP, MARGIN, Outcome, Waiting, button, fit
from ui.handing.target_row import TargetRow
from ui.handing.words import handed_remarks, handed_sentence

_NO_NAME = "请写上文件名，或按“浏览…”选择。"
_STOPPED = "已停止，没有写出文件。"


class ExportDialog(QDialog):
    """`gather` reads the record, in the background. What stood at the target stays until the new file is whole."""

    def __init__(self, gather: Callable[[], Gathered], kind: Kind, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gathered: Gathered | None = None
        self.gathering, self.checking, self.writing = Errand(self), Errand(self), Errand(self)
        self.kinds, self.scope, self.evidence = KindList(kind), ScopeChoice(), EvidenceChoice()
        self.target, self.outcome = TargetRow(folder), Outcome()
        self.waiting = Waiting(self.writing, "导出进度")
        self.export, self.leave = button("导出", is_default=True), button("关闭")
        self.setWindowTitle("导出台账")
        self._lay_out()
        self._connect()
        self._show_busy(True)
        fit(self, 40, 32)
        self.kinds.take_focus()
        self.gathering.start(lambda report: gather())

    def begin(self) -> None:
        """Write what is chosen."""
        path = self.target.path
        if self._gathered is None or self.writing.is_running:
            return
        if path is None:
            self.outcome.refuse(_NO_NAME)
            self.target.text.setFocus()
            return
        self.outcome.say("")
        self._show_busy(True)
        self.writing.start(partial(hand_out, self._order(self._gathered, path)))

    def done(self, result: int) -> None:
        """What is half written is given up."""
        for errand in (self.gathering, self.checking, self.writing):
            errand.stop()
        super().done(result)

    def _order(self, gathered: Gathered, path: Path) -> Order:
        is_all = self.scope.is_all
        return Order(
            self.kinds.kind,
            path,
            gathered.rows(is_all),
            gathered.cover_of(is_all),
            gathered.holding,
            gathered.is_part and not is_all,
            self.evidence.taken.isChecked(),
            self.evidence.left_out.isChecked(),
        )

    def _lay_out(self) -> None:
        rows = (("范围", self.scope), ("种类", self.kinds), ("佐证", self.evidence), ("文件", self.target))
        self._form = form_of(rows)
        buttons = QHBoxLayout()
        buttons.setSpacing(CLOSE)
        buttons.addWidget(self.waiting)
        buttons.addStretch()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addLayout(self._form)
        column.addStretch()
        column.addWidget(self.outcome)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._show_kind)
        self.scope.changed.connect(self._show_kind)
        self.evidence.check_wished.connect(self._check)
        self.export.clicked.connect(self.begin)
        self.leave.clicked.connect(self.reject)
        self.gathering.finished.connect(self._on_gathered)
        self.gathering.refused.connect(self.outcome.refuse)
        self.checking.finished.connect(self.evidence.show_missing)
        self.writing.finished.connect(self._on_written)
        self.writing.refused.connect(self._on_refused)
        self.writing.stopped.connect(self._on_stopped)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.begin)

    def _show_kind(self, kind: object = None) -> None:
        chosen, gathered = self.kinds.kind, self._gathered
        self.checking.stop()
        self.evidence.show_for(chosen, gathered, self.scope.is_all)
        self._form.setRowVisible(self.evidence, not self.evidence.isHidden())
        if gathered is not None:
            self.target.suggest(chosen, file_name(chosen, gathered.cover.county, gathered.cover.day))

    def _check(self) -> None:
        """Which files of the package are not there any more, before anything is written."""
        if self._gathered is not None:
            found = tuple(evidence_of(self._gathered.rows(self.scope.is_all)).values())
            self.checking.start(partial(_faulty, self._gathered.holding.store, found))

    def _show_busy(self, is_busy: bool) -> None:
        for part in (self.kinds, self.scope, self.evidence, self.target, self.export):
            part.setEnabled(not is_busy)

    # what happened

    def _on_gathered(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self.scope.show_gathered(gathered)
        self._show_busy(False)
        self._show_kind()
        self.kinds.take_focus()

    def _on_written(self, handed: Handed) -> None:
        self._show_busy(False)
        self.outcome.praise(handed_sentence(handed), handed_remarks(handed), str(handed.target))
        self.leave.setFocus()

    def _on_refused(self, words: str) -> None:
        self._show_busy(False)
        self._show_kind()  # evidence may have gone meanwhile: then it is offered to leave it out
        self.outcome.refuse(words)
        self.export.setFocus()

    def _on_stopped(self) -> None:
        self._show_busy(False)
        self.outcome.say(_STOPPED)


def _faulty(store: EvidenceStore, found: tuple[Evidence, ...], report: Report) -> tuple[str, ...]:
    """The names of files that are missing, changed or unreadable, by reading all of them."""
    names = []
    for number, one in enumerate(found, 1):
        report(number, len(found))
        if store.fault(one) is not None:
            names.append(one.name)
    return tuple(names)
