"""The lines above the page: what is compared with what, how it stands, and the way from difference to difference."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.proofing.proof import Proof
from ui.proofing.source_card import plain_label
from ui.proofing.words import details, is_alike, verdict
from ui.theme import Theme


class ProofHead(QWidget):
    """Buttons and labels; what they do is the view's business."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._proof: Proof | None = None
        self.setObjectName("proofHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back = QPushButton("‹ 返回")
        self.back.setToolTip("返回（Esc）")
        self.title = plain_label("原文核对", "cardTitle")
        self.title.setWordWrap(False)
        self.received, self.file = _choice("收到的文本"), _choice("官方文件")
        self._choices = QButtonGroup(self)
        for choice in (self.received, self.file):
            self._choices.addButton(choice)
        self.received.setChecked(True)
        self.verdict, self.details = QLabel(), plain_label("", "quiet")
        self.verdict.setObjectName("proofVerdict")
        self.verdict.setAccessibleName("核对结论")
        self.before, self.counter, self.after = QPushButton("◂ 上一处"), QLabel(), QPushButton("下一处 ▸")
        self.before.setToolTip("上一处（Shift+F3）")
        self.after.setToolTip("下一处（F3）")
        self.only_different, self.keeps_lines = QCheckBox("只看不同"), QCheckBox("保留原换行")
        self.copy, self.save = QPushButton("复制结果"), QPushButton("保存结果…")
        self.progress, self.cancel = QProgressBar(), QPushButton("取消")
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(160, 4)
        self.progress.setAccessibleName("核对进度")
        self._build()
        self.show_proof(None)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.show_proof(self._proof)

    def show_proof(self, proof: Proof | None) -> None:
        """Say how it stands, or nothing."""
        self._proof = proof
        self.verdict.setText("" if proof is None else verdict(proof.comparison))
        self.details.setText("" if proof is None else details(proof.comparison))
        if proof is not None:
            is_well, is_near = proof.comparison.is_same, is_alike(proof.comparison)
            color = self._theme.encourage if is_well else self._theme.promote if is_near else self._theme.must
            self.verdict.setStyleSheet(f"color: {color};")
        always: tuple[QWidget, ...] = (self.verdict, self.details, self.copy, self.save, self.keeps_lines)
        walking: tuple[QWidget, ...] = (self.before, self.counter, self.after, self.only_different)
        for widget in always + walking:
            widget.setVisible(proof is not None and (widget in always or not proof.comparison.is_same))
        self.show_place(0, len(proof.comparison.differences) if proof else 0)

    def show_place(self, place: int, count: int) -> None:
        """第 3/17 处; nothing where there is none."""
        self.counter.setText(f"第 {place}/{count} 处" if place else f"共 {count} 处" if count else "")

    def show_progress(self, percent: int | None) -> None:
        """None where nothing runs."""
        self.progress.setVisible(percent is not None)
        self.cancel.setVisible(percent is not None)
        if percent is not None:
            self.progress.setValue(percent)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addLayout(_row((self.back, self.title), (self.progress, self.cancel, self.received, self.file)))
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.verdict)
        said.addWidget(self.details)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addLayout(said, 1)
        for widget in (
            self.before,
            self.counter,
            self.after,
            self.only_different,
            self.keeps_lines,
            self.copy,
            self.save,
        ):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(line)


def _choice(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setCheckable(True)
    return button


def _row(left: tuple[QWidget, ...], right: tuple[QWidget, ...]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in left:
        row.addWidget(widget)
    row.addStretch()
    for widget in right:
        row.addWidget(widget)
    return row
