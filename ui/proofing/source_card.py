"""The facts of the other text, and what is to be known of it as lists that fold away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from content.document import Collation
from ui.proofing.proof import Proof
from ui.proofing.words import named, reason, short, visible

_RECORDED = {True: "与登记相同", False: "与登记不同：这份文本在安装后被改动过", None: ""}
_MOST_LINES = 200


class Fold(QWidget):
    """A line with a count that opens onto a list."""

    def __init__(self, title: str, lines: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self.button = QToolButton()
        self.button.setObjectName("fold")
        self.button.setCheckable(True)
        self.button.setAccessibleName(title)
        shown = lines[:_MOST_LINES] + ([f"……共 {len(lines)} 行"] if len(lines) > _MOST_LINES else [])
        self.list = plain_label("\n".join(shown), "quiet")
        self.list.setIndent(16)
        self.button.toggled.connect(self._on_toggled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.list)
        self._on_toggled(False)

    def _on_toggled(self, is_open: bool) -> None:
        self.button.setText(f"{'▾' if is_open else '▸'} {self._title}")
        self.list.setVisible(is_open)


class SourceCard(QFrame):
    """Built anew for each comparison."""

    def __init__(self, proof: Proof, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        source = proof.source
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(plain_label(f"{source.title}　{visible(source.name)}", "cardTitle"))
        facts = "\n".join(f"{name}　{visible(value)}" for name, value in source.facts)
        column.addWidget(plain_label(facts, "quiet"))
        groups = " ".join(source.sha256[at : at + 8] for at in range(0, 64, 8))
        self.hash = plain_label(f"SHA-256\n{groups}", "quiet")
        column.addWidget(self.hash)
        if source.is_as_recorded is not None:
            sign = "✓" if source.is_as_recorded else "✗"
            name = "quiet" if source.is_as_recorded else "warning"
            column.addWidget(plain_label(f"{sign} {_RECORDED[source.is_as_recorded]}", name))
        for words in source.remarks:
            column.addWidget(plain_label(f"· {words}", "quiet"))
        self.folds = [Fold(title, lines, self) for title, lines in _lists(proof) if lines]
        for fold in self.folds:
            column.addWidget(fold)


def _lists(proof: Proof) -> list[tuple[str, list[str]]]:
    """Title with count, and lines."""
    found = proof.comparison
    left_out = [f"“{short(found.theirs[one.start : one.end], 80)}”　{reason(one)}" for one in found.left_out]
    shapes = [f"{shape.ours} 作 {named(shape.theirs)}　{shape.count} 处" for shape in found.shapes]
    title = "未计入" if proof.source.is_as_recorded is None else "略去"
    count = sum(shape.count for shape in found.shapes)
    counted = [(title, left_out), *_collated(proof.document.collation)]
    return [*((f"{name}　{len(lines)} 处", lines) for name, lines in counted), (f"字形差异　{count} 处", shapes)]


def _collated(collation: Collation) -> list[tuple[str, list[str]]]:
    """What is known of the text we were given, whichever text is held against it."""
    return [
        ("原件缺", [f"{one.where}　{one.what}" for one in collation.missing]),
        ("存疑照录", [f"{one.clause}　“{one.quote}”　{one.remark}" for one in collation.kept]),
    ]


def plain_label(words: str, name: str) -> QLabel:
    """Text that may come from a file: never read as markup."""
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
