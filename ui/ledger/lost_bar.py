"""The line above the text that tells of evidence that is lost or was changed, with the way to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from checklist.evidence import Fault, Finding
from ui.ledger.parts import words_label

_WORD = {Fault.MISSING: "失联", Fault.CHANGED: "已改动", Fault.UNREADABLE: "读不了"}
_LISTED = 30


class LostBar(QFrame):
    """Hidden while everything is there."""

    duty_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.words = words_label("", "bad")
        self.view = QToolButton()
        self.view.setText("查看")
        self.view.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.dismiss = QPushButton("知道了")
        self.dismiss.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.view)
        row.addWidget(self.dismiss)
        self.hide()

    def show_findings(self, findings: tuple[Finding, ...], title_of: Callable[[str], str]) -> None:
        """Each with its duty in the menu of 查看."""
        counts = {fault: sum(one.fault is fault for one in findings) for fault in Fault}
        told = "、".join(f"{count} 份{_WORD[fault]}" for fault, count in counts.items() if count)
        self.words.setText(f"! 佐证材料检查：{told}。")
        menu = QMenu(self)
        for one in findings[:_LISTED]:
            shown = f"{one.evidence.name}（{_WORD[one.fault]}）— {title_of(one.duty)}".replace("&", "&&")
            action = menu.addAction(shown)
            action.triggered.connect(partial(self._on_chosen, one.duty))
        if len(findings) > _LISTED:
            menu.addAction(f"……共 {len(findings)} 份").setEnabled(False)
        self.view.setMenu(menu)
        self.show()

    def _on_chosen(self, duty: str, checked: bool = False) -> None:
        self.duty_requested.emit(duty)
