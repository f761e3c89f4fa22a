"""What is known of the open document: stated facts, what may be said of its validity, the collation (校勘记)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from content.document import Collation, Document
from content.validity import today, validity_of
from ui.labels import NOT_STATED, day, validity_label


class DocumentCard(QFrame):
    """Shown beside the beginning of a document."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(6)
        layout.addWidget(_text(document.metadata.short_title, "cardTitle"))
        layout.addWidget(_text(validity_label(validity_of(document.metadata, today())), "warning"))
        layout.addWidget(
            _text("\n".join(f"{name}　{value or NOT_STATED}" for name, value in _facts(document)), "quiet")
        )
        for heading, lines in _collated(document.collation):
            layout.addWidget(_text(heading, "cardTitle"))
            layout.addWidget(_text("\n".join(lines), "quiet"))


def _facts(document: Document) -> list[tuple[str, str | None]]:
    stated = document.metadata
    return [
        ("文号", stated.number),
        ("发文机关", "、".join(stated.issuers)),
        ("主送", stated.addressees),
        ("成文日期", day(stated.signed) if stated.signed else None),
        ("施行日期", day(stated.effective) if stated.effective else None),
        ("有效期至", day(stated.expires) if stated.expires else None),
        ("目标期", stated.period_words),
        ("文本来源", stated.source),
        ("SHA-256", " ".join(document.collation.sha256[at : at + 16] for at in range(0, 64, 16))),
    ]


def _collated(collation: Collation) -> list[tuple[str, list[str]]]:
    """The collation in words, only the parts that have something to say."""
    parts = [
        ("校勘记：略去", [f"“{one.text}”——{one.reason}" for one in collation.omitted]),
        ("校勘记：原件缺", [f"{one.what}" for one in collation.missing]),
        ("校勘记：存疑照录", [f"{one.clause}　“{one.quote}”——{one.remark}" for one in collation.kept]),
    ]
    return [(f"{heading} {len(lines)} 处", lines) for heading, lines in parts if lines]


def _text(words: str, name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
