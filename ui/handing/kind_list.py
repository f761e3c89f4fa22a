"""The kinds of files to choose from, each with a word on what it is for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QSizePolicy, QWidget

from ui.handing.kinds import FORMS, Kind
from ui.handing.pieces import label
from ui.plain import tip

OFFERED: tuple[Kind, ...] = tuple(
    kind for kind in Kind if kind not in (Kind.HANDOVER, Kind.NOTES)
)  # these have doors of their own


def _remark(words: str) -> QLabel:
    """One line; on a narrow screen what does not fit is in the tooltip."""
    made = label(words, "quiet")
    made.setWordWrap(False)
    made.setToolTip(tip(words))
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


class KindList(QWidget):
    """One is chosen always."""

    chosen = Signal(object)

    def __init__(self, first: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.buttons: dict[Kind, QRadioButton] = {kind: self._add(kind, at) for at, kind in enumerate(OFFERED)}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, (kind, made) in enumerate(self.buttons.items()):
            grid.addWidget(made, at, 0)
            grid.addWidget(_remark(FORMS[kind].remark), at, 1)
        self.buttons[first].setChecked(True)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def kind(self) -> Kind:
        return OFFERED[self._group.checkedId()]

    def take_focus(self) -> None:
        self.buttons[self.kind].setFocus()

    def _add(self, kind: Kind, at: int) -> QRadioButton:
        made = QRadioButton(FORMS[kind].title)
        made.setAccessibleDescription(FORMS[kind].remark)
        self._group.addButton(made, at)
        return made

    def _on_toggled(self, at: int, is_on: bool) -> None:
        if is_on:
            self.chosen.emit(OFFERED[at])
