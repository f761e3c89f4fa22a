"""The first start asks one thing: which county this is. It can be skipped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

ASK = "这是哪个县的台账？填县名"
_NAME_EMS = 6


class FirstStep(QFrame):
    """A slim card above the text. Emits the name; stays until it is on disk or skipped."""

    named = Signal(str)
    more_requested = Signal()
    skipped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAccessibleName(ASK)
        self.name = QLineEdit()
        self.name.setAccessibleName("县名")
        self.name.setPlaceholderText(ASK)
        self.name.setMaxLength(1000)
        self.name.setMinimumWidth(_NAME_EMS * self.fontMetrics().height())
        self.keep, self.more, self.skip = QPushButton("确定"), QPushButton("更多县情…"), QPushButton("跳过")
        self.more.setToolTip("单位、人员，以及哪些事项适用于本县")
        self.skip.setToolTip("以后可在“事项 → 县情”中填写")
        self.fault = QLabel()
        self.fault.setObjectName("fault")
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.name.returnPressed.connect(self._on_named)
        self.keep.clicked.connect(self._on_named)
        self.more.clicked.connect(self.more_requested)
        self.skip.clicked.connect(self.skipped)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        for button in (self.keep, self.more, self.skip):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 12, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.fault)
        self.hide()

    def settle(self, refusal: str) -> None:
        self.fault.setText(refusal)
        self.fault.setVisible(bool(refusal))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.skipped.emit()
        else:
            super().keyPressEvent(event)

    def _on_named(self) -> None:
        name = self.name.text().strip()
        if name:
            self.named.emit(name)
        else:
            self.settle("请填县名，或者点“跳过”。")
            self.name.setFocus()
