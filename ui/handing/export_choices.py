"""What goes out: which rows, with or without the files kept as proof, and what is said of files that are missing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFormLayout, QRadioButton, QVBoxLayout, QWidget

from ui.handing.holding import Gathered, evidence_of
from ui.handing.kinds import Kind
from ui.handing.pieces import label
from ui.handing.words import evidence_words, missing_sentence
from ui.plain import tip

_WAIT = "正在清点事项…"
_SHOWN = 40  # characters of a filter in words


class ScopeChoice(QWidget):
    """当前筛选：12 项, or all."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part, self.whole, self.words = QRadioButton(), QRadioButton(), label(_WAIT, "quiet")
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for made in (self.part, self.whole):
            group.addButton(made)
            column.addWidget(made)
            made.hide()
        column.addWidget(self.words)
        self.part.setChecked(True)
        self.part.toggled.connect(self.changed)

    @property
    def is_all(self) -> bool:
        return self.whole.isChecked()

    def show_gathered(self, gathered: Gathered) -> None:
        """Where nothing is filtered there is nothing to choose."""
        scope = gathered.cover.scope
        shown = scope if len(scope) <= _SHOWN else f"{scope[: _SHOWN - 1]}…"
        self.part.setText(f"当前筛选：{len(gathered.chosen)} 项（{shown}）".replace("&", "&&"))
        self.part.setToolTip(tip(scope))
        self.whole.setText(f"全部事项：{len(gathered.everything)} 项")
        self.part.setVisible(gathered.is_part)
        self.whole.setVisible(gathered.is_part)
        self.whole.setChecked(not gathered.is_part or not gathered.chosen)
        self.part.setEnabled(bool(gathered.chosen))
        self.words.setText(f"全部事项：{len(gathered.everything)} 项")
        self.words.setVisible(not gathered.is_part)


class EvidenceChoice(QWidget):
    """For a package and an exchange file."""

    check_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.taken = QCheckBox("带上佐证材料")
        self.taken.setChecked(True)
        self.left_out = QCheckBox("缺失的不放入，在清单中注明")
        self.words, self.missing = label("", "quiet"), label("", "warning")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.taken, self.words, self.missing, self.left_out):
            column.addWidget(part)

    def show_for(self, kind: Kind, gathered: Gathered | None, is_all: bool) -> None:
        """How many files there are, and how large they are together."""
        is_open = kind in (Kind.PACKAGE, Kind.EXCHANGE) and gathered is not None
        self.setVisible(is_open)
        if not is_open or gathered is None:
            return
        found = evidence_of(gathered.rows(is_all))
        self.taken.setVisible(kind is Kind.EXCHANGE)
        self.words.setText(f"{evidence_words(gathered.rows(is_all))}。")
        self.show_missing(())
        if found and kind is Kind.PACKAGE:
            self.check_wished.emit()

    def show_missing(self, names: tuple[str, ...]) -> None:
        self.missing.setText(missing_sentence(names) if names else "")
        self.missing.setVisible(bool(names))
        self.left_out.setVisible(bool(names))


def form_of(rows: tuple[tuple[str, QWidget], ...]) -> QFormLayout:
    """Titles at the left, what is to be filled in at the right."""
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(12)
    for title, widget in rows:
        form.addRow(label(title, "fieldTitle"), widget)
    return form
