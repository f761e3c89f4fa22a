"""One finished comparison with the facts of the other text."""

from __future__ import annotations

from dataclasses import dataclass

from content.comparison import Comparison
from content.document import Document
from content.importing import ImportedText
from content.sources import ReceivedText
from ui.labels import NOT_STATED
from ui.proofing.words import FILE_KINDS, remark


@dataclass(frozen=True, slots=True)
class Source:
    """The other text: what it is to us, its file name and SHA-256, facts as (name, value), remarks in words.

    `is_as_recorded` says whether the hash is the recorded one; None where none was recorded.
    """

    title: str
    name: str
    sha256: str
    is_as_recorded: bool | None
    facts: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """A document, the other text, and what the comparison found."""

    document: Document
    source: Source
    comparison: Comparison


def source_of_received(document: Document, received: ReceivedText) -> Source:
    facts = (("来源", document.collation.provenance or NOT_STATED),)
    return Source("收到的文本", received.name, received.sha256, received.is_as_recorded, facts)


def source_of_file(imported: ImportedText) -> Source:
    facts = [("种类", FILE_KINDS[imported.kind])]
    if imported.pages is not None:
        facts.append(("页数", str(imported.pages)))
    if imported.encoding is not None:
        facts.append(("编码", imported.encoding.upper().replace("_", "-")))
    remarks = tuple(remark(one, count) for one, count in imported.remarks)
    return Source("所选文件", imported.name, imported.sha256, None, tuple(facts), remarks)
