"""Chips under the search summary: how many hits lie in each document and of each kind; a click narrows the query."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from search.hit import ANNOTATION, DUTY, NOTE, TEXT, Hit
from ui.flow_layout import FlowLayout

_WHERE = {TEXT: "正文", DUTY: "事项", NOTE: "编注", ANNOTATION: "我的批注"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter as it is typed, what the chip says, and whether the query has it already."""

    token: str
    label: str
    is_on: bool


def chips_for(query: str, hits: tuple[Hit, ...], titles: dict[str, str]) -> tuple[Chip, ...]:
    """Filters that would narrow these hits, and those the query has."""
    from search.query import filters_in  # with the whole room behind it: not before the first paint

    on = tuple(Chip(token, f"{value} ✕", True) for token, _, value in filters_in(query))
    docs = Counter(hit.doc for hit in hits)
    kinds = Counter(hit.where for hit in hits if hit.where in _WHERE)
    names = {doc: titles[doc].rpartition("〕")[2] for doc in docs}
    more = [(f"文件:{names[doc]}", names[doc], count) for doc, count in docs.items() if len(docs) > 1]
    more += [(f"类型:{_WHERE[kind]}", _WHERE[kind], count) for kind, count in kinds.items() if len(kinds) > 1]
    return on + tuple(Chip(token, f"{label} {count}", False) for token, label, count in more)


class FilterChips(QWidget):
    """Emits the filter to put into the query, or to take out of it."""

    toggled = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._chips: tuple[Chip, ...] = ()
        self._buttons: list[QPushButton] = []

    def show_chips(self, chips: tuple[Chip, ...]) -> None:
        """Each keystroke brings other counts, seldom other chips: the buttons stay where they can."""
        if [chip.is_on for chip in chips] != [chip.is_on for chip in self._chips]:
            self._flow.clear()
            self._buttons = [self._add(at, chip.is_on) for at, chip in enumerate(chips)]
        self._chips = chips
        for button, chip in zip(self._buttons, chips, strict=True):
            button.setText(chip.label)
            button.setAccessibleName(f"{'去掉' if chip.is_on else '只看'}{chip.label}")
        self.setVisible(bool(chips))

    def _add(self, at: int, is_on: bool) -> QPushButton:
        button = QPushButton()
        button.setObjectName("chipOn" if is_on else "chip")
        button.clicked.connect(partial(self._on_clicked, at))
        self._flow.addWidget(button)
        return button

    def _on_clicked(self, at: int, checked: bool = False) -> None:
        self.toggled.emit(self._chips[at].token, not self._chips[at].is_on)
