"""交接: all that a successor needs, in two files: the record with its evidence, and a list to sign."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from checklist.standing import Status
from ui.handing.errand import Errand
from ui.handing.export_choices import form_of
from ui.handing.files import choose_folder
from ui.handing.handing_over import HandedOver, hand_over, targets
from ui.handing.holding import Gathered
from ui.handing.pieces import CLOSE, GAP, MARGIN, Outcome, Waiting, button, fit, label
from ui.handing.words import evidence_words, missing_sentence

_ABOUT = (
    "生成两个文件：一份交换文件（全部事项、批注、流水和佐证材料），一份移交清单（Word，打印后双方签字）。\n"
    "接收人在自己的电脑上打开县策，用“文件 → 接收同事的文件…”接收交换文件，再核对流水校验码和佐证份数后签字。"
)
_WAIT, _STOPPED = "正在清点…", "已停止，没有写出文件。"
_NO_FOLDER = "请写上文件夹，或按“浏览…”选择。"


class HandoverDialog(QDialog):
    """`gather` reads the record, in the background."""

    def __init__(self, gather: Callable[[], Gathered], folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gathered: Gathered | None = None
        self.gathering, self.writing = Errand(self), Errand(self)
        self.counted, self.names, self.outcome = label(_WAIT), label("", "quiet"), Outcome()
        self.folder, self.browse = QLineEdit(str(folder)), button("浏览…")
        self.waiting = Waiting(self.writing, "交接进度")
        self.make, self.leave = button("生成交接包", is_default=True), button("关闭")
        self.setWindowTitle("交接")
        self._lay_out()
        self._connect()
        self._show_busy(True)
        fit(self, 40, 22)
        self.gathering.start(lambda report: gather())

    def begin(self) -> None:
        """Write both files."""
        if self._gathered is None or self.writing.is_running:
            return
        if not self.folder.text().strip():
            self.outcome.refuse(_NO_FOLDER)
            self.folder.setFocus()
            return
        self.outcome.say("")
        self._show_busy(True)
        self.writing.start(partial(hand_over, self._path, self._gathered))

    def done(self, result: int) -> None:
        for errand in (self.gathering, self.writing):
            errand.stop()
        super().done(result)

    @property
    def _path(self) -> Path:
        return Path(self.folder.text().strip()).expanduser()

    def _lay_out(self) -> None:
        self.folder.setAccessibleName("交接包写到哪个文件夹")
        self.browse.setAccessibleName("选择文件夹")
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(CLOSE)
        row.addWidget(self.folder, 1)
        row.addWidget(self.browse)
        buttons = QHBoxLayout()
        buttons.setSpacing(CLOSE)
        buttons.addWidget(self.waiting)
        buttons.addStretch()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.make)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(label(_ABOUT, "quiet"))
        column.addLayout(form_of((("内容", self.counted), ("文件夹", place), ("文件", self.names))))
        column.addStretch()
        column.addWidget(self.outcome)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.make.clicked.connect(self.begin)
        self.leave.clicked.connect(self.reject)
        self.browse.clicked.connect(self._on_browse)
        self.folder.textChanged.connect(self._show_names)
        self.gathering.finished.connect(self._on_gathered)
        self.gathering.refused.connect(self.outcome.refuse)
        self.writing.finished.connect(self._on_written)
        self.writing.refused.connect(self._on_refused)
        self.writing.stopped.connect(self._on_stopped)

    def _show_names(self) -> None:
        if self._gathered is not None:
            self.names.setText("\n".join(path.name for path in targets(self._path, self._gathered)))

    def _show_busy(self, is_busy: bool) -> None:
        for part in (self.folder, self.browse, self.make):
            part.setEnabled(not is_busy)

    # what happened

    def _on_browse(self) -> None:
        chosen = choose_folder(self, "交接包写到", self._path)
        if chosen is not None:
            self.folder.setText(str(chosen))

    def _on_gathered(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self.counted.setText(_counted(gathered))
        self._show_names()
        self._show_busy(False)
        self.make.setFocus()

    def _on_written(self, done: HandedOver) -> None:
        self._show_busy(False)
        words = (
            f"交接包已生成：流水 {done.parcel.events} 条，佐证文件 {done.parcel.files} 个；流水校验码 {done.chain}。"
        )
        missing = done.parcel.missing
        remarks = (f"{missing_sentence(missing)}没有放入；移交清单中仍列有这些文件，请双方注明。",) if missing else ()
        self.outcome.praise(words, remarks, f"{done.parcel.target}\n{done.paper.target}")
        self.leave.setFocus()

    def _on_refused(self, words: str) -> None:
        self._show_busy(False)
        self.outcome.refuse(words)
        self.make.setFocus()

    def _on_stopped(self) -> None:
        self._show_busy(False)
        self.outcome.say(_STOPPED)


def _counted(gathered: Gathered) -> str:
    """事项 67 项，其中未办结 50 项；佐证材料 12 份，共 34 MB."""
    rows = gathered.everything
    still_open = sum(row.status in (Status.NOT_STARTED, Status.IN_PROGRESS) for row in rows)
    return f"事项 {len(rows)} 项，其中未办结 {still_open} 项；{evidence_words(rows)}。"
